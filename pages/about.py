"""About: who the bot is. Its name, its first words, how it speaks and what it is for."""

from __future__ import annotations

import streamlit as st

from bots.schema.common import ModelConfig
from bots.schema.support import HandoverConfig
from builder import editor
from builder.bot_file import bot_file
from builder.buttons import submit
from builder.editor import Bench
from builder.forms import field
from builder.heading import quiet


def draw(bench: Bench) -> None:
    config = bench.draft.config
    kind = type(config)
    values = config.model_dump()
    st.header("About", anchor=False)
    quiet("Who customers talk to, and how it speaks.")
    with st.form("about", border=False):
        changes = {name: field(kind, name, values[name]) for name in ("name", "welcome", "persona")}
        if config.kind == "support":
            changes["scope"] = field(kind, "scope", config.scope)
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
            with st.expander("How it answers"):
                model = {"provider": field(ModelConfig, "provider", config.model.provider)}
                changes["answer_sentences"] = field(kind, "answer_sentences", config.answer_sentences)
                handover = {
                    name: field(HandoverConfig, name, getattr(config.handover, name))
                    for name in ("offer_after_misses", "contact")
                }
                changes["model"] = config.model.model_dump() | model
                changes["handover"] = handover
        saved = submit("Save changes", disabled=bench.fixed)
    if saved:
        bench.save({name: value for name, value in changes.items() if value != values[name]})
    bot_file(bench)


with editor.bench("about") as opened:
    draw(opened)
