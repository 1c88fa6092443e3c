"""No pattern takes more than linear time: four times the text takes about four times as long, whatever it is made of.

Pieces are those that patterns begin with: digits among words, addresses, keys, introductions, words for kinds of data.
"""

from __future__ import annotations

import pytest

from guardrails import Guardrails, Origin, OutputContext, Policy
from guardrails.analyzer import shared
from tests.effort import cost

PIECES = (
    "1 a ", "ab, ", "12 Ab, ", "Ab 1, ", "a@", "a.", "1 1 ", "0x", "one ", "at ", "a dot ", "send a to ", "address ",
    "to 1 ", "password ", "my name is ", "12345 Ab ", "a1-", "unit a, ", "suffer from a ", "take a ", "A B ", "g b 1 ",
    "serial pump ", "card ending ", "familie Ab ", "nif or ", "is a pill ", "wachtwoortje", "Карл ", "王小",
    "गली ", "ул. ",
)  # fmt: skip
SHORT, TIMES = 600, 4
# Quadratic time would be 16 times as long; the rest is noise of a busy machine.
MOST_TIMES_LONGER, MOST_SECONDS_PER_10_KB = 9, 1.0


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_text(piece: str) -> None:
    find = shared().find
    short = max(cost(lambda: find((piece * SHORT)[:SHORT]), 0.01), 0.01)
    long = cost(lambda: find((piece * SHORT * TIMES)[: SHORT * TIMES]), short * MOST_TIMES_LONGER)
    assert long < MOST_SECONDS_PER_10_KB
    assert long < short * MOST_TIMES_LONGER


GUARDS = Guardrails(Policy.load("default"))


@pytest.mark.parametrize("piece", [".", "…", "\n", "[", ". ", "#", "@", "<", '" '])
def test_time_of_replies_and_of_the_attack_check_grows_with_the_text(piece: str) -> None:
    def all_of(text: str) -> None:
        "".join(GUARDS.stream([text], vault=None, context=OutputContext()))
        GUARDS.attack(text, Origin.DOCUMENT)

    all_of(piece * 10)
    long = cost(lambda: all_of((piece * 8_000)[:8_000]), MOST_SECONDS_PER_10_KB)
    assert long < 2 * MOST_SECONDS_PER_10_KB


@pytest.mark.evidence
@pytest.mark.timeout(300)
def test_a_long_text_full_of_people_takes_no_longer_for_each_of_them() -> None:
    text = "Order 77 is on its way to Mara Okoye, call 07700 900123. " * 2_000
    assert cost(lambda: shared().find(text), 12 * MOST_SECONDS_PER_10_KB) < 12 * MOST_SECONDS_PER_10_KB
