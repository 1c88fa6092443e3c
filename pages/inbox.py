"""Inbox: conversations, those that wait for a person first. Personal values are bars."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from builder import words
from builder.components.transcript import exchange, transcript
from builder.empty import empty
from builder.session import desk
from workspace import insights
from workspace.insights import ConversationLine
from workspace.roles import Desk

OUTCOMES = {
    "handed_over": ("For a person", "yellow"),
    "unanswered": ("Not answered", "gray"),
    "answered": ("Answered", "green"),
    "blocked": ("Stopped", "red"),
}


def draw(member: Desk) -> None:
    st.title("Inbox", anchor=False)
    talks = insights.conversations(member, days=30)
    waiting = [talk for talk in talks if talk.outcome == "handed_over"]
    if not talks:
        empty(
            "No talks yet",
            "Talks with your published bots stand here. When a customer asks for a person, the talk comes to the top, with "
            "the reason and what was said before.",
        )
        return
    left, right = st.columns([2, 3], gap="large")
    with left:
        view = st.segmented_control(
            "Show", ["waiting", "all"], default="waiting" if waiting else "all", required=True,
            format_func={"waiting": f"For a person ({len(waiting)})", "all": f"All ({len(talks)})"}.__getitem__,
            label_visibility="collapsed",
        )  # fmt: skip
        shown = waiting if view == "waiting" else talks
        chosen = _list(shown)
    with right:
        if chosen:
            _talk(member, chosen)
        else:
            st.caption("Nobody is waiting.")


def _list(talks: Sequence[ConversationLine]) -> ConversationLine | None:
    pages = -(-len(talks) // 10)
    page = st.pagination(pages, key="inbox:page") if pages > 1 else 1
    shown = talks[10 * (page - 1) : 10 * page]
    chosen = st.session_state.get("inbox:talk")
    if shown and chosen not in {talk.conversation for talk in talks}:
        chosen = shown[0].conversation
    for talk in shown:
        label, color = OUTCOMES.get(talk.outcome, (talk.outcome.replace("_", " ").capitalize() or "Open", "gray"))
        with st.container(border=True, gap="xsmall", key=f"talk:{talk.conversation}"):
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.caption(f"{words.plain(talk.bot_name)}, {words.when(talk.started_at)}", width="content")
                st.badge(label, color=color)  # type: ignore[arg-type, unused-ignore]
            transcript([exchange("", talk.first_words)], key=f"first:{talk.conversation}")
            if talk.conversation == chosen:
                st.caption("Open on the right")
            elif st.button("Open talk", key=f"open:{talk.conversation}", type="tertiary"):
                st.session_state["inbox:talk"] = talk.conversation
                st.rerun()
    return next((talk for talk in talks if talk.conversation == chosen), None)


def _talk(member: Desk, talk: ConversationLine) -> None:
    st.subheader(words.plain(talk.bot_name), anchor=False)
    st.caption(f"{words.many(talk.turns, 'question')}, {talk.channel}, {words.when(talk.started_at)}. Personal values are bars.")
    rows = insights.conversation(member, talk.conversation)
    transcript(
        [
            exchange(row.message, row.reply, when=(words.when(row.at),), why=words.why(row.why), kept=row.findings)
            for row in rows
        ],
        key="inbox:transcript",
    )


draw(desk("conversations.view"))
