"""What a bot reads: websites with their schedule, and every source with its state and what was found in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st

from builder import words
from builder.ask import confirm
from builder.components.transcript import found, transcript
from builder.editor import Bench
from builder.heading import quiet
from builder.knows import say
from builder.knows.ours import LABEL, ours
from builder.knows.pieces import pieces
from builder.knows.set_aside import set_aside
from knowledge.types import Source, SourceStatus
from records.sites import SiteRow
from workspace import sources

PER_PAGE = 8


def listing(bench: Bench, known: Sequence[Source]) -> None:
    """Draw websites first, then sources: what needs a look on top."""
    for site in sources.list_sites(bench.desk, bench.draft.bot):
        _site(bench, site, sum(source.site == site.id for source in known))
    pages = -(-len(known) // PER_PAGE)
    page = st.pagination(pages, key="knows:page") if pages > 1 else 1
    ordered = sorted(known, key=lambda s: (s.status is SourceStatus.INDEXED and not s.error, s.title.casefold()))
    for source in ordered[PER_PAGE * (page - 1) : PER_PAGE * page]:
        _source(bench, source)


def _site(bench: Bench, site: SiteRow, count: int) -> None:
    with st.container(border=True, gap="xsmall", key=f"site:{site.id}"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{words.plain(site.address)}**", width="content")
            st.badge(f"Website, {words.many(count, 'page')}", color="gray")
        if site.error:
            quiet(f":red[{words.plain(site.error)}]")
        quiet(_when(site))
        if bench.fixed:
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            often = st.selectbox(
                "Read it again", list(say.OFTEN), index=list(say.OFTEN).index(site.every_hours),
                format_func=say.OFTEN.__getitem__, key=f"often:{site.id}", width=220,
            )  # fmt: skip
            if often != site.every_hours:
                sources.set_schedule(bench.desk, bench.draft.bot, site.id, often)
                st.rerun()
            if st.button("Read it again now", key=f"again:{site.id}"):
                sources.read_again(bench.desk, bench.draft.bot, site.id)
                st.rerun()
            if st.button("Take the website away", key=f"away:{site.id}", type="tertiary"):
                confirm(
                    "Take this website away?",
                    f"Your bot stops using all {words.many(count, 'page')} of it at once, here and on your site.",
                    "Take the website away",
                    lambda: sources.remove_site(bench.desk, bench.draft.bot, site.id),
                )


def _when(site: SiteRow) -> str:
    if site.read_at is None:
        return "Not read yet"
    parts = [f"read {words.when(site.read_at)}", say.outcome(site.outcome)]
    if site.next_at is not None:
        parts.append(f"again {words.when(site.next_at)}")
    return " · ".join(parts)


def _source(bench: Bench, source: Source) -> None:
    label, color = say.STATUS[source.status]
    with st.container(border=True, gap="xsmall", key=f"source:{source.id}"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{words.plain(source.title or source.key)}**", width="content")
            with st.container(horizontal=True, vertical_alignment="center", width="content"):
                st.badge(label, color=color)  # type: ignore[arg-type, unused-ignore]
                if chosen := st.menu_button("More", _acts(bench, source), key=f"more:{source.id}", type="tertiary"):
                    _act(bench, source, chosen)
        quiet(_facts(source))
        if source.error:
            quiet(f":red[{words.plain(source.error)}]")
        if source.findings:
            transcript([found(source.findings)], key=f"found:{source.id}")
            if not bench.fixed and st.button(LABEL, key=f"ours:{source.id}:open", type="tertiary"):
                ours(bench, source)


def _acts(bench: Bench, source: Source) -> list[str]:
    acts = ["See what it reads"] if source.chunks else []
    if source.report:
        acts.append("See what was found")
    if bench.fixed:
        return acts or ["See what it reads"]
    if source.status is SourceStatus.QUARANTINED:
        acts.insert(0, "Look at it and decide")
    return [*acts, "Remove this file"]


def _act(bench: Bench, source: Source, chosen: str) -> None:
    if chosen == "See what it reads":
        pieces(bench, source)
    elif chosen == "See what was found":
        _report(source)
    elif chosen == "Look at it and decide":
        set_aside(bench, source)
    else:
        confirm(
            "Remove this file?",
            f"Your bot stops using **{words.plain(source.title or source.key)}** at once, here and on your site.",
            "Remove this file",
            lambda: sources.remove_source(bench.desk, bench.draft.bot, source.id),
        )


@st.dialog("What was found in it", width="large")
def _report(source: Source) -> None:
    quiet("Where it stood, and what was done before anything was stored. The values themselves are written nowhere.")
    st.dataframe(
        [
            {"What": say.sentence(kind), "Where": place, "What was done": say.DONE.get(done, done), "Times": n}
            for kind, place, done, n in source.report
        ],
        hide_index=True,
        width="stretch",
    )  # fmt: skip


def _facts(source: Source) -> str:
    where = source.url or PurePath(source.origin.removeprefix("upload: ")).name or source.key
    parts = [words.plain(where)]
    if source.chunks:
        parts.append(words.many(source.chunks, "piece"))
    parts.append(f"added {words.when(source.added_at, clock=False)}")
    named = (("added", "new"), ("gone", "gone"))
    changed = [f"{n} {said}" for name, said in named if (n := source.changed.get(name, 0))]
    if changed and source.changed.get("kept"):
        parts.append(f"last reading: {', '.join(changed)}")
    if source.owner:
        parts.append(words.plain(source.owner))
    if source.licence:
        parts.append(words.plain(source.licence))
    return " · ".join(parts)
