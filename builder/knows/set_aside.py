"""A file that was set aside: what was found where, the text with bars over it, and a choice for each finding."""

from __future__ import annotations

import streamlit as st

from builder import words
from builder.buttons import primary
from builder.components.transcript import exchange, transcript
from builder.editor import Bench
from builder.heading import quiet
from builder.knows import say
from knowledge.decisions import Decisions
from knowledge.types import OnFinding, Source
from workspace import sources
from workspace.errors import WorkspaceError

_SHOWN = 12
_CHOICES = {say.ON_FINDING[c]: c for c in (OnFinding.MASK, OnFinding.DROP, OnFinding.KEEP)}


@st.dialog("Set aside: look at it and decide", width="large")
def set_aside(bench: Bench, source: Source) -> None:
    """Draw the findings with a choice each, and what answers would then use."""
    quiet("Nothing of this is used by your bot until you decide. It is kept sealed for 30 days at most.")
    rows = [
        {"What": say.sentence(kind), "Where": place, "Times": n, "Do this": say.ON_FINDING[OnFinding.MASK]}
        for kind, place, _, n in source.report
    ]
    chosen = st.data_editor(
        rows, hide_index=True, width="stretch", disabled=["What", "Where", "Times"], key=f"decide:{source.id}",
        column_config={"Do this": st.column_config.SelectboxColumn(options=list(_CHOICES), required=True)},
    )  # fmt: skip
    with st.expander("How it reads with bars over everything found"):
        _preview(bench, source)
    with st.container(horizontal=True):
        if primary("Read it this way"):
            at = {
                f"{kind}@{place}": _CHOICES[str(row["Do this"])]
                for (kind, place, _, _), row in zip(source.report, chosen, strict=False)
            }
            _decide(bench, source, Decisions(OnFinding.MASK, at=at))
        if st.button("Remove this file"):
            sources.remove_source(bench.desk, bench.draft.bot, source.id)
            st.rerun()


def _preview(bench: Bench, source: Source) -> None:
    try:
        found = sources.review(bench.desk, bench.draft.bot, source.id)
    except WorkspaceError as error:
        st.write(words.plain(str(error)))
        return
    for number, piece in enumerate(found[:_SHOWN]):
        if piece.heading:
            quiet(words.plain(piece.heading))
        transcript([exchange("", piece.text)], key=f"aside:{source.id}:{number}")
    if len(found) > _SHOWN:
        quiet(f"And {words.many(len(found) - _SHOWN, 'piece')} more.")


def _decide(bench: Bench, source: Source, decisions: Decisions) -> None:
    try:
        sources.decide(bench.desk, bench.draft.bot, source.id, decisions)
    except WorkspaceError as error:
        st.error(words.plain(str(error)))
    else:
        st.rerun()
