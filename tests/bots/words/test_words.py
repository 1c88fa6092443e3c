"""What is said beside answers, and that every language says the same things."""

from __future__ import annotations

import pytest

from bots.flow import hear
from bots.kinds._survey_heard import COMMANDS
from bots.words import LANGUAGES, says, table, terms
from bots.words.affirm import unmistakable_yes

TABLES = ("numbers", "ordinals", "satisfaction", "agreement", "concepts")
LISTS = (
    "yes", "no", "unsure", "unmistakable_yes", "skip", "back", "stop", "repeat", "why", "restart", "cancel", "move",
    "sooner",
    "any", "greeting", "thanks", "human", "robot", "all", "none", "except", "not", "or", "correction", "contrast",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything(language: str) -> None:
    assert all(terms(name, language) for name in LISTS)
    assert all(table(name, language) for name in TABLES)
    assert all(says(name, "", language) is None for name in LISTS)


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("skip", "skip"), ("I'd rather not say", "skip"), ("next question please", "skip"),
        ("go back one", "back"), ("my last answer was wrong", "back"),
        ("stop", "stop"), ("I don't want to continue", "stop"), ("have to go, sorry", "stop"),
        ("why do you need that?", "why"), ("say that again?", "repeat"), ("are you a robot?", "robot"),
        ("eine Frage zurück bitte", "back"), ("prefiero no contestar", "skip"), ("on arrête là", "stop"),
        ("the staff was slow and the room cold", None), ("nine", None),
    ],
)  # fmt: skip
def test_a_command_is_heard(words: str, command: str | None) -> None:
    assert hear(words, COMMANDS, ("en", "de", "es", "fr"), free=False, understood=False) == command


def test_where_any_words_may_be_the_answer_a_command_is_all_that_is_said() -> None:
    assert hear("skip", COMMANDS, ("en",), free=True, understood=True) == "skip"
    assert hear("I had to skip lunch", COMMANDS, ("en",), free=True, understood=True) is None


@pytest.mark.parametrize("words", ["yes", "yes please", "ok book it", "ja bitte", "sí, claro", "👍", "oui merci"])
def test_an_unmistakable_yes(words: str) -> None:
    assert unmistakable_yes(words, LANGUAGES)


@pytest.mark.parametrize("words", ["yes?", "yes but later", "yes at 4", "maybe", "no", "yes with Sam", ""])
def test_anything_else_is_not(words: str) -> None:
    assert not unmistakable_yes(words, LANGUAGES)
