"""Answers proposed by staff: to read, to put right, and to approve or refuse."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from builder import words
from builder.buttons import primary
from builder.components.transcript import exchange, transcript
from builder.editor import Bench
from builder.heading import quiet
from builder.knows import say
from builder.told import tell, tell_problem
from guardrails import PLACEHOLDER
from workspace import corrections
from workspace.corrections import Proposal
from workspace.errors import WorkspaceError

_PROBLEM = "proposed:problem"


def proposed(bench: Bench, found: Sequence[Proposal]) -> None:
    """Draw what waits for a decision; nothing when nothing waits."""
    if not found:
        return
    st.subheader("Proposed answers", anchor=False)
    quiet("Written by your team under a talk. Your bot does not use them until somebody approves.")
    for one in found:
        _card(bench, one)


def _card(bench: Bench, one: Proposal) -> None:
    with st.container(border=True, gap="xsmall", key=f"proposed:{one.source}"):
        transcript([exchange(one.question, one.reply)], key=f"says:{one.source}")
        quiet(" · ".join(filter(None, [words.plain(one.by), words.when(one.at, clock=False)])))
        if bench.fixed:
            return
        with st.container(horizontal=True):
            if st.button("Look at it and approve", key=f"approve:{one.source}"):
                st.session_state[_PROBLEM] = ""
                _decide(bench, one)
            st.button("Refuse", key=f"refuse:{one.source}", type="tertiary", on_click=lambda: _refuse(bench, one))


def _refuse(bench: Bench, one: Proposal) -> None:
    try:
        corrections.refuse(bench.desk, bench.draft.bot, one.source)
    except WorkspaceError as error:  # a colleague was quicker
        tell_problem(str(error))


@st.dialog("Approve an answer", width="large")
def _decide(bench: Bench, one: Proposal) -> None:
    st.text_area("The question", PLACEHOLDER.sub("…", one.question), height=68, max_chars=1000, key=f"pq:{one.source}")
    st.text_area("The answer", PLACEHOLDER.sub("…", one.reply), max_chars=4000, key=f"pa:{one.source}")
    st.selectbox(
        "When something personal is found", list(say.ON_FINDING)[:3], format_func=say.ON_FINDING.__getitem__,
        key=f"pf:{one.source}",
    )  # fmt: skip
    if problem := st.session_state.get(_PROBLEM):
        st.error(words.plain(problem))
    if primary("Approve", on_click=lambda: _approve(bench, one)) and not st.session_state.get(_PROBLEM):
        st.rerun()


def _approve(bench: Bench, one: Proposal) -> None:
    question, reply, on_finding = (st.session_state[f"{name}:{one.source}"] for name in ("pq", "pa", "pf"))
    st.session_state[_PROBLEM] = ""
    try:
        corrections.approve(bench.desk, bench.draft.bot, one.source, question, reply, on_finding=on_finding)
    except WorkspaceError as error:
        st.session_state[_PROBLEM] = str(error)
    else:
        tell("Your bot knows this now. Ask the preview.")
