"""Asking before something is destroyed, in words that say what will be gone."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st


def confirm(title: str, consequence: str, button: str, act: Callable[[], None]) -> None:
    """Open a dialog that says the consequence; ``act`` runs when the button, a verb with its object, is pressed."""

    @st.dialog(title)
    def dialog() -> None:
        st.write(consequence)
        with st.container(horizontal=True, horizontal_alignment="right"):
            if st.button("Leave it as it is"):
                st.rerun()
            if st.button(button, type="primary"):
                act()
                st.rerun()

    dialog()
