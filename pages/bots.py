"""Bots: a card for each, and the way to a new one."""

from __future__ import annotations

import streamlit as st

from builder import screens, words
from builder.buttons import primary, submit
from builder.empty import empty
from builder.heading import heading, quiet
from builder.session import desk
from workspace import demo, studio
from workspace.roles import Desk
from workspace.studio import BotSummary, Template

ICONS = {"support": ":material/forum:", "booking": ":material/event:", "survey": ":material/checklist:"}


def draw(member: Desk) -> None:
    bots = studio.list_bots(member)
    with heading("Bots"):
        if bots and member.may("bots.edit") and primary("New bot", icon=":material/add:"):
            gallery(member)
    if not bots:
        _first(member)
        return
    with st.grid(3, min_column_width=300, gap="medium"):
        for bot in bots:
            _card(member, bot)


@st.dialog("What should your new bot do?", width="large")
def gallery(member: Desk) -> None:
    """The templates to start from, and the new bot's name."""
    templates = studio.templates()
    picked = st.session_state.get("template")
    with st.grid(3, min_column_width=190):
        for template in templates:
            _template(template, chosen=template.name == picked)
    chosen = next((t for t in templates if t.name == picked), None)
    with st.form("new", border=False):
        name = st.text_input("Name customers see", max_chars=80, placeholder="Such as your shop's name")
        made = submit("Create this bot", disabled=chosen is None)
    if made and chosen and not name.strip():
        st.warning("Give the bot a name first.")
    elif made and chosen:
        draft = studio.create_bot(member, chosen.name, name=name.strip())
        st.session_state.pop("template", None)
        st.switch_page(screens.step("about").page, query_params={"bot": draft.key})


def _template(template: Template, *, chosen: bool) -> None:
    with st.container(border=True, height="stretch", key=f"template:{template.name}"):
        st.markdown(f"{ICONS[template.kind]} **{words.plain(template.title)}**")
        quiet(words.plain(template.description))
        if st.button(
            "Chosen" if chosen else "Start from this", key=f"choose:{template.name}", disabled=chosen, width="stretch"
        ):
            st.session_state["template"] = template.name
            st.rerun(scope="fragment")


def _card(member: Desk, bot: BotSummary) -> None:
    with st.container(border=True, height="stretch", key=f"card:{bot.key}"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"{ICONS[bot.kind]} {words.KINDS[bot.kind]}", width="content")
            if bot.live_version is None:
                st.badge("Draft", color="gray")
            else:
                st.badge("Live", color="green")
        st.subheader(words.plain(bot.name), anchor=False)
        quiet(_health(bot))
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            quiet(f"Changed {words.ago(bot.changed_at, member.app.clock())}", width="content")
            if st.button("Open bot", key=f"open:{bot.key}"):
                st.switch_page(screens.step("about").page, query_params={"bot": bot.key})


def _health(bot: BotSummary) -> str:
    if bot.live_version is None:
        return "Not on your site yet. Talk to it in the preview."
    if not bot.talks:
        return "No talks this week."
    unanswered = f", {bot.unanswered} unanswered" if bot.unanswered else ", every question answered"
    return f"{words.many(bot.talks, 'talk')} this week{unanswered}."


def _first(member: Desk) -> None:
    empty(
        "Your bots will stand here",
        "A bot answers your customers from your own documents, books appointments or asks a few questions. "
        "What customers tell it about themselves is kept secret before anything else happens.",
    )
    with st.container(horizontal=True):
        if member.may("bots.edit") and primary("Create your first bot"):
            gallery(member)
        if member.may("demo.install") and st.button("Install the demo shop"):
            with st.status("Reading the demo shop's documents", expanded=True) as status:
                demo.install(member, progress=st.write)
                status.update(label="The demo shop is ready", state="complete")
            st.rerun()


draw(desk("bots.view"))
