"""Responses as a table for other programs, with a code book that says what each column and value means.

Visitors write the cells. One that begins with a sign spreadsheets take for a formula gets an apostrophe before it
(OWASP, "CSV Injection"), and so does such a sign behind what a spreadsheet of another country, which splits at
semicolons and heeds no quotation mark in mid-line, takes for the end of a cell. Numbers stay numbers. Of an anonymous
survey there is neither id nor day in a row, and the rows stand in an order that says nothing.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import xlsxwriter

from bots.schema.branching import MORE, SCALES
from bots.schema.points import points, scored
from bots.schema.survey import Question, SurveyFile
from records.responses import Response

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_INSIDE = re.compile("([;\\t\\r\\n][\"']*)(?=[=+@＝＋－＠-])")
_SEPARATOR = "; "
Row = dict[str, Any]


def to_csv(survey: SurveyFile, responses: Sequence[Response], /, *, anonymous: bool) -> bytes:
    """One line per response. With a byte-order mark, without which Excel misreads accents."""
    out = io.StringIO()
    writer = csv.writer(out)
    names = [name for name, _ in _columns(survey, anonymous)]
    writer.writerow(names)
    for row in _rows(survey, responses, anonymous):
        writer.writerow([_safe(row.get(name)) for name in names])
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(survey: SurveyFile, responses: Sequence[Response], /, *, anonymous: bool) -> bytes:
    """A sheet of responses and one with the code book."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        names = [name for name, _ in _columns(survey, anonymous)]
        answers = [[_flat(row.get(name)) for name in names] for row in _rows(survey, responses, anonymous)]
        meanings = code_book(survey, anonymous=anonymous)
        columns = [[one["column"], one["question"], one["kind"], _SEPARATOR.join(one["values"])] for one in meanings]
        for title, head, lines in (
            ("Responses", names, answers),
            ("Code book", ["Column", "Question", "Kind", "Values"], columns),
        ):
            sheet = book.add_worksheet(title)
            sheet.write_row(0, 0, head, bold)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, max(0, len(head) - 1), 22)
            for at, line in enumerate(lines, start=1):
                sheet.write_row(at, 0, line)
    return out.getvalue()


def to_code_book(survey: SurveyFile, _responses: Sequence[Response], /, *, anonymous: bool) -> bytes:
    """What the columns of ``to_csv`` mean, one line each."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("column", "question", "kind", "values"))
    for one in code_book(survey, anonymous=anonymous):
        writer.writerow([_safe(one[name]) for name in ("column", "question", "kind", "values")])
    return out.getvalue().encode("utf-8-sig")


def to_json(survey: SurveyFile, responses: Sequence[Response], /, *, anonymous: bool) -> bytes:
    """The code book and the responses; several answers are a list."""
    whole = {
        "survey": survey.name,
        "columns": code_book(survey, anonymous=anonymous),
        "responses": list(_rows(survey, responses, anonymous)),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8")


def code_book(survey: SurveyFile, *, anonymous: bool) -> list[dict[str, Any]]:
    """What each column means and which values it takes."""
    return [
        {"column": name, "question": text, "kind": kind, "values": list(values)}
        for name, (text, kind, values) in _columns(survey, anonymous)
    ]


class Make(Protocol):
    """Writes responses in one form."""

    def __call__(self, survey: SurveyFile, responses: Sequence[Response], /, *, anonymous: bool) -> bytes: ...


FORMATS: Mapping[str, tuple[str, Make]] = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "codebook.csv": ("text/csv; charset=utf-8", to_code_book),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
    "json": ("application/json", to_json),
}

_Column = tuple[str, tuple[str, str, tuple[str, ...]]]


def _columns(survey: SurveyFile, anonymous: bool) -> list[_Column]:
    found: list[_Column] = []
    day, state, total = _own_columns(survey)
    if not anonymous:
        found.append((day, ("When the answers were begun", "date", ())))
    found.append((state, ("Whether it was answered to the end", "", ("complete", "partial", "stopped"))))
    for told in () if anonymous else survey.hidden:  # the page could give everybody a value of their own
        found.append((told.id, (told.title or "What the page told", "page", told.values)))
    for question in survey.questions:
        if question.kind == "matrix":
            for n, row in enumerate(question.rows, start=1):
                found.append((f"{question.id}.{n}", (f"{question.text} {row}", "matrix", _values(question))))
        elif question.kind != "statement":
            found.append((question.id, (question.text, question.kind, _values(question))))
            if question.follow_up:
                found.append(
                    (question.id + MORE, (f"{question.text} What was added when asked again", "long_text", ()))
                )
    if scored(survey):
        found.append((total, ("What the answers add up to", "number", ())))
    return found


def _own_columns(survey: SurveyFile) -> tuple[str, str, str]:
    """The names of the day, the state and the points; one that a question or the page has taken gets a line below."""
    taken = {*(question.id for question in survey.questions), *(told.id for told in survey.hidden)}
    day, state, total = (name + "_" * (name in taken) for name in ("day", "state", "points"))
    return day, state, total


def _values(question: Question) -> tuple[str, ...]:
    if question.options:
        return question.options
    if question.kind in ("yesno", "consent"):
        return ("yes", "no")
    ends = question.scale or SCALES.get("rating" if question.kind == "matrix" else question.kind)
    if ends:
        return _steps(question, *ends)
    return (question.unit,) if question.unit else ()


def _steps(question: Question, low: int, high: int) -> tuple[str, ...]:
    """ "0 to 10", or each step with its words."""
    words, steps = question.labels, high - low + 1
    if len(words) == steps:
        return tuple(f"{low + n} = {word}" for n, word in enumerate(words))
    ends = (f"{low} = {words[0]}", f"{high} = {words[-1]}") if len(words) == 2 else ()
    return (f"{low} to {high}", *ends)


def _rows(survey: SurveyFile, responses: Sequence[Response], anonymous: bool) -> list[Row]:
    names = [name for name, _ in _columns(survey, anonymous)]
    day, state, total = _own_columns(survey)
    found: list[Row] = []
    for response in sorted(responses, key=lambda one: one.id) if anonymous else responses:
        row: Row = {name: response.answers.get(name) for name in names}
        row[state] = response.state
        if not anonymous:
            row[day] = response.started.date().isoformat()
        if scored(survey):
            row[total] = points(survey, response.answers)
        found.append(row)
    return found


def _flat(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, list):
        return _SEPARATOR.join(map(str, value))
    return value if isinstance(value, int | float) else str(value)


def _safe(value: Any) -> Any:
    flat = _flat(value)
    if not isinstance(flat, str):
        return flat
    guarded = _INSIDE.sub(r"\1'", flat)
    return f"'{guarded}" if guarded.startswith(_FORMULA) else guarded
