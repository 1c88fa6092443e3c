"""The made-up shop: the button that installs it, and how far it is for whoever comes back."""

from __future__ import annotations

import streamlit as st

from builder import words
from builder.heading import quiet
from workspace import demo
from workspace.aside import Aside
from workspace.errors import WorkspaceError
from workspace.roles import Desk


def offer(member: Desk, label: str) -> None:
    """The button, or what the installation it began is doing."""
    if not member.may("demo.install") or progress(member) or not st.button(label):
        return
    try:
        demo.begin(member)
    except WorkspaceError as error:
        st.error(words.plain(str(error)), title="Not installed")
        return
    st.rerun()


def progress(member: Desk) -> bool:
    """Shows an installation under way, or why the last one broke off; whether one is under way."""
    found = demo.under_way(member)
    if found is None:
        return False
    if not found.over:
        _under_way(found)
    elif found.problem and not demo.installed(member):
        st.error(words.plain(found.problem), title="Not installed")
    return not found.over


@st.fragment(run_every=0.5)
def _under_way(running: Aside) -> None:
    """It goes on without this page."""
    running.wait(0.2)
    if running.over:
        if not running.problem:
            st.toast("The demo shop is ready.", icon=":material/check:")
        st.rerun()
    with st.container(border=True):
        st.markdown("**Installing the demo shop**")
        doing = words.plain(running.what[:1].upper() + running.what[1:]) or "Getting ready"
        st.progress(running.done / max(1, running.of), f"{doing} ({running.done} of {running.of})")
        quiet("You may leave this page. It goes on, and the bots stand on Bots as they come.")
