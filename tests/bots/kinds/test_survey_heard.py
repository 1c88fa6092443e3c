"""Commands to a survey beside a yes or a no: words of a command that tell the answer are no command."""

from __future__ import annotations

import pytest

from bots.fields import Asked, Reading
from bots.kinds._survey_heard import command
from bots.words import LANGUAGES

QUESTION = Asked("q", "yesno", "Would you come again?")


@pytest.mark.parametrize(
    ("words", "value", "heard"),
    [
        ("why wouldn't I", "yes", None),
        ("won't be back", "no", None),
        ("lieber nicht", "no", None),
        ("why do you ask?", None, "why"),
        ("I'd rather not say", None, "skip"),
        ("keine Angabe", "no", "skip"),
        ("go back", None, "back"),
    ],
)
def test_what_is_heard_where_a_yes_or_a_no_is_asked(words: str, value: str | None, heard: str | None) -> None:
    read = Reading(value, understood=value is not None)
    assert command(words, LANGUAGES, QUESTION, read, words=False) == heard
