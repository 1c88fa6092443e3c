"""Looks: how the widget appears on the owner's site. The phone beside it shows every saved change."""

from __future__ import annotations

import streamlit as st

from bots.schema.common import ThemeConfig
from builder import editor
from builder.buttons import submit
from builder.editor import Bench
from builder.forms import field
from builder.heading import quiet


def draw(bench: Bench) -> None:
    theme, kind = bench.draft.config.theme, type(bench.draft.config)
    st.header("Looks", anchor=False)
    quiet("How it appears on your site. That it is an AI is always said and cannot be hidden.")
    with st.form("looks", border=False):
        with st.container(horizontal=True, gap="medium"):
            color = st.color_picker("Main colour", theme.color, key="looks:color", width=140)
            with st.container(width=190):
                avatar = field(ThemeConfig, "avatar", theme.avatar)
        position = field(ThemeConfig, "position", theme.position, label="Corner of the page")
        mode = field(ThemeConfig, "mode", theme.mode)
        starters = field(kind, "starters", bench.draft.config.starters)
        quiet("Up to six questions a customer can start with, one a line.")
        saved = submit("Save changes", disabled=bench.fixed)
    if saved:
        look = {"color": color, "position": position, "mode": mode, "avatar": avatar}
        changes = {"theme": look, "starters": starters}
        now = {"theme": theme.model_dump(), "starters": bench.draft.config.starters}
        bench.save({name: value for name, value in changes.items() if value != now[name]})


with editor.bench("looks") as opened:
    draw(opened)
