"""Enter sends what is being written, Shift and Enter begins a new line; what was said of a text goes as it changes."""

from __future__ import annotations

import streamlit as st

from builder.components import register

_enter = register("enter")


def enter_sends(label: str, *, stale: str) -> None:
    """Watch the field of that label. ``stale`` is the key of the containers that speak of its text as it was."""
    with st.container(height=1, border=False):  # it draws nothing
        _enter(key=f"enter:{label}", data={"label": label, "stale": stale})
