"""Several questions in one message come apart; one question with "and" in it stays whole."""

from __future__ import annotations

import pytest

from bots.answering.questions import split


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("How long is the warranty? Do you repair nibs?", ["How long is the warranty?", "Do you repair nibs?"]),
        ("Where is your shop and when do you open?", ["Where is your shop", "when do you open?"]),
        ("Wo ist der Laden und wann öffnen Sie?", ["Wo ist der Laden", "wann öffnen Sie?"]),
        ("How do I clean a pen, and what do you charge?", ["How do I clean a pen,", "what do you charge?"]),
        ("Do you sell ink and paper?", ["Do you sell ink and paper?"]),
        ("I lost it and what now?", ["I lost it and what now?"]),
        ("how and when?", ["how and when?"]),
    ],
)
def test_a_message_comes_apart(message: str, parts: list[str]) -> None:
    assert split(message) == parts
