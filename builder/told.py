"""What was done, told when the page is drawn: a toast in a dialog, or in what its button calls, would take the place of
the dialog's fields while they are still drawn, and the page would go white."""

from __future__ import annotations

import streamlit as st

from builder import words

_WAITING = "told"


def tell(text: str) -> None:
    """Tell that something was done, after the page is drawn the next time. Markdown, as in every toast."""
    _wait(text, ":material/check:")


def tell_problem(text: str) -> None:
    """Tell that something could not be done, word by word and long enough to be read."""
    _wait(words.plain(text), ":material/error:")


def tell_now() -> None:
    """Show what waits; the entry script calls it when the page stands."""
    for text, icon in st.session_state.pop(_WAITING, []):
        st.toast(text, icon=icon, duration="long" if icon == ":material/error:" else "short")


def _wait(text: str, icon: str) -> None:
    st.session_state.setdefault(_WAITING, []).append((text, icon))
