"""The entry script of the builder: logo, navigation by role, and the page asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

from builder.components.ended import watch
from builder.screens import BOOKINGS, INBOX, RESULTS, SCREENS, Screen
from builder.session import desk
from builder.told import tell_now
from workspace import inbox, studio
from workspace.roles import Desk

BRAND = Path(__file__).parent / "static" / "brand"

st.set_page_config(page_title="Tacit", page_icon=str(BRAND / "favicon.svg"), layout="wide", menu_items={})
st.logo(str(BRAND / ("logo-dark.svg" if st.context.theme.type == "dark" else "logo.svg")), size="medium")


def titled(screen: Screen, member: Desk) -> Screen:
    """The Inbox says from every page how many customers wait for a person; bookings and results need a bot for them."""
    if screen is BOOKINGS:
        return replace(screen, hidden=not studio.has_kind(member, "booking"))
    if screen is RESULTS:
        return replace(screen, hidden=not studio.has_kind(member, "survey"))
    open_talks = inbox.count(member) if screen is INBOX else 0
    return replace(screen, title=f"{screen.title} ({open_talks})") if open_talks else screen


member = desk("bots.view")
page = st.navigation([titled(s, member).page for s in SCREENS if member.may(s.permission)], position="top")
page.run()
tell_now()
watch()
