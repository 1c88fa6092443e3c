"""What a small business has: questions in bold, hours without colons, limits with what comes after them."""

from __future__ import annotations

import pytest

from bots.answering.answer import Answer, answer
from bots.answering.units import Unit, units
from knowledge.embed import MiniLM
from knowledge.types import Chunk, Citation, Passage, Retrieval

EMBEDDER = MiniLM()
PAPERS = {
    "Questions": "Do I need a licence? Not for our small boats. For the motor boat bring your licence.\n"
    "Do you rent wetsuits? Wetsuits are 9 EUR a day.\nWhat if it rains? We give you a voucher.",
    "Hours": "Lake Street 5\nOpening hours\nMonday closed\nTuesday 9-17\nWednesday 9-17\nThursday 9-20\nFriday 9-17",
    "Terms": "You can cancel free of charge until 7 days before the trip. After that we keep 40 percent. "
    "Dogs travel free. We take cash and cards.",
}


def ask(text: str, papers: dict[str, str] | None = None) -> Answer:
    """An answer from papers found by their meaning alone."""
    papers = papers or PAPERS
    vectors = EMBEDDER.embed([text, *(f"{title}\n{body}" for title, body in papers.items())])
    found = [
        Passage(Chunk(n, title, 0, title, body), Citation(title, title, None, title), float(cosine), float(cosine))
        for n, ((title, body), cosine) in enumerate(zip(papers.items(), vectors[1:] @ vectors[0], strict=True))
    ]
    return answer(text, Retrieval(tuple(sorted(found, key=lambda p: -p.score)), 0.9), EMBEDDER.embed, 3)


def said(text: str, papers: dict[str, str] | None = None) -> str:
    given = ask(text, papers)
    assert given.outcome == "answer", (text, given)
    assert given.extract
    return given.extract.text


def of(text: str) -> list[Unit]:
    passage = Passage(Chunk(0, "s", 0, "", text), Citation("s", "s", None, ""), 1.0, 1.0)
    return units([passage])


def test_a_question_that_stands_above_its_answer_is_not_an_answer() -> None:
    found = of(PAPERS["Questions"])
    assert [(u.asked, u.text) for u in found][2:] == [
        ("Do you rent wetsuits?", "Wetsuits are 9 EUR a day."),
        ("What if it rains?", "We give you a voucher."),
    ]
    assert of("Have you any questions?\nHow do I pay?")[0].text == "Have you any questions?"


def test_only_its_own_answer_is_said() -> None:
    assert said("what happens if it is raining?") == "We give you a voucher."


def test_hours_need_no_colon() -> None:
    found = of(PAPERS["Hours"])
    assert {u.kind for u in found[2:]} == {"item"}
    assert found[2].lead == "Opening hours"
    assert said("When do you close on Thursday?") == "Opening hours: Thursday 9-20"


@pytest.mark.parametrize("question", ["Can I cancel 3 days before the trip?", "until when can I cancel?"])
def test_a_limit_is_said_with_what_comes_after_it(question: str) -> None:
    assert "until 7 days before the trip. After that we keep 40 percent" in said(question)


def test_what_only_stands_near_is_not_said() -> None:
    assert "Dogs" not in said("Can I cancel 3 days before the trip?")
