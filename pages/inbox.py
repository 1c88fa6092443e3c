"""Inbox: talks that wait for a person, and every other talk. Personal values are bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from builder import words
from builder.buttons import primary
from builder.components.transcript import exchange, transcript
from builder.empty import empty
from builder.heading import heading, quiet
from builder.knows.correcting import correcting
from builder.session import desk
from workspace import inbox, insights
from workspace.errors import UnknownConversation
from workspace.inbox import Waiting
from workspace.insights import ConversationLine
from workspace.roles import Desk

OUTCOMES = {
    "handed_over": ("For a person", "yellow"),
    "withdrawn": ("Consent taken back", "gray"),
    "ended": ("Ended", "gray"),
    "open": ("Open", "gray"),
}


def draw(member: Desk) -> None:
    waiting = inbox.waiting(member)
    views = {"waiting": f"For a person ({len(waiting)})", "talks": "All talks"}
    with heading("Inbox"):
        view = st.segmented_control(
            "Show", list(views), default="waiting", required=True, format_func=views.__getitem__,
            label_visibility="collapsed", key="inbox:view",
        )  # fmt: skip
    if view == "waiting":
        _waiting(member, waiting)
    else:
        _talks(member)


def _waiting(member: Desk, waiting: Sequence[Waiting]) -> None:
    if not waiting:
        empty(
            "Nobody is waiting",
            "When a customer asks for a person, or the bot does not know, the talk comes here with the reason and "
            "what was said before.",
        )
        return
    left, right = st.columns([2, 3], gap="large")
    chosen = _chosen([one.conversation for one in waiting])
    with left:
        for one in waiting:
            label, color = ("Taken", "green") if one.state == "taken" else ("Waiting", "yellow")
            with _card(one.conversation, label, color, f"{one.bot_name}, {words.ago(one.at, member.app.clock())}"):
                st.markdown(words.WHY_PERSON.get(one.reason, "A person takes over."))
                _open_button(one.conversation, chosen)
    one = next(one for one in waiting if one.conversation == chosen)
    with right:
        _talk(member, one.conversation, one.bot_name)
        if member.may("inbox.work"):
            with st.container(horizontal=True):
                if one.state == "waiting" and primary("Take this talk"):
                    inbox.take(member, one.handover)
                    st.rerun()
                if st.button("Mark as done"):
                    inbox.finish(member, one.handover)
                    st.toast("Done. The talk stays under all talks.", icon=":material/check:")
                    st.rerun()
        if member.may("inbox.reveal"):
            _behind_the_bars(member, one)


def _behind_the_bars(member: Desk, one: Waiting) -> None:
    """A recorded act with a reason, for this look at the page alone: going elsewhere closes the bars again."""
    with st.expander("Show what is behind the bars", icon=":material/visibility:"):
        quiet("So that you can reach the customer. Who looked, when and why stands in the audit trail.")
        with st.form(f"reveal:{one.handover}", border=False):
            reason = st.selectbox("Why", list(inbox.REASONS), format_func=inbox.REASONS.__getitem__)
            asked = st.form_submit_button("Show it and record that I looked")
        if not asked:
            return
        found = inbox.reveal(member, one.handover, reason)
        if not found:
            st.write("Nothing is kept behind the bars of this talk.")
        for value in found:
            st.markdown(f"{words.plain(words.kind_of_data(value.entity))}: **{words.plain(value.value)}**")


def _talks(member: Desk) -> None:
    talks = insights.conversations(member, days=30)
    if not talks:
        empty("No talks yet", "Talks with your published bots stand here. Talks in the preview are never counted.")
        return
    left, right = st.columns([2, 3], gap="large")
    with left:
        pages = -(-len(talks) // 8)
        page = st.pagination(pages, key="inbox:page") if pages > 1 else 1
        shown = talks[8 * (page - 1) : 8 * page]
        chosen = _chosen([talk.conversation for talk in shown])
        for talk in shown:
            _line(talk, chosen)
    with right:
        _talk(member, chosen, next(talk.bot_name for talk in shown if talk.conversation == chosen))


def _line(talk: ConversationLine, chosen: str) -> None:
    label, color = OUTCOMES.get(talk.outcome, (talk.outcome.replace("_", " ").capitalize(), "gray"))
    head = f"{talk.bot_name}, {words.when(talk.started_at)}, {words.many(talk.turns, 'message')}"
    with _card(talk.conversation, label, color, head):
        transcript([exchange("", words.whole(talk.first_words))], key=f"first:{talk.conversation}")
        _open_button(talk.conversation, chosen)


def _card(conversation: str, label: str, color: Any, head: str) -> Any:
    card = st.container(border=True, gap="xsmall", key=f"talk:{conversation}")
    with card, st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f":gray[:small[{words.plain(head)}]]", width="content")
        st.badge(label, color=color)
    return card


def _open_button(conversation: str, chosen: str) -> None:
    if conversation == chosen:
        quiet("Open beside")
    elif st.button("Open talk", key=f"open:{conversation}", type="tertiary"):
        st.session_state["inbox:talk"] = conversation
        st.rerun()


def _chosen(conversations: Sequence[str]) -> str:
    wanted = st.session_state.get("inbox:talk", "")
    return wanted if wanted in conversations else conversations[0]


def _talk(member: Desk, conversation: str, bot_name: str) -> None:
    try:
        rows = insights.conversation(member, conversation)
    except UnknownConversation:
        st.write("This talk is not kept any more.")
        return
    st.subheader(words.plain(bot_name), anchor=False)
    quiet(f"{words.many(len(rows), 'message')}, {words.when(rows[0].at)}. Personal values are bars.")
    transcript(
        [
            exchange(row.message, row.reply, when=(words.when(row.at),), why=words.why(row.why), kept=row.findings)
            for row in rows
        ],
        key="inbox:transcript",
    )
    correcting(member, rows)


draw(desk("conversations.view"))
