"""What is said when the log-in has ended while a page is open; Streamlit itself would name an HTTP status."""

from __future__ import annotations

import streamlit as st

from builder.components import HERE, register

_ended = register("ended")
_CSS = (HERE / "ended.css").read_text(encoding="utf-8")


def watch() -> None:
    """Lay the watch on this page; it draws nothing until the server asks to log in."""
    with st.container(height=1, border=False):  # no room for the grey bar that stands for it while it is loaded
        _ended(
            key="ended",
            data={
                "css": _CSS,  # its dialog stands outside the component, where the component's style does not reach
                "title": "You were logged out",
                "why": "Nothing was done here for 30 minutes, or you logged out elsewhere.",
                "stays": "What you typed stays on this page. Log in beside it, then come back here and go on.",
                "button": "Log in again",
            },
        )
