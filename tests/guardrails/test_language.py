"""The language of a message among those offered; the model behind it is read once."""

from __future__ import annotations

import pytest

from guardrails.language import LANGUAGES, _identifier, detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How long can I return a pen?", "en"),
        ("Wie lange kann ich einen Stift zurückgeben?", "de"),
        ("¿Cuánto tiempo tengo para devolver una pluma?", "es"),
        ("Combien coûte la livraison en France ?", "fr"),
        ("Posso restituire una penna che non mi piace?", "it"),
        ("Posso devolver uma caneta de que não gosto?", "pt"),
        ("Kan ik een pen terugsturen die mij niet bevalt?", "nl"),
    ],
)
def test_a_sentence_tells_its_language(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "42 + 7", "ok"])
def test_what_tells_nothing_is_in_the_first_language_offered(text: str) -> None:
    assert detect(text, ("pt", "en")) == "pt"


def test_the_same_languages_in_another_order_read_no_second_model() -> None:
    read = _identifier.cache_info().misses
    for among in (LANGUAGES, tuple(reversed(LANGUAGES)), sorted(LANGUAGES)):
        detect("How long can I return a pen?", among)
    assert _identifier.cache_info().misses <= read + 1
