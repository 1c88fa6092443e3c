"""A list is told as steps when it says what to do, not when it says what is so."""

from __future__ import annotations

import pytest

from bots.answering.question import understand
from bots.answering.score import rank
from bots.answering.steps import steps
from bots.answering.units import units
from knowledge.types import Chunk, Citation, Passage


def told(text: str) -> list[str]:
    passage = Passage(Chunk(0, "page", 0, "Duplicates", text), Citation("page", "Duplicates", None, ""), 0.9)
    question = understand("I was charged twice, what do I do?")
    return [u.text for u in steps(question, rank(question, [passage], None), [passage], units([passage]))]


@pytest.mark.parametrize(
    "text",
    [
        "- Open the order that was charged twice\n- Click Refund\n- Wait for our mail",
        "- In the list, choose what was charged twice\n- To get it back, press Refund",
        "1. The order that was charged twice is marked.\n2. Its amount is returned.",
        "When you were charged twice:\n- the second charge is returned\n- no mail is sent",
    ],
)
def test_a_list_of_acts_a_numbered_one_and_one_under_a_colon_are_steps(text: str) -> None:
    assert len(told(text)) >= 2


def test_a_list_of_facts_is_no_steps() -> None:
    assert told("- Nobody is charged twice for one order\n- Our prices hold VAT\n- The carrier comes twice") == []
