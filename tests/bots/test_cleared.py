"""A part of a cleared text is cleared only when it is one."""

from __future__ import annotations

import pytest

from bots import cleared
from bots.answering import questions
from guardrails.pipeline import trusted

WHOLE = trusted("I am [[PERSON:7f3k2qxz]].  When are you open?\nWhat does a repair cost? Thanks.")


def test_the_questions_of_a_message_are_parts_of_it() -> None:
    parts = questions.split(WHOLE)
    assert [cleared.part(WHOLE, one) for one in parts] == parts == ["When are you open?", "What does a repair cost?"]


@pytest.mark.parametrize("text", ["When are you closed?", "open? you are When", "open? open?", "[[PERSON:7f3k2qxz"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no part"):
        cleared.part(WHOLE, text)
