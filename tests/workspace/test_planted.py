"""Data planted where people of the business write, and where answers leave the house: in no row, stream or file of it.

What visitors type to a bot is planted in tests/test_canary.py, documents in test_knowledge_canary.py, letters and what
is told to other programs in test_outbox.py.
"""

from __future__ import annotations

import io
import zipfile

import pytest

from records.tables import metadata
from tests.workspace.conftest import SUPPORT, SURVEY, Published, visit
from workspace import downloads, inbox, replying, studio
from workspace.assembly import Application
from workspace.roles import Desk
from workspace.survey_results.released import FEWEST
from workspace.survey_results.share import export

STAFFED = SUPPORT + "handover: {answers_as: Mara of Ada & Finch, wait_minutes: 2}\n"
PHONE, DIGITS, EMAIL = "+44 7700 900123", "7700900123", "ines.moreau@mail.example"
LEFT = "postage"  # no secret: it must be found by the same scan


def rows(app: Application) -> str:
    """Every value of every table, read through the key."""
    with app.store(app.home()).read() as unit:
        return "\n".join(repr(tuple(row)) for name, table in metadata.tables.items() if name != "workspaces"
                         for row in unit.select(table))  # fmt: skip


def planted(text: str) -> set[str]:
    plain = text.replace(" ", "")
    return {value for value, form in ((PHONE, DIGITS), (EMAIL, EMAIL)) if form in plain}


def test_the_scan_finds_what_is_there() -> None:
    assert planted(f"Ring {PHONE} or {EMAIL}") == {PHONE, EMAIL}


def test_what_a_person_of_the_business_writes_is_kept_masked(
    app: Application, desk: Desk, published: Published
) -> None:
    talking = visit(app, published(STAFFED))
    assert talking.say("I want to talk to a person.").result.handed_over
    talking.say(f"I am on {EMAIL}, it is about {LEFT}")
    inbox.take(desk, inbox.waiting(desk)[0].handover)
    replying.reply(desk, talking.id, f"We ring {PHONE} about {LEFT}.", covered=True)
    talking.say(f"No, write to {EMAIL}")
    found = rows(app)
    assert found.count(LEFT) >= 2, "both have said it"
    assert planted(found) == set()


@pytest.fixture
def answered(app: Application, published: Published) -> None:
    """A survey that enough people answered, each with a way to reach them."""
    public_id = published(SURVEY)
    for _ in range(FEWEST):
        talking = visit(app, public_id)
        for text in ("Hello", "9", "advice", f"More {LEFT}, ring {PHONE} or write to {EMAIL}"):
            talking.say(text)


def sheets(workbook: bytes) -> str:
    """Every part of a workbook, unpacked."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist())


@pytest.mark.usefixtures("answered")
def test_answers_leave_the_house_masked(app: Application, desk: Desk) -> None:
    bot = studio.find(desk, "visit")
    for form in ("csv", "json", "html", "xlsx"):
        file = downloads.take(app, export(desk, bot, form).rpartition("/")[2], desk.actor.member)
        assert file is not None
        text = sheets(file.data) if form == "xlsx" else file.data.decode("utf-8-sig")
        assert form == "html" or LEFT in text
        assert planted(text) == set()
    assert planted(rows(app)) == set()
