"""What is said beside: details early or late, small talk, questions, a card number."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from benchmarks.customers import Customer, Phrases
from benchmarks.scenarios.kinds import book, kind, some_time


@kind
def details_early(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = some_time(now, pick)
    line = pick.choice(
        p.of(
            (
                "Hi, I'm Anna Berger, haircut {w}, my number is 0171 5550142",
                "haircut {w}. Anna Berger, 01715550142",
                "this is Anna Berger (0171 5550142), could I get a cut {w}",
            )
        )
    )
    return book(
        "details_early",
        now,
        p,
        pick,
        start=start,
        bot="details",
        details=DETAILS,
        opening=line.format(w=p.when(pick, start, now, "en")),
    )


DETAILS = {"name": "Anna Berger", "phone": "0171 5550142"}


@kind
def details_asked(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    return book("details_asked", now, p, pick, bot="details", details=DETAILS)


@kind
def phone_with_letters(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    return book(
        "phone_with_letters", now, p, pick, bot="details", details={"name": "Tom Fuller", "phone": "0171 5550143"}
    )


@kind
def small_talk(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    lines = pick.sample(
        p.of(("how are you?", "nice weather today", "are you a robot?", "thanks!", "haha ok", "hello again")), 2
    )
    return book("small_talk", now, p, pick, opening="hello", interruptions=lines)


@kind
def question_in_between(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    line = pick.choice(
        p.of(
            (
                "how much is it?",
                "what does a haircut cost?",
                "where are you?",
                "do you take cards?",
                "how long does it take?",
                "is there parking?",
                "who is Sam?",
                "when are you open?",
            )
        )
    )
    return book("question_in_between", now, p, pick, interruptions=[line])


@kind
def card_number(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    return book("card_number", now, p, pick, interruptions=["my card is 4111 1111 1111 1111"])


@kind
def asks_why(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    line = pick.choice(
        p.of(("why do you need that?", "why?", "what for?", "what do you need my name for", "is that necessary?"))
    )
    return book("asks_why", now, p, pick, bot="details", details=DETAILS, at_detail=[line])


@kind
def skips_the_phone(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    line = pick.choice(
        p.of(
            (
                "skip",
                "I'd rather not say",
                "no thanks",
                "I don't want to give my number",
                "prefer not to",
                "no phone",
                "none",
                "not necessary",
                "I don't have one",
            )
        )
    )
    return book("skips_the_phone", now, p, pick, bot="details", details={"name": "Anna Berger", "phone": line})


@kind
def changes_time_at_a_detail(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = (now + timedelta(days=2)).replace(hour=11, minute=0)
    line = pick.choice(
        p.of(
            (
                "actually can we do 1pm instead",
                "sorry, 1 o'clock would be better",
                "wait, make it 13:00",
                "oh, at 1pm please",
                "change the time to 1 pm",
            )
        )
    )
    talk = book("changes_time_at_a_detail", now, p, pick, start=start, bot="details", details=DETAILS, at_detail=[line])
    talk.goal.start = start.replace(hour=13)
    return talk


@kind
def letters_for_a_phone(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    line = pick.choice(p.of(("0171 CALL ME", "o171 555ol42", "abc", "017-fivefive", "zero one seven one")))
    return book(
        "letters_for_a_phone",
        now,
        p,
        pick,
        bot="details",
        details={"name": "Tom Fuller", "phone": "0171 5550143"},
        at_phone=[line],
    )
