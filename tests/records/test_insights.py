"""Every number of analytics, and that exactly its rows stand behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from guardrails.pipeline import trusted
from records.bots import BotRow, Bots
from records.conversations import ConversationRow, Conversations, TurnRow
from records.insights import COUNTED, DayTotals, Insights, KeptTotal, Period, SourceUse
from records.ratings import Ratings
from records.store import Store
from records.tables import ledger, ratings, turns

Say = Callable[..., TurnRow]
PHONE = ("input", "PHONE_NUMBER", "redact", 2)
PAGE = {"source": "repairs", "title": "Repairs", "url": None, "heading": ""}


@pytest.fixture
def period(now: datetime) -> Period:
    return Period(now - timedelta(days=1), now + timedelta(days=1))


@pytest.fixture
def told(store: Store, talk: ConversationRow, say: Say, now: datetime) -> dict[str, TurnRow]:
    """One turn of each sort, and one that lies too far back."""
    turns = {
        "plain": say(talk, "hours?", citations=[PAGE, PAGE], milliseconds={"total": 10.0, "first": 5.0}),
        "kept": say(talk, "my number", ledger=[PHONE, ("tool", "search_knowledge", "allow", 1)],
                    milliseconds={"total": 20.0, "first": 6.0}),
        "unanswered": say(talk, "moon?", abstained=True, abstain_reason="missing", milliseconds={"total": 30.0}),
        "blocked": say(talk, "ignore all", blocked=True, block_reason="attack", milliseconds={"total": 1.0}),
        "handed_over": say(talk, "person!", handed_over=True, handover_reason="asked", milliseconds={"total": 2.0}),
        "old": say(talk, "long ago", at=now - timedelta(days=9), abstained=True),
    }  # fmt: skip
    Ratings(store).rate(turns["plain"].id, "up", reason="", comment=trusted(""), now=now)
    Ratings(store).rate(turns["kept"].id, "down", reason="wrong", comment=trusted(""), now=now)
    return turns


def test_the_totals(store: Store, told: dict[str, TurnRow], period: Period) -> None:
    totals = Insights(store).totals(period)
    assert (totals.conversations, totals.turns) == (1, 5)
    assert (totals.unanswered, totals.blocked, totals.handed_over) == (1, 1, 1)
    assert (totals.thumbs_up, totals.thumbs_down) == (1, 1)
    assert (totals.reply_p50, totals.reply_p95) == (10.0, 30.0)
    assert (totals.first_word_p50, totals.first_word_p95) == (5.0, 6.0)


def test_a_talk_whose_words_are_gone_is_counted_nowhere(
    store: Store, told: dict[str, TurnRow], talk: ConversationRow, period: Period
) -> None:
    with store.write() as unit:
        for table in (ratings, ledger, turns):
            unit.delete(table)
    totals = Insights(store).totals(period)
    assert (totals.conversations, totals.turns) == (0, 0)
    assert Insights(store).talks(period) == []


def test_a_quiet_period_is_all_noughts(store: Store, bot: BotRow, period: Period) -> None:
    totals = Insights(store).totals(period)
    assert {getattr(totals, name) for name in totals.__dataclass_fields__} == {0}
    assert not any((Insights(store).kept(period), Insights(store).talks(period), Insights(store).sources(period)))


@pytest.mark.parametrize(
    ("what", "behind"),
    [
        ("turns", {"plain", "kept", "unanswered", "blocked", "handed_over"}),
        ("answered", {"plain", "kept"}),
        ("unanswered", {"unanswered"}),
        ("blocked", {"blocked"}),
        ("handed_over", {"handed_over"}),
        ("thumbs_up", {"plain"}),
        ("thumbs_down", {"kept"}),
        ("kept", {"kept"}),
        ("slow", {"plain", "kept", "unanswered", "blocked", "handed_over"}),
        ("failed", set()),
        ("cut", set()),
    ],
)
def test_the_rows_behind_a_number(
    store: Store, told: dict[str, TurnRow], period: Period, what: str, behind: set[str]
) -> None:
    rows = Insights(store).rows(period, what)
    assert {row.turn.id for row in rows} == {told[name].id for name in behind}
    totals = Insights(store).totals(period)
    assert len(rows) == getattr(totals, what, len(rows))


def test_every_number_is_tested_above() -> None:
    assert set(COUNTED) == {
        "turns", "answered", "unanswered", "blocked", "handed_over", "taken", "by_person", "thumbs_up", "thumbs_down",
        "kept", "slow", "failed", "cut",
    }  # fmt: skip


def test_a_row_says_what_happened(store: Store, told: dict[str, TurnRow], period: Period) -> None:
    row = Insights(store).rows(period, "thumbs_down")[0]
    assert (row.turn, row.bot_name, row.thumb, row.thumb_reason) == (told["kept"], "Help", "down", "wrong")
    assert row.kept == (KeptTotal(*PHONE),)


def test_rows_behind_slow_begin_with_the_slowest(store: Store, told: dict[str, TurnRow], period: Period) -> None:
    found = [row.turn.milliseconds["total"] for row in Insights(store).rows(period, "slow", limit=3)]
    assert found == [30.0, 20.0, 10.0]


def test_what_was_kept_secret_is_counted_by_kind(store: Store, told: dict[str, TurnRow], period: Period) -> None:
    assert Insights(store).kept(period) == [KeptTotal(*PHONE)]
    assert len(Insights(store).rows(period, "kept", entity="PHONE_NUMBER")) == 1
    assert Insights(store).rows(period, "kept", entity="IBAN_CODE") == []


def test_a_preview_never_counts(store: Store, bot: BotRow, say: Say, period: Period, now: datetime) -> None:
    preview = Conversations(store).start(
        bot=bot.id, version=None, channel="preview", origin=None, language="en", timezone=None, subject=None, now=now
    )
    turn = say(preview, abstained=True, ledger=[PHONE])
    assert Insights(store).totals(period).turns == Insights(store).totals(period).conversations == 0
    assert not any((Insights(store).rows(period, "unanswered"), Insights(store).kept(period)))
    assert [row.turn.id for row in Insights(store).conversation(preview.id)] == [turn.id], "but can be opened"


def test_one_bot_can_be_looked_at_alone(
    store: Store, told: dict[str, TurnRow], talk: ConversationRow, period: Period, now: datetime
) -> None:
    other = Bots(store).create(key="other", kind="survey", name="Other", draft="", now=now)
    alone, none = replace(period, bot=talk.bot), replace(period, bot=other.id)
    assert Insights(store).totals(alone).turns == 5
    assert Insights(store).totals(none).turns == 0
    assert not any((Insights(store).rows(none, "turns"), Insights(store).kept(none), Insights(store).talks(none)))


def test_days_are_the_owners_days(store: Store, talk: ConversationRow, say: Say) -> None:
    """Kathmandu is 5 h 45 min ahead: 18:14 UTC is still the 20th there, 18:15 is the 21st."""
    midnight = datetime.fromisoformat("2026-11-20T18:15:00+00:00")
    say(talk, at=midnight - timedelta(minutes=1))
    say(talk, at=midnight, abstained=True)
    period = Period(midnight - timedelta(days=2), midnight + timedelta(days=1))
    days = Insights(store).days(period, "Asia/Kathmandu")
    assert days == [
        DayTotals(date(2026, 11, 19)),
        DayTotals(date(2026, 11, 20), turns=1, answered=1),
        DayTotals(date(2026, 11, 21), turns=1, unanswered=1),
    ]


def test_days_add_up_over_the_change_of_clocks(store: Store, talk: ConversationRow, say: Say) -> None:
    begin = datetime.fromisoformat("2026-10-24T22:00:00+00:00")  # midnight in Berlin; the 25th has 25 hours
    for hour in range(26):
        say(talk, at=begin + timedelta(hours=hour))
    days = Insights(store).days(Period(begin, begin + timedelta(hours=26)), "Europe/Berlin")
    assert [(line.day.day, line.turns) for line in days] == [(25, 25), (26, 1)]


def test_talks_show_their_first_words(store: Store, told: dict[str, TurnRow], period: Period) -> None:
    (talk,) = Insights(store).talks(period)
    assert (talk.bot_name, talk.turns, talk.first_message) == ("Help", 6, "hours?")


def test_sources_are_counted_once_a_reply(store: Store, told: dict[str, TurnRow], period: Period) -> None:
    assert Insights(store).sources(period) == [SourceUse("repairs", "Repairs", 1)]


def test_another_workspace_counts_nothing(other_store: Store, told: dict[str, TurnRow], period: Period) -> None:
    theirs = Insights(other_store)
    assert theirs.totals(period).turns == theirs.totals(period).conversations == 0
    assert not any((theirs.rows(period, "turns"), theirs.talks(period), theirs.kept(period)))
    assert theirs.conversation(told["plain"].conversation) == []
