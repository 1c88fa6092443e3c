"""Adding what a bot may read: files, a website, a question with its answer, pasted text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from builder import words
from builder.buttons import primary
from builder.editor import Bench
from builder.heading import quiet
from builder.knows import say
from builder.knows.given import remember
from knowledge.decisions import Decisions
from knowledge.library import Upload
from knowledge.types import OnFinding, SourceStatus
from knowledge.uploads import apart, pasted
from workspace import jobs, sources
from workspace.errors import WorkspaceError
from workspace.sources import Added
from workspace.website import DEEPEST, MOST_PAGES, SiteSettings

FILES, PAIR = "Files", "Question and answer"
FORMATS = ("pdf", "docx", "pptx", "xlsx", "csv", "txt", "md", "html", "htm", "eml", "zip", "jsonl")
_DEPTHS = {
    0: "This page only", 1: "The pages it links to", 2: "Two links deep", 3: "Three links deep", DEEPEST: "All of it",
}  # fmt: skip


def adding(bench: Bench, first: str) -> None:
    """Draw the four ways of adding, opened at one of them."""
    with st.container(border=True):
        way = st.segmented_control(
            "Add what your bot may read", list(_WAYS), default=first, key=f"knows:way:{first}",
            label_visibility="collapsed", wrap=True,
        )  # fmt: skip
        _WAYS[way or first](bench)


def _files(bench: Bench) -> None:
    turn = st.session_state.setdefault("knows:turn", 0)
    files = st.file_uploader(
        "Add files",
        type=list(FORMATS),
        accept_multiple_files=True,
        max_upload_size=25,
        key=f"files:{turn}",
        help="PDF, Word, PowerPoint, Excel, CSV, text, Markdown, HTML, mails, or a ZIP of these. Up to 25 MB each.",
    )
    if not files:
        return
    added = _rights(bench, "files")
    if primary(f"Add {words.many(len(files), 'file')}"):
        uploads = apart([Upload(name=file.name, data=file.getvalue(), origin=f"upload: {file.name}") for file in files])
        st.session_state["knows:turn"] += 1
        remember(bench.draft.bot, uploads, added)
        _begin(lambda: sources.read_later(bench.desk, bench.draft.bot, uploads, added))


def _website(bench: Bench) -> None:
    address = st.text_input(
        "Address of a page or website", key="knows:address", placeholder="https://www.your-shop.example/help",
        max_chars=500,
    )  # fmt: skip
    with st.container(horizontal=True):
        depth = st.selectbox("How far to follow links", list(_DEPTHS), index=2, format_func=_DEPTHS.__getitem__)
        often = st.selectbox("Read it again", list(say.OFTEN), format_func=say.OFTEN.__getitem__)
    if not address.strip():
        quiet("Pages are read slowly, one at a time, and only where the site allows it (robots.txt).")
        return
    with st.expander("More about this website"):
        whole = st.toggle("Also pages outside this folder of the site")
        most = int(st.number_input("Pages at most", 1, MOST_PAGES, 200))
        skip = st.text_input("Leave out addresses that hold", placeholder="/blog, /jobs")
        private = st.toggle(
            "It is inside my own network", help="Only for a site that is not on the internet; an owner's to decide.",
            disabled=not bench.desk.may("network.inside"),
        )  # fmt: skip
    added = _rights(bench, "site")
    settings = SiteSettings(
        depth=depth, most=most, whole_site=whole, private=private, licence=added.licence, owner=added.owner,
        skip=tuple(part.strip() for part in skip.split(",") if part.strip()),
        on_finding=(added.decisions or Decisions()).default.value,
    )  # fmt: skip
    with st.container(horizontal=True):
        if primary("Read this website"):
            _begin(lambda: sources.add_site(bench.desk, bench.draft.bot, address, settings, every_hours=often))
        if depth and st.button("Choose the pages first"):
            _look(bench, address, settings)
    _pick(bench, address, settings, often)


def _look(bench: Bench, address: str, settings: SiteSettings) -> None:
    try:
        st.session_state["knows:looking"] = sources.look_for_pages(bench.desk, bench.draft.bot, address, settings)
    except WorkspaceError as error:
        st.error(words.plain(str(error)))
    else:
        st.rerun()


def _pick(bench: Bench, address: str, settings: SiteSettings, often: int) -> None:
    looking = st.session_state.get("knows:looking")
    if looking is None:
        return
    job = jobs.get(bench.desk, looking)
    pages = job.detail.get("pages")
    if pages is None:
        return
    if not pages:
        st.warning(words.plain(str(job.detail.get("problem", "No page was found there."))))
        return
    quiet(f"{words.many(len(pages), 'page')} found. Untick what your bot should not read.")
    table = [{"Read": True, "Page": title or _path(where), "Address": where} for where, title in pages]
    chosen = st.data_editor(
        table, hide_index=True, disabled=["Page", "Address"], key=f"pick:{looking}", height=280, width="stretch"
    )
    picked = tuple(row["Address"] for row in chosen if row["Read"])
    if picked and primary(f"Read {words.many(len(picked), 'page')}"):
        wanted = SiteSettings.from_json(settings.to_json() | {"picked": list(picked)})
        st.session_state.pop("knows:looking")
        _begin(lambda: sources.add_site(bench.desk, bench.draft.bot, address, wanted, every_hours=often))


def _answer(bench: Bench) -> None:
    turn = st.session_state.setdefault("knows:turn", 0)
    question = st.text_area(
        "The question", key=f"question:{turn}", height=68, max_chars=1000, placeholder="Do you deliver on Saturdays?",
        help="Other ways of asking the same may stand on lines of their own.",
    )  # fmt: skip
    reply = st.text_area("Your answer", key=f"answer:{turn}", max_chars=4000, placeholder="Yes, from 9 to 13…")
    on_finding = _on_finding(bench, "answer")
    quiet("Your own answer comes before anything in the documents.")
    if primary("Add this answer"):
        add_answer(bench, question, reply, on_finding)


def add_answer(bench: Bench, question: str, reply: str, on_finding: OnFinding, key: str | None = None) -> None:
    """Store a typed answer and say what was found in it."""
    try:
        source = sources.add_answer(bench.desk, bench.draft.bot, question, reply, on_finding=on_finding, key=key)
    except WorkspaceError as error:
        st.error(words.plain(str(error)))
        return
    if source.status is SourceStatus.FAILED:
        st.error(words.plain(source.error or "Nothing of this answer may be kept."))
        return
    st.session_state["knows:turn"] = st.session_state.get("knows:turn", 0) + 1
    found = ", ".join(say.finding(kind) for kind in source.findings)
    st.toast(f"Added. Found in it: {found}." if found else "Added. Ask the preview.", icon=":material/check:")
    st.rerun()


def _text(bench: Bench) -> None:
    turn = st.session_state.setdefault("knows:turn", 0)
    title = st.text_input("Title", key=f"title:{turn}", max_chars=200, placeholder="Opening hours in December")
    text = st.text_area("Text", key=f"text:{turn}", height=200, max_chars=200_000)
    added = _rights(bench, "text")
    if primary("Add this text"):
        _begin_text(bench, title, text, added)


def _begin_text(bench: Bench, title: str, text: str, added: Added) -> None:
    """What was typed stays in its fields until it was taken."""
    if title.strip() and text.strip():
        st.session_state["knows:turn"] += 1
        remember(bench.draft.bot, [pasted(title, text)], added)
    _begin(lambda: sources.add_text(bench.desk, bench.draft.bot, title, text, added))


def _rights(bench: Bench, name: str) -> Added:
    on_finding = _on_finding(bench, name)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        owner = st.text_input("Where this comes from", bench.draft.config.name, max_chars=200, key=f"owner:{name}")
        licence = st.text_input(
            "Your right to use it", "Our own texts", max_chars=200, key=f"licence:{name}",
            help="Your own texts, a licence, or a permission you were given.",
        )  # fmt: skip
    return Added(Decisions(on_finding), licence, owner)


def _on_finding(bench: Bench, name: str) -> OnFinding:
    choices = list(say.ON_FINDING)
    usual = sources.usual_choice(bench.desk, bench.draft.bot)
    return st.selectbox(
        "When something personal is found", choices, index=choices.index(usual),
        format_func=say.ON_FINDING.__getitem__, key=f"finding:{name}",
        help="Passwords, keys and cards never stay, whatever is chosen. Addresses like info@ are yours and stay.",
    )  # fmt: skip


def _begin(act: Callable[[], str]) -> None:
    try:
        act()
    except WorkspaceError as error:
        st.error(words.plain(str(error)))
    else:
        st.rerun()


def _path(address: str) -> str:
    return "/" + address.partition("://")[2].partition("/")[2]


_WAYS: Mapping[str, Callable[[Bench], None]] = {
    FILES: _files, "Website": _website, PAIR: _answer, "Text": _text,
}  # fmt: skip
