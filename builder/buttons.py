"""The one primary button of a screen.

Streamlit writes white on every primary button; on the dark theme's pine that is 2.4:1. So its words take the theme's
violet, which nothing else uses: white on the light theme's pine (7.8:1), near-black on the dark theme's (7.5:1).
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st


def primary(
    label: str,
    *,
    key: str | None = None,
    icon: str = "",
    disabled: bool = False,
    on_click: Callable[[], None] | None = None,
) -> bool:
    """A primary button; whether it was pressed."""
    return st.button(_ink(label, icon, disabled), key=key, type="primary", disabled=disabled, on_click=on_click)


def submit(label: str, *, disabled: bool = False, on_click: Callable[[], None] | None = None) -> bool:
    """The primary button that sends a form; whether it was pressed."""
    return st.form_submit_button(_ink(label, "", disabled), type="primary", disabled=disabled, on_click=on_click)


def _ink(label: str, icon: str, disabled: bool) -> str:
    words = f"{icon} {label}" if icon else label
    return words if disabled else f":violet[{words}]"
