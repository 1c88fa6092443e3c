"""A clarifying question is asked where two pages fit equally and differ in what they say; nowhere else."""

from __future__ import annotations

import pytest

from bots.answering.alike import alternatives
from bots.answering.question import understand
from bots.answering.score import rank
from knowledge.types import Chunk, Citation, Passage

SPAIN = ("Delivery to Spain", "Delivery takes 4 days.")
PORTUGAL = ("Delivery to Portugal", "Delivery takes 9 days.")


def options(question: str, *pages: tuple[str, str], at: str = "") -> list[str]:
    passages = [
        Passage(Chunk(n, f"s{n}", 0, title, text), Citation(title, title, None, title), 0.9 - n / 20)
        for n, (title, text) in enumerate(pages)
    ]
    asked = understand(question)
    found = alternatives(asked, rank(asked, passages, None), passages, frozenset({at}))
    return [c.title for c in found]


def test_two_countries_with_other_figures_are_a_choice() -> None:
    assert options("How long does delivery take?", SPAIN, PORTUGAL) == ["Delivery to Spain", "Delivery to Portugal"]


@pytest.mark.parametrize(
    ("question", "pages", "why"),
    [
        ("How long does delivery to Spain take?", (SPAIN, PORTUGAL), "the question names one"),
        ("How long does delivery take?", (SPAIN, ("Delivery to Portugal", SPAIN[1])), "both say the same"),
        ("How long does delivery take?", (SPAIN, ("Delivery to Portugal", "Cork and tiles.")), "only one answers"),
        ("How much is the loan?", (("The loan at a glance", "At most 90 EUR."), ("Repay the loan", "At most 5 EUR.")),
         "the pages are of different matters"),
        ("How long does delivery take?", (SPAIN,), "there is one page"),
    ],
)  # fmt: skip
def test_no_choice_where(question: str, pages: tuple[tuple[str, str], ...], why: str) -> None:
    assert options(question, *pages) == [], why


def test_the_page_a_talk_is_at_is_meant() -> None:
    assert options("How long does delivery take?", SPAIN, PORTUGAL, at="Delivery to Portugal") == []
