"""IBAN: country, check digits, account. Checked by ISO 7064 mod 97-10 (ISO 13616), in any grouping."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.reading import Reading
from guardrails.recognizers import Candidate

# Lengths by country, SWIFT IBAN Registry release 99.
_LENGTHS = {
    code: int(size)
    for size, codes in {
        "15": "NO",
        "16": "BE",
        "18": "DK FI FO GL NL SD FK",
        "19": "MK SI",
        "20": "AT BA EE KZ LT LU XK MN",
        "21": "CH HR LI LV",
        "22": "BG BH CR DE GB GE IE ME RS VA",
        "23": "AE IL IQ TL OM SO",
        "24": "AD CZ ES MD PK RO SA SE SK TN VG",
        "25": "LY PT ST",
        "26": "IS TR",
        "27": "BI DJ FR GR IT MC MR SM",
        "28": "AL AZ BY CY DO GT HN HU LB NI PL SV",
        "29": "BR EG PS QA UA",
        "30": "JO KW MU YE",
        "31": "MT SC",
        "32": "LC",
        "33": "RU",
    }.items()
    for code in codes.split()
}
_SIGNS = r"[ .\n\-_/*,]"
_START = re.compile(rf"(?:(?<![^\W_])|(?<=_))([a-z]){_SIGNS}?([a-z]){_SIGNS}{{0,2}}[\do](?={_SIGNS}?[\do])", re.I)
_PIECE = re.compile(rf"{_SIGNS}{{0,2}}([0-9a-zA-Z])")
_SHORTEST, _LONGEST, _FEWEST = 15, 34, 6


class Iban:
    name = "iban"
    description = "IBANs of all countries, with their check digits"
    entities = ("IBAN_CODE",)

    def find(self, reading: Reading) -> Iterator[Candidate]:
        for start in _START.finditer(reading.text):
            length = _LENGTHS.get((start.group(1) + start.group(2)).upper())
            if length is None:
                continue
            found = _collect(reading.digits, start.start(), length)
            if found is None:
                yield from _other_length(reading, start.start())
                continue
            code, end = found
            if _valid(code):
                yield Candidate(start.start(), end, "IBAN_CODE", 0.98)
            elif sum(c.isdigit() for c in code) >= length * 0.6:
                tagged = any(tag.name == "IBAN_CODE" for _, tag in reading.around.before(start.start()))
                yield Candidate(start.start(), end, "IBAN_CODE", 0.8 if tagged else 0.55)


def _other_length(reading: Reading, start: int) -> Iterator[Candidate]:
    """A piece short or long by somebody's slip: taken when the check digits agree, or a word says it is an IBAN."""
    code, at, ends = "", start, []
    while len(code) < _LONGEST and (piece := _PIECE.match(reading.digits, at)) is not None:
        if (
            len(code) > 4
            and piece.end() - at > 1
            and piece.group(1).isalpha()
            and not _digits_near(reading.digits, piece.end())
        ):
            break
        code, at = code + piece.group(1).upper(), piece.end()
        if not reading.digits[at : at + 1].isalnum() and len(code) >= _SHORTEST:
            ends.append((code, at))
    right = [(code, end) for code, end in ends if _valid(code)]
    tagged = any(tag.name == "IBAN_CODE" for _, tag in reading.around.before(start))
    if right:
        yield Candidate(start, right[-1][1], "IBAN_CODE", 0.9)
    elif tagged and ends and sum(c.isdigit() for c in ends[-1][0]) >= len(ends[-1][0]) * 0.6:
        yield Candidate(start, ends[-1][1], "IBAN_CODE", 0.75)
    elif tagged and not ends and len(code) >= _FEWEST and not reading.text[at:].strip(" .…,-"):
        yield Candidate(start, at, "IBAN_CODE", 0.7)  # the rest follows in the next message


def _digits_near(text: str, at: int) -> bool:
    return any(c.isdigit() for c in text[at : at + 4])


def _collect(text: str, start: int, length: int) -> tuple[str, int] | None:
    code, at = "", start
    while len(code) < length:
        piece = _PIECE.match(text, at)
        if piece is None:
            return None
        code += piece.group(1)
        at = piece.end()
    if text[at : at + 1].isalnum():
        return None
    return code.upper(), at


def _valid(code: str) -> bool:
    """Check digits, also with the letter O typed for zero."""
    return _agrees(code) or ("O" in code[2:] and _agrees(code[:2] + code[2:].replace("O", "0")))


def _agrees(code: str) -> bool:
    turned = code[4:] + code[:4]
    return int("".join(str(int(c, 36)) for c in turned)) % 97 == 1


recognizer = Iban()
