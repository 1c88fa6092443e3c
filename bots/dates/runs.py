"""The longest run of pieces at a place: day, clock time and part of the day, in any order, small words between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bots.dates.clocks import Clock, clock, part
from bots.dates.counted import day_of_stretch
from bots.dates.days import day, this_or_next
from bots.dates.moments import with_moment
from bots.dates.pieces import Day, Run
from bots.dates.reading import Reading
from bots.dates.spans import span
from bots.dates.weekdays import named_week


def run_at(r: Reading, i: int) -> Run | None:
    """The longest run of pieces that begins at a place."""
    run = _piece(r, Run(i, i), i)
    if run is None:
        return None
    while True:
        longer = next((x for at in _next_places(r, run.end) if (x := _piece(r, run, at)) is not None), None)
        if longer is None:
            return run
        run = longer


def _next_places(r: Reading, end: int) -> Iterator[int]:
    """Where the next piece may begin: right here, or behind small words."""
    yield end
    at = end
    for _ in range(3):
        behind = r.has("join", at) or r.has("of_day", at)
        if behind is None:
            return
        at = behind
        yield at


def _piece(r: Reading, run: Run, i: int) -> Run | None:
    """The run with one more piece, the longest that fits beside what is there."""
    found = [x for x in (with_moment(r, run, i), _with_clocks(r, run, i), _with_day(r, run, i), _with_span(r, run, i),
                         _with_clock(r, run, i), _with_part(r, run, i)) if x is not None]  # fmt: skip
    return max(found, key=lambda x: x.end) if found else None


def _with_day(r: Reading, run: Run, i: int) -> Run | None:
    if run.day is not None or run.span is not None or run.moment is not None:
        return None
    days = [d for d in (day(r, i), day_of_stretch(r, i)) if d is not None]
    found = max(days, key=lambda d: d.end) if days else _bare_day_of_month(r, i) if run.clock is not None else None
    if found is None:
        return None
    if found.part and run.part:
        return None
    return replace(run, end=found.end, day=found, part=found.part or run.part)


def _bare_day_of_month(r: Reading, i: int) -> Day | None:
    """ "8pm on 15": behind a clock time and "on" a number is a day."""
    said = r.has("day_word", i - 1) is not None
    number = (r.ordinal(i) or r.digits(i, 1, 31)) if said else None
    if number is None or (r.at(i).isdigit() and number[1] < len(r.tokens)):
        return None
    return this_or_next(r, number[0], number[1])


def _with_span(r: Reading, run: Run, i: int) -> Run | None:
    if run.day is not None and run.day.weekday is not None and run.span is None:
        return _weekday_of_week(r, run, i)
    if run.day is not None or run.span is not None or run.moment is not None or run.clock is not None:
        return None
    found = span(r, i)
    return replace(run, end=found.end, span=found) if found else None


def _weekday_of_week(r: Reading, run: Run, i: int) -> Run | None:
    """ "Wednesday evening next week": the weekday of that week."""
    monday = named_week(r, i)
    if monday is None or run.day is None or run.day.weekday is None:
        return None
    return replace(run, end=monday[1], day=Day(monday[0] + timedelta(days=run.day.weekday), monday[1]))


def _with_part(r: Reading, run: Run, i: int) -> Run | None:  # noqa: PLR0911 - guard clauses
    if run.part or run.moment is not None or (run.clock and not run.clock.open):
        return None
    for name in ("early", "late", "mid"):
        opened = r.has(name, i)
        joint = opened + 1 if opened is not None and r.at(opened) == "-" else opened
        if joint is None:
            continue
        same_day = day(r, joint)
        if same_day is not None and same_day.part and run.day is None and name != "mid":
            return replace(run, end=same_day.end, day=same_day, part=same_day.part, half=name)
        if same_day is not None and run.day is None and run.span is None and name != "mid":
            of_day = part(r, r.skip("join", same_day.end))
            if of_day is not None:  # "late Thursday afternoon"
                return replace(run, end=of_day[1], day=same_day, part=of_day[0], half=name)
        found = part(r, joint)
        if found is not None and name != "mid":
            return replace(run, end=_half_behind(r, found[1])[1], part=found[0], half=name)
    found = part(r, i)
    if found is None or (r.at(i) in ("am", "pm") and r.words.language == "en" and not (run.day or run.span)):
        return None
    shy = run.day is None and run.span is None and r.at(i) in r.words.shy and run.clock is None and found[1] == i + 1
    if shy and r.has("weekdays", r.skip("join", found[1])) is None:  # but "la tarde del viernes"
        return None
    half, end = _half_behind(r, found[1])
    return replace(run, end=end, part=found[0], half=half)


def _half_behind(r: Reading, end: int) -> tuple[str, int]:
    """ "martedì sera presto": early and late may follow in Italian, Spanish and Portuguese."""
    if r.words.language in ("it", "es", "pt"):
        for name, words in (("early", ("presto", "temprano", "cedo")), ("late", ("tardi",))):
            if r.at(end) in words:
                return name, end + 1
    return "", end


def _with_clock(r: Reading, run: Run, i: int) -> Run | None:
    if run.clock is not None or run.clocks is not None or run.moment is not None:
        return None
    opened = r.has("at", i)
    if opened is None and r.at(i) == "t" and r.glued(i) and r.glued(i + 1):
        opened = i + 1  # 2026-03-20T15:00
    start = i if opened is None else opened
    follows = run.day is not None or run.part or (run.span is not None and opened is not None)
    alone = r.reference.expecting == "time" and len(r.tokens) <= start + 6 and _nothing_else(r, start + 1)
    said = opened is not None or follows or alone or _part_follows(r, start) or _tomorrow_follows(r, start)
    found = clock(r, start, bare=bool(said))
    if found is None or (
        opened is not None and r.at(i) in ("a", "le", "as") and not _really_time(r, start, found, run)
    ):
        return None
    return replace(run, end=found.end, clock=found)


def _nothing_else(r: Reading, i: int) -> bool:
    """Whether no word follows that the number may count ("make it 12 please", not "12 people")."""
    after = r.at(i)
    known = any(r.has(name, i) is not None for name in ("oclock", "am", "pm", "join", "hour_mark"))
    return not after.isalpha() or known or after in _COURTESIES


_COURTESIES = frozenset(
    "please pls then instead thanks would is works bitte dann danke por s svp merci grazie aub".split()
)


def _part_follows(r: Reading, i: int) -> bool:
    """ "8 in the morning": the part of the day makes the number a time."""
    number = r.digits(i, 1, 12) or (r.number(i) if r.at(i) not in r.words.shy else None)
    if number is None or number[0] > 12:
        return False
    places = (number[1], r.skip("join", number[1]), r.skip("oclock", number[1]))
    return any(
        (part(r, at) is not None and r.at(at) not in ("am", "pm")) or r.key("day_parts", at) is not None
        for at in places
    )


def _tomorrow_follows(r: Reading, i: int) -> bool:
    """ "nine tomorrow morning", "3 today" at the beginning; not "for 2 tomorrow"."""
    number = r.digits(i, 1, 12) or (r.number(i) if r.at(i) not in r.words.shy else None)
    named = r.key("days", number[1]) if number is not None and 1 <= number[0] <= 12 else None
    if named is None or r.words.language != "en":
        return False
    return i == 0 or part(r, named[1]) is not None or r.at(i - 1) in _ASKING


_ASKING = frozenset(
    {",", "say", "maybe", "perhaps", "does", "do", "is", "can", "make", "about", "would", "how", "like"}
)


def _really_time(r: Reading, start: int, found: Clock, run: Run) -> bool:
    """Small words that also mean something else need more than a number behind them."""
    after = r.at(found.end)
    if r.glued(start) or (found.end - start == 1 and after.isalpha() and not (r.has("join", found.end) or run.pieces)):
        return False
    return (
        found.end - start > 1 or run.day is not None or bool(run.part) or r.words.language in ("es", "pt", "fr", "it")
    )


def _with_clocks(r: Reading, run: Run, i: int) -> Run | None:
    """from 2 to 4pm, between 9 and 11, 9-11, after 3, before noon, until 5."""
    if run.clock is not None or run.clocks is not None or run.moment is not None:
        return None
    return _clock_range(r, run, i) or _clock_edge(r, run, i)


def _clock_range(r: Reading, run: Run, i: int) -> Run | None:
    opened = r.has("from", i)
    start = r.skip("at", i if opened is None else opened)
    first = clock(r, start, bare=True, ranged=True)
    if first is None:
        return None
    first_part = part(r, first.end) if first.open else None
    behind = first_part[1] if first_part else first.end
    joint = r.has("to", behind)
    if joint is None or (opened is None and r.at(behind) in ("and", "und", "y", "et", "e", "en")):
        return None
    ends_at = r.skip("at", joint)
    dashed = r.at(behind) == "-" and r.glued(behind) and r.glued(ends_at) and opened is None
    if dashed and len(r.at(ends_at)) == 2 and r.at(ends_at).startswith("0") and r.words.language == "nl":
        return None  # "15-05" is a day
    last = clock(r, ends_at, bare=True)
    date_there = day(r, ends_at) if last is not None else None
    if last is None or (date_there is not None and date_there.end > last.end and not date_there.weak):
        return None  # "from 12-04-2026 6:00am until 12-05-2026"
    if r.at(ends_at).isdigit() and int(r.at(ends_at)) > 12:
        first = replace(first, open=False)  # "1:00 to 17:00" counts to 24
    if first_part:
        first = replace(first.settled(first_part[0]), end=behind)
    last_part = part(r, last.end) if last.open else None
    if last_part:
        last = replace(last.settled(last_part[0]), end=last_part[1])
    plainly = opened is not None or not (first.open and last.open) or run.day is not None or run.part
    digital = first.end - start >= 3 or last.end - joint >= 3
    if not plainly and not digital and r.reference.expecting != "time":
        return None
    return replace(run, end=last.end, clocks=_fit(first, last, run.part))


def _fit(first: Clock, last: Clock, part_: str) -> tuple[Clock, Clock]:
    """ "2 to 4pm" is 14:00 to 16:00, "11 to 3pm" 11:00 to 15:00."""
    first, last = first.settled(part_), last.settled(part_)
    if first.open and not last.open:
        later = first.minutes + 720 if first.minutes < 720 else first.minutes
        fits = later < last.minutes and last.minutes >= 720
        first = replace(first, minutes=later if fits else first.minutes, open=False)
    if last.open and not first.open:
        minutes = last.minutes
        if minutes <= first.minutes and minutes + 720 > first.minutes and minutes < 720:
            minutes += 720
        last = replace(last, minutes=minutes, open=False)
    return first, last


def _clock_edge(r: Reading, run: Run, i: int) -> Run | None:
    for name in ("after", "since", "before", "by", "until"):
        opened = r.has(name, i)
        if opened is None or part(r, i) is not None:
            continue  # "après-midi" is no edge
        found = clock(r, r.skip("at", opened), bare=True)
        if found is None or (r.at(found.end).isalpha() and r.unit(found.end) is not None):
            continue
        if (
            name == "since"
            and r.at(i) in ("from", "ab", "de", "da")
            and not (r.has("onwards", found.end) or run.day or r.words.language == "de")
        ):
            continue
        end = r.skip("onwards", found.end) if name == "since" else found.end
        found = replace(found.settled(run.part), end=end)
        pair = (found, None) if name in ("after", "since") else (None, found)
        return replace(run, end=end, clocks=pair)
    return None
