"""The examples in the guardrails' own words are true."""

from __future__ import annotations

import doctest

import guardrails


def test_the_examples_of_the_package_are_true() -> None:
    result = doctest.testmod(guardrails)
    assert result.attempted >= 15
    assert result.failed == 0
