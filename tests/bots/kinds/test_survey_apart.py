"""An anonymous response cannot be joined to whoever gave it: every table of a used store is read to prove it.

Also read for a confidential survey, where the join must be found: a search that finds nothing anywhere proves nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from guardrails import Guardrails
from records import tables
from records.consents import Consents
from records.survey_tickets import INVITED, SurveyTickets, blind
from tests.talking import Desk, Talk

NOW = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)
DAY = 24 * 60 * 60 * 1000
FILE = """
id: visit
kind: survey
name: Visit
anonymity: {mode}
one_each: invited
hidden: [{{id: plan, values: [free, paid]}}]
questions:
  - {{id: score, kind: nps, text: Score?}}
  - {{id: why, kind: long_text, text: Why?, follow_up: true, show_if: {{question: score, op: le, value: 6}}}}
  - {{id: liked, kind: multiple, text: Liked?, options: [Advice, Prices], other: true}}
"""
ANSWERS = ("responses", "answers")
_ID = re.compile(r"\b[a-z]{2,4}_[a-z2-7]{20,}\b|\b[0-9a-f]{40,}\b")
OURS = ("bot_", "wsp_")  # whose survey it is says nothing of who answered


@pytest.fixture(scope="module", params=["anonymous", "confidential"])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory, mode: str) -> Desk:
    """Four talks by invitation, half of them with a branch, one with a telephone number, two minutes apart."""
    desk = Desk.open(tmp_path_factory.mktemp("apart"), FILE.format(mode=mode), NOW)
    tokens = SurveyTickets(desk.store).invite(desk.bot.id, 4, name="", made_by="mem", expires_at=None, now=NOW)
    for number, token in enumerate(tokens):
        ticket = blind(desk.store, desk.bot.id, token, INVITED)
        talk = desk.talk(state={"ticket": ticket, "page": {"plan": "paid"}})
        consent(desk, talk)
        said = ["hello", "2", "call me on +44 7700 900123 about the zebra", "the parking lot"]
        for words in said if number % 2 else ["hello", "9", "the advice, please"]:
            talk.say(words)
            desk.now += timedelta(seconds=40)
    return desk


def consent(desk: Desk, talk: Talk) -> None:
    Consents(desk.store).give(
        talk.id, notice_hash="0" * 64, language="en", wording="I agree", method="button", now=desk.now
    )


def test_nothing_but_the_survey_itself_stands_on_both_sides(used: Desk, mode: str) -> None:
    shared = ids(rows(used, only=ANSWERS)) & ids(rows(used, but=ANSWERS))
    joins = {one for one in shared if not one.startswith(OURS)}
    assert bool(joins) == (mode != "anonymous")


def test_no_time_is_finer_than_the_day(used: Desk, mode: str) -> None:
    times = [row[name] for row in rows(used, only=("responses",)) for name in ("started_at", "finished_at")]
    assert len(times) == 8
    assert all(time % DAY == 0 for time in times) == (mode == "anonymous")


def test_rows_lie_in_an_order_that_tells_nothing(used: Desk) -> None:
    """Rows of WITHOUT ROWID tables lie by their random id: not by when they were written, not beside their talk."""
    for name in (*ANSWERS, "survey_tickets"):
        assert tables.metadata.tables[name].dialect_options["sqlite"]["with_rowid"] is False
        table = tables.metadata.tables[name]
        with used.store.read() as unit:
            assert [row.id for row in unit.select(table)] == sorted(row.id for row in unit.select(table))
            with pytest.raises(sa.exc.OperationalError, match="no such column"):
                unit.execute(sa.select(sa.literal_column("rowid")).select_from(table).where(unit.mine(table)))


def test_no_word_of_an_answer_stands_anywhere_else(used: Desk, mode: str) -> None:
    elsewhere = json.dumps(rows(used, but=(*ANSWERS, "bots", "bot_versions")), default=str)
    assert ("zebra" in elsewhere) == (mode != "anonymous")
    assert "zebra" in json.dumps(rows(used, only=ANSWERS))


def test_the_talk_does_not_tell_which_way_it_went(used: Desk, mode: str) -> None:
    """Two talks had a branch and a telephone number: afterwards all four look alike but for their ids and hours."""
    ways = {
        json.dumps(
            [len(of(talk["id"], turn)), dict(talk["state"]), of(talk["id"], turn, "number", "message", "choices")]
        )
        for talk in rows(used, only=("conversations",))
        for turn in [rows(used, only=("turns",))]
    }
    assert (len(ways) == 1) == (mode == "anonymous")
    audit = [row["action"] for row in rows(used, only=("audit",))]
    assert ("tool.done" in audit) == (mode != "anonymous")
    named = {row["entity"] for row in rows(used, only=("ledger",))}
    assert named.isdisjoint({"PHONE_NUMBER", "record_answer"}) == (mode == "anonymous")
    assert (rows(used, only=("vault_entries",)) == []) == (mode == "anonymous")


def test_a_used_ticket_names_neither_response_nor_time(used: Desk) -> None:
    tickets = rows(used, only=("survey_tickets",))
    assert [t["used"] for t in tickets] == [True] * 4
    assert {t["link"] for t in tickets} == {None}
    assert {name for name in tickets[0] if name.endswith("_at")} == {"expires_at"}


def test_personal_data_in_an_answer_is_named_by_its_kind(used: Desk, mode: str) -> None:
    said = [row["value"] for row in rows(used, only=("answers",)) if row["question"] == "why"]
    assert len(said) == 2
    assert all("7700" not in words for words in said)
    assert ("call me on [phone number] about the zebra" in said) == (mode == "anonymous")
    assert not Guardrails(used.bot.guardrails.policy).find(said[0])


def rows(desk: Desk, *, only: tuple[str, ...] = (), but: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for name, table in tables.metadata.tables.items():
        if name in but or (only and name not in only) or "workspace" not in table.c:
            continue
        with desk.store.read() as unit:
            found += [dict(row._mapping) for row in unit.select(table)]
    return found


def ids(found: list[dict[str, Any]]) -> set[str]:
    return set(_ids(found))


def _ids(found: list[dict[str, Any]]) -> Iterator[str]:
    for row in found:
        yield from _ID.findall(json.dumps(row, default=str))


def of(talk: str, turns: list[dict[str, Any]], *names: str) -> list[list[Any]]:
    return [[turn[name] for name in names] for turn in turns if turn["conversation"] == talk]
