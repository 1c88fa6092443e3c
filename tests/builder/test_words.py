"""The shop owner's words: kinds of data, reasons, numbers, and other people's text shown as it is."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from builder import words
from knowledge.types import Citation

NOW = datetime(2026, 11, 24, 18, 53, tzinfo=UTC)


@pytest.mark.parametrize(
    ("entity", "label"),
    [
        ("EMAIL_ADDRESS", "e-mail address"),
        ("PHONE_NUMBER", "phone number"),
        ("PERSON", "name of a person"),
        ("SOMETHING_NEW", "something new"),
    ],
)
def test_a_kind_of_data_fits_into_a_sentence(entity: str, label: str) -> None:
    assert words.kind_of_data(entity) == label


def test_markdown_in_other_peoples_words_stays_as_typed() -> None:
    assert words.plain("**bold** [x](https://a.example) :red[y] <b>") == (
        "\\*\\*bold\\*\\* \\[x\\]\\(https\\:\u2060//a\\.example\\) \\:\u2060red\\[y\\] \\<b\\>"
    )


@pytest.mark.parametrize("typed", ["see http://a.example/x", "www.a.example", ":material/home: :smile:"])
def test_no_address_or_name_in_other_peoples_words_becomes_a_link_or_an_icon(typed: str) -> None:
    shown = words.plain(typed).replace("\\", "")
    assert shown.replace("\u2060", "") == typed
    assert not re.search(r"https?://|www\.|:\w+[:/]", shown)


def test_a_time_of_day_is_left_alone() -> None:
    assert words.plain("at 12:30") == "at 12\\:30"


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("attack", "Stopped: it looked like an attempt to misuse the bot."),
        ("entity:CREDIT_CARD", "Stopped: it held a payment card number."),
        ("missing", "The bot found no answer in what it may read."),
        ("asked", "The customer asked for a person."),
        ("down: wrong", "Thumb down: wrong."),
        ("up", "Thumb up."),
        ("", ""),
    ],
)
def test_every_reason_is_a_sentence(reason: str, sentence: str) -> None:
    assert words.why(reason) == sentence


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(hours=5), "5 hours ago"),
        (timedelta(days=9), "15 Nov 2026"),
    ],
)
def test_the_past_is_said_as_people_say_it(before: timedelta, said: str) -> None:
    assert words.ago(NOW - before, NOW) == said


def test_half_a_placeholder_at_the_end_is_not_shown() -> None:
    assert words.whole("call me at [[PHONE_NUM") == "call me at …"
    assert words.whole("call me at [[PHONE_NUMBER:7f3k2qxz]]") == "call me at [[PHONE_NUMBER:7f3k2qxz]]"


def test_a_document_that_repeats_its_title_is_named_once() -> None:
    assert words.place(Citation("returns", "Returns", None, "Returns › Exchanges")) == ("Returns", "Exchanges")


def test_numbers_carry_their_unit() -> None:
    assert [words.seconds(ms) for ms in (40, 240, 1400)] == ["0.1 s", "0.2 s", "1.4 s"]
    assert (words.many(1, "talk"), words.many(1200, "talk")) == ("1 talk", "1,200 talks")


@pytest.mark.parametrize(
    ("milliseconds", "said"),
    [(0, "0 s"), (29_400, "29 s"), (60_000, "1 min"), (3_599_000, "1 h 0 min"), (3_900_000, "1 h 5 min")],
)
def test_a_wait_is_said_as_people_say_it(milliseconds: float, said: str) -> None:
    assert words.span(milliseconds) == said
