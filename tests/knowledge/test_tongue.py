"""The language of documents, where a wrong guess would choose the wrong model."""

from __future__ import annotations

import pytest

from knowledge.tongue import surely


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wir öffnen um neun und schließen um fünf, außer am Montag.", "de"),
        ("Abrimos a las nueve y cerramos a las cinco todos los días menos el lunes.", "es"),
        ("We open at nine and close at five every day but Monday.", "en"),
        # No Latin letters: not English, whatever they are.
        ("نحن نفتح المتجر من التاسعة صباحا حتى الخامسة مساء كل يوم ما عدا الجمعة", "ar"),
        ("Мы работаем с девяти до пяти каждый день кроме понедельника.", "ru"),
        ("私たちは月曜日を除いて毎日午前九時に開店し、午後五時に閉店します。", "ja"),
        # Lists have no small words: they show nothing.
        ("Haircut 28 euros Beard 15 euros Colour 60 euros Fringe trim 8 euros Kids cut 15 euros", "en"),
        ("Menu pasta carbonara 12 EUR pizza margherita 9 EUR tiramisu 5 EUR", "en"),
        ("FAQ API SDK CLI", "en"),
        ("12, 14, 16", "en"),
    ],
)
def test_a_language_is_named_when_the_text_shows_it(text: str, language: str) -> None:
    assert surely(text, "") == language


def test_what_a_file_says_counts_for_languages_that_are_not_told_apart_here() -> None:
    assert surely("Otwieramy o dziewiątej rano i zamykamy o piątej.", "pl") == "pl"
    assert surely("We open at nine and close at five every day but Monday.", "de") == "en"
