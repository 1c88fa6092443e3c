"""Rates: counted by key, refused with the time to wait."""

from __future__ import annotations

import pytest

from channels.limits import Rates
from channels.problems import ApiError


def test_the_third_of_two_is_refused_with_the_wait() -> None:
    rates = Rates({"message": "2/minute"})
    rates.spend("message", "a")
    rates.spend("message", "a")
    with pytest.raises(ApiError, match="rate_limited") as caught:
        rates.spend("message", "a")
    assert 1 <= int(caught.value.headers["Retry-After"]) <= 61


def test_keys_and_names_are_counted_apart() -> None:
    rates = Rates({"message": "1/minute", "start": "1/minute"})
    rates.spend("message", "a")
    rates.spend("message", "b")
    rates.spend("start", "a")


def test_asking_whether_any_is_left_counts_nothing() -> None:
    rates = Rates({"login": "1/minute"})
    assert rates.exhausted("login", "a") == 0
    rates.spend("login", "a")
    assert rates.exhausted("login", "a") > 0
    rates.forget("login", "a")
    assert rates.exhausted("login", "a") == 0


def test_one_address_starts_few_talks_that_can_hold_times() -> None:
    rates = Rates()
    for _ in range(30):
        rates.spend("start_booking", "pub_salon 192.0.2.1")
    with pytest.raises(ApiError):
        rates.spend("start_booking", "pub_salon 192.0.2.1")
    rates.spend("start_booking", "pub_salon 192.0.2.2")
