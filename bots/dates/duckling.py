"""Facebook's Duckling through the wheel ``pyduckling-native-phihos``: the parser behind our own rules.

The only door to it. It answers in 1–2 ms and knows many languages; what it gets wrong for a booking is vetoed or
overruled in ``bots.dates.understand``.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import duckling as native

from bots.dates.types import Kind, Reference, When

_LOCALES = {"en": "EN_GB", "de": "DE_DE", "es": "ES_ES", "fr": "FR_FR", "it": "IT_IT", "pt": "PT_BR", "nl": "NL_NL"}
_SMALL = ("hour", "minute", "second")
_SPANS = {"week": 7, "month": 31, "quarter": 92, "year": 366}
_ONE_AT_A_TIME = threading.Lock()


def parse(text: str, reference: Reference) -> tuple[When, ...]:
    """What Duckling finds in a text, in the text's order."""
    with _ONE_AT_A_TIME:
        found = native.parse(text, _context(reference), _time(), False)
    return tuple(_when(one) for one in found if one["dim"] == "time" and _usable(one))


def _context(reference: Reference) -> Any:
    locale = "EN_US" if reference.language == "en" and reference.month_first else _LOCALES[reference.language]
    # The wall clock is given as if it were UTC, so that no zone can shift a value.
    seconds = int(reference.now.replace(tzinfo=UTC).timestamp())
    return native.Context(native.parse_ref_time(_zones(), "UTC", seconds), _locale(reference.language, locale))


@cache
def _zones() -> Any:
    return native.load_time_zones("/usr/share/zoneinfo")


@cache
def _locale(language: str, locale: str) -> Any:
    return native.parse_locale(locale, native.default_locale_lang(native.parse_lang(language.upper())))


@cache
def _time() -> Any:
    return native.parse_dimensions(["time"])


def _usable(found: Mapping[str, Any]) -> bool:
    return bool(found["value"].get("value") or found["value"].get("from") or found["value"].get("to"))


def _when(found: Mapping[str, Any]) -> When:
    value = found["value"]
    place = (found["start"], found["end"])
    if value["type"] == "interval":
        return _interval(value, place)
    start, grain = _wall(value["value"]), value["grain"]
    if grain == "day":
        return When("date", start.date().isoformat(), None, *place)
    if grain in _SMALL:
        moments = [_wall(v["value"]) for v in value.get("values", ()) if v.get("value")]
        if _daily(moments):
            clocks = tuple(dict.fromkeys(m.strftime("%H:%M") for m in moments))
            return When("time", start.strftime("%H:%M"), None, *place, others=clocks)
        same_day = tuple(m.strftime("%Y-%m-%dT%H:%M") for m in moments if m.date() == start.date())
        return When("datetime", start.strftime("%Y-%m-%dT%H:%M"), None, *place, others=same_day)
    return When("daterange", start.date().isoformat(), _after(start, grain).date().isoformat(), *place)


def _interval(value: Mapping[str, Any], place: tuple[int, int]) -> When:
    first, last = value.get("from"), value.get("to")
    grain = (first or last or {}).get("grain", "day")
    start = _wall(first["value"]) if first else None
    end = _wall(last["value"]) if last else None
    kind: Kind
    if grain in _SMALL:
        kind = "timerange" if _intervals_daily(value) else "datetimerange"
        form = "%H:%M" if kind == "timerange" else "%Y-%m-%dT%H:%M"
    else:
        kind, form = "daterange", "%Y-%m-%d"
    return When(kind, start.strftime(form) if start else None, end.strftime(form) if end else None, *place)


def _wall(iso: str) -> datetime:
    return datetime.fromisoformat(iso.replace("Z", "+00:00")).replace(tzinfo=None)


def _after(start: datetime, grain: str) -> datetime:
    if grain == "week":
        return start + timedelta(days=7)
    end = start + timedelta(days=_SPANS.get(grain, 1))
    return end.replace(day=1) if grain != "year" else start.replace(year=start.year + 1)


def _daily(moments: list[datetime]) -> bool:
    """Whether readings repeat every day or half day: then only a clock time was said."""
    return (
        len(moments) > 1
        and all(timedelta(0) < b - a <= timedelta(days=1) for a, b in itertools.pairwise(moments))
        and (moments[-1].date() > moments[0].date())
    )


def _intervals_daily(value: Mapping[str, Any]) -> bool:
    return _daily([_wall(v["from"]["value"]) for v in value.get("values", ()) if v.get("from")])
