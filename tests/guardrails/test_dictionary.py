"""The dictionary says which words belong to a language, in their inflected forms, and knows no other language."""

from __future__ import annotations

import pytest

from guardrails import dictionary
from guardrails.dictionary import in_dictionary
from guardrails.errors import ModelMissing


@pytest.mark.parametrize(
    ("word", "language"),
    [("gobsmacked", "en"), ("schraubendreher", "de"), ("dejasteis", "es"), ("heron", "fr"), ("storta", "it"),
     ("panela", "pt"), ("piept", "nl")],
)  # fmt: skip
def test_an_inflected_word_belongs_to_its_language(word: str, language: str) -> None:
    assert in_dictionary(word, language)


@pytest.mark.parametrize(
    ("word", "language"), [("wiebke", "de"), ("ilse", "de"), ("fiachra", "en"), ("piept", "en"), ("storta", "xx")]
)
def test_names_and_words_of_other_languages_do_not(word: str, language: str) -> None:
    assert not in_dictionary(word, language)


def test_a_damaged_file_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary, "HASH", "0" * 64)
    dictionary._table.cache_clear()
    with pytest.raises(ModelMissing):
        in_dictionary("word", "en")
    monkeypatch.undo()
    dictionary._table.cache_clear()
