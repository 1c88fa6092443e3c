"""Numbers of persons that hold letters: fiscal codes, passports, licences, plates, VAT numbers, record numbers.

A shape that speaks for itself (2 and more) is taken unless words veto it; every other needs a word beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from guardrails.name_lists import common
from guardrails.reading import Reading
from guardrails.recognizers import Candidate
from guardrails.recognizers._beside import beside
from guardrails.recognizers._stdnum import checked_by


@dataclass(frozen=True, slots=True)
class Shape:
    """One way a code is written (in folded text), and how far it speaks for itself."""

    entity: str
    pattern: re.Pattern[str]
    alone: float = 1
    checked: Callable[[str], bool] | None = None
    unchecked: float = 1

    def strength(self, code: str) -> float:
        if self.checked is None:
            return self.alone
        return self.alone if self.checked(re.sub(r"[ .\-/]", "", code)) else self.unchecked


def _stdnum(module: str) -> Callable[[str], bool]:
    valid = checked_by(module)
    return lambda code: valid(code.upper())


def _shape(
    entity: str, pattern: str, alone: float = 1, checked: Callable[[str], bool] | None = None, unchecked: float = 1
) -> Shape:
    return Shape(
        entity, re.compile(rf"(?<![^\W_])(?<![\w][-./])(?:{pattern})(?![^\W_])(?![-./]\w)"), alone, checked, unchecked
    )


_rut = _stdnum("cl.rut")


def _singapore(code: str) -> bool:
    """NRIC and FIN: weights 2765432, an offset for those born or come after 2000, letters by series."""
    total = sum(int(d) * w for d, w in zip(code[1:8], (2, 7, 6, 5, 4, 3, 2), strict=True))
    total += {"t": 4, "g": 4, "m": 3}.get(code[0], 0)
    letters = "jzihgfedcba" if code[0] in "st" else "xwutrqpnmlk" if code[0] in "fg" else "kljnpqrtuwx"
    place = 10 - total % 11 if code[0] == "m" else total % 11
    return letters[place] == code[8]


def _hong_kong(code: str) -> bool:
    """HKID: letters count from 10, a blank in front of a single one as 36, weights 9 to 2; A stands for 10."""
    plain = re.sub(r"[()]", "", code)
    body = [36] * (9 - len(plain)) + [int(c, 36) for c in plain[:-1]]
    return (sum(v * w for v, w in zip(body, range(9, 1, -1), strict=True)) + int(plain[-1], 36)) % 11 == 0


def _vin(code: str) -> bool:
    """The ninth sign of a vehicle's number checks the others (49 CFR 565.15); European makers may leave it out."""
    total = sum(
        _VIN_VALUES[c] * w for c, w in zip(code, (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2), strict=True)
    )
    return (
        code[8] == "0123456789x"[total % 11] and any(c.isalpha() for c in code) and sum(c.isdigit() for c in code) > 4
    )


_VIN_VALUES = dict(
    zip("abcdefghjklmnprstuvwxyz0123456789", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10), *range(10)), strict=True)
)
_S = r"[ -]?"
SHAPES = (
    _shape("IT_FISCAL_CODE", r"[a-z]{6}\d\d[a-ehlmprst]\d\d[a-z]\d{3}[a-z]", 3),
    _shape("ES_NIF", r"\d{2}[. ]?\d{3}[. ]?\d{3}[ -]?[a-z]", 2.5, _stdnum("es.nif")),
    _shape("ES_NIE", r"[xyz][ -]?\d{7}[ -]?[a-z]", 2.5, _stdnum("es.nie")),
    _shape("UK_NINO", rf"[a-ceghj-prtw-z][a-ceghj-nprtw-z]{_S}\d\d{_S}\d\d{_S}\d\d{_S}[a-d]", 2),
    _shape("UK_NINO", rf"[a-z]{{2}}{_S}\d\d{_S}\d\d{_S}\d\d{_S}[a-d]"),
    _shape("IN_PAN", r"[a-z]{3}[abcfghljpt][a-z]\d{4}[a-z]", 2),
    _shape("IN_PAN", r"[a-z]{5}\d{4}[a-z]"),
    _shape(
        "VAT_ID",
        (
            r"(?:atu\d{8}|de ?\d{9}|be ?[01]\d{9}|fr ?[a-z0-9]{2} ?\d{9}|es ?[a-z]\d{7}[a-z0-9]|"
            r"es ?\d{8}[a-z]|it ?\d{11}|nl ?\d{9}b\d\d|pl ?\d{10}|pt ?\d{9}|gb "
            r"?\d{9}|ie ?\d[a-z0-9]\d{5}[a-z]{1,2}|se ?\d{12}|dk ?\d{8}|fi ?\d{8}|"
            r"el ?\d{9}|che[- ]?\d{3}\.?\d{3}\.?\d{3})"
        ),
        2.5,
    ),
    _shape("DRIVER_LICENSE", r"[a-z]{2,5}9{0,3}\d{6}[a-z9]{2}\d?[a-z0-9]{2}", 2),
    _shape(
        "DRIVER_LICENSE",
        r"(?=[a-z9]{5} )[a-z]{2,5}9{0,3} \d{6} (?=[a-z9]{0,4}\d)[a-z9]{2}\d?[a-z0-9]{2}(?: \d{2})?",
        2,
    ),
    _shape("DRIVER_LICENSE", r"[a-z]\d{3}[- ]\d{4}[- ]\d{4}"),
    _shape(
        "HEALTH_INSURANCE",
        (
            r"[1-9][ac-hj-kmnp-rtv-y][ac-hj-kmnp-rtv-y0-9]\d-?[ac-hj-kmnp-rtv-y][ac-hj-kmnp-rtv-y0-9]\d"
            r"-?[ac-hj-kmnp-rtv-y]{2}\d\d"
        ),
        2.5,
    ),
    _shape("MEDICAL_RECORD", r"mrn[ :#\-]{0,2}\d{4,12}", 3),
    _shape("MEDICAL_LICENSE", r"[abfgmprx][a-z9]\d{7}", 1),
    _shape("NATIONAL_ID", r"[a-z]{4}\d{6}[hm][a-z]{5}[a-z0-9]\d", 3),  # CURP
    _shape("NATIONAL_ID", r"[a-zñ&]{4}[- ]?\d{6}[- ]?[a-z0-9]{3}", 2.5, _stdnum("mx.rfc")),
    _shape("NATIONAL_ID", r"\d{6}[-+a]\d{3}[0-9a-fhjk-npr-y]", 2, _stdnum("fi.hetu")),
    _shape("NATIONAL_ID", r"\d{7}[a-w][a-iw]?", 2, _stdnum("ie.pps")),
    _shape("NATIONAL_ID", r"\d{17}x", 2.5, _stdnum("cn.ric")),
    _shape("NATIONAL_ID", r"[a-z]{3}\d{7}", 1.8, _stdnum("in_.epic")),
    _shape("NATIONAL_ID", r"[vejpg]-?\d{8}-?\d", 2, _stdnum("ve.rif")),
    _shape("NATIONAL_ID", r"[a-hj-np-rt-z]\d{11}[a-z0-9]", 1.8, _stdnum("gb.upn")),
    _shape("NATIONAL_ID", r"[a-z]-?\d{6}-?[a-z]", 1, _stdnum("ad.nrt")),
    _shape("NATIONAL_ID", r"[a-m]\d{8}[a-w]", 1.8, _stdnum("al.nipt")),
    _shape("NATIONAL_ID", r"[ap]\d{9}[a-z]", 1.8),  # Kenya
    _shape("NATIONAL_ID", r"[a-z]{1,2}\d{6} ?\(?[0-9a]\)?", 1, _hong_kong),
    _shape("NATIONAL_ID", r"[stfgm]\d{7}[a-z]", 2, _singapore),
    _shape("NATIONAL_ID", r"\d{7,8}-?[\dk]", 2, lambda code: code.endswith("k") and _rut(code)),
    _shape("ID_CARD", r"\d{8} ?\d ?[a-z0-9]{2} ?\d", 2.5, _stdnum("pt.cc")),
    _shape("ID_CARD", r"\d-\d{4}-\d{4}", 1),  # Costa Rica
    _shape("NATIONAL_ID", r"(?:19|20)?\d{6}[-+]\d{4}", 2, _stdnum("se.personnummer")),
    _shape("NATIONAL_ID", r"\d{1,2}\.\d{3}\.\d{3}-[\dk]", 2, _stdnum("cl.rut")),
    _shape("NATIONAL_ID", r"\d{2} ?[0-3]\d[01]\d{3} ?[a-z] ?\d{3}", 1.8),
    _shape("NATIONAL_ID", r"756\.\d{4}\.\d{4}\.\d\d", 3),
    _shape("VEHICLE_ID", r"[a-hj-npr-z0-9]{17}", 3, _vin, 0),
    _shape(
        "VEHICLE_ID", r"(?:(?<=fin )|(?<=fin: ))(?=[a-z]{2,3}[a-z0-9]{6})[a-hj-npr-z0-9]{13}\d{4}", 3
    ),  # German for VIN
    _shape(
        "VEHICLE_ID",
        (
            r"(?=[a-hj-npr-z0-9]{0,16}\d)[a-hj-npr-z][a-hj-npr-z0-9]{11}\d{5}|"
            r"[1-9][a-hj-npr-z0-9]{11}[a-hj-npr-z0-9]\d{4}"
        ),
        1,
    ),
    _shape("ID_CARD", r"[a-z]{2,3} ?\d{6,7}[a-z]?|[a-z]\d{2}[a-z0-9]\d{2}[a-z0-9]\d\d(?:\d)?|\d{6,9}[a-z]{0,3}\d{0,2}"),
    # plates
    _shape("LICENSE_PLATE", r"[a-z]{2}\d\d ?[a-z]{3}", 1.5),
    _shape("LICENSE_PLATE", r"[a-z]\d{1,3} ?[a-z]{3}|[a-z]{3} ?\d{1,3}[a-z]"),
    _shape("LICENSE_PLATE", r"[a-z]{2}-\d{3}-[a-z]{2}", 1.8),
    _shape("LICENSE_PLATE", r"[a-z]{2} ?\d{3} ?[a-z]{2}"),
    _shape("LICENSE_PLATE", r"\d{4}[ -]?[a-z]{3}", 1.5),
    _shape("LICENSE_PLATE", r"[a-zß]{1,3}[ -][a-z]{1,2}[ -]?\d{1,4}[eh]?"),
    _shape("LICENSE_PLATE", r"[a-z]{2,3}[ -]?\d{3,5}[a-z]?"),
    _shape("LICENSE_PLATE", r"\d{3}[ -]?[a-z]{3}"),
    _shape("LICENSE_PLATE", r"[a-z]{2}[ -]?\d{1,2}[ -]?[a-z]{1,3}[ -]?\d{3,4}"),
    _shape("LICENSE_PLATE", r"[a-z0-9]{1,3}-[a-z0-9]{2,3}-[a-z0-9]{1,3}"),
    _shape("LICENSE_PLATE", r"[a-z]{3}[ -]?\d[a-z0-9]\d\d"),
    _shape("LICENSE_PLATE", r"\d[ -]?[a-z]{3}[ -]?\d{3}"),
)

# A token with digits right behind a word that names its kind: passports and the like have no shape of their own.
_SIGN = r"(?:(?:[-/_.*·]|(?<=\d)\n(?=\d))?[a-z0-9])"
_READ_OUT = r"(?: \d(?![^\W_])){3,12}"  # "X242 seven three seven nine"
_TOKEN = re.compile(
    rf"(?<![^\W_])(?=[a-z0-9\-/_.*·]{{0,12}}\d)[a-z0-9](?:{_SIGN}{{4,18}}(?:{_READ_OUT})?|"
    rf"{_SIGN}{{1,6}}{_READ_OUT})(?![^\W_])"
)
_NAMED = frozenset(
    [
        "PASSPORT",
        "DRIVER_LICENSE",
        "ID_CARD",
        "MEDICAL_RECORD",
        "HEALTH_INSURANCE",
        "CUSTOMER_ID",
        "NATIONAL_ID",
        "VAT_ID",
        "BANK_ACCOUNT",
        "MEDICAL_LICENSE",
        "MEDICAL_DEVICE",
        "VEHICLE_ID",
    ]
)
_FEWEST_DIGITS = {"PASSPORT": 3, "ID_CARD": 3, "VAT_ID": 7, "BANK_ACCOUNT": 6}
_NEAR = 6

# Short words that would make a plate of "is 7ABC123", an identity card of "es 1768906".
_AFTER_A_WORD = frozenset({"LICENSE_PLATE", "ID_CARD"})
_NO_PLATE = frozenset(
    [
        "is",
        "my",
        "on",
        "no",
        "it",
        "to",
        "the",
        "at",
        "in",
        "of",
        "or",
        "and",
        "for",
        "are",
        "was",
        "ist",
        "est",
        "es",
        "nr",
        "num",
        "am",
        "im",
        "um",
        "der",
        "die",
        "das",
        "le",
        "la",
        "el",
        "il",
        "de",
        "du",
        "op",
        "te",
        "a",
        "i",
        "e",
    ]
)
_INVOICE = re.compile(r"invoice|rechnung|factura|facture|fattura|fatura|factuur|faktur")
_BIC = re.compile(r"(?<![^\W_])[a-z]{6}[a-z0-9]{2}(?:[a-z0-9]{3})?(?![^\W_])")


class Codes:
    name = "codes"
    description = "numbers of persons that hold letters, by shape, check letter or the words beside them"
    entities = (*sorted({shape.entity for shape in SHAPES} | _NAMED), "SWIFT_CODE")

    def find(self, reading: Reading) -> Iterator[Candidate]:
        if any(c.isdigit() for c in reading.text):
            for shape in SHAPES:
                for match in shape.pattern.finditer(reading.folded):
                    yield from _by_shape(reading, shape, match)
            yield from _named(reading)
            yield from _devices(reading)
            yield from _read_out(reading)
            if reading.level == "strict":
                yield from _any_code(reading)
        yield from _bic(reading)


def _any_code(reading: Reading) -> Iterator[Candidate]:
    """At the level strict every code of letters and digits may be somebody's, unless words say what it is."""
    for match in _TOKEN.finditer(reading.folded):
        code = match.group()
        digits, letters = sum(c.isdigit() for c in code), sum(c.isalpha() for c in code)
        vetoed = any(tag.veto for _, tag in reading.around.before(match.start(), 3))
        if digits >= _ANY_DIGITS and letters and digits >= letters and not vetoed and ":" not in code:
            yield Candidate(match.start(), match.end(), "CUSTOMER_ID", 0.35)


_ANY_DIGITS = 3


_EVERYDAY = 3


_IS = re.compile(r"es ")  # a country's letters are written big, or right beside the number


def _by_shape(reading: Reading, shape: Shape, match: re.Match[str]) -> Iterator[Candidate]:
    if (
        shape.entity in _AFTER_A_WORD
        and (first := re.split(r"[ -]", match.group())[0])
        and (first in _NO_PLATE or (reading.text[match.start()].islower() and common(first) >= _EVERYDAY))
    ):
        return  # "from 2012" in any language
    if shape.entity == "VAT_ID" and _IS.match(reading.text, match.start()):
        return  # "mi DNI es 12345678Z"
    strength = shape.strength(match.group())
    if shape.entity == "VAT_ID" and _INVOICE.search(reading.folded):
        strength = 3  # a VAT number belongs on an invoice, so that word is no veto here
    found = beside(reading, match.start(), match.end(), {shape.entity: strength})
    if found is None and strength >= 2:
        found = Candidate(match.start(), match.end(), shape.entity, min(0.95, 0.45 + strength / 6))
    if found is None and reading.level == "strict" and strength > 1:
        found = Candidate(match.start(), match.end(), shape.entity, 0.4)
    if found is not None and found.score:
        # The kind's own shape beats a kind that merely has a word nearby.
        yield Candidate(found.start, found.end, found.entity, min(0.97, found.score + 0.03 * shape.alone))


def _named(reading: Reading) -> Iterator[Candidate]:
    if not any(tag.name in _NAMED for tag in reading.around.tags) and not reading.asked:
        return
    for match in _TOKEN.finditer(reading.folded):
        if _SIZE.fullmatch(match.group()):
            continue
        digits = sum(c.isdigit() for c in match.group())
        fits = {entity: 1.0 for entity in _NAMED if digits >= _FEWEST_DIGITS.get(entity, 4)}
        found = beside(reading, match.start(), match.end(), fits) if fits else None
        if found is not None and found.score:
            yield Candidate(found.start, found.end, found.entity, found.score - 0.05)


_SIZE = re.compile(r"\d{1,4}x\d{1,4}(?:x\d{1,4})?(?:mm|cm|px)?")


def _devices(reading: Reading) -> Iterator[Candidate]:
    """The serial number of what somebody wears or has in the body, in either order of the words."""
    for match in _DEVICE.finditer(reading.folded):
        yield Candidate(match.start("value"), match.end("value"), "MEDICAL_DEVICE", 0.85)


_SERIAL = (
    r"(?:serial(?: (?:number|no))?|s/n|serien(?:nummer|nr)|numero de serie|n de serie|numero di serie|matricola|"
    r"serienummer)"
)
_WORN = (
    r"(?:pacemaker|herzschrittmacher|schrittmacher|defibrillator|insulin(?: ?pump|pumpe|epomp)|hearing aids?|horgerat|"
    r"implant(?:at|e|o|aat)?|cochlea\w*|cpap|prosthesis|prothese|protesis|protesi|stent|marcapasos|bomba de insulina|"
    r"audifonos?|stimulateur|pompe a insuline|appareil auditif|microinfusore|apparecchio acustico|aparelho auditivo|"
    r"marca-?passo|hoortoestel|wheelchair|rollstuhl|silla de ruedas|fauteuil roulant|carrozzina|rolstoel)"
)
_CODE_OF = r"[^\n\d]{0,30}?(?<![^\W_])(?P<%s>(?=[a-z\-]{0,6}\d)[a-z]{0,4}-?\d[a-z0-9\-]{3,14})(?![^\W_])"
_DEVICE_EITHER = rf"(?<!\w)(?:{_SERIAL}[^\n\d]{{0,30}}?{_WORN}|{_WORN}[^\n\d]{{0,30}}?{_SERIAL})"
_DEVICE = re.compile(_DEVICE_EITHER + _CODE_OF % "value")


def _read_out(reading: Reading) -> Iterator[Candidate]:
    """ "ab one two three four five six c": a code whose digits stand apart, put together and read by its shape."""
    for match in _APART.finditer(reading.folded):
        for first, last in (("head", "tail"), ("head", "body"), ("body", "tail")):
            start, end = match.start(first), match.end(last)
            if start < 0 or end < 0:
                continue
            code = reading.folded[start:end].replace(" ", "")
            for shape in SHAPES:
                if shape.entity in _AFTER_A_WORD or not shape.pattern.fullmatch(code):
                    continue
                strength = shape.strength(code)
                found = beside(reading, start, end, {shape.entity: strength})
                if found is not None and found.score:
                    yield Candidate(start, end, shape.entity, min(0.97, found.score + 0.05))
                elif found is None and strength >= _SAYS_ITSELF:
                    yield Candidate(start, end, shape.entity, 0.78)


_SAYS_ITSELF = 2
_APART = re.compile(
    r"(?<![^\W_])(?:(?P<head>[a-z](?: [a-z]){0,5}|"
    r"[a-z]{2,5}) )?(?P<body>\d(?: \d){4,16})(?: (?P<tail>[a-z](?: ?[a-z\d]){0,2}))?(?![^\W_])"
)


def _bic(reading: Reading) -> Iterator[Candidate]:
    for tag in reading.around.tags:
        if tag.name != "SWIFT_CODE":
            continue
        for match in _BIC.finditer(reading.folded, tag.end, tag.end + 80):
            written = reading.text[match.start() : match.end()]
            plain_word = written.isalpha() and not written.isupper() and not written.lower().endswith("xxx")
            if match.start() >= tag.end and not plain_word:
                yield Candidate(match.start(), match.end(), "SWIFT_CODE", 0.8)
                break


recognizer = Codes()
