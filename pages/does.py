"""Does: what the bot may do beyond talking. Services and hours, questions, and the acts it may take."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from bots.schema.booking import BookingFile
from bots.schema.survey import SurveyFile
from builder import editor
from builder.acts import acts as draw_acts
from builder.bookings.editing import editing
from builder.bot_file import bot_file
from builder.editor import Bench
from builder.heading import quiet
from builder.survey.keeping import keeping
from builder.survey.offer import offer
from builder.survey.questions import questions


def draw(bench: Bench) -> None:
    acts: DeltaGenerator
    config = bench.draft.config
    st.header("Does", anchor=False)
    quiet("What your bot may do. What is not listed here it cannot do, whatever anybody writes.")
    if isinstance(config, BookingFile):
        editing(bench, config)
        offer(bench, config)
        return
    if isinstance(config, SurveyFile):
        asked, keep, acts = st.tabs([f"Questions ({len(config.questions)})", "Who answers", "What it may do"])
        with asked:
            questions(bench, config)
            bot_file(bench)
        with keep:
            keeping(bench, config)
    else:
        acts = st.container()
    with acts:
        draw_acts(bench)
        if not isinstance(config, SurveyFile):
            offer(bench, config)


with editor.bench("does") as opened:
    draw(opened)
