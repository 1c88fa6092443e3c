"""Asking before something is destroyed, in words that say what will be gone."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from builder.buttons import primary
from builder.told import tell_problem
from workspace.errors import WorkspaceError


def confirm(title: str, consequence: str, button: str, act: Callable[[], None]) -> None:
    """Open a dialog that says the consequence; ``act`` runs when the button, a verb with its object, is pressed."""

    @st.dialog(title)
    def dialog() -> None:
        st.write(consequence)
        with st.container(horizontal=True, horizontal_alignment="right"):
            left = st.button("Leave it as it is")
            done = primary(button, on_click=lambda: _try(act))
        if left or done:
            st.rerun()

    dialog()


def _try(act: Callable[[], None]) -> None:
    try:
        act()
    except WorkspaceError as error:
        tell_problem(str(error))
