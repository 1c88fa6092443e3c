"""An owner's own answers: questions and answers that were typed, to change or take away."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from builder import words
from builder.ask import confirm
from builder.buttons import primary
from builder.components.transcript import exchange, found, transcript
from builder.editor import Bench
from builder.empty import empty
from builder.heading import quiet
from builder.knows import say
from builder.knows.adding import add_answer
from knowledge.types import OnFinding, Source
from workspace import sources


def answers(bench: Bench, known: Sequence[Source]) -> None:
    """Draw every typed answer."""
    if not known:
        empty("No answers of your own yet", "Type a question with its answer above. It comes before any document.")
        return
    for source in sorted(known, key=lambda s: s.title.casefold()):
        chunks = sources.chunks(bench.desk, bench.draft.bot, source.id)
        with st.container(border=True, gap="xsmall", key=f"pair:{source.id}"):
            st.markdown(f"**{words.plain(source.title)}**")
            if source.error:
                quiet(f":red[{words.plain(source.error)}]")
            if chunks:
                transcript([exchange("", chunks[0].text)], key=f"reply:{source.id}")
            if len(chunks) > 1:
                quiet("Also: " + words.plain(" · ".join(c.heading for c in chunks[1:])))
            if source.findings:
                transcript([found(source.findings)], key=f"found:{source.id}")
            if bench.fixed:
                continue
            with st.container(horizontal=True):
                if st.button("Change the answer", key=f"change:{source.id}", type="tertiary"):
                    _change(bench, source, "\n".join(c.heading for c in chunks), chunks[0].text if chunks else "")
                if st.button("Remove this answer", key=f"drop:{source.id}", type="tertiary"):
                    confirm(
                        "Remove this answer?",
                        f"Your bot forgets your answer to **{words.plain(source.title)}** at once.",
                        "Remove the answer",
                        lambda source=source: sources.remove_source(bench.desk, bench.draft.bot, source.id),  # type: ignore[misc]
                    )


@st.dialog("Change the answer", width="large")
def _change(bench: Bench, source: Source, question: str, reply: str) -> None:
    asked = st.text_area("The question", question, height=68, max_chars=1000, key=f"cq:{source.id}")
    said = st.text_area("Your answer", reply, max_chars=4000, key=f"ca:{source.id}")
    choices: list[OnFinding] = list(say.ON_FINDING)[:3]
    on_finding = st.selectbox("When something personal is found", choices, format_func=say.ON_FINDING.__getitem__)
    if primary("Save this answer"):
        add_answer(bench, asked, said, on_finding, key=source.key)
