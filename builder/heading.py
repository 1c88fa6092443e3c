"""The head of a page: its title, and room for the few things that belong to the whole page on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


Width = Literal["stretch", "content"]
TextAlignment = Literal["left", "center", "right"]


def heading(title: str) -> DeltaGenerator:
    """Draw the title; gives the container at its right."""
    row = st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute")
    row.title(title, anchor=False, width="content")
    return row.container(horizontal=True, vertical_alignment="center", width="content")


def quiet(text: str, *, width: Width = "stretch", text_alignment: TextAlignment = "left") -> None:
    """A line in small quiet ink. ``st.caption`` fades the ink below 4.5:1, which is too faint to read."""
    st.markdown(f":gray[:small[{text}]]", width=width, text_alignment=text_alignment)
