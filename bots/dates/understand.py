"""Dates and times in a text: our own reader, and Duckling for what it does not know.

Our reader goes through the tokens once. At each place it takes the longest run of pieces (a day, a stretch of days, a
clock time, a stretch of clock times, a part of the day) with the small words between them, whatever their order, and
makes one reading of them. That is what a booking needs, and it is the same in seven languages, which differ in words.
Duckling is asked only when our reader found nothing, and its answer is taken only where nothing vetoes it ("the second
one", "12 May Street", a day no calendar has).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bots.dates import duckling
from bots.dates.clocks import Clock, clock, part, span_of, text_of
from bots.dates.days import WEEK, Day, amounts, day, named_week
from bots.dates.lexicon import lexicon, tokens
from bots.dates.reading import Reading
from bots.dates.spans import Span, span
from bots.dates.types import Kind, Reference, When

MOST_TOKENS = 400


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text names, and whether it names a day that does not exist."""

    whens: tuple[When, ...]
    impossible: bool = False


def understand(text: str, reference: Reference) -> tuple[When, ...]:
    """Every date and time a text names, in the text's order; nothing where it only looks like one."""
    return read(text, reference).whens


def read(text: str, reference: Reference) -> Understood:
    """As ``understand``, with days that do not exist told apart from silence."""
    found = tokens(text)[:MOST_TOKENS]
    if not found:
        return Understood(())
    reading = Reading(found, lexicon(reference.language), reference)
    runs = list(_runs(reading))
    impossible = any(run.day is not None and run.day.impossible for run in runs)
    whens = tuple(w for run in runs if (w := run.when(reading)) is not None)
    if whens or impossible:
        return Understood(whens, impossible)
    return Understood(tuple(w for w in duckling.parse(text, reference) if _trusted(text, w, reading)))


@dataclass(frozen=True, slots=True)
class _Run:
    """The pieces found at one place."""

    begin: int
    end: int
    day: Day | None = None
    span: Span | None = None
    clock: Clock | None = None
    clocks: tuple[Clock | None, Clock | None] | None = None
    part: str = ""
    half: str = ""
    moment: datetime | None = None
    moment_end: datetime | None = None

    @property
    def pieces(self) -> int:
        return sum(bool(x) for x in (self.day, self.span, self.clock, self.clocks, self.part, self.moment))

    def when(self, r: Reading) -> When | None:  # noqa: PLR0911 - one line per mixture of pieces
        """One reading of the pieces."""
        place = (r.tokens[self.begin].begin, r.tokens[self.end - 1].end)
        if self.day is not None and self.day.impossible:
            return None
        if self.moment is not None:
            return _moment(self, place)
        clock_ = self.clock.settled(self.part) if self.clock else None
        if clock_ is not None:
            return _at(self.day, clock_, place, r)
        if self.clocks is not None:
            return _between(self, r, self.clocks, self.part, place)
        if self.part:
            return _in_part(self.day, self.span, self.part, self.half, place)
        if self.span is not None:
            return _days(self.span, place)
        if self.day is not None:
            other = (self.day.other.isoformat(),) if self.day.other else ()
            return When("date", self.day.value.isoformat(), None, *place, others=other)
        return None


def _runs(r: Reading) -> Iterator[_Run]:
    i = 0
    while i < len(r.tokens):
        run = _run_at(r, i)
        if run is None or not _stands(r, run):
            i += 1
            continue
        yield run
        i = run.end


def _run_at(r: Reading, i: int) -> _Run | None:
    """The longest run of pieces that begins at a place."""
    run = _piece(r, _Run(i, i), i)
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


def _piece(r: Reading, run: _Run, i: int) -> _Run | None:
    """The run with one more piece, the longest that fits beside what is there."""
    found = [x for x in (_with_moment(r, run, i), _with_clocks(r, run, i), _with_day(r, run, i), _with_span(r, run, i),
                         _with_clock(r, run, i), _with_part(r, run, i)) if x is not None]  # fmt: skip
    return max(found, key=lambda x: x.end) if found else None


def _with_day(r: Reading, run: _Run, i: int) -> _Run | None:
    if run.day is not None or run.span is not None or run.moment is not None:
        return None
    found = day(r, i)
    if found is None:
        return None
    if found.part and run.part:
        return None
    return replace(run, end=found.end, day=found, part=found.part or run.part)


def _with_span(r: Reading, run: _Run, i: int) -> _Run | None:
    if run.day is not None and run.day.weekday is not None and run.span is None:
        return _weekday_of_week(r, run, i)
    if run.day is not None or run.span is not None or run.moment is not None or run.clock is not None:
        return None
    found = span(r, i)
    return replace(run, end=found.end, span=found) if found else None


def _weekday_of_week(r: Reading, run: _Run, i: int) -> _Run | None:
    """ "Wednesday evening next week": the weekday of that week."""
    monday = named_week(r, i)
    if monday is None or run.day is None or run.day.weekday is None:
        return None
    return replace(run, end=monday[1], day=Day(monday[0] + timedelta(days=run.day.weekday), monday[1]))


def _with_part(r: Reading, run: _Run, i: int) -> _Run | None:
    if run.part or run.moment is not None or (run.clock and not run.clock.open):
        return None
    for name in ("early", "late", "mid"):
        opened = r.has(name, i)
        joint = opened + 1 if opened is not None and r.at(opened) == "-" else opened
        found = part(r, joint) if joint is not None else None
        if found is not None and name != "mid":
            return replace(run, end=_half_behind(r, found[1])[1], part=found[0], half=name)
    found = part(r, i)
    if found is None or (r.at(i) in ("am", "pm") and r.words.language == "en" and not (run.day or run.span)):
        return None
    if run.day is None and run.span is None and r.at(i) in r.words.shy and run.clock is None:
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


def _with_clock(r: Reading, run: _Run, i: int) -> _Run | None:
    if run.clock is not None or run.clocks is not None or run.moment is not None:
        return None
    opened = r.has("at", i)
    start = i if opened is None else opened
    follows = run.day is not None or run.part or (run.span is not None and opened is not None)
    alone = r.reference.expecting == "time" and len(r.tokens) <= start + 3
    found = clock(r, start, bare=bool(opened is not None or follows or alone or _part_follows(r, start)))
    if found is None or (
        opened is not None and r.at(i) in ("a", "le", "as") and not _really_time(r, start, found, run)
    ):
        return None
    return replace(run, end=found.end, clock=found)


def _part_follows(r: Reading, i: int) -> bool:
    """ "8 in the morning": the part of the day makes the number a time."""
    number = r.digits(i, 1, 12) or (r.number(i) if r.at(i) not in r.words.shy else None)
    if number is None or number[0] > 12:
        return False
    places = (number[1], r.skip("join", number[1]), r.skip("oclock", number[1]))
    return any(part(r, at) is not None and r.at(at) not in ("am", "pm") for at in places)


def _really_time(r: Reading, start: int, found: Clock, run: _Run) -> bool:
    """Small words that also mean something else need more than a number behind them."""
    after = r.at(found.end)
    if r.glued(start) or (found.end - start == 1 and after.isalpha() and not (r.has("join", found.end) or run.pieces)):
        return False
    return (
        found.end - start > 1 or run.day is not None or bool(run.part) or r.words.language in ("es", "pt", "fr", "it")
    )


def _with_clocks(r: Reading, run: _Run, i: int) -> _Run | None:
    """from 2 to 4pm, between 9 and 11, 9-11, after 3, before noon, until 5."""
    if run.clock is not None or run.clocks is not None or run.moment is not None:
        return None
    return _clock_range(r, run, i) or _clock_edge(r, run, i)


def _clock_range(r: Reading, run: _Run, i: int) -> _Run | None:
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
    last = clock(r, r.skip("at", joint), bare=True)
    if last is None:
        return None
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


def _clock_edge(r: Reading, run: _Run, i: int) -> _Run | None:
    for name in ("after", "since", "before", "by", "until"):
        opened = r.has(name, i)
        if opened is None:
            continue
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


def _with_moment(r: Reading, run: _Run, i: int) -> _Run | None:  # noqa: PLR0911 - one return per way to say it
    """in two hours, half an hour ago, now, within 3 minutes, the next few hours."""
    if run.pieces:
        return None
    now = r.has("now", i)
    if now is not None and r.at(i) not in r.words.shy and now == len(r.tokens) == i + 1:
        return replace(run, end=now, moment=r.now)
    half = next((h for at in ("in", "") if (h := _half_hour(r, i, at)) is not None), None)
    if half is not None:
        return replace(run, end=half, moment=r.now + timedelta(minutes=30))
    for name in ("within", "in", "ago_before", ""):
        opened = r.has(name, i) if name else i
        counted = amounts(r, opened) if opened is not None else None
        if counted is None or not any(u in ("minute", "hour") for _, u in counted[0]):
            continue
        length = sum((a * timedelta(**{f"{u}s": 1}) for a, u in counted[0] if u in ("minute", "hour", "day", "week")),
                     timedelta())  # fmt: skip
        if name in ("in", "within") and not (name == "in" and r.at(i) == "after"):
            both = name == "within" and r.words.language in ("en", "es", "pt", "it")
            return replace(run, end=counted[1], moment=r.now + length, moment_end=r.now if both else None)
        ago = r.has("ago", counted[1])
        if name == "ago_before" or ago is not None:
            return replace(run, end=ago or counted[1], moment=r.now - length)
        later = r.has("later", counted[1])
        if later is not None and r.at(counted[1]) not in ("later", "spater", "later"):
            return replace(run, end=later, moment=r.now + length)
    return None


def _half_hour(r: Reading, i: int, name: str) -> int | None:
    opened = r.has(name, i) if name else None
    return r.has("half_hour", opened) if opened is not None else None


def _stands(r: Reading, run: _Run) -> bool:  # noqa: PLR0911 - guard clauses, one per look-alike
    """Whether a run may count as a time at all, or only looks like one."""
    before, after = r.at(run.begin - 1), r.at(run.end)
    if after in r.words.not_after and run.clock is None:
        return False
    if run.day is not None and run.day.impossible:
        return True
    if before in ("$", "€", "£", "#") or (before == "=" and r.glued(run.begin)):
        return False
    if before in (".", "/") and r.glued(run.begin) and r.at(run.begin - 2).isdigit():
        return False
    lonely = run.pieces == 1 and len(r.tokens) > run.end - run.begin
    first = r.at(run.begin)
    shy = first in r.words.shy and run.end - run.begin == 1
    if lonely and shy and run.day is not None:
        return before in _LEADS
    if run.span is not None and run.span.weak and lonely and first in r.words.shy:
        return before in _MONTH_LEADS
    if run.clock is not None and run.pieces == 1 and run.clock.end - run.begin == 1 and first.isdigit():
        return r.reference.expecting == "time"
    return not ((run.part or run.span) and run.pieces == 1 and before in _WISHES_WELL)


_MONTH_LEADS = frozenset(
    """
    in im en em next last until till from to by since during of for early late mid before after bis ab vor nach para
    pour per voor del de a di van du between
    """.split()
)
_LEADS = frozenset(
    """
    in on im am en el le il em no na op next this by until from to for early late mid before after not only but or
    and , about every during since a ab bis vor nach para pour per voor de do da du di van any some
    """.split()
)
_WISHES_WELL = frozenset("good guten gute buenos buenas bon bonne buona buon bom boa goede nice".split())
_SMALL = frozenset("the el la le der die das on il o a de am den".split())


def _trusted(text: str, when: When, r: Reading) -> bool:
    """Whether Duckling's reading may be taken: it must name more than a bare ordinal, hour or year."""
    said = text[when.begin : when.finish].lower()
    sides = text[when.begin - 1 : when.begin] + text[when.finish : when.finish + 1]
    words = [t.text for t in tokens(said)]
    number_before = text[when.begin - 2 : when.begin - 1].isdigit() and sides[:1] in ".,"
    if (
        number_before
        or any(c in "-+/=$€£_" for c in sides)
        or (len(words) == 1 and words[0] in r.words.shy and len(r.tokens) > 1)
    ):
        return False
    if when.kind == "date" and not any(c.isdigit() for c in said) and _only_ordinal(said, r):
        return False
    if when.kind == "date" and when.start and _far(when, r):
        return False
    if when.kind == "daterange" and (said.strip().isdigit() and len(said.strip()) != 4):
        return False
    behind = text[when.finish : when.finish + 12].split()
    return not (behind and behind[0].lower().strip(".,") in r.words.not_after)


def _only_ordinal(said: str, r: Reading) -> bool:
    words = [t.text for t in tokens(said)]
    return all((word,) in r.words.phrases["ordinals"] or word in _SMALL for word in words)


def _far(when: When, r: Reading) -> bool:
    moment = datetime.fromisoformat(str(when.start))
    return abs((moment - r.now).days) > 40 * 366


# From pieces to one reading


def _moment(run: _Run, place: tuple[int, int]) -> When:
    assert run.moment is not None
    said = run.moment.strftime("%Y-%m-%dT%H:%M")
    if run.moment_end is not None:
        return When("datetimerange", run.moment_end.strftime("%Y-%m-%dT%H:%M"), said, *place)
    return When("datetime", said, None, *place)


def _at(day_: Day | None, at: Clock, place: tuple[int, int], r: Reading) -> When:
    readings = [at.minutes]
    if at.open:
        readings.append(at.minutes + 720 if at.minutes < 720 else at.minutes - 720)
    clocks = [text_of(m) for m in readings]
    hours = r.reference.hours
    if hours is not None and at.open:
        clocks.sort(key=lambda c: not hours[0] <= int(c[:2]) < hours[1])
    if day_ is None:
        return When("time", clocks[0], None, *place, others=tuple(clocks))
    if day_.weekday is not None and day_.value == r.now.date() and not r.reference.past:
        usual = [c for c in clocks if hours is None or hours[0] <= int(c[:2]) < hours[1]] or clocks
        ahead = [c for c in usual if c > f"{r.now:%H:%M}"]
        day_ = day_ if ahead else replace(day_, value=day_.value + WEEK, other=day_.value)
        clocks = ahead + [c for c in clocks if c not in ahead]
    days = [day_.value.isoformat()] + ([day_.other.isoformat()] if day_.other else [])
    values = [f"{d}T{c}" for d in days for c in clocks]
    return When("datetime", values[0], None, *place, others=tuple(values))


def _in_hours(clock_: Clock, r: Reading) -> Clock:
    """The reading of an open clock time that lies in the usual hours ("after 5" of a shop is 17:00)."""
    hours = r.reference.hours
    if hours is None or not clock_.open or hours[0] * 60 <= clock_.minutes <= hours[1] * 60:
        return clock_
    later = clock_.minutes + 720
    return replace(clock_, minutes=later) if clock_.minutes < 720 and later <= hours[1] * 60 + 180 else clock_


def _between(
    run: _Run, r: Reading, clocks: tuple[Clock | None, Clock | None], part_: str, place: tuple[int, int]
) -> When:
    day_, span_ = run.day, run.span
    first, last = (_in_hours(c.settled(part_), r) if c else None for c in clocks)
    if first and last and last.minutes <= first.minutes and last.minutes + 720 > first.minutes and last.open:
        last = replace(last, minutes=(last.minutes + 720) % 1440)
    start, end = (text_of(c.minutes) if c else None for c in (first, last))
    others: tuple[str, ...] = ()
    if first and last and first.open and last.open:
        others = (f"{text_of(first.minutes + 720)}/{text_of(last.minutes + 720)}",)
    if day_ is None and span_ is None:
        return When("timerange", start, end, *place, others=others)
    if span_ is not None:
        return _over_days(span_, start or "00:00", end or "24:00", place, "")
    assert day_ is not None
    return _on_day(day_, start, end, place, "", others)


def _on_day(
    day_: Day, start: str | None, end: str | None, place: tuple[int, int], part_: str, others: tuple[str, ...] = ()
) -> When:
    def on(base: object, a: str | None, b: str | None) -> tuple[str | None, str | None]:
        last = base
        if a and b and b <= a and b != "00:00":
            last = base + timedelta(days=1)  # type: ignore[operator]
        shown = "23:59" if b in ("24:00", "00:00") and part_ else b
        return (f"{base}T{a}" if a else None), (f"{last}T{shown}" if b else None)

    pairs = [(start, end), *(tuple(o.split("/")) for o in others)]
    days = [day_.value] + ([day_.other] if day_.other else [])
    values = [on(d, *pair) for d in days for pair in pairs]
    first = values[0]
    if first[0] is None and first[1] is not None:
        first = (f"{day_.value}T00:00", first[1])
    if first[1] is None and first[0] is not None:
        first = (first[0], f"{day_.value + timedelta(days=1)}T00:00")
    rest = tuple(f"{a}/{b}" for a, b in values)
    return When("datetimerange", first[0], first[1], *place, others=rest, part=part_)


def _in_part(day_: Day | None, span_: Span | None, part_: str, half: str, place: tuple[int, int]) -> When:
    low, high = span_of(part_, half)
    start, end = text_of(low), "23:59" if high == 1440 else text_of(high)
    if day_ is not None:
        return _on_day(day_, start, end, place, part_)
    if span_ is not None:
        return _over_days(span_, start, end, place, part_)
    return When("timerange", start, end, *place, part=part_)


def _over_days(span_: Span, start: str, end: str, place: tuple[int, int], part_: str) -> When:
    """The same hours on each of several days: the first day's beginning to the last day's end."""
    last = span_.last - timedelta(days=0 if span_.closed else 1) if span_.last else None
    first = f"{span_.first}T{start}" if span_.first else None
    return When(
        "datetimerange", first, f"{last}T{'23:59' if end == '24:00' else end}" if last else None, *place, part=part_
    )


def _days(span_: Span, place: tuple[int, int]) -> When:
    kind: Kind = "daterange"
    others = (f"{span_.other[0]}/{span_.other[1]}",) if span_.other else ()
    start, end = (str(d) if d else None for d in (span_.first, span_.last))
    return When(kind, start, end, *place, others=others, closed=span_.closed)
