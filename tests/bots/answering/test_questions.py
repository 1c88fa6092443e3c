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


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("hey there, quick one, how long does delivery take", "how long does delivery take"),
        ("Hello, I hope you're well. Quick question: do you ship to Spain?", "do you ship to Spain?"),
        ("Hi! Sorry to bother you, but where is my shop? Thanks in advance!", "where is my shop?"),
        ("Guten Tag, ich hätte da mal eine Frage: wann öffnen Sie? Danke!", "wann öffnen Sie?"),
        ("can I return ink? cheers", "can I return ink?"),
        ("do you sell hi-res prints?", "do you sell hi-res prints?"),
        ("Is there a quick question form?", "Is there a quick question form?"),
        ("hi", "hi"),
    ],
)
def test_words_beside_a_question_are_no_part_of_it(message: str, asked: str) -> None:
    assert split(message) == [asked]
