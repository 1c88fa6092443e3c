"""What a small business has: questions in bold, hours without colons, limits with what comes after them."""

from __future__ import annotations

import pytest

from bots.answering.answer import Answer, Earlier, answer
from bots.answering.bounds import bounds_held
from bots.answering.find import Finder
from bots.answering.intent import has_content
from bots.answering.question import understand
from bots.answering.units import Unit, units
from guardrails.pipeline import trusted
from knowledge.embed import MiniLM
from knowledge.types import Chunk, Citation, Passage, Retrieval

EMBEDDER = MiniLM()
PAPERS = {
    "Questions": "Do I need a licence? Not for our small boats. For the motor boat bring your licence.\n"
    "Do you rent wetsuits? Wetsuits are 9 EUR a day.\nWhat if it rains? We give you a voucher.",
    "Hours": "Lake Street 5\nOpening hours\nMonday closed\nTuesday 9-17\nWednesday 9-17\nThursday 9-20\nFriday 9-17",
    "Terms": "You can cancel free of charge until 7 days before the trip. After that we keep 40 percent. "
    "Dogs travel free. We take cash, Visa and Mastercard.",
    "Coming back": "Unused tickets can be returned within 20 days. You get your money back within a week.",
    "Summer": "In July the jetty is closed from 3 to 10 July. The kiosk stays open in that time on Fridays only.",
    "Boats": "Boat: Canoe; Price: 12 EUR; People: 2; Valid for: 2 hours\n"
    "Boat: Rowing boat; Price: 18 EUR; People: 4; Valid for: 2 hours\n"
    "Boat: Small motor boat; Price: 45 EUR; People: 4; Valid for: 1 hour\n"
    "Boat: Large motor boat; Price: 70 EUR; People: 8; Valid for: 1 hour",
    "Children": "Children up to 6 travel free, from 7 to 12 they pay half.",
}


def found_for(text: str) -> tuple[Passage, ...]:
    """The papers, by their meaning alone."""
    vectors = EMBEDDER.embed([text, *(f"{title}\n{body}" for title, body in PAPERS.items())])
    found = (
        Passage(Chunk(n, title, 0, title, body), Citation(title, title, None, title), float(cosine), float(cosine))
        for n, ((title, body), cosine) in enumerate(zip(PAPERS.items(), vectors[1:] @ vectors[0], strict=True))
    )
    return tuple(sorted(found, key=lambda p: -p.score))


def ask(text: str) -> Answer:
    return answer(text, Retrieval(found_for(text), 0.9), EMBEDDER.embed, 3)


def said(text: str) -> str:
    given = ask(text)
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


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("what is your cheapest boat?", "Canoe"),
        ("cheapest motor boat", "Small motor boat"),
        ("Which boat is the biggest?", "Large motor boat"),
        ("the most expensive boat?", "Large motor boat"),
    ],
)
def test_the_cheapest_and_the_biggest_are_rows_of_a_whole_table(question: str, row: str) -> None:
    assert row in said(question)
    assert said(question).count("EUR") == 1


def test_the_cheapest_of_what_no_table_names_is_not_known() -> None:
    assert ask("what is the cheapest flight to Rome?").outcome != "answer"
    assert "Canoe" not in str(ask("What is the cheapest wetsuit?").extract)


def test_a_limit_speaks_of_numbers_on_either_side_of_it() -> None:
    assert "up to 6 travel free" in said("what does my 5 year old pay?")
    assert bounds_held(understand("Can I cancel 3 days before?"), "until 7 days before") >= {"3"}
    assert not bounds_held(understand("Can I cancel 3 hours before?"), "until 7 days before")
    assert not bounds_held(understand("Is it 3 euros?"), "from 7 euros")


@pytest.mark.parametrize("question", ["where are you?", "Where is your shop?", "what is your address"])
def test_a_street_says_where_the_business_is(question: str) -> None:
    assert has_content(question)
    found = Finder(lambda text, near: Retrieval(found_for(text), 0.9), EMBEDDER.embed, 3)
    given = found.find(trusted(question), Earlier()).answer
    assert given.extract
    assert "Lake Street 5" in given.extract.text


def test_cards_are_taken_where_their_names_are() -> None:
    assert "Visa" in said("can I pay by card?")


@pytest.mark.parametrize("question", ["Can I bring back a voucher I bought last week?", "money back for a season pass"])
def test_a_rule_holds_for_goods_it_does_not_name(question: str) -> None:
    assert "within 20 days" in said(question)


def test_how_somebody_came_by_a_thing_is_not_asked() -> None:
    assert understand("Can I return a hat I bought last week?").terms == understand("Can I return a hat?").terms
    assert "week" in understand("Can I return it within a week?").terms


@pytest.mark.parametrize("question", ["Do you sell wetsuits?", "is there a student discount on boats?"])
def test_what_stands_nowhere_is_the_whole_question_when_asked_whether_there_is_such_a_thing(question: str) -> None:
    assert understand(question).exists
    assert ask(question).outcome != "answer"


def test_beside_the_hours_of_a_day_no_other_day_is_spoken_of() -> None:
    assert said("Are you open on Wednesday?") == "Opening hours: Wednesday 9-17"
    assert "in that time" not in said("When are you open on Friday?")


@pytest.mark.parametrize("text", ["Can I bring my dog near the shop?", "Can I bring my dog nearby?"])
def test_near_the_business_is_where_all_of_its_pages_are(text: str) -> None:
    assert understand(text).terms == understand("Can I bring my dog?").terms


@pytest.mark.parametrize("text", ["How can I pay?", "Wie kann ich bezahlen?", "¿Cómo puedo pagar?"])
def test_ways_to_pay_are_no_steps(text: str) -> None:
    assert understand(text).wants == "fact"
