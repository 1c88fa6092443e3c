"""The live preview beside every step: talk with the draft through the same turn as the widget's."""

from __future__ import annotations

from typing import Any

import streamlit as st

from bots.types import Closed
from builder.components import phone as drawing
from builder.heading import quiet
from workspace import preview as talk
from workspace.errors import WorkspaceError
from workspace.roles import Desk
from workspace.studio import Draft


@st.fragment
def preview(desk: Desk, draft: Draft) -> None:
    """Draw the phone with the talk so far; a message runs one turn."""
    state = _state(draft.bot)
    key = f"phone:{draft.bot}"

    def sent() -> None:
        message = st.session_state[key].sent
        if message:
            _answer(desk, draft, str(message["text"]), message.get("choice"))

    def again() -> None:
        if st.session_state[key].again:
            st.session_state.pop(f"preview:{draft.bot}", None)

    drawing.phone(draft.config, state["turns"], problem=state["problem"], key=key, on_sent=sent, on_again=again)
    quiet("This talk is with the draft. It is never counted.", text_alignment="center")


def _answer(desk: Desk, draft: Draft, text: str, choice: str | None) -> None:
    state = _state(draft.bot)
    state["problem"] = ""
    try:
        if not state["conversation"]:
            state["conversation"] = talk.start(desk, draft.bot)
        for event in talk.send(desk, state["conversation"], text, choice=choice):
            if isinstance(event, Closed):
                state["turns"].append(drawing.turn(text, talk.curtain(text, event)))
    except WorkspaceError as error:
        state["problem"] = str(error)


def _state(bot: str) -> dict[str, Any]:
    fresh: dict[str, Any] = {"conversation": "", "turns": [], "problem": ""}
    state: dict[str, Any] = st.session_state.setdefault(f"preview:{bot}", fresh)
    return state
