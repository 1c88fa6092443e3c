"""``records``: masked unless revealed, one row per booking, answers as they were meant."""

from __future__ import annotations

from typing import Any

from records.audit import AuditTrail
from tests.workspace.conftest import BOOKING, SURVEY, Clock, Published, Terminal, visit

PHONE = "+44 7700 900123"


def talk(terminal: Terminal, bot: str, *texts: str, name: str = "c1", now: str = "2026-06-16T09:00") -> list[Any]:
    return terminal.items(
        "chat", bot, "--jsonl", "--now", now, lines=[{"conversation": name, "text": text} for text in texts]
    )


def test_a_booking_is_one_masked_row(terminal: Terminal, published: Published) -> None:
    published(BOOKING)
    talk(terminal, "salon", "A haircut tomorrow at 10", PHONE, "yes")
    [row] = terminal.items("records", "salon")
    assert row.pop("id").startswith("bkg_")
    assert row.pop("details")["phone"].startswith("[[PHONE_NUMBER:")
    assert row == {
        "conversation": "c1", "start": "2026-06-17T10:00:00+01:00", "zone": "Europe/London", "minutes": 30,
        "service": "cut", "staff": row["staff"], "state": "booked", "people": 1,
    }  # fmt: skip


def test_revealing_shows_the_value_and_is_audited(terminal: Terminal, published: Published) -> None:
    published(BOOKING)
    talk(terminal, "salon", "A haircut tomorrow at 10", PHONE, "yes")
    [row] = terminal.items("records", "salon", "--reveal")
    assert row["details"] == {"phone": PHONE}
    assert AuditTrail(terminal.app.store(terminal.app.home())).listing(action="records.revealed")


def test_a_survey_gives_exact_answers(terminal: Terminal, published: Published) -> None:
    published(SURVEY)
    talk(terminal, "visit", "Hello", "nine", "prices", "skip")
    [row] = terminal.items("records", "visit")
    assert row.pop("id")
    assert row == {
        "conversation": "c1", "state": "complete", "answers": {"recommend": 9, "liked": "Prices", "why": None}
    }  # fmt: skip


def test_an_anonymous_response_names_no_conversation(terminal: Terminal, published: Published) -> None:
    published(SURVEY.replace("confidential", "anonymous"))
    talk(terminal, "visit", "Hello", "9")
    [row] = terminal.items("records", "visit")
    assert row.keys() == {"id", "state", "answers"}
    assert (row["state"], row["answers"]) == ("partial", {"recommend": 9})


def test_anonymous_answers_are_listed_once_five_may_be_looked_at_together(
    terminal: Terminal, published: Published, clock: Clock
) -> None:
    """Listed at once, an answer would be that of whoever has just been here; tried out by the owner alone, all are."""
    public = published(SURVEY.replace("confidential", "anonymous"))
    talk(terminal, "visit", "Hello", "9", "prices", "skip", now="2026-03-17T12:00")
    assert len(terminal.items("records", "visit")) == 1
    for n in range(5):
        visitor = visit(terminal.app, public)
        for words in ("Hello", str(n), "prices", "skip"):
            visitor.say(words)
        assert terminal.items("records", "visit") == []
    assert terminal.said == [
        "6 more wait until nobody can be recognized: anonymous answers are shown by whole days, at least 5 together."
    ]
    clock.pass_(days=1)
    rows = terminal.items("records", "visit")
    assert len(rows) == 6
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
