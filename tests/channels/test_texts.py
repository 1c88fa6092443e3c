"""The widget speaks eight languages, each of them completely."""

from __future__ import annotations

import re

import pytest

from channels import texts
from guardrails.catalogue import ENTITIES

KEYS = set(texts.texts("en"))


def test_the_languages_offered() -> None:
    assert set(texts.languages()) == {"en", "es", "de", "fr", "it", "pt", "nl", "ar"}


@pytest.mark.parametrize("language", texts.languages())
def test_a_language_has_every_text_and_its_holes(language: str) -> None:
    words = texts.texts(language)
    assert set(words) == KEYS
    for key, text in words.items():
        assert text.strip()
        assert "!" not in text, "the product does not shout"
        assert re.findall(r"\{\w+\}", text) == re.findall(r"\{\w+\}", texts.texts("en")[key]), key


@pytest.mark.parametrize("language", texts.languages())
@pytest.mark.parametrize("entity", ENTITIES)
def test_every_kind_of_data_has_a_word_beside_its_bar(entity: str, language: str) -> None:
    assert texts.kind(entity, language)


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [(("pt-BR",), "pt"), (("AR-eg",), "ar"), (("xx", "de"), "de"), ((None, "fr"), "fr"), (("tlh",), "en"), ((), "en")],
)
def test_the_nearest_language(wanted: tuple[str | None, ...], spoken: str) -> None:
    assert texts.nearest(*wanted) == spoken


def test_arabic_runs_from_right_to_left() -> None:
    assert [texts.direction(language) for language in ("ar", "en")] == ["rtl", "ltr"]
