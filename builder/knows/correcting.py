"""A better answer, written under a talk or a gap by somebody who may propose but not decide."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from builder import words
from builder.buttons import primary
from builder.heading import quiet
from builder.told import tell
from guardrails import PLACEHOLDER
from workspace import corrections
from workspace.errors import WorkspaceError
from workspace.insights import Row
from workspace.roles import Desk

_PROBLEM = "correct:problem"


def correcting(member: Desk, rows: Sequence[Row]) -> None:
    """Offer to write a better answer to a message of a talk; the one that went wrong is chosen already."""
    asked = [row for row in rows if row.message]
    if not member.may("answers.propose") or not asked:
        return
    wrong = next((n for n, row in enumerate(asked) if row.why), len(asked) - 1)
    with st.expander("Write a better answer", icon=":material/edit:"):
        place = st.selectbox(  # by its place: rows are read anew in each run and need not equal those before
            "To which message", range(len(asked)), index=wrong, key=f"correct:{rows[0].conversation}",
            format_func=lambda n: PLACEHOLDER.sub("…", words.whole(asked[n].message))[:80],
        )  # fmt: skip
        row = asked[place]
        better_answer(member, row.bot, [row.turn], row.message)


def better_answer(member: Desk, bot: str, turns: Sequence[str], question: str, draft: str = "") -> None:
    """Question and answer, and the button that proposes them."""
    key = turns[0]
    st.text_area(
        "The question", PLACEHOLDER.sub("…", question), height=68, max_chars=1000, key=f"bq:{key}",
        help="As a customer would ask it, without anything personal.",
    )  # fmt: skip
    st.text_area("A better answer", draft, max_chars=4000, key=f"ba:{key}")
    quiet("It waits under Knows, Own answers, until somebody who edits the bot approves it.")
    if problem := st.session_state.pop(_PROBLEM, ""):
        st.error(words.plain(problem))
    primary("Propose this answer", on_click=lambda: _propose(member, bot, turns), key=f"propose:{key}")


def _propose(member: Desk, bot: str, turns: Sequence[str]) -> None:
    key = turns[0]
    try:
        corrections.propose(member, bot, turns, st.session_state[f"bq:{key}"], st.session_state[f"ba:{key}"])
    except WorkspaceError as error:
        st.session_state[_PROBLEM] = str(error)
    else:
        for box in ("bq", "ba"):  # what was proposed waits elsewhere; the form begins anew
            del st.session_state[f"{box}:{key}"]
        tell("Proposed. An editor decides about it under Knows.")
