"""The live preview beside every step: talk with the draft through the same turn as the widget's, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from bots.types import TurnEvent
from builder.components import phone as drawing
from builder.heading import quiet
from builder.running import Running
from workspace import preview as talk
from workspace.roles import Desk
from workspace.studio import Draft

BEAT = 0.12  # seconds between two drawings of a reply that grows; the eye reads it as running text


@dataclass
class _Talk:
    """The talk with one draft, as long as the browser's tab is open."""

    conversation: str = ""
    turns: list[dict[str, Any]] = field(default_factory=list)
    problem: str = ""
    running: Running | None = None


def preview(desk: Desk, draft: Draft) -> None:
    """Draw the phone with the talk so far. While a reply comes, the fragment draws itself again and again."""
    going = _talk(draft.bot).running is not None
    st.fragment(_draw, run_every=BEAT if going else None)(desk, draft, going)


def _draw(desk: Desk, draft: Draft, ticking: bool) -> None:
    state = _talk(draft.bot)
    key = f"phone:{draft.bot}"

    def sent() -> None:
        message = st.session_state[key].sent
        if message and state.running is None:
            state.problem = ""
            text, choice = str(message["text"]), message.get("choice")
            state.running = Running(text, lambda: _send(desk, draft.bot, state, text, choice))

    def again() -> None:
        if st.session_state[key].again:
            st.session_state.pop(f"preview:{draft.bot}", None)

    going = state.running
    if going:
        going.wait(BEAT)
        if going.over:
            _finish(state, going)
    live = drawing.live(going) if going and state.running else None
    drawing.phone(
        draft.config, state.turns, by_model=talk.by_model(desk, draft.config), live=live, problem=state.problem,
        key=key, on_sent=sent, on_again=again,
    )  # fmt: skip
    quiet("This talk is with the draft. It is never counted.", text_alignment="center")
    _look_again(bool(state.running), ticking)


def _look_again(going: bool, ticking: bool) -> None:
    if going and not ticking:
        st.rerun(scope="fragment")  # a message was sent in a run of this fragment alone
    if ticking and not going:
        st.rerun()  # ends the beat


def _send(desk: Desk, bot: str, state: _Talk, text: str, choice: str | None) -> Iterator[TurnEvent]:
    if not state.conversation:
        state.conversation = talk.start(desk, bot)
    yield from talk.send(desk, state.conversation, text, choice=choice)


def _finish(state: _Talk, done: Running) -> None:
    state.running = None
    state.problem = done.problem
    if done.closed:
        state.turns.append(drawing.turn(done.text, talk.curtain(done.text, done.closed)))


def _talk(bot: str) -> _Talk:
    state: _Talk = st.session_state.setdefault(f"preview:{bot}", _Talk())
    return state
