"""Tests: attacks and everyday questions tried on the draft, through the same turn as a customer's."""

from __future__ import annotations

import streamlit as st

from builder import editor, words
from builder.buttons import primary
from builder.components.report import report_lines
from builder.editor import Bench
from builder.empty import empty
from builder.heading import quiet
from workspace import publishing, versions
from workspace.versions import Report

PLAY = ":material/play_arrow:"
AGAIN = "Try the draft again"


def draw(bench: Bench) -> None:
    st.header("Tests", anchor=False)
    quiet("Before your bot goes live it is tried: with attacks, and with questions your own files and starters answer.")
    key = f"report:{bench.draft.bot}"
    report = _last(bench, st.session_state.get(key))
    allowed = bench.desk.may("bots.preview")
    if allowed and (st.button(AGAIN, icon=PLAY) if report else primary("Try the draft", icon=PLAY)):
        with st.status("Trying the draft", expanded=True) as status:
            bar = st.progress(0.0)

            def progress(what: str, done: int, of: int) -> None:
                bar.progress(done / max(1, of), f"{words.trying(what)} ({done} of {of})")

            report = versions.check(bench.desk, bench.draft.bot, progress=progress)
            st.session_state[key] = report
            status.update(label=f"Tried in {report.seconds:.0f} s", state="complete", expanded=False)
    if report is None:
        empty(
            "No test of this draft yet", "A test takes under a minute. Publishing runs it too, and stops if it fails."
        )
        return
    if report.at < bench.draft.changed_at and bench.draft.differs:
        st.info("The draft was changed after this test. Try it again to know how it stands now.")
    report_lines(report)


def _last(bench: Bench, here: Report | None) -> Report | None:
    """The last test of this draft: made here, or by publishing, which tests it too."""
    found = [here] if here else []
    tried = publishing.last(bench.desk, bench.draft.bot)
    if tried and tried.report:
        found.append(tried.report)
    live = next((version for version in versions.versions(bench.desk, bench.draft.bot) if version.live), None)
    if live and not live.report.skipped:
        found.append(live.report)
    return max(found, key=lambda report: report.at, default=None)


with editor.bench("tests") as opened:
    draw(opened)
