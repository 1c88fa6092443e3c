"""The bot as the one file it is: to read, to take along, and for those who like to write it themselves."""

from __future__ import annotations

import streamlit as st

from builder.buttons import primary
from builder.editor import Bench
from builder.heading import quiet
from workspace import studio


def bot_file(bench: Bench) -> None:
    """Draw the fold with the file, its download and the way to edit it."""
    text = studio.export_bot(bench.desk, bench.draft.bot)
    name = f"{bench.draft.key}.yaml"
    with st.expander("This bot as a file"):
        quiet("Everything you set on these pages stands in one YAML file; the files it knows are beside it, not in it.")
        st.code(text, language="yaml", wrap_lines=True)  # with a height it scrolls, which no key reaches
        with st.container(horizontal=True):
            st.download_button("Save the file", text, name, "application/yaml", icon=":material/download:")
            if not bench.fixed and st.button("Edit the file", icon=":material/edit:"):
                _edit(bench, text, name)


@st.dialog("Edit the file", width="large")
def _edit(bench: Bench, text: str, name: str) -> None:
    quiet(f"{name}. Its id stays the same for ever. Nothing is saved while something is wrong.")
    edited = st.text_area("The bot's file", text, height=420, label_visibility="collapsed", key="file:text")
    if primary("Save this file", disabled=edited == text):
        bench.keep(lambda opened: studio.save_draft(bench.desk, bench.draft.bot, edited, changed_at=opened))
