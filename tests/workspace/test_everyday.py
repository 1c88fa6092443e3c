"""Everyday questions come from what a bot may read, and only an answer from there counts."""

from __future__ import annotations

from datetime import UTC, datetime

from bots.types import TurnResult
from guardrails.pipeline import trusted
from knowledge.types import Chunk, Citation, Source, SourceStatus
from tests.workspace.conftest import SUPPORT
from workspace import everyday, studio, versions
from workspace.everyday import Everyday
from workspace.roles import Desk

COURSES = Source(
    "src_1", "kb", "courses.csv", "Courses", None, "en", "file", "own", "Mara", datetime(2026, 3, 1, tzinfo=UTC), "h",
    SourceStatus.INDEXED,
)  # fmt: skip
ROWS = "Course: Kiln evening; Evenings: 1; Price: 40 EUR\nCourse: Eight weeks; Evenings: 8; Price: 290 EUR"


def asked(*pieces: tuple[str, str]) -> list[Everyday]:
    chunks = [Chunk(n, "courses.csv", n, heading, text) for n, (heading, text) in enumerate(pieces)]
    return everyday.questions([COURSES], lambda source: chunks)


def test_a_row_is_asked_for_one_of_its_values() -> None:
    found = asked(("", ROWS))
    assert [(one.question, one.value) for one in found] == [
        ("Kiln evening: price?", "40 EUR"), ("Eight weeks: price?", "290 EUR"),
    ]  # fmt: skip


def test_a_question_in_a_document_is_asked_as_it_stands() -> None:
    found = asked(("Courses › Do you fire pots of others?", "Yes, on Mondays."), ("Courses › Parking", "At the mill."))
    assert [one.question for one in found] == ["Do you fire pots of others?", "Courses: Parking?"]


def test_a_document_without_headings_or_rows_is_asked_for_by_its_title() -> None:
    assert [one.question for one in asked(("Courses", "We teach."))] == ["Courses?"]


def test_one_document_is_asked_three_things_at_most() -> None:
    assert len(asked(("", ROWS), *((f"Courses › Part {n}", "Words.") for n in range(5)))) == everyday.EACH


def result(reply: str, *named: tuple[str, str], abstained: bool = False) -> TurnResult:
    cited = tuple(Citation(source, "House", None, heading) for source, heading in named)
    return TurnResult("trn", trusted("?"), trusted(reply), "complete", citations=cited, abstained=abstained)


ROW = Everyday("Kiln evening: price?", "s1", "Prices", value="40 EUR")
PART = Everyday("Parking?", "s1", "House", heading="House › Parking")


def test_a_value_left_out_is_no_answer() -> None:
    assert ROW.fault(result("It costs 40 EUR.", ("s1", ""))) == ""
    assert ROW.fault(result("We have kiln evenings.", ("s1", ""))) == (
        "Its answer leaves out “40 EUR”, which stands in “Prices”."
    )


def test_another_part_or_another_file_is_no_answer() -> None:
    assert PART.fault(result("Behind the mill.", ("s1", "House › Parking"))) == ""
    assert PART.fault(result("Yes.", ("s1", "House › Firing"))) == (
        "It answered from another part of “House” than “Parking”."
    )
    assert PART.fault(result("Yes.", ("s2", "Parking"))) == "It answered from another place than “House”."


def test_not_knowing_what_a_file_says_is_no_answer() -> None:
    assert PART.fault(result("I do not know.", ("s1", "House › Parking"), abstained=True)) == (
        "It did not know, though “House” says it."
    )


def test_silence_is_right_where_nothing_answers() -> None:
    nothing = Everyday("How old is the moon?", "")
    assert nothing.fault(result("I do not know.", abstained=True)) == ""
    assert nothing.fault(result("Old.", ("s1", ""))) == "It answered, and nothing it may read should answer this."


def test_an_offered_question_without_an_answer_is_told_and_does_not_stop_publishing(desk: Desk) -> None:
    draft = studio.import_bot(desk, SUPPORT + "starters: [What does shipping cost?]\n", "shop.yaml")
    report = versions.check(desk, draft.bot)
    told = [one for one in report.results if one.suite == "starters"]
    assert [(one.case, one.passed) for one in told] == [("What does shipping cost?", False)]
    assert report.passed
