"""The last change, with a way back."""

from __future__ import annotations

import streamlit as st

from builder import words
from builder.bookings.look import Look, Undo
from workspace import bookings
from workspace.errors import WorkspaceError
from workspace.roles import Desk


def undoing(desk: Desk, look: Look) -> None:
    """Say what was done last, and offer to undo it; a time that somebody took meanwhile cannot be had back."""
    last = look.undo
    if last is None:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="booking:undo-line"):
        st.markdown(words.plain(last.said))
        st.button("Undo", icon=":material/undo:", key="booking:undo", on_click=_back, args=(desk, look, last))


def _back(desk: Desk, look: Look, last: Undo) -> None:
    look.undo = None
    try:
        if last.what == "moved" and last.start is not None:
            bookings.move(desk, last.booking, last.start, last.staff or None)
        else:
            bookings.restore(desk, last.booking)
    except WorkspaceError as error:
        st.toast(words.plain(f"It could not be undone. {error}"), icon=":material/error:", duration="long")
    else:
        st.toast("It is as it was before.", icon=":material/check:")
