"""Clock times: 3pm, 15.30 Uhr, half five, quarter to six, las tres y media, trois heures moins le quart."""

from __future__ import annotations

from dataclasses import dataclass

from bots.dates.reading import Reading

_SPANS = {
    "morning": (8, 12), "afternoon": (12, 16), "evening": (16, 20), "night": (20, 24), "daytime": (8, 18),
    "lunch": (12, 14), "after_work": (17, 21), "before_work": (6, 9), "first_thing": (8, 10),
}  # fmt: skip
_TILL_TWELVE = frozenset({"morning", "before_work", "first_thing"})


_ARTICLES = frozenset({"un", "une", "una", "uno", "um", "uma", "ein", "eine", "einer", "einem", "een"})
_BEFORE_ONE = {  # "a la una", "all'una", "à uma"; but "das eine" is no hour
    "es": frozenset({"la"}), "it": frozenset({"l", "all", "dall", "la"}), "pt": frozenset({"a", "as", "das", "da"}),
    "nl": frozenset({"om"}), "fr": frozenset({"a"}),
}  # fmt: skip
_BEFORE_HOURS = frozenset({"as", "das", "a", "las", "alle", "dalle"})  # "às dez": not December
_BEFORE_DOTTED = frozenset(
    "at um om gegen alle as a ab von bis tot van tussen en und zwischen from to till - las vers rond @".split()
)
_HOURS_BENT = tuple(  # "na vijven", "rond drieën"
    "eenen tweeen drieen vieren vijven zessen zevenen achten negenen tienen elven twaalven".split()
)
_BEFORE_BENT = frozenset({"na", "rond", "tegen", "tot", "vanaf", "bij", "omstreeks"})


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time in minutes after midnight; ``open`` when it may be twelve hours later as well."""

    minutes: int
    open: bool = False
    end: int = 0

    @property
    def text(self) -> str:
        return text_of(self.minutes)

    def settled(self, part: str) -> Clock:
        """The reading that fits a part of the day ("3 in the afternoon")."""
        if not self.open or not part:
            return self
        late = part in ("afternoon", "evening", "night", "after_work") or (part == "lunch" and self.minutes < 660)
        if (part == "night" and self.minutes < 300) or (part == "afternoon" and 660 < self.minutes < 720):
            late = False  # "quarter to 12 in the afternoon" is before noon
        minutes = self.minutes + 720 if late and self.minutes < 720 else self.minutes
        return Clock(minutes, False, self.end)


def text_of(minutes: int) -> str:
    """Minutes after midnight as HH:MM."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def span_of(part: str, half: str) -> tuple[int, int]:
    """From when to when a part of the day is, in minutes; ``half`` is early, late or nothing."""
    first, last = _SPANS[part]
    if half == "early":
        last = first + 2
    elif half == "late":
        first = last - 2
    return first * 60, last * 60


def part(r: Reading, i: int) -> tuple[str, int] | None:
    """A part of the day."""
    return r.key("parts", i)


def clock(r: Reading, i: int, *, bare: bool, ranged: bool = False) -> Clock | None:
    """A clock time at a place. ``bare``: a number alone will do ("at 3"); ``ranged``: "3 to 5" is a stretch."""
    named = r.key("clocks", i)
    if named is not None:
        hours, minutes = named[0].split(":")
        return _with_fraction(r, Clock(int(hours) * 60 + int(minutes), False, named[1]))
    found = (
        _half(r, i)
        or _quarter_or_minutes(r, i, ranged)
        or _digital(r, i, bare)
        or _four_digits(r, i, bare)
        or _with_word(r, i, bare, ranged)
    )
    return _with_half_of_day(r, found) if found is not None else None


def _with_fraction(r: Reading, named: Clock) -> Clock:
    """midi et demi, mezzogiorno e un quarto."""
    for name, minutes in (("and_half", 30), ("and_quarter", 15), ("less_quarter", -15)):
        behind = r.has(name, named.end)
        if behind is not None:
            return Clock(named.minutes + minutes, False, behind)
    return named


def _four_digits(r: Reading, i: int, bare: bool) -> Clock | None:
    """1530 beside a word of time: "at 1615", "1530 tomorrow", "1500 hours"."""
    text = r.at(i)
    if len(text) != 4 or not (text.isdigit() and text.isascii()) or r.at(i + 1) in (":", "/", "-", "."):
        return None
    hour, minute = int(text[:2]), int(text[2:])
    year = 1900 <= int(text) <= 2100 and r.has("oclock", i + 1) is None and r.has("military", i + 1) is None
    if hour > 23 or minute > 59 or minute % 5 or year:
        return None
    marked = (
        r.has("oclock", i + 1) is not None
        or r.has("military", i + 1) is not None
        or r.has("am", i + 1) is not None
        or r.has("pm", i + 1) is not None
    )
    if (not marked and not (bare or _day_follows(r, i + 1))) or r.has("months", i + 1) or r.has("months", i - 1):
        return None
    return Clock(
        hour * 60 + minute, 1 <= hour <= 12 and not text.startswith("0"), r.skip("military", r.skip("oclock", i + 1))
    )


def _day_follows(r: Reading, i: int) -> bool:
    """Whether a day is named behind a time, which makes the number before it one."""
    for at in (i, r.skip("join", i), r.skip("day_word", i)):
        if r.has("days", at) is not None or r.has("weekdays", at) is not None:
            return True
        for name in ("next", "this"):
            behind = r.has(name, at)
            if behind is not None and r.has("weekdays", behind) is not None:
                return True
    return False


def _half(r: Reading, i: int) -> Clock | None:
    """half past three, half three (3:30) and halb drei, half drie (2:30)."""
    for name, shift in (("half", 30), ("half_before", -30)):
        end = r.has(name, i)
        hour = _hour(r, end) if end is not None else None
        if hour is not None:
            return Clock((hour[0] * 60 + shift) % 1440, hour[0] <= 12, r.skip("oclock", hour[1]))
    return None


def _quarter_or_minutes(r: Reading, i: int, ranged: bool) -> Clock | None:
    """quarter to six, ten past three, 5 vor halb 3, viertel nach acht."""
    if r.at(i) == "dreiviertel":
        return _dreiviertel(r, i + 1)
    end = r.has("quarter", i)
    amount = 15
    if end is None:
        number = r.number(i)
        unit = r.unit(number[1]) if number else None
        minutes = unit is not None and unit[0] == "minute"
        if number is None or not 1 <= number[0] <= 59 or ((ranged or number[0] % 5) and not minutes):
            return None
        amount, end = number[0], unit[1] if unit and minutes else number[1]
    for name, sign in (("past", 1), ("to_clock", -1)):
        behind = r.has(name, end)
        if behind is None:
            continue
        half = _half(r, behind)
        if half is not None:
            return Clock((half.minutes + sign * amount) % 1440, half.open, half.end)
        whole = _with_word(r, behind, True) or _named(r, behind)
        if whole is not None and (whole.minutes % 60 == 0 or r.unit(end - 1)):
            return Clock((whole.minutes + sign * amount) % 1440, whole.open, whole.end)
    if r.words.language == "de" and amount == 15 and r.has("quarter", i) is not None:
        hour = _hour(r, end)  # viertel sechs is 5:15
        return Clock((hour[0] * 60 - 45) % 1440, True, hour[1]) if hour else None
    return None


def _dreiviertel(r: Reading, i: int) -> Clock | None:
    """ "dreiviertel acht" is a quarter to eight in the south of Germany."""
    hour = _hour(r, i)
    return Clock((hour[0] * 60 - 15) % 1440, True, hour[1]) if hour else None


def _named(r: Reading, i: int) -> Clock | None:
    named = r.key("clocks", i)
    return Clock(int(named[0][:2]) * 60, False, named[1]) if named else None


def _digital(r: Reading, i: int, bare: bool = False) -> Clock | None:
    """3:30, 15.30, 15h30, 3:30:15."""
    hour = r.digits(i, 0, 24)
    if hour is None:
        return None
    sign = r.at(i + 1)
    comma = sign == "," and r.words.language == "it" and r.at(i - 1) in ("alle", "dalle", "ore") and r.glued(i + 1)
    if sign in (":", ".") or comma or (r.has("hour_mark", i + 1) and r.glued(i + 1)):
        minute = r.digits(i + 2, 0, 59)
        tight = r.glued(i + 2) and (len(r.at(i + 2)) == 2 or sign not in (":", ".", ","))
        loose = sign == ":" and len(r.at(i + 2)) == 2 and minute is not None
        tight = tight or (loose and (r.has("am", i + 3) is not None or r.has("pm", i + 3) is not None))
        if minute is not None and tight and not (sign == "." and r.at(i + 3) == "." and r.at(i + 4).isdigit()):
            end = minute[1]
            if r.at(end) == ":" and r.digits(end + 1, 0, 59) and r.glued(end + 1):
                end += 2
            if sign == "." and not _dotted_is_time(r, i, end, bare):
                return None
            twelve = 1 <= hour[0] <= 12 and not (r.at(i).startswith("0") and r.words.language != "en")
            return Clock(hour[0] % 24 * 60 + minute[0], twelve, r.skip("oclock", end))
    return None


def _dotted_is_time(r: Reading, i: int, end: int, bare: bool) -> bool:
    """15.30 is a time beside a word for one; 12.5 is a day, 3.5 a number."""
    marked = r.has("oclock", end) or r.has("am", end) or r.has("pm", end)
    before = r.at(i - 1) in _BEFORE_DOTTED
    if marked or before or int(r.at(i)) > 12:
        return True
    no_month = (
        int(r.at(end - 1)) > 12 or r.at(end - 1) == "00" or (r.words.language == "en" and not r.reference.month_first)
    )
    return no_month and (i == 0 == len(r.tokens) - end or bare or _day_follows(r, end))


def _with_word(r: Reading, i: int, bare: bool, ranged: bool = False) -> Clock | None:
    """An hour with a word that makes it one (3pm, 15 Uhr, tres y media), or a bare one where that will do."""
    hour = _hour(r, i)
    if hour is None:
        return None
    value, end = hour
    start = end
    if r.at(end) == "." and r.glued(end) and r.glued(end + 1) and r.at(end + 1) in ("am", "pm", "a", "p"):
        end += 1  # 9.am
    end = r.skip("oclock", end)
    if r.at(i) in _ARTICLES and end == start and r.at(i - 1) not in _BEFORE_ONE.get(r.words.language, ()):
        return None  # "pour une coupe" is no hour, "a la una" is
    minutes, end, marked = _spoken_minutes(r, end, start, ranged)
    half_day = r.has("am", end) is not None or r.has("pm", end) is not None
    dotted = r.at(end + 1) == "." and r.at(end + 2) == "m"  # "9 a.m."
    if half_day and r.at(end) in ("a", "p") and not dotted and not (r.glued(end) and r.at(i).isdigit()):
        half_day = False
    if not (bare or end > start or half_day or marked):
        return None
    if r.at(end) in ("%", "€", "$", "£"):
        return None
    return Clock((value % 24 * 60 + minutes) % 1440, value <= 12 and value > 0, end)


def _spoken_minutes(r: Reading, end: int, start: int, ranged: bool) -> tuple[int, int, bool]:
    """Minutes said after the hour: y media, et quart, meno un quarto, "three thirty", "15 Uhr 20", "ocho y veinte"."""
    for name, minutes in (("and_half", 30), ("and_quarter", 15), ("less_quarter", -15)):
        behind = r.has(name, end)
        if behind is not None and not (name == "and_half" and r.words.language == "en" and not _is_hour_word(r, start)):
            return minutes, behind, True
    for name, sign in (("less", -1), ("and", 1)):
        behind = r.has(name, end) if not ranged else None
        number = r.number(behind) if behind is not None else None
        if number is not None and 1 <= number[0] <= 59 and (number[0] % 5 == 0 or r.unit(number[1])):
            unit = r.unit(number[1])
            return sign * number[0], unit[1] if unit and unit[0] == "minute" else number[1], True
    if r.at(end) == "-" and r.glued(end) and r.glued(end + 1) and r.at(end + 1).isalpha() and end == start:
        end += 1  # five-thirty
        if (r.number(end) or (0,))[0] < 10:
            return 0, start, False
    number = r.number(end)
    if number is not None and _counts_days(r, number[1]):
        return 0, end, False  # "11 o'clock 29 April"
    if number is not None and number[0] <= 59 and (end > start or not r.at(end).isdigit()):
        unit = r.unit(number[1])
        spelled = not r.at(end).isdigit()
        fits = (number[0] >= 10 or end > start) and (not unit or unit[0] == "minute")
        counts = number[0] < 10 or number[0] % 5 or (r.at(number[1]).isalpha() and not _day_follows(r, number[1]))
        if fits and (not spelled or _is_hour_word(r, start) or (end > start and not counts)):  # "13 Uhr dreißig"
            return number[0], r.skip("oclock", number[1]), True
    return 0, end, False


def _counts_days(r: Reading, end: int) -> bool:
    """Whether the number before is a day of the month."""
    if r.has("months", r.skip("of", end)) is not None or r.has("months", end) is not None:
        return True
    return r.has("ordinal_marks", end) is not None and r.glued(end)


def _is_hour_word(r: Reading, end: int) -> bool:
    return not r.at(end - 1).isdigit()


def _is_bent(r: Reading, i: int) -> bool:
    before = r.at(i - 1) in _BEFORE_BENT or (r.at(i - 2), r.at(i - 1)) == ("niet", "voor")
    return r.at(i) in _HOURS_BENT and before


def _hour(r: Reading, i: int) -> tuple[int, int] | None:
    """An hour in digits or words (words only up to twelve, tens are minutes)."""
    if r.at(i).isdigit():
        found = r.digits(i, 0, 24)
        if found is None or (r.at(i + 1) in ("/",) and r.at(i + 2).isdigit()):
            return None
        return found
    if r.words.language == "nl" and _is_bent(r, i):
        return _HOURS_BENT.index(r.at(i)) + 1, i + 1
    number = r.number(i)
    told = r.at(i) not in r.words.shy or r.at(i - 1) in _BEFORE_HOURS or r.at(i + 1) in ("heures", "h")
    return number if number is not None and 1 <= number[0] <= 24 and told else None


def _with_half_of_day(r: Reading, found: Clock) -> Clock:
    """am and pm behind a time."""
    end = found.end
    for name in ("am", "pm"):
        behind = r.has(name, end)
        if behind is None or (r.at(end) in ("a", "p") and not r.glued(end)):
            continue
        if r.at(behind) == "." and r.at(end) in ("a", "p", "am", "pm") and r.at(behind + 1) in ("m",):
            behind += 2
        if r.at(behind - 1) == "m" and r.at(behind) == ".":
            behind += 1
        if name == "am" and r.has("pm", behind) is not None and r.glued(behind):
            return Clock(found.minutes, True, behind + 1)  # "7ampm"
        minutes = found.minutes
        if name == "pm" and minutes < 720:
            minutes += 720
        if name == "am" and minutes >= 720 and minutes < 780:
            minutes -= 720
        return Clock(minutes, False, behind)
    if r.at(end) in ("a", "p") and r.at(end + 1) == "." and r.at(end + 2) == "m":
        shift = 720 if r.at(end) == "p" and found.minutes < 720 else 0
        stop = end + 4 if r.at(end + 3) == "." else end + 3
        return Clock(found.minutes + shift, False, stop)
    return found
