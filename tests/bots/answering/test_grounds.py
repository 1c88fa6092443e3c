"""What a model may say: only what a passage, the talk or a tool holds."""

from __future__ import annotations

import pytest

from bots.answering.grounds import Grounds

GROUNDS = Grounds(
    ("Returns: You may send anything back within 45 days of delivery. Return shipping is free.",
     "Repairs: Most repairs take 10 to 15 working days. Mara Okafor leads the workshop."),
    said="Please start the return of order 17.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "marks", "held"),
    [
        ("You can return it within 45 days of delivery.", (1,), (1,)),
        ("Return shipping is free.", (), (1,)),
        ("Repairs take 10 to 15 working days.", (1,), (2,)),  # the wrong mark is put right
        ("I can start the return of order 17.", (), (1,)),
        ("Happy to help.", (), (1,)),
        ("A fee of 12 euros applies.", (1,), None),
        ("You may send it back within 60 days.", (1,), None),
        ("The workshop is led by Jonas Finch.", (2,), None),
        ("All our paper is made by hand in Japan.", (1,), None),
        ("Sie können alles innerhalb von 45 Tagen zurückschicken.", (1,), (1,)),
        ("Sie haben dafür bei uns 60 Tage Zeit und das ist gut.", (1,), None),
    ],
)
def test_a_sentence_stands_only_on_what_is_there(
    sentence: str, marks: tuple[int, ...], held: tuple[int, ...] | None
) -> None:
    assert GROUNDS.holding(sentence, marks) == held
