"""Canonical text: what becomes plain, and that every place of it points into the original."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.canonical import canonical, fold
from guardrails.pipeline import whole
from tests.effort import cost


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("J\u200bo\u200bhn", "John"),
        ("４１１１", "4111"),
        ("4️⃣1️⃣", "41"),
        ("Маrа", "Mara"),
        ("cafe\u0301", "café"),
        ("\u202e123", "123"),
        ("4🙂1🙂1", "411"),
        ("٣٤", "34"),
        ("four one one one", "4 1 1 1"),
        ("vier eins eins eins", "4 1 1 1"),
        ("zéro six douze trente-quatre", "0 6 12 34"),
        ("double four seven nine one", "44 7 9 1"),
        ("mara dot okoye at mail dot example", "mara.okoye@mail.example"),
        ("s i o b h a n here", "siobhan here"),
        ("Привет, как дела", "Привет, как дела"),
        ("0171<br>555", "0171\n555"),
        ("a<br>b", "a<br>b"),
        ("one or two", "one or two"),
    ],
)
def test_hidden_and_spelled_out_text_becomes_plain(typed: str, plain: str) -> None:
    assert canonical(typed).text == plain


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_every_place_points_into_the_original(text: str) -> None:
    found = canonical(whole(text))
    assert len(found.text) == len(found.starts) == len(found.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(found.starts, found.ends, strict=True))
    assert list(found.starts) == sorted(found.starts)


@given(st.text(max_size=100))
@settings(max_examples=100, deadline=None)
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(whole(text))) == len(text)


@pytest.mark.parametrize("piece", ["1 one ", "a@", "at ", " at (", "x-", ". ", "é", "dot ", "double "])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    assert cost(lambda: canonical(piece * (60_000 // len(piece))), 3) < 3
