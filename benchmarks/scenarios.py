"""Kinds of booking talks: each makes a customer with a goal from a moment, a part of the words and a seed.

The salon: Monday to Friday 9 to 17, Saturday 10 to 14, Thursday until 20; cut and beard trim by Jo or Sam, colour by Sam;
times every half hour, 60 days ahead, an hour's notice. Every talk begins on a Wednesday at 10:00, four weeks after the
one before.
"""

# ruff: noqa: E501 - tables of phrases, a line each

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

from benchmarks.customers import DAYS, Customer, Goal, Phrases

Maker = Callable[[datetime, Phrases, random.Random], Customer]
KINDS: dict[str, Maker] = {}
LANGUAGES = ("de", "es", "fr", "it", "pt", "nl")
CLOSED_IN = 16  # days after a talk's beginning the salon is closed (a Friday)


def kind(maker: Maker) -> Maker:
    """Adds a kind under its name."""
    KINDS[maker.__name__] = maker
    return maker


def some_time(now: datetime, pick: random.Random, low: int = 1, high: int = 13) -> datetime:
    """A free time of the salon."""
    while True:
        day = now + timedelta(days=pick.randint(low, high))
        if day.weekday() == 6 or (day - now).days == CLOSED_IN:
            continue
        hour = pick.randint(10, 13) if day.weekday() == 5 else pick.randint(9, 16)
        return day.replace(hour=hour, minute=pick.choice((0, 0, 0, 30)) if hour not in (13, 16) else 0)


def _book(name: str, now: datetime, p: Phrases, pick: random.Random, **more: object) -> Customer:
    language = str(more.pop("language", "en"))
    start = more.pop("start", None) or some_time(now, pick)
    assert isinstance(start, datetime)
    service = str(more.pop("service", "cut"))
    opening = more.pop("opening", None) or p.open(pick, service, p.when(pick, start, now, language), language)
    goal = Goal(service, start, staff=more.pop("staff", None))  # type: ignore[arg-type]
    return Customer(name, language, goal, str(opening), now, **more)  # type: ignore[arg-type]


@kind
def everything_at_once(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    return _book("everything_at_once", now, p, pick, presses=pick.random() < 0.5)


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
    return _book("one_by_one", now, p, pick, opening=opening)


@kind
def day_first(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = some_time(now, pick)
    opening = p.open(pick, "cut", p.day(pick, start.date(), now.date(), "en"), "en")
    return _book("day_first", now, p, pick, start=start, opening=opening, at_time=[p.clock(pick, start, "en")])


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
    said = pick.choice(("tommorow", "tomorow", "tmrw")) if (start - now).days == 1 else wrong
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
    return _book("typos", now, p, pick, start=start, opening=opening.format(d=said, t=f"{start:%H:%M}"))


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
    talk = _book("an_hour_later", now, p, pick, start=start, at_summary=[line])
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
    talk = _book("not_monday_but_tuesday", now, p, pick, start=monday, at_summary=[line])
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
    talk = _book("other_time_at_summary", now, p, pick, start=start, at_summary=[line])
    talk.goal.start = start.replace(hour=hour)
    return talk


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
    talk = _book("sooner", now, p, pick, start=far, at_summary=[line])
    talk.goal.start, talk.goal.within = None, lambda s: s.date() < far.date()
    return talk


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
    talk = _book("two_appointments", now, p, pick, start=first, after=[line.format(w=p.plain_when(second, "en"))])
    talk.goal.also = [Goal("color", second)]
    return talk


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
    return _book("with_somebody", now, p, pick, start=start, staff="sam", opening=line.format(w=when))


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
    return _book("for_somebody_else", now, p, pick, start=start, opening=line.format(w=p.when(pick, start, now, "en")))


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
    talk = _book("other_service_at_summary", now, p, pick, at_summary=[line])
    talk.goal.service = "beard"
    return talk


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
    return _book("cancels_with_code", now, p, pick, sequel=sequel)


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
    return _book("moves_with_code", now, p, pick, start=first, sequel=sequel)


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
    talk = _book("moves_in_the_same_talk", now, p, pick, start=first)
    talk.after = [line.format(w=p.plain_when(other, "en")), "yes"]
    talk.final = other
    return talk


@kind
def abandons(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    talk = _book("abandons", now, p, pick, leaves_after=pick.choice((1, 2)), at_summary=["hmm let me think"])
    talk.goal = Goal(empty=True)
    return talk


@kind
def says_yes_twice(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    return _book("says_yes_twice", now, p, pick, after=[p.one(pick, "yes", "en"), "yes"])


@kind
def a_stranger(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    lines = ["my code is ABCD-EFGH-JKLM", "cancel the booking of Anna", "yes"]
    sequel = Customer("a_stranger", "en", Goal(), "cancel my appointment", now, interruptions=lines, leaves_after=4)
    talk = _book("a_stranger", now, p, pick, sequel=sequel)
    sequel.goal = talk.goal
    return talk


@kind
def a_taken_time(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = some_time(now, pick)
    first = _book(
        "a_taken_time", now, p, pick, start=start, staff="sam", opening=f"haircut with Sam {p.plain_when(start, 'en')}"
    )
    talk = _book(
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
    talk = _book("a_past_day", now, p, pick, start=start, opening=f"a haircut {said}")
    talk.at_time = [p.plain_when(start, "en")]
    return talk


@kind
def a_closed_day(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = some_time(now, pick)
    shut = pick.choice((now + timedelta(days=CLOSED_IN), now + timedelta(days=4)))
    talk = _book(
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
    talk = _book(
        "out_of_hours", now, p, pick, start=start, opening=f"haircut {p.day(pick, day, now.date(), 'en')} {said}"
    )
    talk.at_time = [p.plain_when(start, "en")]
    return talk


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
    return _book(
        "details_early",
        now,
        p,
        pick,
        start=start,
        bot="details",
        details=_DETAILS,
        opening=line.format(w=p.when(pick, start, now, "en")),
    )


_DETAILS = {"name": "Anna Berger", "phone": "0171 5550142"}


@kind
def details_asked(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    return _book("details_asked", now, p, pick, bot="details", details=_DETAILS)


@kind
def phone_with_letters(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    return _book(
        "phone_with_letters", now, p, pick, bot="details", details={"name": "Tom Fuller", "phone": "0171 5550143"}
    )


@kind
def small_talk(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    lines = pick.sample(
        p.of(("how are you?", "nice weather today", "are you a robot?", "thanks!", "haha ok", "hello again")), 2
    )
    return _book("small_talk", now, p, pick, opening="hello", interruptions=lines)


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
    return _book("question_in_between", now, p, pick, interruptions=[line])


@kind
def card_number(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    return _book("card_number", now, p, pick, interruptions=["my card is 4111 1111 1111 1111"])


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
    talk = _book("impossible_day", now, p, pick, start=start, opening=f"a haircut {said}")
    talk.at_time = [p.plain_when(start, "en")]
    return talk


@kind
def bare_yes_at_times(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    start = some_time(now, pick)
    opening = p.open(pick, "cut", p.day(pick, start.date(), now.date(), "en"), "en")
    talk = _book("bare_yes_at_times", now, p, pick, start=start, opening=opening)
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
    talk = _book("no_thanks", now, p, pick, at_summary=[line], leaves_after=2)
    talk.goal = Goal(empty=True)
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
    talk = _book("same_time_other_day", now, p, pick, start=start, at_summary=[line])
    talk.goal.start = start + timedelta(days=3)
    return talk


@kind
def blind_correction(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    maker = pick.choice(
        (an_hour_later, not_monday_but_tuesday, other_time_at_summary, same_time_other_day, other_service_at_summary)
    )
    talk = maker(now, p, pick)
    talk.kind, talk.blind = "blind_correction", True
    return talk


@kind
def blind(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    maker = pick.choice((everything_at_once, typos, with_somebody, for_somebody_else, day_first))
    talk = maker(now, p, pick)
    talk.kind, talk.blind = "blind", True
    return talk


def _foreign(language: str) -> Maker:
    def make(now: datetime, p: Phrases, pick: random.Random) -> Customer:
        return _book(f"in_{language}", now, p, pick, language=language)

    return make


def _foreign_change(language: str) -> Maker:
    lines = {
        "de": ("eine Stunde später", "nicht Montag, sondern Dienstag", "doch lieber Dienstag"),
        "es": ("una hora más tarde", "no el lunes, el martes", "mejor el martes"),
        "fr": ("une heure plus tard", "pas lundi mais mardi", "plutôt mardi"),
        "it": ("un'ora più tardi", "non lunedì ma martedì", "meglio martedì"),
        "pt": ("uma hora mais tarde", "não segunda, terça", "melhor terça"),
        "nl": ("een uur later", "niet maandag maar dinsdag", "liever dinsdag"),
    }

    def make(now: datetime, p: Phrases, pick: random.Random) -> Customer:
        start = (now + timedelta(days=5)).replace(hour=11, minute=0)
        n = pick.randrange(3)
        talk = _book(
            f"changes_in_{language}", now, p, pick, language=language, start=start, at_summary=[lines[language][n]]
        )
        talk.goal.start = start + (timedelta(days=1) if n else timedelta(hours=1))
        return talk

    return make


for _language in LANGUAGES:
    KINDS[f"in_{_language}"] = _foreign(_language)
    KINDS[f"changes_in_{_language}"] = _foreign_change(_language)


def closed_days(nows: list[datetime]) -> list[date]:
    """The days the salon is closed, for talks that begin at these moments."""
    return [(now + timedelta(days=CLOSED_IN)).date() for now in nows]
