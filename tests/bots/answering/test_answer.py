"""From passages to an answer, without an index: units, shapes, steps, rows, and the bands of not knowing."""

from __future__ import annotations

import pytest

from bots.answering.answer import Answer, Earlier, answer
from bots.answering.question import understand
from bots.answering.units import sentences, units
from knowledge.embed import MiniLM
from knowledge.types import Chunk, Citation, Passage, Retrieval

EMBEDDER = MiniLM()
PAGES = {
    "Returns": "You may send anything back within 45 days of delivery. We refund the full price.\n"
    "- Gift cards cannot be returned\n- Engraved pens cannot be returned",
    "Filling a pen": "A converter holds 0.8 ml.\n1. Unscrew the barrel.\n2. Dip the nib into the ink.\n"
    "3. Turn the knob until the converter is full.\n4. Wipe the nib.",
    "Prices": "Service: Nib tuning; Price: 18 EUR\nService: Stub grind; Price: 45 EUR\n"
    "Service: Inspection; Price: 12 EUR",
    "Opening hours": "We are open Tuesday to Friday from 10:00 to 18:30. On Sundays the shop is closed.",
    "Parking permit": "You can apply for the parking permit in person, with an appointment.\n"
    "1. Book an appointment.\n2. Come with all papers.\n3. Pay the fee.",
    "Packing list": "For a trip to the lake bring:\n- a warm coat\n- a hat against the sun",
    "Loan": "Lowest amount; Loan: 2000 EUR\nLongest term; Loan: 7 years",
    "Payment": "We take cards and bank transfer. We do not accept cheques or cryptocurrency.",
}


def ask(text: str, *, earlier: Earlier | None = None, confidence: float = 0.9) -> Answer:
    cosines = EMBEDDER.embed([text, *(f"{title}\n{body}" for title, body in PAGES.items())])
    passages = sorted(
        (
            Passage(Chunk(n, title, 0, title, body), Citation(title, title, None, title), float(cosine), float(cosine))
            for n, ((title, body), cosine) in enumerate(zip(PAGES.items(), cosines[1:] @ cosines[0], strict=True))
        ),
        key=lambda p: -p.score,
    )
    return answer(text, Retrieval(tuple(passages), confidence), EMBEDDER.embed, 3, earlier or Earlier())


@pytest.mark.parametrize(
    ("question", "fact", "source"),
    [
        ("how many days do I have to return something?", "45 days", "Returns"),
        ("can I return a gift card", "Gift cards cannot be returned", "Returns"),
        ("what does a stub grind cost?", "Stub grind: 45 EUR", "Prices"),
        ("when are you open on Wednesday", "Tuesday to Friday from 10:00 to 18:30", "Opening hours"),
        ("do you take bitcoin or other cryptocurrency", "do not accept cheques or cryptocurrency", "Payment"),
        ("how much ink does a converter hold", "0.8 ml", "Filling a pen"),
    ],
)
def test_the_sentence_that_answers_is_quoted_with_its_source(question: str, fact: str, source: str) -> None:
    given = ask(question)
    assert given.outcome == "answer"
    assert given.extract
    assert fact in given.extract.text
    assert given.extract.citations[0].source == source
    assert len(given.extract.text) <= 420


def test_how_to_gives_the_steps_in_order() -> None:
    given = ask("how do I fill my pen with ink?")
    assert given.extract
    lines = given.extract.text.splitlines()
    assert [line[:2] for line in lines] == ["1.", "2.", "3.", "4."]


def test_steps_follow_the_sentence_that_says_what_they_are_for() -> None:
    given = ask("How do I apply for a parking permit?")
    assert given.extract
    assert "with an appointment" in given.extract.text.splitlines()[0]
    assert "3. Pay the fee." in given.extract.text
    assert {c.source for c in given.extract.citations} == {"Parking permit"}


def test_a_line_that_opens_a_list_is_said_with_its_list() -> None:
    given = ask("what should I bring for a trip to the lake?")
    assert given.extract
    assert given.extract.text == "For a trip to the lake bring:\n- a warm coat\n- a hat against the sun"


def test_a_row_whose_first_cell_has_no_heading_is_named_by_it() -> None:
    given = ask("what is the longest term of a loan?")
    assert given.extract
    assert "Longest term: Loan 7 years" in given.extract.text


@pytest.mark.parametrize(
    "question",
    [
        "do you have a shop in Brazil",
        "what is the CEO's favourite colour",
        "how many employees work for you",
        "is there a loyalty programme",
    ],
)
def test_what_no_passage_holds_is_not_answered(question: str) -> None:
    assert ask(question).outcome in {"missing", "closest"}


def test_what_is_about_something_else_is_out_of_scope() -> None:
    assert ask("who won the handball league in 2019", confidence=0.0).outcome == "out_of_scope"


def test_a_presumption_with_a_foreign_number_is_not_confirmed() -> None:
    given = ask("Since you charge 99 dollars for each return, how do I pay that?")
    assert given.outcome != "answer"


def test_a_follow_up_is_read_with_the_question_before() -> None:
    earlier = Earlier("what does a stub grind cost?", frozenset({"Prices"}))
    given = ask("and an inspection?", earlier=earlier)
    assert given.extract
    assert "12 EUR" in given.extract.text.splitlines()[0]


@pytest.mark.parametrize("question", ["Do you sell bicycles?", "Do you ship to Spain?"])
def test_a_whole_question_about_something_else_is_not_answered_with_the_page_before(question: str) -> None:
    assert ask(question, earlier=Earlier("When are you open?", frozenset({"Opening hours"}))).outcome != "answer"


def test_a_follow_up_about_something_no_passage_knows_is_not_answered() -> None:
    assert ask("what about engines?", earlier=Earlier("what does a stub grind cost?")).outcome != "answer"


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("how long is the warranty", "duration"),
        ("How many pens fit in", "number"),
        ("how much is it", "money"),
        ("when do you open", "time"),
        ("where is the shop", "place"),
        ("who repairs pens", "person"),
        ("why is it blue", "reason"),
        ("how do i clean it", "steps"),
        ("how often should I clean it", "frequency"),
        ("is it free", "yesno"),
        ("which nib is best", "fact"),
        ("can you tell me how long it takes", "duration"),
        ("wie lange dauert das", "duration"),
        ("¿cuánto cuesta?", "money"),
        ("où est le magasin", "place"),
    ],
)
def test_what_a_question_wants(question: str, wants: str) -> None:
    assert understand(question).wants == wants


def test_sentences_end_where_people_end_them() -> None:
    assert sentences("It takes approx. 3 days. See e.g. page 2.5 of the guide. Done.") == [
        "It takes approx. 3 days.",
        "See e.g. page 2.5 of the guide.",
        "Done.",
    ]


def test_links_and_marks_of_markdown_are_not_said() -> None:
    passage = Passage(Chunk(1, "a", 0, "", "See **our** [price list](https://x.example/p).\n---\n# Title"), CITED, 1.0)
    assert [u.text for u in units([passage])] == ["See our price list."]


CITED = Citation("a", "A", None, "")


def test_an_answer_that_begins_with_yes_comes_after_its_own_question() -> None:
    """The heading is the question; without it "No." would answer another one than was asked."""
    chunk = Chunk(1, "faq", 0, "Questions › Can I use drawing ink?", "No. It clogs the feed of a pen.")
    found = Retrieval((Passage(chunk, Citation("faq", "Questions", None, chunk.heading), 0.8, 0.8),), 0.9)
    other = answer("is ink for drawing harmful to my pen?", found, EMBEDDER.embed, 3)
    assert other.extract
    assert other.extract.text == "Can I use drawing ink? No. It clogs the feed of a pen."
    asked = answer("Can I use drawing ink?", found, EMBEDDER.embed, 3)
    assert asked.extract
    assert asked.extract.text == "No. It clogs the feed of a pen."
