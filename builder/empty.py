"""Empty pages that teach: what will be here, and the one next step."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

BRAND = Path(__file__).parent / "static" / "brand"


def empty(title: str, words: str) -> None:
    """Say what will be here. The caller draws the one next step below."""
    dark = st.context.theme.type == "dark"
    with st.container(horizontal_alignment="center", gap="small"):
        st.space("medium")
        st.image(str(BRAND / ("mark-dark.svg" if dark else "mark.svg")), width=48, alt="")
        st.subheader(title, anchor=False, text_alignment="center")
        st.markdown(words, width=520, text_alignment="center")
