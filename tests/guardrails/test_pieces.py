"""A number typed over several messages is covered from the piece on that gives it away; other answers are let be."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from guardrails import Guardrails, MemoryVault, Policy, Stage

GUARDRAILS = Guardrails(Policy.load("default"))


def talk(messages: Sequence[str]) -> list[str]:
    """The messages of one visitor as they go on, each cleared knowing those before it."""
    vault = MemoryVault()
    cleared: list[str] = []
    for message in messages:
        verdict = GUARDRAILS.clear(message, Stage.INPUT, vault=vault, earlier=tuple(cleared))
        cleared.append(str(verdict.text))
    return cleared


@pytest.mark.parametrize(
    "messages",
    [
        ["my card is 4111 1111", "1111 1111"],
        ["my card number is 4111 11", "11 1111", "and the rest 1111"],
        ["ma carte c'est 5500 0000", "0000 0004"],
        ["mi tarjeta es 4111 1111", "y luego 1111 1111"],
        ["meine Nummer ist 0151 23", "456789"],
        ["call me on 07700", "900", "123"],
        ["my IBAN is DE89 3704", "0044 0532 0130 00"],
    ],
    ids=lambda messages: messages[0],
)
def test_every_piece_is_covered(messages: list[str]) -> None:
    for cleared in talk(messages):
        before, bracket, _ = cleared.partition("[")
        assert bracket
        assert not any(c.isdigit() for c in before)


def test_four_digits_after_four_digits_are_a_card() -> None:
    first, *rest = talk(["4111", "1111", "1111", "1111"])
    assert first == "4111"  # nothing tells yet
    assert rest == ["[card]"] * 3


@pytest.mark.parametrize(
    "messages",
    [
        ["table for 4", "18:30"],
        ["120", "5000"],
        ["we were 4", "10"],
        ["my number is 07700 900123", "250"],
        ["my card 4111 1111 1111 1111 was charged", "10"],
        ["in 2019", "2024"],
        ["the card ending 4111", "3 times"],
    ],
    ids=lambda messages: messages[0],
)
def test_another_answer_is_let_be(messages: list[str]) -> None:
    assert talk(messages)[-1] == messages[-1]
