"""A number or a mailbox in a text is what a question for it asks, whatever words stand around."""

from __future__ import annotations

import pytest

from bots.answering.implied import implied
from bots.answering.question import understand


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("whats the phone number", "Book it at the desk, 01632 960144."),
        ("Wie ist Ihre Telefonnummer?", "Sie erreichen uns unter 030 5550 1420."),
        ("What is your email address?", "Write to members@gym.example."),
    ],
)
def test_a_contact_stands_for_the_words_that_ask_for_it(question: str, text: str) -> None:
    assert set(understand(question).terms) & implied(understand(question), text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("whats the phone number", "Phones are kept in the lockers from 9.00 to 17.30."),
        ("how do I change my phone plan?", "Call 01632 960144."),
        ("What is your email address?", "Write to us."),
    ],
)
def test_nothing_is_implied_where_none_is_asked_for_or_shown(question: str, text: str) -> None:
    assert not implied(understand(question), text)
