"""The report of a check: a line for each suite, then what failed, then the rest folded away."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from builder import words
from builder.heading import quiet
from workspace.trial import CheckResult
from workspace.versions import Bar, Report


def report_lines(report: Report) -> None:
    """Draw a report."""
    if report.skipped:
        st.markdown(f"Published without a test: {words.plain(report.skipped)}")
        return
    failed = [r for r in report.results if not r.passed]
    if report.passed:
        st.markdown("**The draft passed its test and may go live.**")
    else:
        st.markdown("**The draft may not go live yet.** Mend what failed below, then try again.")
    with st.grid(2, min_column_width=170):
        for bar in report.bars:
            _suite(bar)
    if failed:
        st.markdown(f"**{words.many(len(failed), 'case')} to look at**")
        _cases(failed)
    held = [r for r in report.results if r.passed]
    if held:
        with st.expander(f"{words.many(len(held), 'case')} passed"):
            _cases(held)
    quiet(f"Tried {words.when(report.at)}, in {report.seconds:.0f} s.")


def _suite(bar: Bar) -> None:
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(words.SUITES.get(bar.suite, bar.suite.capitalize()))
        st.subheader(f"{bar.passed} of {bar.total}", anchor=False)
        st.badge("Passed" if bar.held else f"Needs {bar.needed}", color="green" if bar.held else "red")


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
