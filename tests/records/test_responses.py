"""Answers are kept exactly, and anonymous ones cannot be joined to the talk they came from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from records import tables
from records.bots import BotRow
from records.conversations import ConversationRow
from records.responses import Responses, Talk
from records.store import Store


def talk_of(bot: BotRow, talk: ConversationRow, *, anonymous: bool) -> Talk:
    return Talk(bot.id, 1, talk.id, anonymous)


def test_an_answer_given_again_takes_the_place_of_the_first(
    store: Store, bot: BotRow, talk: ConversationRow, now: datetime
) -> None:
    responses, mine = Responses(store), talk_of(bot, talk, anonymous=False)
    responses.record(mine, "score", 3, now=now)
    assert responses.record(mine, "score", 7, now=now) == {"score": 7}


def test_skipped_is_none_and_not_asked_is_absent(
    store: Store, bot: BotRow, talk: ConversationRow, now: datetime
) -> None:
    responses, mine = Responses(store), talk_of(bot, talk, anonymous=False)
    responses.record(mine, "why", None, now=now)
    responses.finish(mine, "complete", now=now)
    (kept,) = responses.listing(bot.id)
    assert (kept.state, kept.conversation, kept.answers) == ("complete", talk.id, {"why": None})


def test_a_finished_anonymous_response_has_nothing_in_common_with_the_talk(
    store: Store, bot: BotRow, talk: ConversationRow, say: Callable[..., Any], now: datetime
) -> None:
    say(talk, "(answer)", secrets=[("PHONE_NUMBER", "+44 7700 900123")])
    responses, mine = Responses(store), talk_of(bot, talk, anonymous=True)
    responses.record(mine, "score", 3, now=now)
    responses.finish(mine, "complete", now=now)
    told = [_rows(store, table) for table in (tables.responses, tables.answers)]
    around = [_rows(store, t) for t in (tables.conversations, tables.turns, tables.ledger, tables.vault_entries)]
    assert talk.id not in json.dumps(told, default=str)
    assert _ids(told).isdisjoint(_ids(around))
    assert _rows(store, tables.vault_entries) == []
    assert [row["reply"] for row in _rows(store, tables.turns)] == []
    (response,) = _rows(store, tables.responses)
    assert response["link"] is None
    assert response["started_at"] % 86_400_000 == response["finished_at"] % 86_400_000 == 0


def test_the_two_tables_keep_no_order_of_writing(store: Store) -> None:
    for table in (tables.responses, tables.answers):
        assert table.dialect_options["sqlite"]["with_rowid"] is False


def test_a_talk_left_open_is_closed_a_day_later(
    store: Store, bot: BotRow, talk: ConversationRow, now: datetime
) -> None:
    responses, mine = Responses(store), talk_of(bot, talk, anonymous=True)
    responses.record(mine, "score", 3, now=now)
    assert responses.close_left_open(bot.id, now=now + timedelta(hours=1)) == 0
    assert responses.close_left_open(bot.id, now=now + timedelta(days=2)) == 1
    (kept,) = responses.listing(bot.id)
    assert (kept.state, dict(kept.answers)) == ("partial", {"score": 3})
    assert responses.answers(mine) == {}


def test_talks_that_were_wiped_are_not_looked_through_again(
    store: Store, bot: BotRow, talk: ConversationRow, say: Callable[..., Any], now: datetime
) -> None:
    say(talk, "(answer)", secrets=[("PHONE_NUMBER", "+44 7700 900123")], conversation_state={"asked": 1})
    responses, silent = Responses(store), Talk(bot.id, 1, "cnv_silent", True)
    for days, seen in ((0, True), (3, False)):
        responses.record(silent, "score", 3, now=now + timedelta(days=days))
        told: list[str] = []
        with telling(told):
            assert responses.close_left_open(bot.id, now=now + timedelta(days=days + 2)) == 1
        assert any(talk.id in one for one in told) is seen
        assert _rows(store, tables.turns) == _rows(store, tables.vault_entries) == []


@contextmanager
def telling(told: list[str]) -> Iterator[None]:
    """Adds what each statement was given meanwhile."""

    def hear(_: Any, __: Any, ___: str, given: Any, *____: Any) -> None:
        told.append(str(given))

    sa.event.listen(sa.Engine, "before_cursor_execute", hear)
    try:
        yield
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", hear)


def _rows(store: Store, table: sa.Table) -> list[dict[str, Any]]:
    with store.read() as unit:
        return [dict(row._mapping) for row in unit.select(table)]


def _ids(rows: Any) -> set[str]:
    words = json.dumps(rows, default=str).replace('"', " ").replace(",", " ").split()
    return {word for word in words if len(word) > 20 and not word.startswith(("bot_", "wsp_", "ws_"))}
