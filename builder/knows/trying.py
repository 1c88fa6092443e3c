"""Trying the knowledge out: one question with its ranked pieces and the answer, and kept questions with their trend."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from builder import words
from builder.buttons import primary
from builder.components.transcript import exchange, transcript
from builder.editor import Bench
from builder.heading import quiet
from builder.knows.trend import COLORS, trend
from knowledge.errors import KnowledgeError
from knowledge.types import Passage, Source
from workspace import bench as benches
from workspace import jobs, sources
from workspace.bench import Checked, Run, Tried
from workspace.errors import WorkspaceError

NOTHING = ""


def trying(bench: Bench, known: Sequence[Source]) -> None:
    """Draw the question to try, then the kept ones."""
    titles = {source.key: source.title or source.key for source in known}
    _try(bench, titles)
    st.divider()
    _kept(bench, titles)


def _try(bench: Bench, titles: dict[str, str]) -> None:
    question = st.text_input(
        "Ask as a customer would", placeholder="When are you open?", key="knows:question", max_chars=1000
    )
    if not question.strip():
        quiet("You see what the bot would answer, which pieces it would take it from, and how well each fits.")
        return
    try:
        tried = benches.ask(bench.desk, bench.draft.bot, question)
    except (WorkspaceError, KnowledgeError) as error:
        st.error(words.plain(str(error)))
        return
    with st.container(border=True, gap="xsmall"):
        quiet("The bot would say" if not tried.abstained else "The bot would not answer this from its documents")
        transcript([exchange("", tried.answer)], key="knows:said")
    if not tried.retrieval.passages:
        st.write("Nothing in what it may read comes near this question.")
    else:
        st.markdown(_sure(tried.retrieval.confidence))
        for number, (passage, used) in enumerate(zip(tried.retrieval.passages, tried.used, strict=True), start=1):
            _passage(number, passage, used)
    if not bench.fixed:
        _keep(bench, question, tried, titles)


def _passage(number: int, passage: Passage, used: bool) -> None:
    with st.container(border=True, gap="xsmall"):
        where = " › ".join(filter(None, words.place(passage.citation)))
        st.progress(min(1.0, max(0.0, passage.score)), f"**{number}.** {words.plain(where)}")
        parts = [f"fits {passage.score:.0%}", f"meaning {max(0.0, passage.cosine):.0%}", f"words {passage.keyword:.1f}"]
        if passage.typed:
            parts.insert(0, "your own answer to this question")
        with st.container(horizontal=True, vertical_alignment="center"):
            quiet(" · ".join(parts), width="content")
            if used:
                st.badge("used in the answer", color="green")
        transcript([exchange("", passage.chunk.text)], key=f"passage:{passage.chunk.id}")


def _keep(bench: Bench, question: str, tried: Tried, titles: dict[str, str]) -> None:
    found = list(dict.fromkeys(p.citation.source for p in tried.retrieval.passages))
    options = [*found, *(key for key in titles if key not in found), NOTHING]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        source = st.selectbox(
            "The right source", options, format_func=lambda key: titles.get(key, "Nothing answers this"),
            index=len(options) - 1 if tried.abstained else 0, key="knows:expected",
        )  # fmt: skip
        if st.button("Keep as a test question"):
            benches.keep(bench.desk, bench.draft.bot, question, source)
            st.toast("Kept. It is asked again after each change.", icon=":material/check:")
            st.rerun()


def _kept(bench: Bench, titles: dict[str, str]) -> None:
    st.subheader("Test questions", anchor=False)
    kept = benches.kept(bench.desk, bench.draft.bot)
    if not kept:
        quiet("Keep questions your customers ask. They are asked again after each change, so you see what got better.")
        return
    runs = benches.runs(bench.desk, bench.draft.bot)
    if runs:
        st.markdown(_sentence(runs[-1]))
        if len(runs) > 1:
            st.altair_chart(trend(runs, COLORS[st.context.theme.type or "light"]), width="stretch")
    last = {c.question: c for c in runs[-1].checked} if runs else {}
    st.dataframe(
        [
            {
                "Question": q.question,
                "Right source": titles.get(q.source, q.source or "Nothing answers this"),
                "Last time": _how(last.get(q.question)),
                "Place": (last[q.question].place or None) if q.question in last else None,
            }
            for q in kept
        ],
        hide_index=True,
        width="stretch",
    )
    if not bench.fixed:
        _change(bench, [(q.id, q.question) for q in kept])


def _change(bench: Bench, kept: list[tuple[str, str]]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if primary("Ask all of them now"):
            base = sources.knowledge_base(bench.desk, bench.draft.bot) or ""
            detail = {"bot": bench.draft.bot, "why": "by hand"}
            jobs.add(bench.desk.app, bench.desk.actor.workspace, "bench", base, detail)
            st.rerun()
        chosen = st.selectbox(
            "A question", kept, index=None, format_func=lambda pair: pair[1], label_visibility="collapsed",
            placeholder="Choose one to remove",
        )  # fmt: skip
        if chosen and st.button("Remove the question"):
            benches.forget(bench.desk, bench.draft.bot, chosen[0])
            st.rerun()


def _how(checked: Checked | None) -> str:
    if checked is None:
        return "not asked yet"
    if checked.right:
        return "right" if checked.source else "rightly not answered"
    if not checked.source:
        return "answered, though nothing should"
    return "not answered" if checked.abstained else "another source was named"


def _sentence(run: Run) -> str:
    right = sum(c.right for c in run.checked)
    parts = [f"{right} of {words.many(run.questions, 'test question')} went right, {run.why}."]
    if run.first is not None and run.five is not None:
        parts.append(f"The right source came first for {run.first:.0%} and among the first five for {run.five:.0%}.")
    return " ".join(parts)


def _sure(confidence: float) -> str:
    if confidence >= 0.6:
        return f"The answer is very likely in what it may read ({confidence:.0%})."
    if confidence >= 0.3:
        return f"The answer may be in what it may read ({confidence:.0%})."
    return f"The answer is probably not in what it may read ({confidence:.0%}); the bot would say so."
