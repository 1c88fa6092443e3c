"""A number or a mailbox in a text is what a question for it asks, whatever words stand around."""

from __future__ import annotations

import pytest

from bots.answering.implied import implied, unheard
from bots.answering.question import understand
from bots.answering.words import terms


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("whats the phone number", "Book it at the desk, 01632 960144."),
        ("Wie ist Ihre Telefonnummer?", "Sie erreichen uns unter 030 5550 1420."),
        ("What is your email address?", "Write to members@gym.example."),
    ],
)
def test_a_contact_stands_for_the_words_that_ask_for_it(question: str, text: str) -> None:
    assert set(understand(question).terms) & implied(understand(question), text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("whats the phone number", "Phones are kept in the lockers from 9.00 to 17.30."),
        ("how do I change my phone plan?", "Call 01632 960144."),
        ("What is your email address?", "Write to us."),
    ],
)
def test_nothing_is_implied_where_none_is_asked_for_or_shown(question: str, text: str) -> None:
    assert not implied(understand(question), text)


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("What is the phone number of your support?", "Choose the kind of phone under Contacts.", True),
        ("what is your phone number", "Call us: 01632 960144.", False),
        ("which number can I call?", "In an emergency dial 112.", False),
        ("How do I change my phone number?", "Open Contacts.", False),
        ("what is the phone number for my profile used for?", "Open Contacts.", False),
        ("Do you buy used pens?", "Shops can buy our own pens at wholesale prices.", True),
        ("Do you buy used pens?", "We buy pens of all makes and pay by transfer.", False),
        ("do you buy back textbooks", "Trade-in: bring your old book.", False),
        ("Where can I buy a pen?", "Shops sell our pens.", False),
        ("Is there a bank near the shop?", "We take cash and bank transfer.", True),
        ("Is there a cash machine near the shop?", "A cash machine is opposite the shop.", False),
        ("Is there parking near you?", "Parking is in the yard, 2 EUR an hour; it is behind the house.", False),
        ("Is there a bank?", "We take bank transfer.", False),
    ],
)
def test_what_is_asked_for_by_itself_and_stands_nowhere_is_missing(question: str, text: str, missing: bool) -> None:
    assert unheard(understand(question), text) is missing


_UNION = "We ship to all countries of the European Union and to Norway."


@pytest.mark.parametrize(
    ("question", "earlier", "text", "held"),
    [
        ("do you ship to Spain?", "", _UNION, True),
        ("what about Austria?", "how much is shipping?", _UNION, True),
        ("do you deliver to Switzerland?", "", _UNION, False),
        ("do you deliver to Switzerland?", "", "We deliver anywhere in Europe.", True),
        ("do you send parcels to Brazil?", "", "Worldwide shipping takes 14 days.", True),
        ("do you ship to Brazil?", "", "We ship to all countries of the European Union.", False),
        ("do you have a shop in Spain?", "", _UNION, False),
        ("do you ship to Spain?", "", "The European Union wants receipts to be kept.", False),
    ],
)
def test_a_country_is_spoken_of_by_its_region_where_goods_are_sent(
    question: str, earlier: str, text: str, held: bool
) -> None:
    country = {"spain", "austria", "switzerland", "brazil"}
    asked = {t for t in understand(question, earlier).terms if t in {u for c in country for u in terms(c)}}
    assert bool(asked & implied(understand(question, earlier), text)) is held
