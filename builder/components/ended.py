"""What is said before the log-in ends while a page is open, and then; Streamlit itself would name an HTTP status."""

from __future__ import annotations

import streamlit as st

from builder.components import HERE, register
from records.logins import IDLE

_ended = register("ended")
_WARN = 5 * 60  # seconds before the end
_ASK = 4 * 60  # seconds between two asks that keep a session whose person is at work
_CSS = (HERE / "ended.css").read_text(encoding="utf-8")


def watch() -> None:
    """Lay the watch on this page; it draws nothing until the server asks to log in."""
    with st.container(height=1, border=False):  # no room for the grey bar that stands for it while it is loaded
        _ended(
            key="ended",
            data={
                "idle": IDLE.total_seconds(),
                "warn": _WARN,
                "ask": _ASK,
                "soon": "Nothing was done here for a while. You will be logged out in less than five minutes.",
                "stay": "Stay logged in",
                "css": _CSS,  # its dialog stands outside the component, where the component's style does not reach
                "title": "You were logged out",
                "why": "Nothing was done here for 30 minutes, or you logged out elsewhere.",
                "stays": "What you typed stays on this page. Log in beside it, then come back here and go on.",
                "button": "Log in again",
            },
            on_dusk_change=lambda: None,
        )
