"""Times that cannot be: taken, past, closed, out of hours, impossible, five at once."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from benchmarks.customers import Customer, Goal, Phrases
from benchmarks.scenarios.kinds import CLOSED_IN, book, kind, some_time


@kind
def a_taken_time(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = some_time(now, pick)
    first = book(
        "a_taken_time", now, p, pick, start=start, staff="sam", opening=f"haircut with Sam {p.plain_when(start, 'en')}"
    )
    talk = book(
        "a_taken_time",
        now,
        p,
        pick,
        start=start,
        staff="sam",
        before=first,
        opening=f"haircut with Sam {p.when(pick, start, now, 'en')}",
    )
    talk.goal.start, talk.goal.within = None, lambda s: s != start and abs((s - start).days) < 3
    talk.at_time = ["the first one"]
    return talk


@kind
def a_past_day(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = some_time(now, pick)
    past = now - timedelta(days=pick.randint(1, 9))
    said = pick.choice(p.of((f"on {past:%d %B %Y} at 3pm", "yesterday at 2pm", "last Friday at 10", "today at 8am")))
    talk = book("a_past_day", now, p, pick, start=start, opening=f"a haircut {said}")
    talk.at_time = [p.plain_when(start, "en")]
    return talk


@kind
def a_closed_day(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = some_time(now, pick)
    shut = pick.choice((now + timedelta(days=CLOSED_IN), now + timedelta(days=4)))
    talk = book(
        "a_closed_day", now, p, pick, start=start, opening=f"a haircut {p.plain_when(shut.replace(hour=11), 'en')}"
    )
    talk.at_time = [p.plain_when(start, "en")]
    return talk


@kind
def out_of_hours(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = some_time(now, pick)
    day = (now + timedelta(days=2)).date()
    said = pick.choice(
        p.of(("at 7am", "at 9pm", "at midnight", "at 22:00", "at 6 in the morning", "at 8 in the evening"))
    )
    talk = book(
        "out_of_hours", now, p, pick, start=start, opening=f"haircut {p.day(pick, day, now.date(), 'en')} {said}"
    )
    talk.at_time = [p.plain_when(start, "en")]
    return talk


@kind
def five_dates(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    monday = now.date() + timedelta(days=5)
    opening = pick.choice(
        p.of(
            (
                "a haircut, Monday, Tuesday, Wednesday, Thursday or Friday next week all work",
                "cut please, I could do Mon, Tue, Wed, Thu or Fri next week",
            )
        )
    )
    talk = Customer("five_dates", "en", Goal(), opening, now)
    talk.goal.within = lambda s: monday <= s.date() <= monday + timedelta(days=4)
    return talk


@kind
def impossible_day(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = some_time(now, pick)
    said = pick.choice(p.of(("on February 30", "on 31 June at 3", "on the 31st of April", "on 30.2. at 10:00")))
    talk = book("impossible_day", now, p, pick, start=start, opening=f"a haircut {said}")
    talk.at_time = [p.plain_when(start, "en")]
    return talk
