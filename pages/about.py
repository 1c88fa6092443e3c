"""About: who the bot is. Its name, its first words, how it speaks and what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import streamlit as st

from bots.schema.common import Language, ModelConfig
from bots.schema.support import HandoverConfig
from builder import editor, screens
from builder.bot_file import bot_file
from builder.buttons import submit
from builder.editor import Bench
from builder.forms import CHOICES, field
from builder.heading import quiet
from workspace import studio

LANGUAGES = get_args(Language)


def draw(bench: Bench) -> None:
    config = bench.draft.config
    kind = type(config)
    values = config.model_dump()
    st.header("About", anchor=False)
    quiet("Who customers talk to, and how it speaks.")
    _no_model(bench)
    with st.form("about", border=False):
        changes = {name: field(kind, name, values[name]) for name in ("name", "welcome", "persona")}
        if config.kind == "support":
            changes["scope"] = field(kind, "scope", config.scope)
            contact = field(HandoverConfig, "contact", config.handover.contact, label="When and how a person answers")
            if not config.handover.contact:
                quiet("Not said yet. Customers read it when a person takes over, so it must be true for your business.")
        if config.kind == "survey":
            changes |= {name: field(kind, name, values[name]) for name in ("anonymity", "thanks")}
        if config.kind == "booking":
            changes["confirmation"] = field(kind, "confirmation", config.confirmation)
        language, zone = st.columns(2)
        with language:
            changes["language"] = field(kind, "language", config.language)
        with zone:
            changes["timezone"] = field(kind, "timezone", config.timezone)
        if config.kind == "support":
            with st.expander("When a person answers in the chat"):
                handover = config.handover
                called = field(HandoverConfig, "answers_as", handover.answers_as)
                wait = field(HandoverConfig, "wait_minutes", handover.wait_minutes)
            with st.expander("When and how a person answers, in other languages"):
                quiet("In a language without a text of its own, customers read the sentence above, quoted.")
                spoken = {code: name for code, name in CHOICES.items() if code in LANGUAGES and code != config.language}
                told_in = {code: _in_language(code, name, handover) for code, name in spoken.items()}
            with st.expander("How it answers"):
                model = {"provider": field(ModelConfig, "provider", config.model.provider)}
                changes["answer_sentences"] = field(kind, "answer_sentences", config.answer_sentences)
                misses = field(HandoverConfig, "offer_after_misses", config.handover.offer_after_misses)
                changes["model"] = config.model.model_dump() | model
                told = {"offer_after_misses": misses, "contact": contact, "answers_as": called, "wait_minutes": wait}
                told |= {"contact_in": {code: text for code, text in told_in.items() if text}}
                changes["handover"] = config.handover.model_dump() | told
        saved = submit("Save changes", disabled=bench.fixed)
    if saved:
        bench.save({name: value for name, value in changes.items() if value != values[name]})
    bot_file(bench)


def _in_language(code: str, name: str, handover: HandoverConfig) -> str:
    known: Mapping[Any, str] = handover.contact_in
    return st.text_input(name, known.get(code, ""), max_chars=300, key=f"contact_in:{code}").strip()


def _no_model(bench: Bench) -> None:
    """A language model was chosen and there is none: said here, with the way to it."""
    if bench.draft.config.model.provider == "embedded" or not bench.desk.may("settings.view"):
        return
    if studio.model_settings(bench.desk).model:
        return
    st.warning(
        "This bot is to answer with a language model, and none is set up yet. Name one under Settings › Model, or "
        "choose Quotes from your documents below.",
        title="No language model yet",
    )
    st.page_link(screens.SETTINGS.page, label="Set up a model", icon=":material/arrow_forward:")


with editor.bench("about") as opened:
    draw(opened)
