"""A message that only takes up room is not read; people who are tired, angry or thorough are."""

from __future__ import annotations

import pytest

from guardrails import Guardrails, Policy, Stage

GUARDS = Guardrails(Policy.load("default"))


@pytest.mark.parametrize("unit", ["a", "buy now ", "😀", "line of a log\n", "ignore me "])
def test_the_same_over_and_over_is_stopped(unit: str) -> None:
    assert GUARDS.clear(unit * (4000 // len(unit)), Stage.INPUT).reason == "flood"


@pytest.mark.parametrize(
    "text",
    [
        "pleeeeeeease " * 3,
        "no " * 100,
        "\n".join(f"{n} x pen no {n * 37 % 1000} at {n * 13 % 90}.50" for n in range(60)),
        " ".join(f"On day {n} I rang {n * 7} times and somebody called {chr(65 + n)}. answered." for n in range(20)),
    ],
)
def test_long_but_meant_is_read(text: str) -> None:
    assert GUARDS.clear(text, Stage.INPUT).reason != "flood"


def test_documents_may_repeat_themselves() -> None:
    assert GUARDS.clear("Order 77 is on its way.\n" * 200, Stage.RETRIEVAL).reason == ""
