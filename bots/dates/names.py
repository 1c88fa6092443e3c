"""Names of weekdays, months and years at a place, and the signs between them."""

from __future__ import annotations

from bots.dates.reading import Reading, once

_THOUSAND = frozenset({"thousand", "mil", "mille", "mila", "tausend", "duizend"})
_HUNDRED = frozenset({"hundred", "hundert", "cent", "cents", "cento", "cem", "honderd"})
_AND = frozenset({"and", "und", "y", "et", "e", "en"})


def weekday_at(r: Reading, i: int) -> tuple[int, int] | None:
    """A weekday's number."""
    key = r.key("weekdays", i)
    if key is None:
        return None
    end = key[1] + (r.at(key[1]) == "." and r.glued(key[1]) and len(r.at(i)) <= 4)
    return int(key[0]), end


@once
def month_at(r: Reading, i: int) -> tuple[int, int] | None:
    """A month's number."""
    key = r.key("months", i)
    if key is None or (r.at(i) in r.words.shy and r.at(i - 1) in ("as", "das")):
        return None  # "às dez" is ten o'clock, no December
    end = key[1] + (r.at(key[1]) == "." and r.glued(key[1]) and len(r.at(i)) <= 4)
    return int(key[0]) + 1, end


@once
def year_at(r: Reading, i: int) -> tuple[int, int] | None:
    """A year: four digits, or its words ("nineteen ninety nine", "two thousand and eighteen")."""
    text = r.at(i)
    if text.isdigit():
        return (int(text), i + 1) if len(text) == 4 and 1000 <= int(text) <= 2999 else None
    return _spelled(r, i) if text.isalpha() else None


def behind_commas(r: Reading, i: int) -> int:
    """The place behind commas, dashes and full stops."""
    while r.at(i) in (",", "-", "."):
        i += 1
    return i


def _spelled(r: Reading, i: int) -> tuple[int, int] | None:
    first = r.number(i)
    if first is None and r.at(i) in _THOUSAND and r.words.language in ("es", "fr", "it", "pt"):
        first = (1, i)
    if first is None or not 1 <= first[0] <= 21:
        return None
    value, end = first
    if value in (1, 2) and r.at(end) in _THOUSAND:
        return _rest(r, value * 1000, end + 1)
    if r.words.language != "en" or value not in (17, 18, 19, 20):
        return None
    if r.at(end) in ("zero", "o", "oh"):
        unit = r.number(end + 1)
        return (value * 100 + unit[0], unit[1]) if unit and 0 < unit[0] < 10 and r.at(end + 1).isalpha() else None
    tail = r.number(end)
    return (value * 100 + tail[0], tail[1]) if tail and 10 <= tail[0] < 100 and r.at(end).isalpha() else None


def _rest(r: Reading, value: int, end: int) -> tuple[int, int] | None:
    hundreds = r.number(end)
    if hundreds and 1 <= hundreds[0] <= 9 and r.at(hundreds[1]) in _HUNDRED:
        value, end = value + 100 * hundreds[0], hundreds[1] + 1
    tail = r.number(end + 1) if r.at(end) in _AND else r.number(end)
    if tail is not None and 0 < tail[0] < 100 and not r.at(tail[1] - 1).isdigit():
        return value + tail[0], tail[1]
    return value, end
