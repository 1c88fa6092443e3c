"""Since when answers of an anonymous survey may be looked at, as an owner is told it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tests.workspace.survey_results.conftest import NOW, responses
from workspace.survey_results.released import Wait, batches, wait


def test_too_few_people_wait_for_more() -> None:
    assert wait(responses({}, {}), now=NOW) == Wait(people=3)


def test_enough_people_wait_for_the_end_of_the_day() -> None:
    today = responses(*[{}] * 6, days_ago=0)
    said = wait(today, now=NOW)
    assert said == Wait(until=datetime(2026, 3, 21, tzinfo=UTC))
    assert said.until is not None
    assert not batches(today, now=NOW)
    assert batches(today, now=said.until), "what was said comes true"


def test_a_talk_under_way_may_take_a_day_longer() -> None:
    one, *rest = responses(*[{}] * 6, days_ago=0)
    assert wait([replace(one, open=True), *rest], now=NOW) == Wait(until=datetime(2026, 3, 22, tzinfo=UTC))
