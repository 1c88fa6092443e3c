"""Knows: what the bot may read, what was found in it, and a question to try."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st
from streamlit.typing import UploadedFile

from builder import editor, words
from builder.ask import confirm
from builder.buttons import primary
from builder.components.transcript import exchange, found, transcript
from builder.editor import Bench
from builder.empty import empty
from builder.heading import quiet
from knowledge.library import Upload
from knowledge.types import OnFinding, Source, SourceStatus
from workspace import sources

FORMATS = ("pdf", "docx", "pptx", "xlsx", "csv", "txt", "md", "html", "htm", "jsonl")
PER_PAGE = 8
FINDINGS = {
    OnFinding.MASK: "Put a bar over it",
    OnFinding.KEEP: "Keep it, it is public",
    OnFinding.DROP: "Leave out the sentence",
    OnFinding.QUARANTINE: "Set the file aside",
}
BADGES = {
    SourceStatus.INDEXED: ("Ready", "green"),
    SourceStatus.QUARANTINED: ("Set aside", "yellow"),
    SourceStatus.FAILED: ("Not read", "red"),
    SourceStatus.READING: ("Being read", "gray"),
    SourceStatus.WAITING: ("Waiting", "gray"),
}


def draw(bench: Bench) -> None:
    st.header("Knows", anchor=False)
    quiet("What your bot may read. It answers from these and names them; it invents nothing.")
    if not bench.fixed:
        _add(bench)
    known = sources.list_sources(bench.desk, bench.draft.bot)
    if not known:
        empty(
            "Nothing to read yet",
            "Add the pages you already have: returns, shipping, opening hours, prices. "
            "Names, numbers and passwords in them are found before anything is stored.",
        )
        return
    files, trial = st.tabs([f"Files ({len(known)})", "Ask a test question"])
    with files:
        _table(bench, known)
    with trial:
        _trial(bench)


def _add(bench: Bench) -> None:
    turn = st.session_state.setdefault("knows:turn", 0)
    with st.container(border=True):
        files = st.file_uploader(
            "Add files",
            type=list(FORMATS),
            accept_multiple_files=True,
            max_upload_size=25,
            key=f"files:{turn}",
            help="PDF, Word, PowerPoint, Excel, CSV, text, Markdown or HTML. Up to 25 MB each.",
        )
        if files:
            on_finding = st.selectbox(
                "When something personal is found in a file", list(FINDINGS), format_func=FINDINGS.__getitem__
            )
            licence = st.text_input(
                "Where these files are from", "Our own texts", max_chars=200, help="By what right the bot may use them."
            )
            if primary(f"Add {words.many(len(files), 'file')}"):
                _ingest(bench, files, on_finding, licence)


def _ingest(bench: Bench, files: Sequence[UploadedFile], on_finding: OnFinding, licence: str) -> None:
    rows = {}
    for file in files:
        rows[file.name] = st.progress(0.0, f"{words.plain(file.name)}: waiting")

    def progress(upload: Upload, done: float) -> None:
        if upload.name in rows:
            doing = "reading" if done < 0.5 else "making it searchable"
            rows[upload.name].progress(min(1.0, max(0.0, done)), f"{words.plain(upload.name)}: {doing}")

    uploads = [Upload(name=file.name, data=file.getvalue(), origin=f"upload: {file.name}") for file in files]
    failed = 0
    added = sources.add_sources(
        bench.desk, bench.draft.bot, uploads, on_finding=on_finding, licence=licence, progress=progress
    )
    for upload, source in zip(uploads, added, strict=False):
        broken = source.status is SourceStatus.FAILED
        rows[upload.name].progress(1.0, f"{words.plain(upload.name)}: {'not read' if broken else 'ready'}")
        failed += broken
    st.session_state["knows:turn"] += 1
    if good := len(uploads) - failed:
        st.toast(f"{words.many(good, 'file')} added. Ask the preview about them.", icon=":material/check:")
    if failed:
        st.toast(
            f"{words.many(failed, 'file')} could not be read. The reason stands beside it.", icon=":material/error:"
        )
    st.rerun()


def _table(bench: Bench, known: Sequence[Source]) -> None:
    pages = -(-len(known) // PER_PAGE)
    page = st.pagination(pages, key="knows:page") if pages > 1 else 1
    ordered = sorted(known, key=lambda s: (s.status is SourceStatus.INDEXED, s.title.casefold()))
    for source in ordered[PER_PAGE * (page - 1) : PER_PAGE * page]:
        label, color = BADGES[source.status]
        with st.container(border=True, gap="xsmall", key=f"source:{source.id}"):
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.markdown(f"**{words.plain(source.title or source.key)}**", width="content")
                with st.container(horizontal=True, vertical_alignment="center", width="content"):
                    st.badge(label, color=color)  # type: ignore[arg-type, unused-ignore]
                    if chosen := st.menu_button(
                        "More",
                        ["See the pieces"] + ([] if bench.fixed else ["Take it away"]),
                        key=f"more:{source.id}",
                        type="tertiary",
                    ):
                        _act(bench, source, chosen)
            quiet(_facts(source))
            if source.error:
                quiet(f":red[{words.plain(source.error)}]")
            if source.findings:
                transcript([found(source.findings)], key=f"found:{source.id}")


def _facts(source: Source) -> str:
    place = source.url or PurePath(source.origin.removeprefix("upload: ")).name or source.key
    # A file that was not read has no title but its name, which already stands above.
    parts = [words.plain(place)] if place != (source.title or source.key) else []
    if source.chunks:
        parts.append(words.many(source.chunks, "piece"))
    parts.append(f"added {words.when(source.added_at, clock=False)}")
    if source.licence:
        parts.append(words.plain(source.licence))
    return " · ".join(parts)


def _act(bench: Bench, source: Source, chosen: str) -> None:
    if chosen == "See the pieces":
        _pieces(bench, source)
    else:
        confirm(
            "Take this file away?",
            f"Your bot stops using **{words.plain(source.title or source.key)}** at once, here and on your site.",
            "Take the file away",
            lambda: sources.remove_source(bench.desk, bench.draft.bot, source.id),
        )


@st.dialog("What is stored of this file", width="large")
def _pieces(bench: Bench, source: Source) -> None:
    chunks = sources.chunks(bench.desk, bench.draft.bot, source.id)
    if not chunks:
        st.write("Nothing is stored of it.")
    for chunk in chunks:
        with st.container(border=True, gap="xsmall"):
            if chunk.heading:
                quiet(words.plain(chunk.heading))
            transcript([exchange("", chunk.text)], key=f"piece:{chunk.id}")


@st.fragment
def _trial(bench: Bench) -> None:
    question = st.text_input(
        "Ask as a customer would", placeholder="How long can I return a pen?", key="knows:question"
    )
    if not question.strip():
        quiet("You see which passages the answer would come from, and how well each fits.")
        return
    result = sources.try_question(bench.desk, bench.draft.bot, question)
    if not result.passages:
        st.write("Nothing in your files comes near this question.")
        return
    st.markdown(_sure(result.confidence))
    for i, passage in enumerate(result.passages):
        with st.container(border=True, gap="xsmall"):
            where = " › ".join(filter(None, words.place(passage.citation)))
            st.progress(min(1.0, max(0.0, passage.score)), f"**{i + 1}.** {words.plain(where)}")
            transcript([exchange("", passage.chunk.text)], key=f"passage:{passage.chunk.id}")


def _sure(confidence: float) -> str:
    if confidence >= 0.6:
        return f"The answer is very likely in your files ({confidence:.0%})."
    if confidence >= 0.3:
        return f"The answer may be in your files ({confidence:.0%})."
    return f"The answer is probably not in your files ({confidence:.0%}). The bot would say so and offer a person."


with editor.bench("knows") as opened:
    draw(opened)
