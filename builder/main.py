"""The entry script of the builder: logo, navigation by role, and the page asked for."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from builder.screens import SCREENS
from builder.session import desk

BRAND = Path(__file__).parent / "static" / "brand"

st.set_page_config(page_title="Tacit", page_icon=str(BRAND / "favicon.svg"), layout="wide", menu_items={})
st.logo(str(BRAND / ("logo-dark.svg" if st.context.theme.type == "dark" else "logo.svg")), size="medium")

member = desk("bots.view")
page = st.navigation([s.page for s in SCREENS if member.may(s.permission)], position="top")
page.run()
