"""The report: one page of plain HTML in which no word of a visitor is markup, laid out for one sheet in print."""

from __future__ import annotations

from tests.workspace.survey_results.conftest import responses, survey
from workspace.survey_results.numbers import outcomes
from workspace.survey_results.read import Results
from workspace.survey_results.released import Wait
from workspace.survey_results.report import to_html
from workspace.survey_results.themes import Theme


def test_words_of_visitors_are_no_markup_and_print_has_two_columns() -> None:
    rows = responses(*({"score": n, "why": "<script>alert(1)</script>"} for n in range(10)))
    found = tuple(one for question in survey().questions for one in outcomes(question, rows))
    said = {"why": (Theme("script, alert", 10, "<script>alert(1)</script>"),)}
    results = Results("After <your> visit", True, 10, 10, 0, 0, 10, 0, Wait(0), outcomes=found, themes=said)
    page = to_html(results).decode()
    assert "<script" not in page
    assert "After &lt;your&gt; visit" in page
    assert "10 answered, Net Promoter Score" in page
    assert "columns:2" in page.split("@media print")[1]
