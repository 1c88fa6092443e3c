"""A talk in a list: whose bot, when, how it stands, and the way to open it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from builder import words
from builder.heading import quiet

_TALK = "inbox:talk"


def card(conversation: str, label: str, color: Any, head: str, *, unread: str = "") -> Any:
    """A frame with its head drawn; gives the room below."""
    made = st.container(border=True, gap="xsmall", key=f"talk:{conversation}")
    with made, st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f":gray[:small[{words.plain(head)}]]", width="content")
        with st.container(horizontal=True, width="content", gap="xsmall"):
            if unread:
                st.badge(unread, color="primary")
            st.badge(words.plain(label), color=color)
    return made


def open_button(conversation: str, shown: str) -> None:
    """Opens the talk beside the list."""
    if conversation == shown:
        quiet("Open beside")
    elif st.button("Open talk", key=f"open:{conversation}", type="tertiary"):
        st.session_state[_TALK] = conversation
        st.rerun()


def chosen(conversations: Sequence[str]) -> str:
    """The talk that is open: the one opened last while it is in the list, otherwise the first."""
    wanted = str(st.session_state.get(_TALK, ""))
    return wanted if wanted in conversations else conversations[0]
