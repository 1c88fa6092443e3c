"""Changes of mind: another hour, day or service, at the summary and after it."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from benchmarks.customers import Customer, Goal, Phrases
from benchmarks.scenarios.kinds import book, kind, some_time


@kind
def an_hour_later(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = some_time(now, pick).replace(hour=11, minute=0)
    later, line = pick.choice(
        (
            (60, "an hour later"),
            (60, "an hour later please"),
            (30, "half an hour later"),
            (60, "could we make it one hour later?"),
            (-60, "an hour earlier"),
            (30, "30 minutes later"),
            (60, "can you push it back an hour?"),
            (-30, "half an hour earlier would be better"),
            (60, "hm, 1 hour later"),
        )
    )
    talk = book("an_hour_later", now, p, pick, start=start, at_summary=[line])
    talk.goal.start = start + timedelta(minutes=later)
    return talk


@kind
def not_monday_but_tuesday(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    monday = (now + timedelta(days=5)).replace(hour=pick.randint(9, 16), minute=0)
    line = pick.choice(
        p.of(
            (
                "not Monday but Tuesday",
                "no, Tuesday not Monday",
                "sorry, I meant Tuesday",
                "Tuesday instead",
                "oops, Tuesday",
                "wait, on Tuesday rather than Monday",
                "make that Tuesday",
                "Monday is no good, Tuesday?",
                "actually Tuesday",
                "can we do Tuesday?",
                "not on Monday, on Tuesday please",
            )
        )
    )
    talk = book("not_monday_but_tuesday", now, p, pick, start=monday, at_summary=[line])
    talk.goal.start = monday + timedelta(days=1)
    return talk


@kind
def other_time_at_summary(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = some_time(now, pick).replace(hour=10, minute=0)
    hour, line = pick.choice(
        (
            (13, "1 o'clock"),
            (12, "make it 12"),
            (11, "no, at 11"),
            (13, "actually at 1pm"),
            (12, "sorry, noon"),
            (11, "11 would be better"),
            (13, "I meant 13:00"),
            (11, "change it to 11am"),
            (12, "no wait, 12 o'clock"),
            (11, "not 10, 11"),
        )
    )
    talk = book("other_time_at_summary", now, p, pick, start=start, at_summary=[line])
    talk.goal.start = start.replace(hour=hour)
    return talk


@kind
def other_service_at_summary(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    line = pick.choice(
        p.of(
            (
                "actually a beard trim",
                "no, a beard trim instead",
                "sorry I meant a beard trim",
                "change it to a beard trim please",
                "not a haircut, a beard trim",
            )
        )
    )
    talk = book("other_service_at_summary", now, p, pick, at_summary=[line])
    talk.goal.service = "beard"
    return talk


@kind
def same_time_other_day(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = (now + timedelta(days=2)).replace(hour=pick.randint(9, 15), minute=0)
    line = pick.choice(
        p.of(
            (
                "same time on Monday",
                "Monday at the same time",
                "could it be Monday, same time?",
                "the same time but Monday",
            )
        )
    )
    talk = book("same_time_other_day", now, p, pick, start=start, at_summary=[line])
    talk.goal.start = start + timedelta(days=3)
    return talk


@kind
def sooner(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    far = some_time(now, pick, 9, 13)
    line = pick.choice(
        p.of(
            (
                "anything sooner?",
                "do you have anything earlier?",
                "is there nothing before that?",
                "sooner if possible",
                "got something sooner",
                "any earlier day?",
            )
        )
    )
    talk = book("sooner", now, p, pick, start=far, at_summary=[line])
    talk.goal.start, talk.goal.within = None, lambda s: s.date() < far.date()
    return talk


@kind
def bare_yes_at_times(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = some_time(now, pick)
    opening = p.open(pick, "cut", p.day(pick, start.date(), now.date(), "en"), "en")
    talk = book("bare_yes_at_times", now, p, pick, start=start, opening=opening)
    talk.at_time = [pick.choice(("yes", "no", "ok", "sure", "hm")), p.plain_when(start, "en")]
    return talk


@kind
def no_thanks(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    line = pick.choice(
        p.of(
            (
                "no, thanks",
                "no thank you",
                "no",
                "nope",
                "nah forget it",
                "never mind",
                "cancel that",
                "I changed my mind, no booking",
                "don't book it",
            )
        )
    )
    talk = book("no_thanks", now, p, pick, at_summary=[line], leaves_after=2)
    talk.goal = Goal(empty=True)
    return talk


@kind
def goes_back(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start, other = some_time(now, pick, 1, 5), some_time(now, pick, 6, 12)
    line = pick.choice(
        p.of(
            (
                "go back",
                "back please",
                "wait, go back a step",
                "I want to change something",
                "hang on, that's wrong",
                "no, not that one",
                "let me pick another time",
                "can I change the time?",
                "hmm, a different time actually",
                "not quite",
            )
        )
    )
    talk = book("goes_back", now, p, pick, start=start, at_summary=[line], at_time=[p.plain_when(other, "en")])
    talk.goal.start = other
    return talk


@kind
def starts_over(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start, other = some_time(now, pick, 1, 5), some_time(now, pick, 6, 12)
    line = pick.choice(
        p.of(
            (
                "start over",
                "let's start again",
                "can we start from scratch?",
                "restart please",
                "forget all that, new booking",
                "start again please",
            )
        )
    )
    talk = book("starts_over", now, p, pick, start=start, at_summary=[line])
    talk.goal = Goal("beard", other)
    return talk


@kind
def changes_everything(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = (now + timedelta(days=2)).replace(hour=pick.randint(9, 12), minute=0)
    hour = pick.choice((13, 14, 15))
    lines = [
        pick.choice(
            p.of(
                (
                    "actually make it a beard trim",
                    "sorry, a beard trim rather than a haircut",
                    "no, beard trim please",
                    "can I switch to a beard trim?",
                )
            )
        ),
        pick.choice(
            p.of(
                (
                    "and on Monday instead",
                    "Monday would be better",
                    "could we do monday",
                    "oh and Monday not Friday",
                    "I'd prefer Monday",
                )
            )
        ),
        pick.choice(
            p.of(
                (
                    f"at {hour - 12}pm",
                    f"{hour}:00 please",
                    f"make that {hour - 12} o'clock",
                    f"and {hour - 12} in the afternoon",
                    f"can it be at {hour - 12}?",
                )
            )
        ),
    ]
    talk = book("changes_everything", now, p, pick, start=start, at_summary=lines)
    talk.goal = Goal("beard", (start + timedelta(days=3)).replace(hour=hour))
    return talk


@kind
def changes_person(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    line = pick.choice(
        p.of(
            (
                "with Sam please",
                "can Sam do it?",
                "I'd rather have Sam",
                "Sam instead of Jo",
                "not Jo, Sam",
                "could it be with Sam",
                "by Sam if possible",
            )
        )
    )
    talk = book("changes_person", now, p, pick, at_summary=[line])
    talk.goal.staff = "sam"
    return talk


@kind
def hesitates(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    line = pick.choice(
        p.of(
            (
                "hmm let me check my calendar",
                "one moment please",
                "not sure yet",
                "wait",
                "hold on a sec",
                "is that in the morning?",
                "who will do it?",
                "yes? or no...",
                "let me think",
                "ok but how much is it?",
                "what day is that?",
            )
        )
    )
    return book("hesitates", now, p, pick, at_summary=[line])


@kind
def different_day_same_hour(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = (now + timedelta(days=6)).replace(hour=pick.randint(9, 15), minute=0)
    days, line = pick.choice(
        (
            (1, "the next day"), (1, "a day later please"), (1, "the day after"), (-1, "the day before"),
            (-1, "a day earlier"), (7, "a week later"), (7, "same time the week after"),
            (7, "the following week, same time"), (1, "one day later works better"), (2, "two days later"),
        )
    )  # fmt: skip
    talk = book("different_day_same_hour", now, p, pick, start=start, at_summary=[line])
    talk.goal.start = start + timedelta(days=days)
    return talk
