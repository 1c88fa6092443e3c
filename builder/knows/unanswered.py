"""Gaps: what customers asked and the bot could not answer, with the answer written in place."""

from __future__ import annotations

import streamlit as st

from builder import words
from builder.buttons import primary
from builder.components.transcript import exchange, line, transcript
from builder.editor import Bench
from builder.empty import empty
from builder.heading import quiet
from builder.knows import say
from builder.knows.correcting import better_answer
from builder.told import tell
from guardrails import PLACEHOLDER
from workspace import gaps
from workspace.errors import WorkspaceError
from workspace.gaps import Gap
from workspace.preview import pieces

PERIODS = {7: "7 days", 30: "30 days", 90: "90 days"}
_SHOWN = 20
_PROBLEM = "gaps:problem"


def unanswered(bench: Bench) -> None:
    """Draw the gaps, asked most often first."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        days = st.segmented_control(
            "Period", list(PERIODS), default=30, required=True, format_func=PERIODS.__getitem__, key="gaps:days",
            label_visibility="collapsed",
        )  # fmt: skip
        everything = st.toggle("Also what documents cannot answer", key="gaps:all")
    found = gaps.list_gaps(bench.desk, bench.draft.bot, days=days or 30, knowledge_only=not everything)
    if not found:
        empty(
            "No gaps",
            "Questions your bot could not answer will stand here, those that ask the same together. "
            "You write the answer once, and from then on the bot knows it.",
        )
        return
    times = sum(gap.times for gap in found)
    st.markdown(
        f"In the last {days or 30} days {words.many(times, 'question')} found no answer. "
        f"{words.many(len(found), 'answer')} would close {'it' if len(found) == 1 else 'them'}."
    )
    for gap in found[:_SHOWN]:
        _gap(bench, gap)


def _gap(bench: Bench, gap: Gap) -> None:
    with st.container(border=True, gap="xsmall", key=f"gap:{gap.turns[0]}"):
        transcript([line(pieces(gap.question))], key=f"asked:{gap.turns[0]}")
        quiet(_facts(gap))
        if gap.examples:
            with st.expander("How else it was asked"):
                transcript([line(pieces(text)) for text in gap.examples], key=f"also:{gap.turns[0]}")
        if gap.proposal:
            quiet("What somebody said about the answer")
            transcript([exchange("", gap.proposal)], key=f"said:{gap.turns[0]}")
        if bench.fixed:
            if bench.desk.may("answers.propose"):
                with st.expander("Propose an answer"):
                    better_answer(bench.desk, bench.draft.bot, gap.turns, gap.question, gap.proposal)
            return
        with st.container(horizontal=True):
            if st.button("Write the answer", key=f"write:{gap.turns[0]}"):
                st.session_state[_PROBLEM] = ""
                _write(bench, gap)
            if st.button("Put it aside", key=f"aside:{gap.turns[0]}", type="tertiary"):
                gaps.put_aside(bench.desk, bench.draft.bot, gap)
                st.rerun()


def _facts(gap: Gap) -> str:
    parts = [f"asked {words.many(gap.times, 'time')}", f"last {words.when(gap.last_at, clock=False)}"]
    if gap.handed_over:
        parts.append(f"a person took over {words.many(gap.handed_over, 'time')}")
    if gap.disliked:
        parts.append(words.many(gap.disliked, "thumb down", "thumbs down"))
    if gap.reasons:
        parts.append(words.why(gap.reasons[0][0]))
    return " · ".join(parts)


@st.dialog("Write the answer", width="large")
def _write(bench: Bench, gap: Gap) -> None:
    st.text_area(
        "The question", PLACEHOLDER.sub("…", gap.question), height=68, max_chars=1000, key=f"q:{gap.turns[0]}",
        help="Other ways of asking the same may stand on lines of their own.",
    )  # fmt: skip
    st.text_area("Your answer", gap.proposal, max_chars=4000, key=f"a:{gap.turns[0]}")
    st.selectbox(
        "When something personal is found", list(say.ON_FINDING)[:3], format_func=say.ON_FINDING.__getitem__,
        key=f"f:{gap.turns[0]}",
    )  # fmt: skip
    quiet("It becomes one of your own answers, which come before anything in the documents.")
    if problem := st.session_state.get(_PROBLEM):
        st.error(words.plain(problem))
    if primary("Add this answer", on_click=lambda: _add(bench, gap)) and not st.session_state.get(_PROBLEM):
        st.rerun()


def _add(bench: Bench, gap: Gap) -> None:
    question, reply, on_finding = (st.session_state[f"{name}:{gap.turns[0]}"] for name in ("q", "a", "f"))
    st.session_state[_PROBLEM] = ""
    try:
        gaps.write_answer(bench.desk, bench.draft.bot, gap, question, reply, on_finding=on_finding)
    except WorkspaceError as error:
        st.session_state[_PROBLEM] = str(error)
    else:
        tell("Your bot knows this now. Ask the preview.")
