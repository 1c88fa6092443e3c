"""Days in figures: 2026-03-20, 20.3.2026, 20/3, 20.3."""

from __future__ import annotations

from bots.dates.moves import date_of, nearest
from bots.dates.names import month_at, weekday_at
from bots.dates.pieces import Day
from bots.dates.reading import Reading


def numeric(r: Reading, i: int) -> Day | None:  # noqa: PLR0911 - guard clauses, one per form
    """A date in digits at a word (2026-11-24, 24.11., 11/24), read in the order of the language; None where is none."""
    if not r.at(i).isdigit():
        return None
    spaced = _spaced(r, i)
    if spaced is not None:
        return spaced
    if len(r.at(i)) == 8:
        value = date_of(int(r.at(i)[:4]), int(r.at(i)[4:6]), int(r.at(i)[6:]))
        return Day(value, i + 1) if value and 1900 < value.year < 2100 else None
    one, sep, two = r.at(i), r.at(i + 1), r.at(i + 2)
    if sep not in ("/", "-", ".") or not _part(r, i + 2):
        return None
    three = r.at(i + 4) if r.at(i + 3) == sep and _part(r, i + 4) else ""
    if three and len(three) < 3 and not r.glued(i + 4) and r.at(i + 5) in (":", "h", "."):
        three = ""  # "24.03. 16:15"
    if three:
        return _three(r, one, i + 2, i + 4, i + 5)
    if len(one) == 4 or len(two) == 4 or _in_a_number(r, i, sep):
        return None
    return _two(r, i, sep)


def _spaced(r: Reading, i: int) -> Day | None:
    """2026 3 20."""
    year, month, number = r.at(i), r.digits(i + 1, 1, 12), r.digits(i + 2, 1, 31)
    if len(year) != 4 or year[:2] not in ("19", "20") or month is None or number is None:
        return None
    value = date_of(int(year), month[0], number[0])
    return Day(value, i + 3) if value is not None and r.at(i + 3) not in (":", "/", "-", ".") else None


def _in_a_number(r: Reading, i: int, sep: str) -> bool:
    """Whether a sign glued before says that this is a sum, a phone number or a fraction."""
    return r.glued(i) and r.at(i - 1) in ("/", ".", "$", "€", "+", "-", "=") and not (sep == "/" and r.at(i - 1) == "-")


def _part(r: Reading, i: int) -> bool:
    return r.at(i).isdigit() or month_at(r, i) is not None


def _number_or_month(r: Reading, i: int) -> tuple[int, bool] | None:
    if r.at(i).isdigit():
        return int(r.at(i)), False
    month = month_at(r, i)
    return (month[0], True) if month else None


def _three(r: Reading, one: str, j: int, k: int, end: int) -> Day | None:
    second, third = _number_or_month(r, j), _number_or_month(r, k)
    if second is None or third is None or (len(r.at(k)) == 3 and r.at(k).isdigit()):
        return None
    if len(one) == 4:
        pairs = [(second[0], third[0])] if not third[1] else [(third[0], second[0])]
        pairs += [(p[1], p[0]) for p in pairs]
        days = [d for m, n in pairs if (d := date_of(int(one), m, n))]
        return Day(days[0], end) if days else Day(r.now.date(), end, impossible=True)
    if third[1] or len(one) > 2:
        return None
    year = third[0] if len(r.at(k)) == 4 else 2000 + third[0] if third[0] < 70 else 1900 + third[0]
    if second[1]:
        orders = [(second[0], int(one))]
    else:
        orders = [(second[0], int(one)), (int(one), second[0])]
        if r.reference.month_first:
            orders.reverse()
    days = [d for m, n in orders if (d := date_of(year, m, n))]
    return Day(days[0], end) if days else Day(r.now.date(), end, impossible=True)


def _two(r: Reading, i: int, sep: str) -> Day | None:  # noqa: PLR0911 - guard clauses, one per look-alike
    one, second = int(r.at(i)), _number_or_month(r, i + 2)
    if second is None or (sep == "-" and not second[1] and not _date_before(r, i)):
        return None
    if sep == "/" and _is_fraction(r, i, one, second[0]):
        r.left_out.append((r.tokens[i].begin, r.tokens[i + 2].end))
        return None
    dotted = sep == "."
    closed = r.at(i + 3) == "." and not r.reference.month_first
    if dotted and r.words.language == "en" and not closed and not _date_before(r, i):
        return None
    if (
        dotted
        and r.at(i + 3) != "."
        and not (r.words.language == "de" and _date_before(r, i))
        and not _date_before(r, i)
    ):
        return None
    orders = [(second[0], one)] if second[1] else [(second[0], one), (one, second[0])]
    if not second[1] and r.reference.month_first:
        orders.reverse()
    weekday = weekday_at(r, i - 1) if sep == "-" else None
    for month, number in orders:
        if date_of(2000, month, number) is not None:
            ahead, behind = nearest(r, month, number)
            if weekday is not None and ahead is not None and ahead.weekday() != weekday[0]:
                return None  # "Friday 2-4" is from two to four
            end = i + 3 + (dotted and r.at(i + 3) == ".")
            return Day(ahead or r.now.date(), end, behind)
    return Day(r.now.date(), i + 3, impossible=True) if sep == "/" and one <= 31 and second[0] <= 31 else None


def _is_fraction(r: Reading, i: int, one: int, two: int) -> bool:
    """ "1/2 head of highlights": a fraction of what follows."""
    after = r.at(i + 3)
    small = any(
        r.has(name, i + 3) is not None for name in ("at", "join", "parts", "of_day", "to", "weekdays", "clocks")
    )
    return one < two <= 4 and after.isalpha() and not small and not _date_before(r, i)


def _date_before(r: Reading, i: int) -> bool:
    return weekday_at(r, i - 1) is not None or r.at(i - 1) in (
        "am",
        "vom",
        "el",
        "le",
        "il",
        "dia",
        "on",
        "op",
        "den",
        "dem",
    )
