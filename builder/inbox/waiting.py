"""Who waits for a person: the list, drawn again as it changes, and the open talk beside it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from builder import words
from builder.empty import empty
from builder.heading import quiet
from builder.inbox.answering import answering
from builder.inbox.cards import card, chosen, open_button
from builder.inbox.said import talk
from builder.knows.correcting import correcting
from workspace import inbox
from workspace.inbox import Waiting
from workspace.roles import Desk

EVERY = 4.0  # seconds between two looks for who waits


def waiting(member: Desk) -> None:
    """Draw the list and the talk that is open."""
    found = inbox.waiting(member)
    if not found:
        empty(
            "Nobody is waiting",
            "When a customer asks for a person, or the bot does not know, the talk comes here with the reason and "
            "what was said before. You answer in the chat itself.",
            bots="See your bots",
        )
        return
    left, right = st.columns([2, 3], gap="large")
    one = next(one for one in found if one.conversation == chosen([one.conversation for one in found]))
    with left:
        st.fragment(_list, run_every=EVERY)(member, one.conversation)
    with right:
        _open(member, one)


def _list(member: Desk, shown: str) -> None:
    for one in inbox.waiting(member):
        label, color = _badge(one)
        unread = words.many(one.unread, "new message") if one.unread and one.conversation != shown else ""
        head = f"{one.bot_name}, {words.ago(one.at, member.app.clock())}"
        with card(one.conversation, label, color, head, unread=unread):
            st.markdown(words.WHY_PERSON.get(one.reason, "A person takes over."))
            open_button(one.conversation, shown)


def _badge(one: Waiting) -> tuple[str, str]:
    if one.ended:
        return "Ended", "gray"
    if one.mine:
        return "You answer", "green"
    if one.state == "taken":
        return f"{one.taken_by or 'A colleague'} answers", "gray"
    return "Waiting", "yellow"


def _open(member: Desk, one: Waiting) -> None:
    st.subheader(words.plain(one.bot_name), anchor=False)
    rows = talk(member, one.conversation, live=not one.ended)
    answering(member, one)
    if member.may("inbox.reveal"):
        _behind_the_bars(member, one)
    correcting(member, rows)


def _behind_the_bars(member: Desk, one: Waiting) -> None:
    """A recorded act with a reason, for this look at the page alone: going elsewhere closes the bars again."""
    with st.expander("Show what is behind the bars", icon=":material/visibility:"):
        quiet("So that you can reach the customer. Who looked, when and why stands in the audit trail.")
        with st.form(f"reveal:{one.handover}", border=False):
            reason = st.selectbox("Why", list(inbox.REASONS), format_func=inbox.REASONS.__getitem__)
            asked = st.form_submit_button("Show it and record that I looked")
        if not asked:
            return
        _values(inbox.reveal(member, one.handover, reason))


def _values(found: Sequence[inbox.Opened]) -> None:
    if not found:
        st.write("Nothing is kept behind the bars of this talk.")
    for value in found:
        st.markdown(f"{words.plain(words.kind_of_data(value.entity))}: **{words.plain(value.value)}**")
