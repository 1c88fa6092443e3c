"""Which addresses a letter is written to: those that say the same to every mail program."""

from __future__ import annotations

import pytest

from workspace.letters import can_be_written_to


@pytest.mark.parametrize("address", ["ann@example.com", "ann.o'hara+salon@mail.example.com", "anné@example.com"])
def test_an_address_as_people_write_it(address: str) -> None:
    assert can_be_written_to(address)


@pytest.mark.parametrize(
    "address",
    [
        "ann@example.com, eve@example.com",
        "ann\x00@example.com",
        "ann\x7f@example.com",
        "=?utf-8?q?ann=40example.com=2C?=@example.com",
        "ann@exa\nmple.com",
        "<ann@example.com>",
        "ann",
    ],
)
def test_two_in_one_control_signs_and_encoded_words_are_none(address: str) -> None:
    assert not can_be_written_to(address)
