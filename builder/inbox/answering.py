"""Answering in a talk: take over, write, give back, close. What may not be said is explained, and the explanation stays
until the text is another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from builder import words
from builder.buttons import primary, submit
from builder.components.enter import enter_sends
from builder.heading import quiet
from workspace import inbox, replying
from workspace.errors import WorkspaceError, WouldCover
from workspace.inbox import Waiting
from workspace.roles import Desk

_PROBLEM, _REFUSED = "inbox:problem", "inbox:refused"
_STALE = "refused"  # key of what is said of the text as it was


@dataclass(frozen=True, slots=True)
class _Refused:
    """A text that may not be said so: where, what it was, why not, and whether bars would mend it."""

    conversation: str
    text: str
    why: str
    coverable: bool


def answering(member: Desk, one: Waiting) -> None:
    """What can be done with the open talk now."""
    if not member.may("inbox.work"):
        return
    if problem := st.session_state.pop(_PROBLEM, ""):
        st.error(words.plain(problem), icon=":material/error:")
    if one.ended:
        quiet("The customer has ended this talk, or it timed out. It can only be answered elsewhere.")
        _done(member, one)
    elif not one.words:
        quiet("This survey is anonymous: nothing said in it is kept, so nobody can answer in it.")
        _done(member, one)
    elif one.mine:
        _composer(member, one)
    else:
        _offer(member, one)


def _offer(member: Desk, one: Waiting) -> None:
    taken = one.state == "taken"
    if not taken:
        quiet(f"From then on the bot is silent, and the customer reads that {words.plain(one.called)} has joined.")
    with st.container(horizontal=True):
        label = f"Take over from {words.plain(one.taken_by or 'a colleague')}" if taken else "Take over"
        primary(label, key="inbox:take", on_click=lambda: _try(lambda: inbox.take(member, one.handover)))
        if not taken:
            _done(member, one)


def _composer(member: Desk, one: Waiting) -> None:
    key = _key(one)
    with st.form(f"answer:{one.conversation}", border=False):
        st.text_area(
            "Your answer", key=key, height=96, max_chars=replying.LONGEST, placeholder="Write to the customer",
            help="Checked as the bot's own answers are before it is sent.",
        )  # fmt: skip
        refused = _refused(one)
        if refused:
            with st.container(key=f"{_STALE}:why"):
                st.error(words.plain(refused.why), icon=":material/error:")
        with st.container(horizontal=True, vertical_alignment="center"):
            submit("Send", on_click=lambda: _send(member, one))
            if refused and refused.coverable:
                with st.container(key=f"{_STALE}:cover", width="content"):
                    st.form_submit_button("Send it covered", on_click=lambda: _send(member, one, covered=True))
            quiet(f"Customers read it as {words.plain(one.called)}. Enter sends.", width="content")
    enter_sends("Your answer", stale=_STALE)
    with st.container(horizontal=True):
        st.button(
            "Give back to the bot", key="inbox:back", icon=":material/smart_toy:",
            on_click=lambda: _try(lambda: inbox.give_back(member, one.conversation)),
        )  # fmt: skip
        with st.popover("Close talk", icon=":material/check:"):
            quiet("The customer reads that the talk has ended, and can begin a new one.")
            _outcome(lambda how: inbox.close(member, one.conversation, how), "Close this talk")


def _done(member: Desk, one: Waiting) -> None:
    with st.popover("Mark as done"):
        quiet("When it was answered elsewhere, or needs no answer. The talk stays under all talks.")
        _outcome(lambda how: inbox.finish(member, one.handover, how), "Mark as done")


def _outcome(act: Callable[[str], None], button: str) -> None:
    st.radio("How it ended", list(inbox.OUTCOMES), format_func=inbox.OUTCOMES.__getitem__, key="inbox:outcome")
    primary(button, key="inbox:end", on_click=lambda: _try(lambda: act(st.session_state["inbox:outcome"])))


def _send(member: Desk, one: Waiting, *, covered: bool = False) -> None:
    text = st.session_state[_key(one)]
    seen = _refused(one)
    covered = covered and seen is not None and seen.text == text  # another text has not been looked at yet
    try:
        replying.reply(member, one.conversation, text, covered=covered)
    except WorkspaceError as error:  # the words stay in the field
        found = _Refused(one.conversation, text, str(error), isinstance(error, WouldCover))
        st.session_state[_REFUSED] = found
    else:
        st.session_state.pop(_REFUSED, None)
        st.session_state[_key(one)] = ""


def _refused(one: Waiting) -> _Refused | None:
    """What was refused last, as long as it still stands in the field."""
    found: _Refused | None = st.session_state.get(_REFUSED)
    held = (
        found is not None and found.conversation == one.conversation and st.session_state.get(_key(one)) == found.text
    )
    return found if held else None


def _try(act: Callable[[], None]) -> None:
    try:
        act()
    except WorkspaceError as error:
        st.session_state[_PROBLEM] = str(error)


def _key(one: Waiting) -> str:
    return f"say:{one.conversation}"
