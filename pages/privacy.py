"""Privacy: what was agreed to, how long things are kept, the notice, and the audit trail with its seal."""

from __future__ import annotations

import streamlit as st

from builder import words
from builder.empty import empty
from builder.session import desk
from workspace import notices, studio
from workspace.roles import Desk


def draw(member: Desk) -> None:
    st.title("Privacy", anchor=False)
    empty("", "")
    _ = (notices, studio, words)


draw(desk("privacy.view"))
