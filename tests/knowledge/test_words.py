"""Words as keyword search sees them."""

from __future__ import annotations

import pytest

from knowledge.words import question_terms, text_words


@pytest.mark.parametrize(
    ("asked", "language", "terms"),
    [
        ("How do I cancel my subscriptions?", "en", ("cancel", "subscript")),
        ("What's the refund policy", "en", ("refund", "polici")),
        ("can I pay without a card", "en", ("pay", "without", "card")),
        ("Wie kann ich Bestellungen stornieren?", "de", ("bestell", "storni")),
        ("¿Cómo puedo cancelar mis pedidos?", "es", ("cancel", "ped")),
        ("E-mail", "en", ("e", "mail", "email")),
        ("version 2.5", "en", ("version", "2", "5")),
        ("who are you", "en", ("who", "are", "you")),
        ("???", "en", ()),
    ],
)
def test_terms_of_a_question(asked: str, language: str, terms: tuple[str, ...]) -> None:
    assert question_terms(asked, [language]) == tuple((term,) for term in terms)


def test_a_term_has_a_stem_for_each_language_of_the_base() -> None:
    assert question_terms("Bestellungen", ["en", "de"]) == (("bestell", "bestellungen"),)


def test_placeholders_are_no_terms() -> None:
    assert question_terms("parcel for [[PERSON:7f3k2qxz]]", ["en"]) == (("parcel",),)


def test_text_and_question_meet() -> None:
    assert set(text_words("Orders can be cancelled.", "en").split()) >= {"order", "cancel"}
    assert question_terms("cancelling an order", ["en"]) == (("cancel",), ("order",))


def test_nothing_of_a_term_is_syntax() -> None:
    terms = question_terms('NEAR("a" OR *) AND col:x -y "z', ["en"])
    assert all(stem.isalnum() for term in terms for stem in term)
