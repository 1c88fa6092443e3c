"""A talk as staff read it: what the customer wrote, the bot said, people did in it. Personal values are bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from builder import words
from builder.components.transcript import exchange, spoken, transcript
from builder.heading import quiet
from workspace import inbox, insights
from workspace.errors import UnknownConversation
from workspace.inbox import Spoken
from workspace.insights import Row
from workspace.roles import Desk

EVERY = 2.0  # seconds between two looks at a talk that somebody answers in
_TALL = 520
_DID = {
    "joined": "{by} joined",
    "left": "{by} gave the talk back to the bot",
    "ended": "{by} closed the talk",
    "nobody": "Nobody had come: the customer was asked for an address",
}


def talk(member: Desk, conversation: str, *, live: bool = False) -> list[Row]:
    """Draw a talk; ``live`` draws it again every two seconds. Its messages, none when it is not kept any more."""
    rows = _rows(member, conversation)
    if not rows:
        st.write("This talk is not kept any more.")
    elif live:
        st.fragment(_live, run_every=EVERY)(member, conversation)
    else:
        _draw(member, conversation, rows)
    return rows


def _live(member: Desk, conversation: str) -> None:
    """The same again and again, in a box that follows what comes; whoever answers has thereby read it."""
    rows = _rows(member, conversation)
    inbox.opened(member, conversation)
    with st.container(height=_TALL if len(rows) > 1 else "content", border=False, autoscroll=True, key="inbox:live"):
        _draw(member, conversation, rows)


def _rows(member: Desk, conversation: str) -> list[Row]:
    try:
        return insights.conversation(member, conversation)
    except UnknownConversation:
        return []


def _draw(member: Desk, conversation: str, rows: Sequence[Row]) -> None:
    if not rows:
        return
    quiet(f"{words.many(len(rows), 'message')}, {words.when(rows[0].at)}. Personal values are bars.")
    did: dict[str, list[Spoken]] = {}
    for one in inbox.spoken(member, conversation):
        did.setdefault(one.turn, []).append(one)
    entries: list[dict[str, Any]] = []
    for row in rows:
        entries.append(
            exchange(row.message, row.reply, when=(words.when(row.at),), why=words.why(row.why), kept=row.findings)
        )
        entries.extend(_person(one) for one in did.get(row.turn, ()))
    transcript(entries, key="inbox:transcript")


def _person(one: Spoken) -> dict[str, Any]:
    by = one.by or "Somebody"
    if one.kind == "said":
        return spoken(one.text, when=(by, words.when(one.at)))
    return spoken("", when=(_DID[one.kind].format(by=by), words.when(one.at)))
