"""Knows: what the bot may read, its owner's own answers, questions to try it with, and what it could not answer."""

from __future__ import annotations

import streamlit as st

from builder import editor, words
from builder.editor import Bench
from builder.empty import empty
from builder.heading import quiet
from builder.knows import say
from builder.knows.adding import FILES, PAIR, adding
from builder.knows.answers import answers
from builder.knows.listing import listing
from builder.knows.proposed import proposed
from builder.knows.running import running
from builder.knows.trying import trying
from builder.knows.unanswered import unanswered
from knowledge.uploads import ANSWER
from workspace import corrections, sources

READS, ANSWERS, TRY, GAPS = "reads", "answers", "try", "gaps"


def draw(bench: Bench) -> None:
    st.header("Knows", anchor=False)
    quiet("What your bot may read. It answers from these and names them; it invents nothing.")
    if bench.draft.live_version is not None:
        quiet(words.AT_ONCE)
    running(bench)
    _offer(bench)
    known = sources.list_sources(bench.desk, bench.draft.bot)
    typed = [source for source in known if source.kind == ANSWER]
    read = [source for source in known if source.kind != ANSWER]
    waiting = corrections.proposals(bench.desk, bench.draft.bot)
    views = {READS: f"Reads ({len(read)})", ANSWERS: _own_answers(len(typed), len(waiting)), TRY: "Test questions"}
    if bench.desk.may("gaps.view"):
        views[GAPS] = "Gaps"
    view = st.segmented_control(
        "View", list(views), default=READS, required=True, format_func=views.__getitem__, key="knows:view",
        label_visibility="collapsed",
    )  # fmt: skip
    if view == TRY:
        trying(bench, known)
    elif view == GAPS:
        unanswered(bench)
    else:
        if view == ANSWERS:
            proposed(bench, waiting)
        if not bench.fixed:
            adding(bench, PAIR if view == ANSWERS else FILES)
        if view == ANSWERS:
            answers(bench, typed)
        elif read or sources.list_sites(bench.desk, bench.draft.bot):
            listing(bench, read)
        else:
            empty(
                "Nothing to read yet",
                "Add the pages you already have: returns, shipping, opening hours, prices. "
                "Names, numbers and passwords in them are found before anything is stored.",
            )
        _languages(bench)


def _own_answers(used: int, waiting: int) -> str:
    return f"Own answers ({used}, {waiting} to decide)" if waiting else f"Own answers ({used})"


def _offer(bench: Bench) -> None:
    """For documents that came before anybody thought of their language: the model that suits them, by one press."""
    better = None if bench.fixed else sources.better_model(bench.desk, bench.draft.bot)
    if better is None or sources.changing_model(bench.desk, bench.draft.bot):
        return
    model, language = better
    with st.container(border=True, key="knows:offer"):
        st.markdown(
            f"Most of what your bot reads is in {say.LANGUAGES.get(language, 'another language than English')}, "
            "but it searches the English way. Searching in many languages finds the right page more often."
        )
        quiet("It takes a while; you see how far it is, and until then your bot answers as before.")
        if st.button("Search in many languages"):
            sources.set_model(bench.desk, bench.draft.bot, model)
            st.rerun()


def _languages(bench: Bench) -> None:
    """Which model finds the passages; only when there is more than one to choose from."""
    models = sources.models()
    if bench.fixed or len(models) < 2:
        return
    now = sources.model(bench.desk, bench.draft.bot)
    with st.expander("Languages of your documents and customers"):
        wanted = st.radio(
            "What it searches by", models, index=models.index(now) if now in models else 0,
            format_func=say.MODELS.__getitem__, label_visibility="collapsed",
        )  # fmt: skip
        quiet(
            "The first documents you add choose for themselves by their language. The second finds the right page more "
            "often when documents are not in English. Changing it takes a while; you see how far it is."
        )
        if sources.changing_model(bench.desk, bench.draft.bot):
            quiet("It is being changed, as the bar above shows. Until it is done your bot answers as before.")
        elif wanted != now and st.button("Search this way"):
            sources.set_model(bench.desk, bench.draft.bot, wanted)
            st.rerun()


with editor.bench("knows") as opened:
    draw(opened)
