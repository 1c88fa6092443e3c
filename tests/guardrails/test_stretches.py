"""A long text is read stretch by stretch, and nothing is lost or counted twice where stretches meet."""

from __future__ import annotations

import re

import pytest

from guardrails.stretches import LONG, found_in
from guardrails.types import Finding


def digits(piece: str, at: int) -> list[Finding]:
    return [Finding(*m.span(), "CREDIT_CARD", 1.0, "digits") for m in re.finditer(r"\d+", piece)]


@pytest.mark.parametrize("at", [0, 39_995, 40_000, 43_995, 44_000, 47_990, 48_000, 83_995, 124_000, 149_990])
def test_a_value_is_found_once_and_whole_wherever_a_stretch_ends(at: int) -> None:
    text = "x" * at + "1234567890" + "x" * (150_000 - at)
    assert [text[f.start : f.end] for f in found_in(text, digits)] == ["1234567890"]


def test_everything_is_found_in_its_order() -> None:
    text = "12345 words. " * 20_000
    assert [f.start for f in found_in(text, digits)] == list(range(0, len(text), 13))


def test_the_longest_value_anybody_types_is_not_torn() -> None:
    key = "7" * 3_300
    for at in range(36_000, 50_000, 700):
        text = "x" * at + key + "x" * 60_000
        assert key in [text[f.start : f.end] for f in found_in(text, digits)]


def test_no_stretch_is_longer_than_a_text_that_is_read_at_once() -> None:
    seen: list[int] = []
    list(found_in("x" * 1_000_000, lambda piece, at: seen.append(len(piece)) or []))  # type: ignore[func-returns-value]
    assert max(seen) <= LONG
