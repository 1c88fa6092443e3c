"""Runs of digits: whose number is it? Accepted by checksum, shape or the words beside it, vetoed by other words.

A run is cut into its groups; every window of groups that could be a number of some kind is judged, and the surest
windows that do not overlap win. A kind says what it accepts on its own (2: its shape or checksum is unmistakable),
what only with a word beside it (1), and what never (0).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from guardrails.asking import expected, of_a_thing
from guardrails.canonical import fold
from guardrails.name_lists import common, kind
from guardrails.reading import Reading
from guardrails.recognizers import Candidate
from guardrails.recognizers._beside import beside
from guardrails.recognizers._numbers import BY_LENGTH, LONGEST, Number

_RUN = re.compile(r"(?:(?<![^\W_])|(?<=_))(?:\+|\(\+?|00(?=[1-9]))?\d(?:[ \n\t\-./()·,'*_|]{0,3}\d)*")
_GROUP = re.compile(r"\d+")
_EXTENSION = re.compile(
    r"\s?(?:,\s?)?(?:x|ext\.?|extension|durchwahl|dw|poste|interno|int\.|ramal|toestel|anexo)\s?\.?\d{1,6}(?!\w)"
)
_WIDEST_WINDOW = 12
_LONGEST_LIST, _WIDEST_IN_TABLE = 40, 5
# Signs that make a number a quantity, a price, a version or a piece of a longer code.
_UNIT_AFTER = re.compile(
    r"\s{0,1}(?:%|€|\$|£|°|eur\b|usd\b|gbp\b|euros?\b|dollars?\b|km\b|"
    r"kg\b|cm\b|mm\b|ml\b|gb\b|mb\b|tb\b|mah\b|px\b|watt\b|kwh\b|uhr\b)"
)
_UNIT_BEFORE = re.compile(r"(?:[€$£#]|\beur|\busd|\bgbp|\bv)\s?\Z")
_CODE_BEFORE = re.compile(r"[a-z]{1,6}[-_/]\Z")
_ONLY_WHOLE = frozenset({"CVV", "PIN"})  # short enough to be a piece of anything
_PREFIX = re.compile(r"(?<![^\W_])[a-z]{1,4}[-/ ]\Z")
_PREFIXED = frozenset(
    {
        "CUSTOMER_ID",
        "BANK_ACCOUNT",
        "MEDICAL_RECORD",
        "HEALTH_INSURANCE",
        "PASSPORT",
        "DRIVER_LICENSE",
        "ID_CARD",
        "VAT_ID",
    }
)
_DATE = re.compile(r"(?:[0-3]?\d[./-][0-3]?\d[./-](?:19|20)?\d\d|(?:19|20)\d\d[./-][01]?\d[./-][0-3]?\d)\Z")
_VERSION = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,3}\Z")


@dataclass(frozen=True, slots=True)
class _Group:
    start: int
    end: int


class Digits:
    name = "digits"
    description = "runs of digits, accepted by checksum, shape or the words beside them"
    entities = tuple(sorted({kind.entity for kinds in BY_LENGTH.values() for kind in kinds}))

    def find(self, reading: Reading) -> Iterator[Candidate]:
        found = False
        for run in _RUN.finditer(reading.digits):
            if sum(c.isdigit() for c in run.group()) >= 3:
                for candidate in _judge_run(reading, run.start(), run.end()):
                    found = True
                    yield candidate
        if not found:
            yield from _alone(reading)
        yield from _behind_a_name(reading)
        yield from _first_half(reading)
        yield from _begun(reading)
        for match in (
            _LAST_FOUR.finditer(reading.digits.lower()) if len(reading.digits.lower()) == len(reading.digits) else ()
        ):
            yield Candidate(match.start("value"), match.end("value"), "CREDIT_CARD", 0.75)


def _alone(reading: Reading) -> Iterator[Candidate]:
    """A message of nothing but digits answers something: what was asked for, or it is the rest of a longer number."""
    if not _NOTHING_ELSE.fullmatch(reading.digits) or _WHEN.search(reading.digits) or of_a_thing(reading.asked):
        return
    count = sum(c.isdigit() for c in reading.digits)
    asked = next((entity for entity in expected(reading.asked) if entity in _IN_PIECES), None)
    if asked is None and count < _SPOKEN_DIGITS:
        return
    first = re.search(r"[\d+(]", reading.digits)
    last = re.search(r"\d\D*\Z", reading.digits)
    if count >= _FEWEST_OF_A_PIECE and first and last:
        yield Candidate(first.start(), last.start() + 1, asked or "PHONE_NUMBER", 0.55)


def _first_half(reading: Reading) -> Iterator[Candidate]:
    """ "my card is 4111 1111": two or three fours beside a word for a card, the rest follows in the next message."""
    if not any(tag.name == "CREDIT_CARD" for tag in reading.around.tags):
        return
    for match in _FOURS.finditer(reading.digits):
        near = beside(reading, match.start(), match.end(), {"CREDIT_CARD": 1.0})
        if near is not None and near.score:
            yield Candidate(match.start(), match.end(), "CREDIT_CARD", 0.56)


def _behind_a_name(reading: Reading) -> Iterator[Candidate]:
    """ "Kari Nordmann, 91234567": seven digits and more right behind a full name that the lists know."""
    for match in _NAMED.finditer(reading.text):
        given, family = fold(match.group("given")), fold(match.group("family"))
        known = (kind(given) in {"G", "B"} and kind(family) != "-") or (
            kind(family) in {"F", "B"} and common(given) == 0
        )
        rare = kind(given) in {"G", "B"} and common(family) < _PLAIN
        if (known or rare) and not _UNIT_AFTER.match(reading.folded, match.end("number")):
            near = beside(reading, match.start("number"), match.end("number"), {"PHONE_NUMBER": 1.0})
            if near is None or near.score:
                yield Candidate(match.start("number"), match.end("number"), "PHONE_NUMBER", 0.6)


_BIG = r"(?:[A-ZÀ-Þ][^\W\d_]{1,20}(?:[-'’][A-ZÀ-Þ]?[^\W\d_]{1,20})?)"
_NAMED = re.compile(
    rf"(?<![\w-])(?P<given>{_BIG})(?: [A-ZÀ-Þ]\.| {_BIG}){{0,2}} (?P<family>{_BIG})[ ,;:|/–—-]{{1,3}}"
    r"(?P<number>\d(?:[ -]?\d){6,11})(?![\w-]|[.,/]\d)"
)
_PLAIN = 2


def _begun(reading: Reading) -> Iterator[Candidate]:
    """ "my number is 07700", "my card number is 4111 11": the message ends, the number does not."""
    last = _LAST_RUN.search(reading.digits, max(0, len(reading.digits) - _LONGEST_BEGINNING))
    if last is None or _WHEN.search(last.group(1)):
        return
    count = sum(c.isdigit() for c in last.group(1))
    for gap, tag in reading.around.before(last.start(1), 3):
        said = reading.folded[tag.start : last.start(1)]
        if tag.name in _BEGINNINGS and count in _BEGINNINGS[tag.name] and not _ENDING.search(said):
            own = gap == 0 or _IS.search(said) is not None
            if own:
                yield Candidate(last.start(1), last.end(1), tag.name, 0.57)
        return


# The last four digits of a card tell it from others where the rest is known: "the card ending 9025".
_LAST_FOUR = re.compile(
    r"(?<!\w)(?:(?:credit|debit|bank|kredit|ec-?)? ?(?:cards?|karte)|(?:visa|mastercard|amex|maestro)(?: card)?|"
    r"tarjeta|carte(?: bancaire| bleue)?|carta(?: di credito)?|cart[aã]o|(?:bank|credit)?kaart)"
    r"(?: (?:that|which|die|que|qui|che|is|n[oº°]|number))?[ ,]{1,2}"
    r"(?:end(?:s|ing|ed)?|endet|endend|mit endziffern?|terminad[ao]|que termina|acabad[ao]|termina|acaba|finissant|"
    r"(?:se )?termin(?:e|ant)|che finisce|finisce|terminando|final|eindig(?:t|end)|last (?:four|4))"
    r"(?: (?:digits?|auf|mit|in|on|with|en|con|par|em|op|are|is))?[ :]{1,2}(?P<value>\d{4})(?![\w]|[.,:]\d)"
)
_LAST_RUN = re.compile(r"(?<![\w.,:/#-])(\d(?:[ .\-/]?\d){3,11})[\s.…,\-–]*\Z")
_LONGEST_BEGINNING = 40
_BEGINNINGS = {"PHONE_NUMBER": range(5, 7), "CREDIT_CARD": range(4, 13)}
_ENDING = re.compile(r"\b(?:end|last|final|letzt|termin|acaba|ultim|finit|dernier|finisc|laatste|eindig)")
_IS = re.compile(
    r"(?:\b(?:is|ist|lautet|es|est|e|on|at|unter|al|au|allo|para|op|number|nummer|numero|no|nr)|[:=])[\s.:=]*\Z"
)


_NOTHING_ELSE = re.compile(r"[\s\d+()./,*_#-]{3,60}")
_WHEN = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|[.,]\d{1,2}\Z|(?<!\d)\d{1,3}(?:[.,]\d{3})+(?![.,\d])|"
    r"(?<!\d)(?:19|20)\d\d(?![ -]?\d{4})(?!\d)"
)
_IN_PIECES = frozenset(
    "CREDIT_CARD IBAN_CODE BANK_ACCOUNT ABA_ROUTING_NUMBER PHONE_NUMBER US_SSN NATIONAL_ID PASSPORT ID_CARD "
    "DRIVER_LICENSE CUSTOMER_ID MEDICAL_RECORD HEALTH_INSURANCE DE_TAX_ID PIN CVV".split()
)
_FEWEST_OF_A_PIECE = 3
_FOURS = re.compile(r"(?<![\d-])[3-6]\d{3}(?:[ -]\d{4}){1,2}(?![ -]?\d)")


def _judge_run(reading: Reading, start: int, end: int) -> Iterator[Candidate]:
    groups = [_Group(m.start(), m.end()) for m in _GROUP.finditer(reading.digits, start, end)]
    extension = _EXTENSION.match(reading.folded, end)
    if reading.digits[end : end + 1].isalpha() and not extension:  # "10am", "45B": the last group belongs to a word
        groups.pop()
    if not groups:
        return
    broken = reading.digits.count("\n", start, end)
    if broken == 1:
        yield from _judge_groups(reading, start, end, _mended(reading, groups), extension)
    yield from _judge_groups(reading, start, end, groups, extension)
    if broken:
        yield from _line_by_line(reading, groups)


def _line_by_line(reading: Reading, groups: Sequence[_Group]) -> Iterator[Candidate]:
    """What stands on a line of its own, as in a signature: a postcode on one, a phone number on the next."""
    line: list[_Group] = []
    for group, following in pairwise([*groups, None]):
        if group is None:
            continue
        line.append(group)
        if following is None or "\n" in reading.digits[group.end : following.start]:
            if len(line) < len(groups):
                start = _SIGN_BEFORE.search(reading.digits, max(0, line[0].start - 2), line[0].start)
                yield from _judge_groups(reading, start.start() if start else line[0].start, line[-1].end, line, None)
            line = []


_SIGN_BEFORE = re.compile(r"(?:\+|\(\+?)\Z")


def _mended(reading: Reading, groups: Sequence[_Group]) -> list[_Group]:
    """The groups with those put together that only a line break parts."""
    out = [groups[0]]
    for group in groups[1:]:
        if reading.digits[out[-1].end : group.start] == "\n":
            out[-1] = _Group(out[-1].start, group.end)
        else:
            out.append(group)
    return out


def _judge_groups(
    reading: Reading, start: int, end: int, groups: Sequence[_Group], extension: re.Match[str] | None
) -> Iterator[Candidate]:
    lead = start if not reading.digits[start].isdigit() else groups[0].start
    best: list[tuple[float, int, int, Candidate]] = []
    for first, last in _windows(groups):
        begin = lead if first == 0 else groups[first].start
        found = _judge(reading, begin, groups[first : last + 1], whole=first == 0 and last == len(groups) - 1)
        if found is not None:
            # The whole run is one number before its pieces are two.
            whole = 0.2 if last - first == len(groups) - 1 else 0.0
            best.append((found.score + whole, last - first, first, found))
    taken = bytearray(len(groups))
    for _, width, first, candidate in sorted(best, key=lambda b: (-b[0], -b[1], b[2])):
        if not any(taken[first : first + width + 1]):
            taken[first : first + width + 1] = b"\1" * (width + 1)
            extended = extension is not None and candidate.entity == "PHONE_NUMBER" and candidate.end == end
            yield replace(candidate, end=extension.end()) if extension and extended else candidate


def _windows(groups: Sequence[_Group]) -> Iterator[tuple[int, int]]:
    if _WIDEST_WINDOW < len(groups) <= LONGEST:
        yield 0, len(groups) - 1
    # A table of figures is no place to look at every window: pieces of real numbers there have three digits or more.
    table = len(groups) > _LONGEST_LIST
    widest, smallest = (_WIDEST_IN_TABLE, 3) if table else (_WIDEST_WINDOW, 1)
    for first in range(len(groups)):
        count = 0
        for last in range(first, min(first + widest, len(groups))):
            size = groups[last].end - groups[last].start
            count += size
            if count > LONGEST or size < smallest:
                break
            if count >= 3:
                yield first, last


def _judge(reading: Reading, begin: int, groups: Sequence[_Group], *, whole: bool) -> Candidate | None:  # noqa: PLR0911
    end = groups[-1].end
    number = Number(
        digits="".join(c for g in groups for c in reading.digits[g.start : g.end] if c.isdigit()),
        raw=reading.digits[begin:end],
        sizes=tuple(sum(c.isdigit() for c in reading.digits[g.start : g.end]) for g in groups),
        language=reading.language,
    )
    kinds = BY_LENGTH.get(len(number.digits))
    if not kinds:
        return None
    fits = {kind.entity: kind.fits(number) for kind in kinds}
    fits = {entity: strength for entity, strength in fits.items() if strength and (whole or entity not in _ONLY_WHOLE)}
    if not fits:
        return None
    context = beside(reading, begin, end, fits)
    if context is not None:
        return _with_prefix(reading, context) if context.score else None
    vetoed = _vetoed(reading, begin, end, number)
    alone = max(fits.items(), key=lambda f: f[1])
    if alone[1] >= 2 and (not vetoed or alone[1] >= 3) and (whole or alone[0] != "PHONE_NUMBER"):
        return Candidate(begin, end, alone[0], 0.6 + 0.1 * min(alone[1], 3))
    if whole and not vetoed and len(number.digits) >= _SPOKEN_DIGITS and _spoken(reading, begin, end):
        return Candidate(begin, end, alone[0], 0.55)
    if number.single_digits and whole and len(number.digits) >= 9 and not vetoed:
        return Candidate(begin, end, alone[0], 0.55)  # nobody spells out what is nobody's
    if reading.level == "strict" and not vetoed and len(number.digits) >= _EAGER_DIGITS and whole:
        return Candidate(begin, end, alone[0], 0.35)
    return None


_SPOKEN_DIGITS = 7
_EAGER_DIGITS = 5  # at the level strict: shorter ones are counts and years


def _spoken(reading: Reading, begin: int, end: int) -> bool:
    """Whether the digits were written in words: then the original is far longer."""
    first, last = reading.canonical.span(begin, end)
    return last - first > 2 * (end - begin)


def _with_prefix(reading: Reading, found: Candidate) -> Candidate:
    """A record or policy number with the letters that stand before its digits ("AB-772 199")."""
    prefix = _PREFIX.search(reading.folded, max(0, found.start - 7), found.start) if found.entity in _PREFIXED else None
    if found.entity in _PREFIXED and (suffix := _SUFFIX.match(reading.text, found.end)) is not None:
        found = replace(found, end=suffix.end())  # "plan number 4471 0092 K"
    if prefix is None:
        return found
    written = reading.text[prefix.start() : prefix.end()]
    if written.endswith(" ") and (not written.isupper() or written.strip() in _SAYS_NUMBER):
        return found  # "member no 4471", not "member HX 4471"
    return Candidate(prefix.start(), found.end, found.entity, found.score)


_SUFFIX = re.compile(r"[ -]?[B-HJ-Z](?=$|[\s,.;:!?)])(?![ .]?[^\W\d_])")
_SAYS_NUMBER = frozenset(
    {"NO", "NR", "ID", "NUM", "IS", "MY", "THE", "CARD", "REF", "N", "I", "A", "ES", "IST", "EST", "E"}
)


def _vetoed(reading: Reading, begin: int, end: int, number: Number) -> bool:
    before, after = reading.folded[max(0, begin - 8) : begin], reading.folded[end : end + 10]
    return bool(
        _UNIT_AFTER.match(after)
        or _UNIT_BEFORE.search(before)
        or _CODE_BEFORE.search(before)
        or _DATE.match(number.raw)
        or _VERSION.match(number.raw)
        or (re.match(r"[-_/.]?[a-z]", after.replace(" ", "~")) and not _EXTENSION.match(reading.folded, end))
    )


recognizer = Digits()
