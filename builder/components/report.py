"""The report of a check: a line for each suite, then what failed, then the rest folded away."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from builder import words
from builder.heading import quiet
from workspace.trial import CheckResult
from workspace.versions import Bar, Report

ASKED = (
    "Everyday questions are made from the rows and headings of your own files, and from the test questions you keep "
    "under Knows. Customers ask in other words: keep theirs there, and they are asked in every test."
)


def report_lines(report: Report) -> None:
    """Draw a report."""
    if report.skipped:
        st.markdown(f"Published without a test: {words.plain(report.skipped)}")
        return
    failed = [r for r in report.results if not r.passed]
    if report.passed and failed:
        st.markdown("**The draft may go live, but look at what it could not answer.**")
    elif report.passed:
        st.markdown("**The draft passed its test and may go live.**")
    else:
        st.markdown("**The draft may not go live yet.** Mend what failed below, then try again.")
    with st.grid(2, min_column_width=170):
        for bar in report.bars:
            if bar.total:
                _suite(bar)
    if any(one.suite == "tasks" and one.case.startswith("answers ") for one in report.results):
        quiet(ASKED)
    if failed:
        st.markdown(f"**{len(failed)} to look at**")
        _cases(failed)
    held = [r for r in report.results if r.passed]
    if held:
        with st.expander(f"{len(held)} passed"):
            _cases(held)
    quiet(f"Tried {words.when(report.at)}, in {report.seconds:.0f} s.")


def _suite(bar: Bar) -> None:
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(words.SUITES.get(bar.suite, bar.suite.capitalize()))
        st.subheader(f"{bar.passed} of {bar.total}", anchor=False)
        if not bar.held:
            st.badge(f"Needs {bar.needed}", color="red")
        elif bar.passed < bar.total:
            st.badge(f"{bar.total - bar.passed} to look at", color="yellow")
        else:
            st.badge("Passed", color="green")


def _cases(results: Sequence[CheckResult]) -> None:
    for one in results:
        with st.container(border=True, gap="xsmall"):
            mark = ":green[:material/check:]" if one.passed else ":red[:material/close:]"
            st.markdown(f"{mark} {words.case(one.case)}")
            if one.tried:
                quiet(f"Tried: {words.plain(one.tried)}")
            if one.got:
                quiet(f"The bot: {words.plain(one.got)}")
            if one.reason and not one.passed:
                quiet(words.plain(one.reason))
