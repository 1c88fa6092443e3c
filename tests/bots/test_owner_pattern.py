"""What an owner's regular expression may cost: a moment, whatever a visitor writes."""

from __future__ import annotations

from bots import owner_pattern

SLOW = r"(\w+\s?)+:$"  # for forty letters it would look for hours
LETTERS = "a" * 40 + "!"


def test_it_finds_and_fits_as_owners_know_it() -> None:
    assert owner_pattern.found(r"[A-Z]{2}-\d{4}", "my order is AB-1234, please") == "AB-1234"
    assert owner_pattern.found(r"[A-Z]{2}-\d{4}", "no number") is None
    assert owner_pattern.fits(r"\d{4}", "1234")
    assert not owner_pattern.fits(r"\d{4}", "12345")


def test_one_that_takes_too_long_finds_nothing() -> None:
    assert owner_pattern.found(SLOW, LETTERS) is None
    assert not owner_pattern.fits(SLOW, LETTERS)


def test_what_is_none_is_said() -> None:
    assert owner_pattern.problem("(") != ""
    assert owner_pattern.problem(SLOW) == ""
