"""A bot from its file: one saved on the page About, on this machine or another, becomes a draft again."""

from __future__ import annotations

import streamlit as st

from bots import config as bot_file
from bots.errors import ConfigError
from builder import words
from builder.buttons import primary
from builder.heading import quiet
from workspace import studio
from workspace.roles import Desk, NotAllowed
from workspace.studio import Draft

_MOST = 1  # megabytes


def from_file(member: Desk) -> Draft | None:
    """Draw the fold; the draft, once a file became one."""
    with st.expander("Start from a file", icon=":material/upload_file:", key="from-file"):
        quiet("The YAML file of a bot, as the page About saves it under This bot as a file.")
        given = st.file_uploader(
            "Bot file", type=["yaml", "yml"], max_upload_size=_MOST, label_visibility="collapsed", key="from-file:file"
        )
        if given is None:
            return None
        text = given.getvalue().decode("utf-8-sig", "replace")
        try:
            config = bot_file.load(text, given.name)
            there = next((bot for bot in studio.list_bots(member) if bot.key == config.id), None)
            if there is not None:
                st.warning(
                    f"{words.plain(there.name)} has the same id. The file replaces its draft; what is live stays live "
                    "until you publish."
                )
            if primary("Replace that draft" if there else "Make a bot of this file"):
                return studio.import_bot(member, text, given.name)
        except ConfigError as error:
            for problem in error.problems:
                st.error(words.plain(f"{problem.message} {problem.hint}"), title=f"Not read: {problem.where}")
        except NotAllowed as refused:
            st.error(words.plain(str(refused)), title="Not made")
    return None
