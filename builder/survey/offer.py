"""Which survey a support or booking bot offers at the end of a talk."""

from __future__ import annotations

import streamlit as st

from bots.schema.common import BotFile
from builder import words
from builder.editor import Bench
from builder.heading import quiet
from workspace import studio


def offer(bench: Bench, config: BotFile) -> None:
    """Draw the choice among the surveys there are; nothing while there is none."""
    surveys = {bot.key: bot for bot in studio.list_bots(bench.desk, "survey")}
    if not surveys and not config.survey_after:
        return
    st.markdown("**Survey offered at the end**")
    options = ["", *dict.fromkeys((*surveys, *((config.survey_after,) if config.survey_after else ())))]
    chosen = st.selectbox(
        "After a booking, or when a customer says thanks",
        options,
        options.index(config.survey_after or ""),
        format_func=lambda key: words.plain(surveys[key].name) if key in surveys else key or "None",
        disabled=bench.fixed,
        key="offer:survey",
    )
    found = surveys.get(chosen)
    if found is not None and found.live_version is None:
        quiet("This survey is not live yet; it is offered from then on.")
    quiet("It opens in the same window as a talk of its own. Its sites must include the page.")
    if chosen != (config.survey_after or "") and st.button("Save what is offered", disabled=bench.fixed):
        bench.save({"survey_after": chosen or None})
