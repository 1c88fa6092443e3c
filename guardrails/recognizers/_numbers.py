"""The kinds of numbers made of digits: lengths, and how far digits and grouping speak for themselves.

Checksums come from python-stdnum and phonenumbers. 0: never; 1: only with a word beside it; 2: alone unless vetoed;
3: in any company.
"""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from guardrails.lately import lately
from guardrails.recognizers._stdnum import checked_by

LONGEST = 26  # an account of Poland without its country


@dataclass(frozen=True, slots=True)
class Number:
    """Digits, the text they were written as, and the sizes of their groups."""

    digits: str
    raw: str
    sizes: tuple[int, ...]
    language: str = "en"

    @property
    def bare(self) -> bool:
        return len(self.sizes) == 1

    @property
    def single_digits(self) -> bool:
        return all(size == 1 for size in self.sizes)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of number."""

    entity: str
    lengths: range
    fits: Callable[[Number], float]


_cnpj, _luhn, _nhs, _aadhaar, _idnr, _nir, _bsn, _pesel, _cpf, _sin, _tfn, _routing, _imei, _ptnif = map(
    checked_by,
    (
        "br.cnpj",
        "luhn",
        "gb.nhs",
        "in_.aadhaar",
        "de.idnr",
        "fr.nir",
        "nl.bsn",
        "pl.pesel",
        "br.cpf",
        "ca.sin",
        "au.tfn",
        "us.rtn",
        "imei",
        "pt.nif",
    ),
)
_medicare = checked_by("luhn")


def _card(n: Number) -> float:
    d, length = n.digits, len(n.digits)
    issuer = (
        (d[0] == "4" and length in (13, 16, 19))
        or (d[:2] in {"34", "37"} and length == 15)
        or (length == 16 and (51 <= int(d[:2]) <= 55 or 2221 <= int(d[:4]) <= 2720 or d[:2] == "35"))
        or (length >= 16 and (d[:4] == "6011" or d[:2] == "65" or 644 <= int(d[:3]) <= 649 or d[:2] == "62"))
        or (length == 14 and d[:2] in {"30", "36", "38", "39"})
        or (length >= 15 and d[:2] in {"50", "56", "57", "58", "63", "67"})
    )
    regular = n.single_digits or (max(n.sizes) == 2 and set(n.sizes[:-1]) == {2})
    if not issuer or (max(n.sizes) < 4 and not regular):
        return 1 if length in (15, 16) else 0
    if not _luhn(d):
        return 1.5 if n.sizes in {(4, 4, 4, 4), (4, 6, 5)} else 1
    return 3 if n.sizes in {(4, 4, 4, 4), (4, 6, 5), (4, 4, 4, 4, 3)} else 2


def _cvv(n: Number) -> float:
    return 1 if n.bare or n.single_digits else 0


def _phone(n: Number) -> float:  # noqa: PLR0911 - one line per way of writing a phone number
    raw, d = n.raw.strip(), n.digits
    if raw.startswith(("+", "(+", "00")) and len(d) >= 8:
        return 3 if raw[0] != "0" and _possible(d) else 2
    if len(d) < 7 or _DAY_FIRST.match(raw):
        return 0
    if "." in raw and any(size == 4 and i < len(n.sizes) - 1 for i, size in enumerate(n.sizes)):
        return 1
    if n.sizes in {(3, 3, 4), (1, 3, 3, 4)} and d[-10] in "23456789":
        return 2.5 if "(" in raw or "-" in raw or "." in raw else 2
    if d[0] == "0" and 9 <= len(d) <= 12 and d[1] != "0":
        # A national prefix; in one piece it is a guess unless it looks mobile (06…, 07…, 015…).
        return 2 if not n.bare or d[:2] in {"06", "07"} or d[:3] in {"015", "016", "017", "044", "020"} else 1
    if len(d) == 9 and d[0] in "6789" and n.sizes in {(3, 2, 2, 2), (3, 3, 3)} and n.sizes != (3, 3, 3):
        return 2
    if len(d) == 9 and d[0] in "67" and n.sizes == (3, 3, 3):
        return 2
    if len(d) == 7 and n.sizes == (3, 4) and d[:3] == "555":
        return 2
    if len(d) == 11 and n.sizes in {(2, 5, 4), (2, 4, 5)}:
        return 2
    if n.sizes in {(2, 4, 4), (2, 5, 4)} and n.language == "pt":
        return 2
    if 9 <= len(d) <= 11 and (_mobile(d, n.language) or (n.bare and n.language == "en" and _american(d))):
        return 2
    if not n.bare and not n.single_digits and 8 <= len(d) <= 13 and _valid_here(d, raw[0] == "(", n.language):
        return 2
    return 1 if len(d) <= 15 else 0


# "call me on 2026-04-15 11.30am": a day with the hour behind it, beside the word that asks for a phone number.
_DAY_FIRST = re.compile(r"(?:19|20)\d\d([-./])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?!\d)")


# Countries of a language whose mobile numbers have a shape of their own; North American ones have none.
_REGIONS = {"de": ("DE", "AT"), "es": ("ES",), "fr": ("FR",), "it": ("IT",), "pt": ("PT", "BR"), "nl": ("NL", "BE")}
_REGIONS |= {"en": ("GB",), "pl": ("PL",)}


@lately
def _mobile(digits: str, language: str) -> bool:
    """Whether the digits are a mobile number as the language's countries write it at home."""
    phonenumbers = importlib.import_module("phonenumbers")
    for region in _REGIONS.get(language, ()):
        try:
            number = phonenumbers.parse(digits, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number_for_region(number, region) and phonenumbers.number_type(number) == 1:
            return True
    return False


@lately
def _american(digits: str) -> bool:
    """Whether ten digits in one piece are a number of North America: its area and exchange are in use."""
    if len(digits) != _NATIONAL or digits[0] in "01" or digits[3] in "01":
        return False
    phonenumbers = importlib.import_module("phonenumbers")
    return bool(phonenumbers.is_valid_number(phonenumbers.parse(digits, "US")))


_NATIONAL = 10
_WIDER = {**_REGIONS, "es": ("ES", "MX", "CO"), "en": ("GB", "AU", "IN"), "fr": ("FR", "BE"), "de": ("DE", "AT", "CH")}


@lately
def _valid_here(digits: str, prefixed: bool, language: str) -> bool:
    """Whether digits in groups are a number of one of the language's countries, or behind "(351)" of any country."""
    phonenumbers = importlib.import_module("phonenumbers")
    forms = [(digits, region) for region in _WIDER.get(language, ())] + ([("+" + digits, None)] if prefixed else [])
    for form, region in forms:
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(form, region)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False


def _possible(digits: str) -> bool:
    phonenumbers = importlib.import_module("phonenumbers")
    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse("+" + digits, None)))
    except phonenumbers.NumberParseException:
        return False


def _ssn(n: Number) -> float:
    d = n.digits
    if d[:3] in {"000", "666"} or d[0] == "9" or d[3:5] == "00" or d[5:] == "0000":
        return 0
    if n.sizes == (3, 2, 4):
        return 2.5 if "-" in n.raw else 2
    return 1 if n.bare or n.single_digits else 0


def _itin(n: Number) -> float:
    d = n.digits
    if d[0] != "9" or not 50 <= int(d[3:5]) <= 99:
        return 0
    return 2 if n.sizes == (3, 2, 4) else 1


def _checked(
    valid: Callable[[str], bool], *sizes: tuple[int, ...], home: str = "", rare: bool = False
) -> Callable[[Number], float]:
    """A number with a checksum: alone in its own grouping, with a word in any, and with a word even when mistyped.

    In one piece it counts alone in the language it is ``home`` in, or when hardly any other number passes (``rare``).
    """

    def fits(n: Number) -> float:
        if not valid(n.digits):
            return 0.99
        return 2 if n.sizes in sizes or (n.bare and (rare or n.language == home)) else 1

    return fits


def _nir_fits(n: Number) -> float:
    d = n.digits
    if d[0] not in "12" or not (1 <= int(d[3:5]) <= 12 or 20 <= int(d[3:5]) <= 42 or int(d[3:5]) >= 50):
        return 0
    return 2.5 if len(d) == 15 and _nir(d) else 1


def _imei_fits(n: Number) -> float:
    if not _luhn(n.digits):
        return 0.9
    return 2 if n.digits[:2] in {"35", "86", "01", "99", "49"} and (n.bare or n.sizes == (2, 6, 6, 1)) else 1


# Numbers of persons whose date, place and check digits together let hardly any other number through (python-stdnum).
_SAYS_ITSELF: Mapping[int, tuple[str, ...]] = {
    10: ("bg.egn", "cz.rc", "sk.rc", "ec.ci"),
    11: ("ar.cuit", "be.nn", "be.bis", "ee.ik", "gr.amka", "lt.asmens", "no.fodselsnummer", "tr.tckimlik"),
    12: ("ru.inn",),
    13: ("kr.rrn", "ro.cnp", "si.emso", "za.idnr"),
    18: ("cn.ric",),
}
# As above, in the grouping people write them in; of other grouping only beside a word.
_IN_GROUPS: Mapping[tuple[int, ...], str] = {
    (6, 4): "is_.kennitala",
    (3, 7, 1): "do.cedula",
    (9, 1): "ec.ci",
    (6, 2, 4): "my.nric",
    (1, 4, 5, 2, 1): "th.pin",
    (5, 7, 1): "pk.cnic",
    (3, 4, 4, 2): "ch.ssn",
    (8, 1): "il.idnr",
}


@functools.cache
def _checks(module: str) -> Callable[[str], bool]:
    return checked_by(module)


def _national(n: Number) -> float:
    grouped = _IN_GROUPS.get(n.sizes)
    if grouped is not None and _checks(grouped)(n.digits):
        return 2
    known = _SAYS_ITSELF.get(len(n.digits), ()) if len(n.sizes) <= _FEW_GROUPS and len(set(n.digits)) > 2 else ()
    if any(_checks(module)(n.digits) for module in known):
        return 2
    return _with_word(n)


_FEW_GROUPS = 4


def _account(n: Number) -> float:
    """Spain's CCC, Argentina's CBU and Poland's NRB carry two or more check digits; others need a word."""
    d = n.digits
    own = {20: "es.ccc", 22: "ar.cbu"}.get(len(d))
    if own is not None and not n.single_digits and len(set(d)) > 2:
        return 2 if _checks(own)(d) else 1
    if len(d) == LONGEST:
        return 2.5 if int(d[2:] + "2521" + d[:2]) % 97 == 1 else 1
    return _with_word(n) if len(d) <= _LONGEST_ACCOUNT else 0


_LONGEST_ACCOUNT = 18


def _with_word(n: Number) -> float:
    return 1 if n.bare or len(n.sizes) <= 5 or n.single_digits else 0


def _kind(entity: str, low: int, high: int, fits: Callable[[Number], float]) -> Kind:
    return Kind(entity, range(low, high + 1), fits)


KINDS = (
    _kind("CREDIT_CARD", 13, 19, _card),
    _kind("CVV", 3, 4, _cvv),
    _kind("PHONE_NUMBER", 6, 15, _phone),
    _kind("US_SSN", 9, 9, _ssn),
    _kind("US_SSN", 4, 4, lambda n: 1 if n.bare or n.single_digits else 0),  # "the last four of my social"
    _kind("US_ITIN", 9, 9, _itin),
    _kind("UK_NHS", 10, 10, _checked(_nhs, (3, 3, 4))),
    _kind("CA_SIN", 9, 9, _checked(_sin, (3, 3, 3))),
    _kind("AU_TFN", 8, 9, _checked(_tfn)),
    _kind("AU_MEDICARE", 10, 11, _with_word),
    _kind("IN_AADHAAR", 12, 12, _checked(_aadhaar, (4, 4, 4))),
    _kind("IN_AADHAAR", 16, 16, _with_word),  # the virtual number
    _kind("DE_TAX_ID", 9, 9, _with_word),  # Austria
    _kind("DE_TAX_ID", 10, 13, _checked(_idnr, (2, 3, 3, 3), rare=True)),
    _kind("FR_NIR", 13, 15, _nir_fits),
    _kind("NL_BSN", 8, 9, _checked(_bsn, home="nl")),
    _kind("PL_PESEL", 11, 11, _checked(_pesel, rare=True)),
    _kind("BR_CPF", 11, 11, _checked(_cpf, (3, 3, 3, 2), rare=True)),
    _kind("PT_NIF", 9, 9, _checked(_ptnif, (3, 3, 3), home="pt")),
    _kind("NATIONAL_ID", 6, 18, _national),
    _kind("ES_NIF", 8, 8, _with_word),
    _kind("VAT_ID", 8, 12, _with_word),
    _kind("VAT_ID", 14, 14, _checked(_cnpj, (2, 3, 3, 4, 2), rare=True)),
    _kind("IMEI", 14, 16, _imei_fits),
    _kind("IMEI", 18, 22, _with_word),  # of a SIM card
    _kind("ABA_ROUTING_NUMBER", 9, 9, _checked(_routing)),
    _kind("BANK_ACCOUNT", 6, LONGEST, _account),
    _kind("MEDICAL_RECORD", 5, 12, _with_word),
    _kind("HEALTH_INSURANCE", 6, 20, _with_word),
    _kind("PASSPORT", 7, 9, _with_word),
    _kind("ID_CARD", 6, 12, _with_word),
    _kind("DRIVER_LICENSE", 6, 16, _with_word),
    _kind("CUSTOMER_ID", 5, 19, _with_word),
    _kind("PIN", 4, 8, lambda n: 1 if n.bare or n.single_digits or n.sizes == (3, 3) else 0),
    _kind("MEDICAL_DEVICE", 5, 16, _with_word),
    _kind("MEDICAL_LICENSE", 7, 10, _with_word),
)
BY_LENGTH: Mapping[int, tuple[Kind, ...]] = {
    length: tuple(kind for kind in KINDS if length in kind.lengths) for length in range(3, LONGEST + 1)
}
