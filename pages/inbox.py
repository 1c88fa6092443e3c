"""Inbox: talks that wait for a person and are answered here, and every other talk. Personal values are bars."""

from __future__ import annotations

import streamlit as st

from builder import words
from builder.components.transcript import exchange, transcript
from builder.empty import empty
from builder.heading import heading
from builder.inbox.cards import card, chosen, open_button
from builder.inbox.said import talk
from builder.inbox.waiting import waiting
from builder.knows.correcting import correcting
from builder.session import desk
from workspace import inbox, insights
from workspace.insights import ConversationLine
from workspace.roles import Desk

OUTCOMES = {
    "handed_over": ("For a person", "yellow"),
    "withdrawn": ("Consent taken back", "gray"),
    "ended": ("Ended", "gray"),
    "open": ("Open", "gray"),
}


def draw(member: Desk) -> None:
    views = {"waiting": f"For a person ({inbox.count(member)})", "talks": "All talks"}
    with heading("Inbox"):
        view = st.segmented_control(
            "Show", list(views), default="waiting", required=True, format_func=views.__getitem__,
            label_visibility="collapsed", key="inbox:view",
        )  # fmt: skip
    if view == "waiting":
        waiting(member)
    else:
        _talks(member)


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
        opened = chosen([one.conversation for one in shown])
        for one in shown:
            _line(one, opened)
    with right:
        st.subheader(words.plain(next(one.bot_name for one in shown if one.conversation == opened)), anchor=False)
        correcting(member, talk(member, opened))


def _line(one: ConversationLine, opened: str) -> None:
    label, color = OUTCOMES.get(one.outcome, (one.outcome.replace("_", " ").capitalize(), "gray"))
    head = f"{one.bot_name}, {words.when(one.started_at)}, {words.many(one.turns, 'message')}"
    with card(one.conversation, label, color, head):
        transcript([exchange("", words.whole(one.first_words))], key=f"first:{one.conversation}")
        open_button(one.conversation, opened)


draw(desk("conversations.view"))
