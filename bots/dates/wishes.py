"""What a message wishes for: the days and clock times it names, what it rules out, and what it says about the time
that is on the table ("an hour later", "the next day", "same time on Thursday")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bots.dates import unsuited
from bots.dates.beside import day_beside
from bots.dates.clocks import span_of, text_of
from bots.dates.types import Reference, When
from bots.dates.understand import read
from bots.words import one_of, plain, terms, words_like
from bots.words.numbers import count


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was said about when. Empty lists and None: not said.

    ``edge`` takes the "first" or "last" free time of what was named; ``shift`` moves the
    time on the table; ``impossible`` names a day that no calendar has (30 February).
    """

    first: date | None = None
    last: date | None = None
    at: tuple[time, ...] = ()
    after: time | None = None
    before: time | None = None
    without: tuple[date, ...] = ()
    shift: timedelta | None = None
    impossible: bool = False
    edge: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing about time was said."""
        return replace(self, impossible=False) == Wishes()

    @property
    def names_day(self) -> bool:
        return self.first is not None or self.last is not None

    @property
    def names_clock(self) -> bool:
        return bool(self.at) or self.after is not None or self.before is not None


_POINTED = re.compile(
    r"\b(?:the|that|this)\s+(?:[\w:]+\s+){1,2}(one)\b(?!\s*(?:[ap]m\b|o.?clock|fifteen|thirty|forty))", re.IGNORECASE
)


def points(text: str) -> bool:
    """Whether an English message points at one of several times by what it is: "the Thursday one", "the 2pm one"."""
    return _POINTED.search(text) is not None


def wishes(text: str, reference: Reference) -> Wishes:
    """What a message says about when."""
    pointed = _POINTED.search(text) if reference.language == "en" else None
    if pointed:
        text = text[: pointed.start(1)] + "   " + text[pointed.end(1) :]
    shift = _shift(text, reference.language)
    if shift is not None:
        return Wishes(shift=shift)
    beside = day_beside(text, reference)
    if beside is not None:
        rest = wishes(beside[1], replace(reference, day=None))
        if not rest.names_day:
            return replace(rest, first=beside[0], last=beside[0])
    understood = read(text, reference)
    found = understood.whens
    kept = [w for w in found if not unsuited.ruled_out(text, w, reference.language)]
    out = [w for w in found if w not in kept]
    if len(kept) > 1:
        kept = _last_word(text, kept, reference.language)
    alone = all(w.day() is None for w in kept)
    without = [day for w in out for day in unsuited.days_of(text, w, reference, alone=alone)]
    said = Wishes(without=tuple(dict.fromkeys(without)), impossible=understood.impossible)
    for before, when in zip((None, *kept), kept, strict=False):
        days = _several_days(said, when, reference) if _is_other_day(said, when) else None
        more = _add(said, when, reference) if days is None else days
        either = days is None and before is not None and _either(text[before.finish : when.begin], reference.language)
        said = replace(more, at=_in_order((*said.at, *more.at), reference)) if either and said.at and more.at else more
    excluded = [w for w in out if w.kind == "timerange"]
    if excluded and not said.names_clock:
        said = _without_part(said, excluded[0].part) if excluded[0].part else _outside(said, excluded[0])
    if said.first is None or said.first != said.last:
        said = replace(said, without=tuple(dict.fromkeys((*said.without, *unsuited.weekends(text, reference)))))
    return replace(said, edge=_edge(text, reference.language)) if said.names_day and not said.at else said


def _edge(text: str, language: str) -> str:
    """Whether the first or the last time of a day is wished for ("as late as possible on Friday")."""
    bare = plain(text)
    for edge, name in (("first", "at_earliest"), ("last", "at_latest")):
        if any(words_like(p).search(bare) for p in terms(name, language)):
            return edge
    return ""


def _either(between: str, language: str) -> bool:
    """Whether what stands between two clock times offers both ("at ten or eleven", "um 10 oder 11")."""
    words = plain(between).split()
    choice = [w for w in words if one_of("or", language).fullmatch(w)]
    return bool(choice) and all(w in choice or w in _AT for w in words)


_AT = frozenset("at a um as las alle h uhr om uur the um the oclock am pm heures ore horas maybe around".split())


def _in_order(clocks: Sequence[time], reference: Reference) -> tuple[time, ...]:
    """Clock times as said, those outside the usual hours behind the others."""
    low, high = reference.hours or (7, 21)
    return tuple(sorted(dict.fromkeys(clocks), key=lambda c: not low <= c.hour < high))


def _outside(said: Wishes, when: When) -> Wishes:
    """ "I can't before three": from three on. A stretch in the middle of the day rules nothing out."""
    after, before = _clock_span(when)
    if (after is None) == (before is None):
        return said
    return replace(said, after=before, before=after)


def _is_other_day(said: Wishes, when: When) -> bool:
    if when.kind not in ("date", "datetime", "datetimerange") or said.first is None or said.first != said.last:
        return False
    one_day = (
        when.kind != "datetimerange" or not when.end or when.end[:10] <= str(when.start)[:10] or "T00:00" in when.end
    )
    return one_day and said.first != when.day()


def _several_days(said: Wishes, when: When, reference: Reference) -> Wishes:
    """ "Monday or Wednesday", "Monday or Tuesday after 4": from the first to the last, without those between.

    Of two days that have a clock time each the first one counts; the other is offered when it is taken.
    """
    day = when.day()
    assert said.first is not None
    assert day is not None
    clock = _add(Wishes(), when, reference)
    if said.names_clock and clock.names_clock:
        return said
    first, last = min(said.first, day), max(said.first, day)
    between = [first + timedelta(days=n) for n in range(1, min((last - first).days, 31))]
    told = clock if clock.names_clock else said
    return replace(
        said, first=first, last=last, at=told.at, after=told.after, before=told.before,
        without=(*said.without, *between),
    )  # fmt: skip


def _without_part(said: Wishes, part: str) -> Wishes:
    """ "on Friday, except the morning"."""
    after = time(12, 0) if part in ("morning", "first_thing", "before_work") else said.after
    before = time(12, 0) if part == "afternoon" else time(17, 0) if part in ("evening", "night") else said.before
    return Wishes(said.first, said.last, said.at, after, before, said.without, said.shift, said.impossible)


def _add(said: Wishes, when: When, reference: Reference) -> Wishes:
    first, last, at, after, before = said.first, said.last, said.at, said.after, said.before
    if when.kind in ("date", "datetime"):
        first = last = when.day()
    if when.kind in ("daterange", "datetimerange"):
        opens, ends = _span(when, reference)
        first, last = _from_within(first, last, opens) if ends is None else (opens, ends)
    if when.kind in ("time", "datetime"):
        if str(when.start).endswith("T23:59"):  # "by the end of the day"
            return Wishes(first, last, (), time(15, 0), None, said.without, said.shift, said.impossible)
        at = _clocks(when, reference)
    if when.kind in ("timerange", "datetimerange"):
        after, before = _PARTS.get(when.part, _clock_span(when)) if _whole_part(when) else _clock_span(when)
    return Wishes(first, last, at, after, before, said.without, said.shift, said.impossible)


def _from_within(first: date | None, last: date | None, opens: date | None) -> tuple[date | None, date | None]:
    """A stretch that begins later than was said: "next week but not before Wednesday"."""
    if first is None or last is None or opens is None or first == last:
        return opens, None
    weeks = max(0, -((opens - first).days // 7))
    begins = opens + timedelta(weeks=weeks)
    return (begins, last) if begins <= last else (opens, None)


# A shop's parts of the day are wider than a dictionary's: at 17:30 somebody still comes "in the afternoon".
_PARTS: dict[str, tuple[time | None, time | None]] = {
    "morning": (None, time(12, 0)), "afternoon": (time(12, 0), time(18, 0)), "evening": (time(16, 0), None),
    "night": (time(18, 0), None), "daytime": (None, None), "after_work": (time(17, 0), None),
    "before_work": (None, time(9, 0)), "first_thing": (None, time(10, 0)), "lunch": (time(11, 30), time(14, 0)),
}  # fmt: skip


def _whole_part(when: When) -> bool:
    """Whether a part of the day was said whole, not its early or late half."""
    if not when.part or not when.start or not when.end:
        return False
    low, high = span_of(when.part, "")
    return when.start[-5:] == text_of(low) and when.end[-5:] in (text_of(high), "23:59")


def _span(when: When, reference: Reference) -> tuple[date | None, date | None]:
    first = date.fromisoformat(when.start[:10]) if when.start else None
    if when.end is None:
        return first, None
    end = datetime.fromisoformat(when.end) if "T" in when.end else datetime.fromisoformat(when.end + "T00:00")
    last = end.date() if when.closed else (end - timedelta(minutes=1)).date()
    if first is None or first < reference.now.date() <= last:
        first = reference.now.date()
    return first, last


def _clock_span(when: When) -> tuple[time | None, time | None]:
    after = time.fromisoformat(when.start.split("T")[-1]) if when.start else None
    before = time.fromisoformat(when.end.split("T")[-1]) if when.end else None
    if before == time(0, 0) or (after and before and before <= after):
        before = None
    return after, before


def _clocks(when: When, reference: Reference) -> tuple[time, ...]:
    values = [v.split("T")[-1] for v in (str(when.start), *when.others)]
    return _in_order([time.fromisoformat(v) for v in values], reference)


def _last_word(text: str, found: Sequence[When], language: str) -> list[When]:
    """After a word of correction only what comes behind it counts."""
    for place in range(len(found) - 1, 0, -1):
        if found[place].kind == "daterange" and found[place].end is None:
            continue  # "but not before Wednesday" narrows
        between = plain(text[found[place - 1].finish : found[place].begin])
        if any(words_like(p).search(between) for p in terms("correction", language)):
            later = list(found[place:])
            kinds = {w.kind.replace("range", "") for w in later}
            return [
                w for w in found[:place] if w.kind.replace("range", "") not in kinds and "datetime" not in kinds
            ] + later
    return list(found)


_UNITS = {
    "minute": ("minute", "minuto", "minuto", "minuut", "min", "minuten", "minutes", "minutos", "minuti", "mins"),
    "hour": ("hour", "hours", "hr", "stunde", "stunden", "hora", "horas", "heure", "heures", "ora", "ore", "uur"),
    "day": ("day", "days", "tag", "tage", "dia", "dias", "jour", "jours", "giorno", "giorni", "dag", "dagen"),
    "week": ("week", "weeks", "woche", "wochen", "semana", "semanas", "semaine", "semaines", "settimana", "settimane",
             "weken"),
}  # fmt: skip
_LATER = ("later", "spater", "mas tarde", "despues", "plus tard", "apres", "piu tardi", "dopo", "mais tarde", "depois")
_EARLIER = (
    "earlier",
    "sooner",
    "fruher",
    "antes",
    "mas temprano",
    "plus tot",
    "prima",
    "mais cedo",
    "eerder",
    "vroeger",
)
_PUSHED_BACK = r"(?:push|move|shift|put|set)(?:ed)? (?:\w+ ){0,2}back(?:\b.*)?"
_BROUGHT_FORWARD = r"(?:bring|move|pull|shift)(?:ed)? (?:\w+ ){0,2}(?:forward|up)(?:\b.*)?"
_LENGTHS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(7)}


def _shift(text: str, language: str) -> timedelta | None:
    """ "an hour later", "30 minutes earlier", "half an hour later", "a day later"."""
    bare = plain(text.replace("'", " ").replace("’", " "))  # un'ora
    later, earlier = _said(bare, (*_LATER, _PUSHED_BACK)), _said(bare, (*_EARLIER, _BROUGHT_FORWARD))
    if (later is None) == (earlier is None):
        return None
    moved = later or earlier
    assert moved is not None
    for unit, names in _UNITS.items():
        match = words_like("|".join(names)).search(bare)
        if match and (match.start() < moved.end() or " by " in bare):  # "any earlier day" moves by no day
            length = _amount(bare[: match.start()], language) * _LENGTHS[unit]
            return length if later else -length
    return None


def _said(bare: str, names: Sequence[str]) -> re.Match[str] | None:
    return next((found for name in names if (found := words_like(name).search(bare)) is not None), None)


def _amount(before: str, language: str) -> float:
    if re.search(r"(half|halbe|media|demi|demie|mezz|meia|half) ?(an|a|eine|uma|una|une)?$", before.strip()):
        return 0.5
    numbers = count(before, language).numbers
    return numbers[-1].value if numbers else 1.0
