"""A bot file is read for what it says; only what is unclear is refused, with its cure."""

from __future__ import annotations

import pytest

from bots.config import dump, load
from bots.errors import ConfigError
from bots.schema.booking import BookingFile
from bots.schema.survey import SurveyFile

SHOP = "id: b\nkind: booking\nname: B\ntimezone: Europe/Berlin\nservices: [{id: cut, name: Cut, minutes: 30%s}]\n%s\n"
ASKS = "id: s\nkind: survey\nname: S\nquestions:\n  - {id: q, kind: nps, text: Score?}\n  - {id: r, text: R?, %s}\n"


def _shop(hours: str, more: str = "") -> BookingFile:
    bot = load(SHOP % (more, f"hours: {hours}"))
    assert isinstance(bot, BookingFile)
    return bot


def _second(question: str) -> SurveyFile:
    bot = load(ASKS % question)
    assert isinstance(bot, SurveyFile)
    return bot


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{mon: [[9:00, 17:00]]}", {"mon": (("09:00", "17:00"),)}),
        ("{mon: [[09:00, 12:30]]}", {"mon": (("09:00", "12:30"),)}),
        ("{Monday: [['9:00', '17:00']]}", {"mon": (("09:00", "17:00"),)}),
        ("{mon: , Tue: [['00:00', '24:00']]}", {"mon": (), "tue": (("00:00", "24:00"),)}),
    ],
)
def test_hours_as_people_write_them(written: str, meant: dict[str, object]) -> None:
    assert _shop(written).hours == meant


@pytest.mark.parametrize(("written", "shown"), [("35", "35"), ("35.00", "35.00"), ("12.5", "12.50"), ("£35", "£35")])
def test_a_price_needs_no_quotes(written: str, shown: str) -> None:
    assert _shop("{mon: [['09:00', '17:00']]}", f", price: {written}").services[0].price == shown


def test_answers_to_choose_from_may_be_numbers_and_yes_or_no() -> None:
    assert _second("kind: single, options: [yes, no, 5, 2.5]").questions[1].options == ("Yes", "No", "5", "2.5")


@pytest.mark.parametrize(("sign", "op"), [("'<='", "le"), ("lte", "le"), ("'>'", "gt"), ("'='", "eq"), ("ne", "ne")])
def test_a_branch_may_be_written_with_the_signs_of_arithmetic(sign: str, op: str) -> None:
    asked = _second(f"kind: long_text, show_if: {{question: q, op: {sign}, value: 6}}").questions[1].show_if
    assert asked is not None
    assert asked.op == op


def test_what_was_read_is_written_so_that_it_reads_the_same() -> None:
    bot = _shop("{Monday: [[9:00, 17:00]]}", ", price: 35")
    assert load(dump(bot)) == bot


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("kind: rating, scale: 5", "scale: Here stands a list. In square brackets, such as [1, 5]."),
        ("kind: yes_no", "kind: This is none of the words known here. Did you mean 'yesno'?"),
        ("kind: single, options: [{a: 1}]", "options[0]: Here stands one text. Quotes make a text of anything."),
    ],
)
def test_what_is_unclear_is_refused_once_with_its_cure(question: str, told: str) -> None:
    with pytest.raises(ConfigError) as error:
        load(ASKS % question)
    assert [str(one) for one in error.value.problems] == [f"bot.yaml, questions[1].{told}"]


def test_a_day_written_twice_under_two_names_is_refused() -> None:
    with pytest.raises(ConfigError):
        _shop("{mon: [['09:00', '17:00']], Monday: [['10:00', '12:00']]}")


def test_a_time_that_no_clock_shows_is_refused_with_its_form() -> None:
    with pytest.raises(ConfigError, match=r"Hours and minutes, such as 09:00\."):
        _shop("{mon: [['9h', '17:00']]}")
