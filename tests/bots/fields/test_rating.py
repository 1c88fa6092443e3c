"""Stars, faces and numbers; and the reading all scales share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bots.fields import Asked, field_for

Read = Callable[..., Any]
AGAIN = "AGAIN"


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        # plain
        ("nps", "9", 9),
        ("nps", "nine I guess", 9),
        ("csat", "4/5", 4),
        ("csat", "⭐⭐⭐⭐", 4),
        ("nps", "10 out of 10", 10),
        # corrected
        ("nps", "five. no wait, six", 6),
        ("nps", "started with 5, but now 8", 8),
        # beside other numbers
        ("nps", "3 weeks of waiting, so 2", 2),
        ("csat", "2 people helped me, still only a 3", 3),
        ("nps", "7 years here, 10", 10),
        # words
        ("csat", "very satisfied", 5),
        ("csat", "not at all satisfied", 1),
        ("ces", "I agree", 6),
        ("nps", "full marks", 10),
        # not clear or not on the scale
        ("nps", "12/10 amazing", AGAIN),
        ("nps", "7 or 8", AGAIN),
        ("csat", "9 of 10", AGAIN),
        ("nps", "quite likely", AGAIN),
        ("csat", "4.5", AGAIN),
        ("nps", "we waited 45 minutes", AGAIN),
        ("nps", "10 minus 3", AGAIN),
        # other languages
        ("nps", "eine glatte neun", 9),
        ("csat", "nada satisfecho", 1),
        ("nps", "je mettrais un huit", 8),
        ("csat", "zeer tevreden", 5),
    ],
)
def test_the_value_meant(read: Read, kind: str, words: str, value: Any) -> None:
    assert read(kind, words) == value


def test_labels_of_the_scale_are_answers(read: Read) -> None:
    labels = ("poor", "fair", "good", "great", "superb")
    assert read("scale", "great", labels=labels, low=1, high=5) == 4


@pytest.mark.parametrize(("look", "words"), [("stars", "4 ★★★★"), ("faces", "4 🙂"), ("numbers", "4")])
def test_its_buttons_are_stars_faces_or_numbers(look: str, words: str, read: Read) -> None:
    asked = Asked("q", "rating", look=look)
    assert field_for("rating").choices(asked, "en")[3].label == words
    assert read("rating", words, look=look) == 4


@pytest.mark.parametrize(("face", "value"), [("😡", 1), ("😐", 4), ("🤩", 7)])
def test_a_face_is_a_place_on_a_scale_of_faces(read: Read, face: str, value: int) -> None:
    assert read("rating", face, look="faces", low=1, high=7) == value
