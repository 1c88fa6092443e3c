"""Ids say nothing; times survive the way to the database and back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest

from records.ids import instant, millis, new_id


def test_ids_are_random_and_short_enough_for_their_column() -> None:
    made = {new_id("cnv") for _ in range(1000)}
    assert len(made) == 1000
    assert all(re.fullmatch(r"cnv_[a-z2-7]{26}", name) for name in made)


def test_a_time_comes_back_in_utc() -> None:
    local = datetime(2026, 3, 29, 3, 30, 0, 123_000, tzinfo=timezone(timedelta(hours=2)))
    assert instant(millis(local)) == local
    assert instant(millis(local)).tzinfo is UTC
    assert instant(millis(datetime(1960, 1, 1, tzinfo=UTC))) == datetime(1960, 1, 1, tzinfo=UTC)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        millis(datetime(2026, 1, 1))  # noqa: DTZ001
