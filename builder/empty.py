"""Empty pages that teach: what will be here, and the one next step."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from builder.screens import BOTS

BRAND = Path(__file__).parent / "static" / "brand"


def empty(title: str, words: str, *, bots: str = "") -> None:
    """Say what will be here; ``bots`` labels the way to the bots, where that is the one next step."""
    dark = st.context.theme.type == "dark"
    with st.container(horizontal_alignment="center", gap="small"):
        st.space("medium")
        st.image(str(BRAND / ("mark-dark.svg" if dark else "mark.svg")), width=48, alt="")
        st.subheader(title, anchor=False, text_alignment="center")
        st.markdown(words, width=520, text_alignment="center")
        if bots:
            st.page_link(BOTS.page, label=bots, icon=":material/arrow_forward:", width="content")
