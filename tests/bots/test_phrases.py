"""Every fixed sentence stands in every language of the interface, with the same blanks."""

from __future__ import annotations

import re

import pytest

from bots.phrases import LANGUAGES, keys, phrase

BLANK = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("key", keys())
def test_a_sentence_is_there_in_every_language(key: str) -> None:
    words = {language: phrase(key, language) for language in LANGUAGES}
    assert all(words.values())
    assert len({tuple(sorted(BLANK.findall(text))) for text in words.values()}) == 1
    assert not any("!" in text for text in words.values())


@pytest.mark.parametrize("key", keys())
def test_arabic_is_arabic(key: str) -> None:
    words = BLANK.sub("", phrase(key, "ar")).strip()
    assert not words or re.search(r"[\u0600-\u06ff]", words)


def test_another_language_gets_english() -> None:
    assert phrase("greeting", "fi") == phrase("greeting", "en")


def test_blanks_are_filled() -> None:
    assert "pens" in phrase("out_of_scope", "de", scope="pens")
