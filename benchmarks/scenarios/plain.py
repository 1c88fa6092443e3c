"""Bookings without trouble: everything at once, one by one, by a stretch of time, with or for somebody."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from benchmarks.customers import DAYS, Customer, Goal, Phrases
from benchmarks.scenarios.kinds import book, kind, some_time


@kind
def everything_at_once(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    return book("everything_at_once", now, p, pick, presses=pick.random() < 0.5)


@kind
def one_by_one(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    opening = pick.choice(
        p.of(
            (
                "I'd like an appointment",
                "hi",
                "can I book something?",
                "hello, I need an appointment",
                "I want to book",
                "appointment please",
            )
        )
    )
    return book("one_by_one", now, p, pick, opening=opening)


@kind
def day_first(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = some_time(now, pick)
    opening = p.open(pick, "cut", p.day(pick, start.date(), now.date(), "en"), "en")
    return book("day_first", now, p, pick, start=start, opening=opening, at_time=[p.clock(pick, start, "en")])


@kind
def typos(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = some_time(now, pick, 1, 6)
    name = DAYS["en"].split()[start.weekday()]
    wrong = {
        "Monday": "mondya",
        "Tuesday": "tueday",
        "Wednesday": "wensday",
        "Thursday": "thrusday",
        "Friday": "firday",
        "Saturday": "saturaday",
    }[name]
    said = pick.choice(("tommorow", "tomorow", "tmrw")) if (start.date() - now.date()).days == 1 else wrong
    opening = pick.choice(
        p.of(
            (
                "haircutt {d} at {t}",
                "i wnat a hair cut on {d} at {t}",
                "hairct {d} {t} pls",
                "can i hav a hiarcut {d} {t}",
            )
        )
    )
    return book("typos", now, p, pick, start=start, opening=opening.format(d=said, t=f"{start:%H:%M}"))


@kind
def the_second_one(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    day = some_time(now, pick, 1, 8)
    line = pick.choice(
        p.of(
            (
                "the second one",
                "second one please",
                "I'll take the second",
                "2nd",
                "the 2nd one is good",
                "number two",
                "option 2",
                "the second option works",
                "2",
            )
        )
    )
    opening = p.open(pick, "cut", p.day(pick, day.date(), now.date(), "en"), "en")
    talk = Customer("the_second_one", "en", Goal(), opening, now, at_time=[line])
    talk.goal.within = lambda start: start.date() == day.date()
    return talk


def _range(
    name: str, now: datetime, p: Phrases, pick: random.Random, said: str, fits: Callable[[datetime], bool]
) -> Customer:
    return Customer(name, "en", Goal(within=fits), p.open(pick, "cut", said, "en"), now)


@kind
def mornings_next_week(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    monday = now.date() + timedelta(days=5)
    said = pick.choice(
        p.of(
            (
                "any morning next week",
                "next week in the morning",
                "some time next week before noon",
                "next week, mornings only",
                "a morning next week",
            )
        )
    )
    return _range(
        "mornings_next_week",
        now,
        p,
        pick,
        said,
        lambda s: monday <= s.date() < monday + timedelta(days=7) and s.hour < 12,
    )


@kind
def after_work(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    thursday = now.date() + timedelta(days=1)
    said = pick.choice(
        p.of(
            (
                "tomorrow after work",
                "on Thursday after work",
                "Thursday after 5",
                "tomorrow after 5pm",
                "thursday evening",
                "tomorrow, 6pm or later",
            )
        )
    )
    return _range("after_work", now, p, pick, said, lambda s: s.date() == thursday and s.hour >= 16)


@kind
def before_a_day(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    limit = now.date() + timedelta(days=pick.randint(4, 9))
    nth = {1: "st", 2: "nd", 3: "rd"}.get(limit.day % 10 if limit.day not in (11, 12, 13) else 0, "th")
    said = pick.choice(
        p.of(
            (
                f"before the {limit.day}{nth}",
                f"before {limit:%d %B}",
                f"some time before {limit:%B %d}",
                f"any day before the {limit.day}{nth}",
            )
        )
    )
    return _range("before_a_day", now, p, pick, said, lambda s: s.date() < limit)


@kind
def with_somebody(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = some_time(now, pick)
    line = pick.choice(
        p.of(
            (
                "a cut with Sam {w}",
                "{w} haircut, Sam please",
                "could Sam cut my hair {w}?",
                "I'd like Sam to do my haircut {w}",
            )
        )
    )
    when = p.when(pick, start, now, "en")
    return book("with_somebody", now, p, pick, start=start, staff="sam", opening=line.format(w=when))


@kind
def for_somebody_else(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = some_time(now, pick)
    line = pick.choice(
        p.of(
            (
                "my daughter needs a haircut {w}",
                "a trim for my husband {w}",
                "it's for my mum: haircut {w}",
                "can my son get a cut {w}?",
            )
        )
    )
    return book("for_somebody_else", now, p, pick, start=start, opening=line.format(w=p.when(pick, start, now, "en")))


@kind
def two_appointments(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    first, second = some_time(now, pick, 1, 5), some_time(now, pick, 6, 12)
    if second.hour > 15:
        second = second.replace(hour=10)
    if second.weekday() == 5:
        second = second.replace(hour=12, minute=0)
    line = pick.choice(
        p.of(
            (
                "and also a colour {w}",
                "now book a colour {w} too",
                "I need a colour {w} as well",
                "one more: colour {w}",
            )
        )
    )
    talk = book("two_appointments", now, p, pick, start=first, after=[line.format(w=p.plain_when(second, "en"))])
    talk.goal.also = [Goal("color", second)]
    return talk
