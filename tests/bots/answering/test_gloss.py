"""A question in another language is put into English words, to be compared with documents in English."""

from __future__ import annotations

import pytest

from bots.answering.answer import Earlier
from bots.answering.find import Finder
from bots.answering.gloss import glossed
from bots.answering.language import reply_language
from guardrails.pipeline import trusted
from knowledge.types import Chunk, Citation, Passage, Retrieval


@pytest.mark.parametrize(
    ("language", "question", "english"),
    [
        ("de", "Wie viel kostet die Reparatur?", "how much does cost repair?"),
        ("de", "Wie hoch sind die Reparaturkosten?", "how much repair cost?"),  # a joined word is its parts
        ("es", "¿Cuánto tiempo tengo para cancelar?", "how long cancel?"),
        ("fr", "Puis-je annuler mon abonnement ?", "can i cancel my subscription?"),
        ("it", "Come posso esportare i dati?", "how do i export data?"),
        ("nl", "Mag ik mijn hond meenemen?", "can i my dog bring?"),
        ("pt", "Onde fica a loja?", "where shop?"),
        ("de", "Läuft Kubernetes 1.30?", "Läuft Kubernetes 1 30?"),  # names and unknown words stay
        ("ar", "أين المتجر؟", "أين المتجر؟"),  # a language without a glossary
    ],
)
def test_a_question_becomes_english_words(language: str, question: str, english: str) -> None:
    assert glossed(question, language) == english


def test_a_word_that_means_nothing_is_no_form_of_one_that_does() -> None:
    assert "stop" not in glossed("¿Hay descuento para estudiantes?", "es")  # "para" is no form of "parar"


@pytest.mark.parametrize(
    ("question", "language"),
    [("Darf ich meinen Hund mitbringen?", "de"), ("Vendete scarpe?", "it"), ("Livrez-vous au Maroc ?", "fr")],
)
def test_a_short_question_shows_its_language_by_its_words(question: str, language: str) -> None:
    assert reply_language(question, "en") == language


@pytest.mark.parametrize("question", ["Paket Status?", "Is the hotel bus gratis?", "Order status?", "Export PDF"])
def test_a_word_of_many_languages_switches_none(question: str) -> None:
    assert reply_language(question, "en") == "en"


def _page(language: str) -> Retrieval:
    text = "Repairs take ten working days. The inspection costs 12 EUR."
    chunk = Chunk(1, "repairs", 0, "Repairs", text, language)
    return Retrieval((Passage(chunk, Citation("repairs", "Repairs", None, "Repairs"), 0.6),), 0.9)


def test_english_pages_are_searched_and_judged_in_english() -> None:
    asked: list[str] = []

    def look(query: str, near: frozenset[str]) -> Retrieval:
        asked.append(query)
        return _page("en")

    found = Finder(look, None, 3, "de").find(trusted("Wie lange dauert eine Reparatur?"), Earlier())
    assert asked == ["Wie lange dauert eine Reparatur?", "how long duration repair?"]
    assert found.answer.closest is not None
    assert found.answer.closest.source == "repairs"


def test_pages_in_the_language_asked_in_are_read_as_they_are() -> None:
    asked: list[str] = []

    def look(query: str, near: frozenset[str]) -> Retrieval:
        asked.append(query)
        return _page("de")

    Finder(look, None, 3, "de").find(trusted("Wie lange dauert eine Reparatur?"), Earlier())
    assert asked == ["Wie lange dauert eine Reparatur?"]
