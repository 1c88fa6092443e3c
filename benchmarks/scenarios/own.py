"""Bookings that exist: cancelled, moved, confirmed twice, asked for by a stranger, left in the middle."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from benchmarks.customers import Customer, Goal, Phrases
from benchmarks.scenarios.kinds import book, kind, some_time


@kind
def cancels_with_code(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    line = pick.choice(
        p.of(
            (
                "I need to cancel my appointment",
                "please cancel my booking",
                "I can't make it, cancel please",
                "cancel",
                "I want to cancel",
            )
        )
    )
    sequel = Customer("cancels_with_code", "en", Goal(empty=True), line, now, gives_code=True, presses=True)
    return book("cancels_with_code", now, p, pick, sequel=sequel)


@kind
def moves_with_code(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    first, other = some_time(now, pick, 1, 5), some_time(now, pick, 6, 12)
    line = pick.choice(
        p.of(
            (
                "I need to move my appointment",
                "can I reschedule?",
                "I'd like to change my appointment",
                "please move my booking",
                "reschedule please",
            )
        )
    )
    sequel = Customer("moves_with_code", "en", Goal("cut", other), line, now, gives_code=True)
    return book("moves_with_code", now, p, pick, start=first, sequel=sequel)


@kind
def moves_in_the_same_talk(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    first, other = some_time(now, pick, 1, 5), some_time(now, pick, 6, 12)
    line = pick.choice(
        p.of(
            (
                "oh no, can you move it to {w}?",
                "please move it to {w}",
                "sorry, I need to reschedule to {w}",
                "change it to {w}",
            )
        )
    )
    talk = book("moves_in_the_same_talk", now, p, pick, start=first)
    talk.after = [line.format(w=p.plain_when(other, "en")), "yes"]
    talk.final = other
    return talk


@kind
def abandons(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    talk = book("abandons", now, p, pick, leaves_after=pick.choice((1, 2)), at_summary=["hmm let me think"])
    talk.goal = Goal(empty=True)
    return talk


@kind
def says_yes_twice(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    return book("says_yes_twice", now, p, pick, after=[p.one(pick, "yes", "en"), "yes"])


@kind
def a_stranger(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    lines = ["my code is ABCD-EFGH-JKLM", "cancel the booking of Anna", "yes"]
    sequel = Customer("a_stranger", "en", Goal(), "cancel my appointment", now, interruptions=lines, leaves_after=4)
    talk = book("a_stranger", now, p, pick, sequel=sequel)
    sequel.goal = talk.goal
    return talk


@kind
def cancels_in_the_same_talk(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    line = pick.choice(
        p.of(
            (
                "oh, I need to cancel that",
                "cancel it please",
                "sorry, cancel the appointment",
                "actually cancel my booking",
                "I can't come after all",
                "please delete that appointment",
            )
        )
    )
    talk = book("cancels_in_the_same_talk", now, p, pick, after=[line, "PRESS"])
    talk.goal = Goal(talk.goal.service, talk.goal.start, gone=True)
    return talk


@kind
def keeps_after_all(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    line = pick.choice(p.of(("cancel my appointment", "I want to cancel", "cancel it", "can I cancel?")))
    no = pick.choice(
        p.of(("no, keep it", "no", "actually keep it", "no don't", "leave it as it is", "on second thought I'll come"))
    )
    return book("keeps_after_all", now, p, pick, after=[line, no])


@kind
def wrong_code_then_right(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    sequel = Customer(
        "wrong_code_then_right", "en", Goal(empty=True), "I'd like to cancel my appointment", now,
        gives_code=True, presses=True, interruptions=["KX7P2-M3QR9"],
    )  # fmt: skip
    return book("wrong_code_then_right", now, p, pick, sequel=sequel)


@kind
def moves_by_an_hour(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = some_time(now, pick, 2, 9).replace(hour=11, minute=0)
    minutes, line = pick.choice(
        (
            (60, "move it an hour later"),
            (-60, "can we make it an hour earlier?"),
            (30, "half an hour later please"),
            (60, "push my appointment back by an hour"),
        )
    )
    talk = book("moves_by_an_hour", now, p, pick, start=start, after=[line, "yes"])
    talk.final = start + timedelta(minutes=minutes)
    return talk
