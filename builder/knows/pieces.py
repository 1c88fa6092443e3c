"""The pieces of a source as they are stored: read, changed, switched off."""

from __future__ import annotations

import streamlit as st

from builder import words
from builder.buttons import primary
from builder.components.transcript import exchange, transcript
from builder.editor import Bench
from builder.heading import quiet
from knowledge.errors import KnowledgeError
from knowledge.types import Chunk, Source
from workspace import sources
from workspace.errors import WorkspaceError

_PER_PAGE = 10


@st.dialog("What is stored of it", width="large")
def pieces(bench: Bench, source: Source) -> None:
    """Draw the pieces in their order, a page at a time."""
    chunks = sources.chunks(bench.desk, bench.draft.bot, source.id)
    if not chunks:
        st.write("Nothing is stored of it.")
        return
    quiet(f"{words.many(len(chunks), 'piece')}. Answers quote from these. What you change counts at once.")
    pages = -(-len(chunks) // _PER_PAGE)
    page = st.pagination(pages, key=f"pieces:{source.id}") if pages > 1 else 1
    for chunk in chunks[_PER_PAGE * (page - 1) : _PER_PAGE * page]:
        with st.container(border=True, gap="xsmall", key=f"chunk:{chunk.id}"):
            _piece(bench, source, chunk)


def _piece(bench: Bench, source: Source, chunk: Chunk) -> None:
    editing = st.session_state.get("knows:editing") == chunk.id
    where = [chunk.heading] if chunk.heading else []
    where += [f"page {chunk.page}"] if chunk.page else []
    where += ["changed by you"] if chunk.edited else []
    where += [] if chunk.enabled else ["switched off"]
    if where:
        quiet(words.plain(" · ".join(where)))
    if editing:
        _editor(bench, source, chunk)
        return
    transcript([exchange("", chunk.text)], key=f"piece:{chunk.id}")
    if bench.fixed:
        return
    with st.container(horizontal=True):
        if st.button("Change the words", key=f"edit:{chunk.id}", type="tertiary"):
            st.session_state["knows:editing"] = chunk.id
            st.rerun(scope="fragment")
        label = "Switch off" if chunk.enabled else "Switch on"
        if st.button(label, key=f"switch:{chunk.id}", type="tertiary"):
            sources.switch_chunk(bench.desk, bench.draft.bot, source.id, chunk.id, enabled=not chunk.enabled)
            st.rerun(scope="fragment")


def _editor(bench: Bench, source: Source, chunk: Chunk) -> None:
    text = st.text_area("Words of this piece", chunk.text, height=180, key=f"words:{chunk.id}", max_chars=8000)
    with st.container(horizontal=True):
        if primary("Save this piece", key=f"save:{chunk.id}"):
            try:
                sources.edit_chunk(bench.desk, bench.draft.bot, source.id, chunk.id, text)
            except (WorkspaceError, KnowledgeError) as error:
                st.error(words.plain(str(error)))
                return
            st.session_state.pop("knows:editing", None)
            st.rerun(scope="fragment")
        if st.button("Leave it as it was", key=f"leave:{chunk.id}"):
            st.session_state.pop("knows:editing", None)
            st.rerun(scope="fragment")
