"""Public holidays of a country, from the ``holidays`` package (MIT): kept by country, with their laws and moved days.

Imported at the first bot that names a country: the package takes half a second that other bots need not pay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any


def is_public_holiday(day: date, country: str, region: str) -> bool:
    """Whether a day is a public holiday there."""
    return day in _year(country, region, day.year)


def regions(country: str) -> Sequence[str] | None:
    """The regions of a country that have holidays of their own; None for a country that is not known."""
    return _countries().get(country)


def countries() -> Sequence[str]:
    """Every known country."""
    return sorted(_countries())


@cache
def names() -> Mapping[str, str]:
    """What each known country is called in English, by its two letters."""
    known = set(_countries())
    found = {code: cls for cls, code, *_ in _package().registry.COUNTRIES.values() if code in known}
    return {code: re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name) for code, name in found.items()}


def coming(country: str, region: str, first: date, last: date) -> Mapping[date, str]:
    """The public holidays of a country from one day to another, each with its name."""
    years = range(first.year, last.year + 1)
    found = _package().country_holidays(country, subdiv=region or None, years=years, language="en_US")
    return {day: str(found[day]) for day in sorted(found) if first <= day <= last}


@cache
def _countries() -> Mapping[str, Sequence[str]]:
    return {code: tuple(parts) for code, parts in _package().list_supported_countries().items() if len(code) == 2}


@cache
def _year(country: str, region: str, year: int) -> frozenset[date]:
    found = _package().country_holidays(country, subdiv=region or None, years=year)
    return frozenset(day for day in found if day.year == year)


@cache
def _package() -> Any:
    import holidays  # noqa: PLC0415 - see above

    return holidays
