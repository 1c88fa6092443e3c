"""What is going on with a bot's knowledge: a line with its progress for each job, and a button to stop it."""

from __future__ import annotations

import streamlit as st

from builder import words
from builder.editor import Bench
from builder.heading import quiet
from builder.knows import say
from workspace import jobs, sources

_TICK = 1.5


def running(bench: Bench) -> None:
    """Draw the jobs while there are any; the page is drawn anew when the last one ends."""
    base = sources.knowledge_base(bench.desk, bench.draft.bot)
    if base is None:
        return
    going = jobs.open_jobs(bench.desk, base)
    lines, last = st.container(), st.container()  # places of their own: a late beat draws over nothing else
    if going:
        with lines:
            _lines(bench, base)
    else:
        with last:
            _last(bench, base)


@st.fragment(run_every=_TICK)
def _lines(bench: Bench, base: str) -> None:
    going = jobs.open_jobs(bench.desk, base)
    if not going:
        st.rerun()
    if jobs.no_room(bench.desk):
        quiet(":red[The disk is full. Make room on it: reading then goes on by itself.]")
    for job in going:
        with st.container(horizontal=True, vertical_alignment="center", key=f"job:{job.id}"):
            st.progress(min(1.0, job.progress), say.doing(job))
            if not bench.fixed and st.button("Stop reading", key=f"stop:{job.id}", type="tertiary"):
                jobs.cancel(bench.desk, job.id)
                st.rerun()


def _last(bench: Bench, base: str) -> None:
    """A job that failed as a whole says so once, until the next one."""
    for job in jobs.last_jobs(bench.desk, base, limit=1):
        if job.state == jobs.FAILED and job.error:
            quiet(f":red[{words.plain(job.error)}]")
