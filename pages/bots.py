"""Bots: a card for each, and the way to a new one."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from builder import demo_shop, screens, words
from builder.ask import confirm
from builder.buttons import primary, submit
from builder.empty import empty
from builder.from_file import from_file
from builder.heading import heading, quiet
from builder.session import desk
from workspace import attic, demo, inbox, studio
from workspace.cards import Card, cards
from workspace.roles import Desk
from workspace.studio import Template

COPY, AWAY = "Make a copy", "Put it away"
ICONS = {"support": ":material/forum:", "booking": ":material/event:", "survey": ":material/checklist:"}
TOLD = {
    "support": "answers from your own documents",
    "booking": "appointments, and places in classes",
    "survey": "a few questions, without a name",
}
BRIEF = 30  # letters of a first sentence that says too little alone, such as "A hair salon"
USUAL = "support-shop"  # what most people come for stands first


def draw(member: Desk) -> None:
    bots = cards(member)
    with heading("Bots"):
        if bots and member.may("bots.edit"):
            primary("New bot", icon=":material/add:", on_click=_open)
    if bots:
        demo_shop.progress(member)
    if not bots:
        _first(member)
    elif member.may("bots.edit") and {bot.key for bot in bots} <= demo.bot_keys():
        quiet(
            "This is a made-up shop to try things on; its support bot is live on a page of its own. "
            "Your own bot starts with New bot."
        )
    waits = Counter(one.bot for one in inbox.waiting(member)) if member.may("conversations.view") else Counter[str]()
    with st.grid(3, min_column_width=300, gap="medium"):
        for bot in sorted(bots, key=lambda bot: bot.live_version is None):  # live ones first, newest first among equals
            _card(member, bot, waits[bot.bot])
    _away(member)
    if st.session_state.get("gallery") and member.may("bots.edit"):
        _gallery(member)


def _open() -> None:
    st.session_state["gallery"] = True


def _close() -> None:
    for key in ("gallery", "template"):
        st.session_state.pop(key, None)


@st.dialog("What should your new bot do?", width="large", on_dismiss=_close)
def _gallery(member: Desk) -> None:
    """One thought at a time: first what it should do, then what it is called."""
    templates = sorted(studio.templates(), key=lambda t: (list(words.KINDS).index(t.kind), t.name != USUAL))
    chosen = next((t for t in templates if t.name == st.session_state.get("template")), None)
    if chosen is not None:
        _name(member, chosen)
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.segmented_control("Kind", list(words.KINDS), format_func=words.KINDS.__getitem__, key="gallery:kind")
        wanted = st.text_input(
            "Search", placeholder="Such as shop, practice, feedback", key="gallery:search", width=280
        )
    made = from_file(member)
    if made is not None:
        _close()
        st.switch_page(screens.step("about").page, query_params={"bot": made.key})
    of_kind = [t for t in templates if kind in (None, t.kind)]
    found = [t for t in of_kind if _meant(t, wanted)]
    if not found:
        found = of_kind
        quiet("No template says that. Start from the nearest one: everything in it can be changed.")
    for one in dict.fromkeys(template.kind for template in found):
        st.markdown(f"**{words.KINDS[one]}** :gray[:small[{TOLD[one]}]]")
        with st.grid(3, min_column_width=190, gap="small"):
            for template in (t for t in found if t.kind == one):
                _short(template)


def _meant(template: Template, wanted: str) -> bool:
    said = f"{template.title} {template.description} {words.KINDS[template.kind]} {TOLD[template.kind]}".casefold()
    return all(word in said for word in wanted.casefold().split())


def _short(template: Template) -> None:
    """One line each: what it is; everything else stands on the next page of the dialog."""
    first, _, then = template.description.partition(". ")
    first = f"{first}. {then.partition('. ')[0]}" if len(first) < BRIEF and then else first
    with st.container(border=True, height="stretch", gap="xsmall", key=f"template:{template.name}"):
        st.markdown(f"{ICONS[template.kind]} **{words.plain(template.title)}**")
        quiet(words.plain(first.removesuffix(".")))
        st.button(
            "Start from this", key=f"choose:{template.name}", on_click=_choose, args=(template.name,), type="tertiary"
        )


def _choose(name: str) -> None:
    st.session_state["template"] = name


def _told(template: Template) -> None:
    st.markdown(f"{ICONS[template.kind]} **{words.plain(template.title)}**")
    quiet(f"{words.KINDS[template.kind]}. {words.plain(template.description)}")


def _name(member: Desk, template: Template) -> None:
    _told(template)
    with st.form("new", border=False):
        name = st.text_input("Name customers see", max_chars=80, placeholder="Such as your shop's name", key="new:name")
        made = submit("Create this bot")
    st.button("Choose another", type="tertiary", on_click=_choose, args=("",))
    if made and not name.strip():
        st.warning("Give the bot a name first.")
    elif made:
        draft = studio.create_bot(member, template.name, name=name.strip(), zone=st.context.timezone or "")
        _close()
        st.switch_page(screens.step("about").page, query_params={"bot": draft.key})


def _card(member: Desk, bot: Card, waiting: int) -> None:
    with st.container(border=True, height="stretch", key=f"card:{bot.key}"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"{ICONS[bot.kind]} {words.KINDS[bot.kind]}", width="content")
            if bot.live_version is None:
                st.badge("Draft", color="gray")
            else:
                st.badge("Live", color="green")
        st.subheader(words.plain(bot.name), anchor=False)
        if bot.problem:
            st.warning(words.plain(bot.problem))
        quiet(_health(bot))
        if waiting:
            st.badge(f"{words.many(waiting, 'talk')} for a person", color="yellow")
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            quiet(f"Changed {words.ago(bot.changed_at, member.app.clock())}", width="content")
            with st.container(horizontal=True, gap="xsmall", width="content"):
                _more(member, bot)
                if not bot.problem and st.button("Open bot", key=f"open:{bot.key}"):
                    st.switch_page(screens.step("about").page, query_params={"bot": bot.key})


def _more(member: Desk, bot: Card) -> None:
    may = {COPY: member.may("bots.edit") and not bot.problem, AWAY: member.may("bots.archive")}
    acts = [act for act, allowed in may.items() if allowed]
    if not acts:
        return
    chosen = st.menu_button("More", acts, key=f"more:{bot.key}", type="tertiary")
    if chosen == COPY:
        _copy(member, bot)
    elif chosen == AWAY:
        live = "Your site stops showing it at once. " if bot.live_version is not None else ""
        confirm(
            f"Put {words.plain(bot.name)} away?",
            f"{live}Its talks and files stay until their time is over, and you can bring it back from this page.",
            "Put this bot away",
            lambda: _put_away(member, bot),
        )


def _put_away(member: Desk, bot: Card) -> None:
    studio.archive_bot(member, bot.bot)
    st.session_state["put away"] = bot.bot


@st.dialog("Make a copy")
def _copy(member: Desk, bot: Card) -> None:
    st.write("A new draft with the same words, rules and looks. Both read the same files.")
    with st.form("copy", border=False):
        name = st.text_input("Name customers see", f"{bot.name} (copy)"[:80], max_chars=80)
        made = submit("Make this copy")
    if made and name.strip():
        draft = attic.copy_bot(member, bot.bot, name=name)
        st.switch_page(screens.step("about").page, query_params={"bot": draft.key})


def _away(member: Desk) -> None:
    """What was just put away, with the way back beside it; everything else folded below."""
    gone = attic.put_away(member)
    if not gone or not member.may("bots.archive"):
        return
    with st.expander(f"Put away ({len(gone)})", expanded=st.session_state.get("put away") == gone[0].bot):
        for one in gone:
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                with st.container(gap=None):
                    st.markdown(f"{ICONS[one.kind]} {words.plain(one.name)}")
                    quiet(f"Put away {words.ago(one.at, member.app.clock())}")
                if st.button("Bring it back", key=f"back:{one.key}"):
                    attic.bring_back(member, one.bot)
                    st.session_state.pop("put away", None)
                    st.toast(f"{one.name} is back.", icon=":material/check:")
                    st.rerun()


def _health(bot: Card) -> str:
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
    with st.container(horizontal=True, horizontal_alignment="center"):
        if member.may("bots.edit"):
            primary("Create your first bot", on_click=_open)
        demo_shop.offer(member, "Install the demo shop")


draw(desk("bots.view"))
