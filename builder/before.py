"""The list on the page Publish: what customers would stumble over, each with its cure beside it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from builder import screens, words
from builder.editor import Bench
from builder.heading import quiet
from builder.told import tell
from workspace import ready, sources
from workspace.ready import Todo


def before_you_publish(bench: Bench) -> None:
    """Draw what is to mend; nothing when nothing is."""
    if bench.fixed:
        return
    found = ready.todos(bench.desk, bench.draft.bot, _silent(bench))
    if not found:
        return
    with st.container(border=True, key="before"):
        st.markdown("**Before you publish**")
        for todo in found:
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                with st.container(gap=None, width="stretch"):
                    st.markdown(f":orange[:material/circle:] {words.plain(todo.title)}")
                    quiet(words.plain(todo.why))
                _cure(bench, todo)


def _cure(bench: Bench, todo: Todo) -> None:
    key = f"cure:{todo.id}"
    if todo.step:
        if st.button(todo.cure, key=key):
            st.switch_page(screens.step(todo.step).page, query_params={"bot": bench.draft.key})
    else:
        st.button(words.plain(todo.cure), key=key, on_click=partial(_mend, bench, todo))


def _mend(bench: Bench, todo: Todo) -> None:
    bench.put(todo.changes)
    tell("Mended in the draft.")


def _silent(bench: Bench) -> tuple[str, ...]:
    """Asked once for each state of the draft and of what it may read, as long as the tab is open."""
    if not bench.desk.may("bots.preview") or not bench.desk.may("sources.view"):
        return ()
    read = sources.list_sources(bench.desk, bench.draft.bot)
    state = (bench.draft.config.starters, tuple(sorted((one.id, one.hash, one.status.value) for one in read)))
    key = f"silent:{bench.draft.bot}"
    known = st.session_state.get(key)
    if known is None or known[0] != state:
        with st.spinner("Asking your bot the questions it offers"):
            known = st.session_state[key] = state, ready.unanswered(bench.desk, bench.draft.bot)
    return known[1]
