"""Tables for other programs: no formula of a visitor's, nothing that joins an anonymous row to a day or a person."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from python_calamine import CalamineWorkbook

from tests.workspace.survey_results.conftest import responses, survey
from workspace.survey_results.export import code_book, to_code_book, to_csv, to_json, to_xlsx
from workspace.survey_results.numbers import outcomes

ROWS = responses(
    {"score": 9, "why": '=HYPERLINK("http://evil.example")', "liked": ["Price", "Staff"], "table.1": 4},
    {"score": 2, "why": "@SUM(A1)", "again": "no", "wait": 12.5},
    {"score": None},
)


def _csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_begins_as_a_formula(sign: str) -> None:
    [row] = _csv(to_csv(survey(), responses({"why": f"{sign}cmd|' /C calc'!A0"}), anonymous=True))
    assert row["why"].startswith("'")


@pytest.mark.parametrize("end", [";", "\t", "\n", "\r\n", ';"'])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝"])
def test_no_cell_of_a_spreadsheet_that_splits_at_semicolons_begins_as_a_formula(end: str, sign: str) -> None:
    table = to_csv(survey(), responses({"why": f"fine{end}{sign}cmd|' /C calc'!A0", "way": "By foot"}), anonymous=True)
    cells = re.split(r"[;\t\r\n]", table.decode("utf-8-sig"))
    assert not [cell for cell in cells if cell.lstrip('"').startswith(("=", "+", "-", "@", "＝"))]


def test_words_with_signs_and_semicolons_between_them_stay_as_they_were_said() -> None:
    said = "tea; - coffee + cake = a good day; mail@ me, 3-4 pm"
    [row] = _csv(to_csv(survey(), responses({"why": said}), anonymous=True))
    assert row["why"] == said


def test_a_negative_number_stays_a_number() -> None:
    [row] = _csv(to_csv(survey(), responses({"wait": -3}), anonymous=True))
    assert row["wait"] == "-3"


def test_an_anonymous_table_has_neither_day_nor_id() -> None:
    text = to_csv(survey(), ROWS, anonymous=True).decode()
    assert "rsp_" not in text
    assert "2026" not in text
    assert "day" not in _csv(to_csv(survey(), ROWS, anonymous=True))[0]
    assert _csv(to_csv(survey(), ROWS, anonymous=False))[0]["day"] == "2026-03-17"


def test_a_workbook_has_the_answers_and_what_they_mean() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(survey(), ROWS, anonymous=True)))
    assert book.sheet_names == ["Responses", "Code book"]
    rows = book.get_sheet_by_name("Responses").to_python()
    assert rows[1][rows[0].index("score")] == 9
    assert str(rows[1][rows[0].index("why")]).startswith("=HYPERLINK"), "as text, which is not computed"
    assert rows[1][rows[0].index("liked")] == "Price; Staff"


def test_the_code_book_of_a_csv_file_is_a_table_of_its_own() -> None:
    lines = _csv(to_code_book(survey(), (), anonymous=True))
    assert [line["column"] for line in lines] == list(_csv(to_csv(survey(), ROWS, anonymous=True))[0])
    way = next(line for line in lines if line["column"] == "way")
    assert (way["question"], way["values"]) == ("How did you come?", "By foot; By car; By train")


def test_the_code_book_names_every_column() -> None:
    assert [one["column"] for one in code_book(survey(), anonymous=True)] == list(
        _csv(to_csv(survey(), ROWS, anonymous=True))[0]
    )
    way = next(one for one in code_book(survey(), anonymous=True) if one["column"] == "way")
    assert way == {
        "column": "way", "question": "How did you come?", "kind": "single",
        "values": ["By foot", "By car", "By train"],
    }  # fmt: skip


def test_json_keeps_lists_and_what_was_not_asked() -> None:
    whole = json.loads(to_json(survey(), ROWS, anonymous=True))
    assert whole["responses"][0]["liked"] == ["Price", "Staff"]
    assert whole["responses"][2]["again"] is None


def test_what_was_added_to_a_thin_answer_is_taken_along() -> None:
    asked = tuple(q.model_copy(update={"follow_up": q.id == "why"}) for q in survey().questions)
    rows = responses({"why": "Slow", "why.more": "The till was closed"})
    [row] = _csv(to_csv(survey(questions=asked), rows, anonymous=True))
    assert (row["why"], row["why.more"]) == ("Slow", "The till was closed")
    [why] = outcomes(next(q for q in asked if q.id == "why"), rows)
    assert why.said == ("Slow The till was closed",)


def test_a_question_called_state_keeps_its_column() -> None:
    asked = tuple(q.model_copy(update={"id": "state"}) if q.id == "way" else q for q in survey().questions)
    [row] = _csv(to_csv(survey(questions=asked), responses({"state": "By car"}), anonymous=True))
    assert (row["state"], row["state_"]) == ("By car", "complete")


def test_the_code_book_tells_the_ends_of_a_scale() -> None:
    said = {one["column"]: one["values"] for one in code_book(survey(), anonymous=True)}
    assert said["score"] == ["0 to 10"]
    assert said["table.1"] == ["1 to 5"]
