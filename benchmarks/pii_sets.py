# ruff: noqa: E501, PLR0911, PLW0108 - tables of number shapes, one line a country
"""Generated, labelled messages for benchmarks/pii.py: own sentences (data/pii_frames.yaml), invented values, seeded.

Values come from Faker's locales (MIT) and from check-digit rules (python-stdnum); none belongs to anybody on purpose.
A sentence is for developing or for reporting by the hash of its text, so that nothing tuned on one half has seen the
wording of the other; values differ by seed.
"""

from __future__ import annotations

import functools
import hashlib
import random
import re
import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

Span = tuple[int, int, str]
FRAMES = Path(__file__).parent / "data" / "pii_frames.yaml"
SECOND = Path(__file__).parent / "data" / "pii_frames_second.yaml"
THIRD = Path(__file__).parent / "data" / "pii_frames_third.yaml"
FOURTH = Path(__file__).parent / "data" / "pii_frames_fourth.yaml"
FIFTH = Path(__file__).parent / "data" / "pii_frames_fifth.yaml"
SIXTH = Path(__file__).parent / "data" / "pii_frames_sixth.yaml"
LOCALES = {
    "en": ("en_US", "en_GB", "en_IN", "en_CA", "en_AU", "en_NG"),
    "de": ("de_DE", "de_AT", "de_CH"),
    "es": ("es_ES", "es_MX", "es_CO"),
    "fr": ("fr_FR", "fr_CA", "fr_BE"),
    "it": ("it_IT",),
    "pt": ("pt_PT", "pt_BR"),
    "nl": ("nl_NL", "nl_BE"),
}
# Names from further off: people write from everywhere, in every language.
ELSEWHERE = ("sv_SE", "pl_PL", "tr_TR", "cs_CZ", "fi_FI", "hu_HU", "ro_RO", "hr_HR", "id_ID", "vi_VN", "en_NG", "en_IN")


@dataclass(frozen=True)
class Row:
    """One message: its text, its labelled spans, its language and how it was made."""

    text: str
    spans: tuple[Span, ...]
    language: str
    note: str


SETS = (
    *("chat", "adversarial", "templates", "names", "lowercase names", "harmless"),
    *("second chat", "second adversarial", "second harmless"),
    *("third chat", "third harmless", "fourth chat", "fourth harmless"),
    *("fifth chat", "fifth harmless", "sixth chat", "sixth harmless"),
)


def rows(name: str, half: str, *, each: int = 6, seed: int = 11) -> list[Row]:
    """The messages of a set, ``each`` per sentence, from the sentences of a half (develop, report or both)."""
    number = random.Random(f"{seed}|{name}|{half}")
    maker = Values(number)
    out = []
    for language, frame in _frames(_SOURCE.get(name, name)):
        if half != "both" and half_of(frame) != half:
            continue
        for _ in range(each):
            row = _filled(frame, language, maker, name)
            if name.endswith("adversarial"):
                row = _attacked(row, number, further=name.startswith("second"))
            elif name == "second chat":
                row = _typed(row, number)
            out.append(row)
    return [_lower(row) for row in out] if name == "lowercase names" else out


_SOURCE = {"adversarial": "chat", "lowercase names": "names", "second adversarial": "second chat"}


def half_of(frame: str) -> str:
    """Which half a sentence belongs to."""
    return "report" if int(hashlib.sha256(frame.encode()).hexdigest(), 16) % 2 else "develop"


def _frames(part: str) -> Iterator[tuple[str, str]]:
    order, _, rest = part.partition(" ")
    file, part = (_FILES[order], rest) if order in _FILES else (FRAMES, part)
    raw = yaml.safe_load(file.read_text(encoding="utf-8"))[part]
    for language, lines in raw.items() if isinstance(raw, Mapping) else {"en": raw}.items():
        yield from ((language, line) for line in lines)


_FILES = {"second": SECOND, "third": THIRD, "fourth": FOURTH, "fifth": FIFTH, "sixth": SIXTH}
_SLOT = re.compile(r"\{([A-Z_0-9]+)(?:\|([^}]*))?\}")


def _filled(frame: str, language: str, maker: Values, name: str) -> Row:
    text, spans, at = "", [], 0
    for slot in _SLOT.finditer(frame):
        text += frame[at : slot.start()]
        label, value = slot.groups()
        if value is None:
            label, value = maker.make(slot.group(1), language, unusual=name == "lowercase names")
        if label:
            spans.append((len(text), len(text) + len(value), label))
        text += value
        at = slot.end()
    return Row(text + frame[at:], tuple(spans), language, "clean")


def _lower(row: Row) -> Row:
    text = "".join(c.lower() if len(c.lower()) == 1 else c for c in row.text)
    return Row(text, row.spans, row.language, "lowercase")


def _typed(row: Row, number: random.Random) -> Row:
    """A message as people type: one in three all in small letters, one in five with a letter swapped outside values."""
    draw = number.random()
    if draw < 1 / 3:
        return _lower(row)
    if draw > 4 / 5:
        inside = {i for start, end, _ in row.spans for i in range(start - 1, end + 1)}
        places = [
            i
            for i in range(1, len(row.text) - 1)
            if row.text[i : i + 2].isalpha() and row.text[i - 1].isalpha() and not {i, i + 1} & inside
        ]
        if places:
            at = number.choice(places)
            text = row.text[:at] + row.text[at + 1] + row.text[at] + row.text[at + 2 :]
            return Row(text, row.spans, row.language, "typo")
    return row


# --- values ---------------------------------------------------------------------------------------------------------

_LABELS = {
    "FAMILY": "PERSON", "GIVEN": "PERSON", "MEDICINE": "HEALTH", "ZIP": "ADDRESS", "POSTCODE_UK": "ADDRESS",
    "AGE_ANY": "", "ADDRESS_US": "ADDRESS", "KVNR": "HEALTH_INSURANCE", "ES_NSS": "NATIONAL_ID", "HOUSE": "",
}  # fmt: skip
_HEALTH = {
    "": "asthma|type 2 diabetes|epilepsy|crohn's disease|endometriosis|high blood pressure|a heart murmur|MS|bipolar "
    "disorder|a torn meniscus|chronic kidney disease|coeliac disease|a peanut allergy|glaucoma|rosacea|sciatica",
    "_DE": "Asthma|Zöliakie|Epilepsie|Morbus Crohn|Bluthochdruck|eine Depression|Rheuma|Neurodermitis|Heuschnupfen|"
    "Herzrhythmusstörungen|einen Bandscheibenvorfall|Laktoseintoleranz|Brustkrebs|Migräne",
    "_ES": "asma|diabetes|epilepsia|celiaquía|hipertensión|migraña|esclerosis múltiple|una hernia discal|ansiedad|"
    "artritis reumatoide|psoriasis|fibromialgia|apnea del sueño",
    "_FR": "asthme|diabète|épilepsie|la maladie de Crohn|hypertension|migraines|sclérose en plaques|une hernie discale|"
    "arthrose|psoriasis|une allergie aux arachides|dépression|la mucoviscidose",
    "_IT": "asma|diabete|epilessia|celiachia|ipertensione|emicrania|sclerosi multipla|un'ernia del disco|ansia|artrite|"
    "psoriasi|fibromialgia|apnee notturne",
    "_PT": "asma|diabetes|epilepsia|doença celíaca|hipertensão|enxaqueca|esclerose múltipla|uma hérnia discal|ansiedade|"
    "artrite|psoríase|fibromialgia|apneia do sono",
    "_NL": "astma|diabetes|epilepsie|coeliakie|hoge bloeddruk|migraine|multiple sclerose|een hernia|reuma|psoriasis|"
    "hooikoorts|een depressie|suikerziekte",
}  # fmt: skip
_MEDICINES = (
    "metformin|sertraline|ramipril|levothyroxine|ibuprofen 600|omeprazole|insulin|prednisolone|lamotrigine|lithium"
)
_SYLLABLES = (
    "ma ri ka lo ven dra ti sho na bek ulo gri fa ze no mir ya ta ro sin de wal ku bri os en ja li po che vu da ko is ra "
    "tha mo gun el bo ni sa fer ig ba ru lin ho ak we du zi fo nar que"
)
_WORDS = "winter harbour tulip coffee marble ocean violin copper saffron comet lantern maple"


class Values:
    """Draws invented values of every kind, with the label they carry."""

    def __init__(self, number: random.Random) -> None:
        self.number = number

    def make(self, slot: str, language: str, *, unusual: bool = False) -> tuple[str, str]:
        """(label, value); an empty label is no personal data."""
        maker = getattr(self, "_" + slot.lower(), None)
        if maker is not None:
            return "" if slot in _HARMLESS else _LABELS.get(slot, slot), str(maker(language))
        if slot in {"PERSON", "FAMILY", "GIVEN"}:
            return "PERSON", self._name(slot, language, unusual=unusual)
        if slot.startswith("HEALTH") and slot != "HEALTH_INSURANCE":
            return "HEALTH", self._of(_HEALTH[slot[6:]].split("|"))
        if slot.startswith("PLATE"):
            return "LICENSE_PLATE", self._plate(slot[6:].lower())
        if slot.startswith(("ID_CARD", "DRIVER_LICENSE", "PASSPORT")):
            label = re.sub(r"_[A-Z]{2}\Z", "", slot)
            return label, self._shaped(self._of(_SHAPES[slot if slot in _SHAPES else label]))
        if slot in _SHAPES:
            label = "" if slot in _HARMLESS else _LABELS.get(slot, slot)
            return label, self._shaped(self._of(_SHAPES[slot]))
        return slot, self._checked(slot)

    def _of(self, options: Sequence[str]) -> str:
        return self.number.choice(options)

    def _faker(self, language: str) -> Any:
        return _faker(self._of(LOCALES[language]), self.number.randrange(10**9))

    def _name(self, slot: str, language: str, *, unusual: bool) -> str:
        far = unusual or self.number.random() < 0.3
        fake = _faker(self._of(ELSEWHERE), self.number.randrange(10**9)) if far else self._faker(language)
        if unusual and self.number.random() < 0.5:
            return self._made_up() if slot != "PERSON" else f"{self._made_up()} {self._made_up()}"
        if slot == "GIVEN":
            return str(fake.first_name())
        if slot == "FAMILY":
            return str(fake.last_name())
        given, family = fake.first_name(), fake.last_name()
        draw = self.number.random()
        if draw < 0.15:
            return str(given)
        if draw < 0.22:
            return f"{given} {self._of(string.ascii_uppercase)}. {family}"
        if draw < 0.27:
            return f"{given} {family}-{fake.last_name()}"
        return f"{given} {family}" if draw < 0.95 else f"{family}, {given}"

    def _made_up(self) -> str:
        """A name that is in no list: syllables of many languages put together."""
        return "".join(self._of(_SYLLABLES.split()) for _ in range(self.number.choice([2, 3, 3]))).capitalize()

    def _phone_number(self, language: str) -> str:
        if self.number.random() < 0.5:
            return str(self._faker(language).phone_number())
        return self._shaped(self._of(_PHONES[language]))

    def _email_address(self, language: str) -> str:
        fake = self._faker(language)
        first, last = _plain(fake.first_name()), _plain(fake.last_name())
        local = self._of(
            [f"{first}.{last}", f"{first[0]}{last}", f"{first}_{self.number.randrange(99)}", f"{last}-{first}"]
        )
        host = self._of(["mail", "inbox", "posta", "correo", "webbox", "fastpost", "web", "gmx"])
        return f"{local}@{host}.{self._of(['example', 'com', 'net', 'de', 'es', 'co.uk', 'it', 'fr'])}"

    def _address(self, language: str) -> str:
        return str(self._faker(language).address()).replace("\n", self._of([", ", ", ", ", ", " "]))

    def _address_us(self, _language: str) -> str:
        value = str(_faker("en_US", self.number.randrange(10**9)).address())
        return value if self.number.random() < 0.3 else value.replace("\n", ", ")

    def _zip(self, _language: str) -> str:
        return str(_faker("en_US", self.number.randrange(10**9)).zipcode())

    def _postcode_uk(self, _language: str) -> str:
        return str(_faker("en_GB", self.number.randrange(10**9)).postcode())

    def _age(self, _language: str) -> str:
        return str(self.number.randrange(90, 108))

    def _age_any(self, _language: str) -> str:
        return str(self.number.randrange(18, 89))

    def _house(self, _language: str) -> str:
        return str(self.number.randrange(1, 90))

    def _date_of_birth(self, language: str) -> str:
        year, month, day = self.number.randrange(1936, 2012), self.number.randrange(1, 13), self.number.randrange(1, 29)
        name = _MONTHS[language].split()[month - 1]
        of = {"es": " de ", "pt": " de ", "de": ". "}.get(language, " ")
        forms = [f"{day:02}/{month:02}/{year}", f"{day}.{month}.{year}", f"{year}-{month:02}-{day:02}"]
        forms += [f"{day}{of}{name}{' de ' if of == ' de ' else ' '}{year}", f"{day}/{month}/{year % 100:02}"]
        if language == "en":
            forms += [f"{name} {day}, {year}", f"{month:02}/{day:02}/{year}", f"{day}-{month}-{year}"]
        return self._of(forms)

    def _date(self, language: str) -> str:
        return re.sub(
            r"(?<=/\d)/\d\d\Z|(?<=/\d\d)/\d\d\Z", "/26", re.sub(r"(19|20)\d\d", "2026", self._date_of_birth(language))
        )

    def _time(self, _language: str) -> str:
        return f"{self.number.randrange(7, 22)}:{self.number.choice(['00', '15', '30', '45'])}"

    def _price(self, _language: str) -> str:
        amount = f"{self.number.randrange(3, 900)}{self._of(['.', ','])}{self.number.randrange(100):02}"
        return self._of([f"€{amount}", f"{amount} €", f"{amount} EUR", f"${amount}", f"£{amount}"])

    def _medicine(self, _language: str) -> str:
        return self._of(_MEDICINES.split("|"))

    def _card_expiry(self, _language: str) -> str:
        return f"{self.number.randrange(1, 13):02}/{self._of(['27', '28', '29', '2030'])}"

    def _credit_card(self, _language: str) -> str:
        digits = self._luhn(self._of(["4", "51", "37", "6011", "55"]))
        groups = [digits[i : i + 4] for i in range(0, len(digits), 4)]
        return self._of([digits, " ".join(groups), "-".join(groups)])

    def _luhn(self, start: str) -> str:
        size = 15 if start == "37" else 16
        luhn = import_module("stdnum.luhn")
        body = start + "".join(self._of(string.digits) for _ in range(size - 1 - len(start)))
        return body + str(luhn.calc_check_digit(body))

    def _iban_code(self, _language: str) -> str:
        country, account = self._of(list(_IBANS)), ""
        account = self._shaped(_IBANS[country])
        number = int("".join(str(int(c, 36)) for c in account + country + "00"))
        value = f"{country}{98 - number % 97:02}{account}"
        return value if self.number.random() < 0.5 else " ".join(value[i : i + 4] for i in range(0, len(value), 4))

    def _username(self, language: str) -> str:
        first = _plain(self._faker(language).first_name())
        word = self._of(_WORDS.split())
        return self._of(
            [f"{first}{self.number.randrange(1950, 2010)}", f"{word}_{first}", f"@{first}.{word}", f"{first}x{word}9"]
        )

    def _password(self, _language: str) -> str:
        word, other = self._of(_WORDS.split()), self._of(_WORDS.split())
        random_ = "".join(self._of(string.ascii_letters + string.digits + "!$%*#") for _ in range(11))
        return self._of(
            [f"{word.title()}{self.number.randrange(1000)}!", f"{word}-{other}-{self.number.randrange(99)}", random_]
        )

    def _api_key(self, _language: str) -> str:
        body = "".join(self._of(string.ascii_letters + string.digits) for _ in range(36))
        return self._of([f"ghp_{body}", f"sk-proj-{body}", f"AKIA{body[:16].upper()}", body])

    def _crypto(self, _language: str) -> str:
        base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
        return self._of(
            [
                "0x" + "".join(self._of("0123456789abcdef") for _ in range(40)),
                "1" + "".join(self._of(base58) for _ in range(33)),
                "bc1q" + "".join(self._of("023456789acdefghjklmnpqrstuvwxyz") for _ in range(38)),
            ]
        )

    def _ip_address(self, language: str) -> str:
        fake = self._faker(language)
        return str(fake.ipv4_public() if self.number.random() < 0.75 else fake.ipv6())

    def _mac_address(self, language: str) -> str:
        return str(self._faker(language).mac_address())

    def _vehicle_id(self, language: str) -> str:
        return str(self._faker(language).vin())

    def _swift_code(self, language: str) -> str:
        return str(self._faker(language).swift())

    def _geo_coordinates(self, _language: str) -> str:
        return f"{self.number.uniform(-60, 70):.5f}, {self.number.uniform(-170, 170):.5f}"

    def _it_fiscal_code(self, _language: str) -> str:
        return str(_faker("it_IT", self.number.randrange(10**9)).ssn())

    def _uk_nino(self, _language: str) -> str:
        raw = f"{self._of('ABCEGHJKLMPRSTWXYZ')}{self._of('ABCEGHJKLMPRSTWXYZ')}{self.number.randrange(10**6):06}{self._of('ABCD')}"
        return self._of([raw, f"{raw[:2]} {raw[2:4]} {raw[4:6]} {raw[6:8]} {raw[8:]}"])

    def _us_ssn(self, _language: str) -> str:
        raw = str(_faker("en_US", self.number.randrange(10**9)).ssn())
        return self._of([raw, raw, raw.replace("-", " "), raw.replace("-", "")])

    def _us_itin(self, _language: str) -> str:
        return str(_faker("en_US", self.number.randrange(10**9)).itin())

    def _plate(self, country: str) -> str:
        return self._shaped(self._of(_PLATES[country]))

    def _license_plate(self, _language: str) -> str:
        return self._plate("uk")

    def _shaped(self, shape: str) -> str:
        """9 is a digit, A a capital letter, X a letter or digit, everything else itself (after a backslash, too)."""
        out, escaped = "", False
        for char in shape:
            if escaped:
                out, escaped = out + char, False
            elif char == "\\":
                escaped = True
            else:
                options = {"9": string.digits, "8": "123456789", "A": "BCDFGHJKLMNPRSTVWXYZ"}.get(char)
                options = "BCDFGHKLMNRTVX0123456789" if char == "X" else options
                out += self._of(options) if options else char
        return out

    def _checked(self, slot: str) -> str:
        module, size, forms = _CHECKED[slot]
        valid = import_module(f"stdnum.{module}").is_valid
        while True:
            raw = self._shaped(size)
            if valid(raw):
                cuts = [int(c) for c in self._of(forms)]
                places = [sum(cuts[:i]) for i in range(len(cuts) + 1)]
                return " ".join(raw[a:b] for a, b in zip(places, [*places[1:], None], strict=True)).strip()


_CHECKED: Mapping[str, tuple[str, str, Sequence[str]]] = {
    "UK_NHS": ("gb.nhs", "9999999999", ("", "33")),
    "CA_SIN": ("ca.sin", "899999999", ("", "33")),
    "AU_TFN": ("au.tfn", "899999999", ("", "33")),
    "IN_AADHAAR": ("in_.aadhaar", "899999999999", ("", "44")),
    "DE_TAX_ID": ("de.idnr", "89999999999", ("", "233")),
    "NL_BSN": ("nl.bsn", "899999999", ("",)),
    "BR_CPF": ("br.cpf", "99999999999", ("", "33")),
    "PT_NIF": ("pt.nif", "299999999", ("", "33")),
    "ABA_ROUTING_NUMBER": ("us.rtn", "099999999", ("",)),
    "IMEI": ("imei", "359999999999999", ("", "266")),
    "ES_NIF": ("es.nif", "99999999A", ("", "8")),
    "ES_NIE": ("es.nie", "\\X9999999A", ("",)),
    "FR_NIR": ("fr.nir", "28\\0\\5\\7\\5999999999", ("", "122233")),
}  # fmt: skip
_HARMLESS = frozenset(
    "ORDER TRACKING SKU VERSION COUPON ERROR NUMBER1 NUMBER2 NUMBER3 NUMBER6 QTY SIZE FLIGHT EAN SERIAL ISBN SEAT SHA DATE TIME PRICE".split()
)
_SHAPES: Mapping[str, Sequence[str]] = {
    "CVV": ("999",), "PIN": ("9999", "999999"), "BANK_ACCOUNT": ("99999999", "9999999999", "999 999 9999", "99-99-99 99999999"),
    "IN_PAN": ("AAAPA9999A",), "AU_MEDICARE": ("2999 99999 9",), "MEDICAL_RECORD": ("9999999", "99999999", "AA-999999"),
    "HEALTH_INSURANCE": ("A99999999", "AAA999999999", "9999 9999 99"), "CUSTOMER_ID": ("9999999", "99999", "A-999999", "A99999"),
    "PASSPORT": ("999999999", "A99999999", "AA9999999", "A9999999"), "PASSPORT_US": ("999999999", "A99999999"),
    "DRIVER_LICENSE": ("A9999999", "AAAAA999999AA9AA", "99999999"), "DRIVER_LICENSE_US": ("A9999999", "A999-9999-9999", "999999999"),
    "DRIVER_LICENSE_DE": ("A999XX99X99",), "DRIVER_LICENSE_NL": ("9999999999",),
    "ID_CARD_DE": ("LXXXXXXX9", "T99999999"), "ID_CARD_IT": ("CA99999AA", "AA9999999"), "KVNR": ("A999999999",),
    "ES_NSS": ("28 9999999999", "289999999999", "28/99999999/99"), "VAT_ID": ("\\D\\E999999999", "\\A\\T\\U99999999", "\\E\\SA99999999"),
    "MEDICAL_LICENSE": ("\\BA9999999",),
    "ORDER": ("99999", "AA-999999", "999-9999999", "#99999", "9999-9999", "2026-99999"), "TRACKING": ("1\\ZXXXXXXXX99999999", "\\J\\J\\D99999999999", "99999999999999"),
    "SKU": ("AA-999", "AAA9999", "99999-A", "A9-AA9"), "VERSION": ("8.9.9", "\\v8.9", "89.9.9.9"), "COUPON": ("\\S\\U\\N99", "AAAA-9999", "AAA20\\O\\F\\F"),
    "ERROR": ("0xXXXX", "\\E-999", "\\5\\0\\3", "\\E999"), "NUMBER1": ("8",), "NUMBER2": ("89",), "NUMBER3": ("899",), "NUMBER6": ("899999",),
    "QTY": ("8", "89", "899", "8999"), "SIZE": ("38", "42", "\\X\\L"), "FLIGHT": ("\\L\\H 899", "\\B\\A8999", "\\F\\R 8999"), "EAN": ("4999999999999", "978 8 999999 99 9"),
    "SERIAL": ("AA9999999999", "\\S\\NXXXXXXXX", "XXXX-XXXX-XXXX"), "ISBN": ("\\9\\7\\8-8-999-99999-9",), "SEAT": ("89A",), "SHA": ("XXXXXXXX",),
}  # fmt: skip
_IBANS = {
    "DE": "9" * 18, "GB": "AAAA" + "9" * 14, "FR": "9" * 23, "ES": "9" * 20, "IT": "A" + "9" * 22, "NL": "AAAA" + "9" * 10,
    "PT": "9" * 21, "BE": "9" * 12, "AT": "9" * 16, "PL": "9" * 24, "CH": "9" * 17, "IE": "AAAA" + "9" * 14,
}  # fmt: skip
_PLATES: Mapping[str, Sequence[str]] = {
    "uk": ("AA99 AAA", "AA99AAA", "A999 AAA"), "us": ("9AAA999", "AAA 9999", "AAA-999", "999 AAA"),
    "de": ("\\B-AA 8999", "\\M\\U\\C-A 899", "\\HH A 8999", "K-AA 89"), "es": ("9999 AAA", "9999AAA", "9999-AAA"),
    "fr": ("AA-999-AA", "AA 999 AA"), "it": ("AA 999 AA", "AA999AA"), "pt": ("AA-99-AA", "99-AA-99"), "nl": ("A-999-AA", "99-AAA-9", "AA-999-A"),
}  # fmt: skip
_PHONES: Mapping[str, Sequence[str]] = {
    "en": ("+44 7899 999999", "07899 999 999", "(289) 555-9999", "289.555.9999", "289-555-9999", "+1 289 555 9999", "020 7899 9999", "+61 4\\9\\9 999 999", "2895559999"),
    "de": ("0151 99999999", "030 89999999", "+49 171 8999999", "0049 160 99999999", "0711/899999", "0176-99 99 99 99"),
    "es": ("689 999 999", "+34 689 99 99 99", "91 899 99 99", "699999999", "+52 55 8999 9999"),
    "fr": ("06 99 99 99 99", "+33 6 99 99 99 99", "01.49.99.99.99", "0699999999", "07-99-99-99-99"),
    "it": ("339 8999999", "+39 347 899 9999", "06 8999 9999", "3489999999"),
    "pt": ("919 999 999", "+351 96 999 9999", "(11) 98999-9999", "939999999", "21 899 9999"),
    "nl": ("06 89999999", "+31 6 8999 9999", "06-89999999", "020-8999999", "0689999999"),
}  # fmt: skip
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}


def _plain(name: str) -> str:
    folded = name.lower().replace("ß", "ss").replace("ø", "o").replace("ł", "l")
    decomposed = import_module("unicodedata").normalize("NFKD", folded)
    return "".join(c for c in decomposed if c in string.ascii_lowercase) or "kim"


@functools.cache
def _faker_of(locale: str) -> Any:
    return import_module("faker").Faker(locale)


def _faker(locale: str, seed: int) -> Any:
    fake = _faker_of(locale)
    fake.seed_instance(seed)
    return fake


# --- adversarial spellings ------------------------------------------------------------------------------------------

_DIGITS = {
    "en": "zero one two three four five six seven eight nine",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf",
    "it": "zero uno due tre quattro cinque sei sette otto nove",
    "pt": "zero um dois três quatro cinco seis sete oito nove",
    "nl": "nul een twee drie vier vijf zes zeven acht negen",
}
_AT = {
    "en": "at",
    "de": "Klammeraffe",
    "es": "arroba",
    "fr": "arobase",
    "it": "chiocciola",
    "pt": "arroba",
    "nl": "apenstaartje",
}
_DOT = {"en": "dot", "de": "Punkt", "es": "punto", "fr": "point", "it": "punto", "pt": "ponto", "nl": "punt"}
_LOOK = str.maketrans("aeopcxyiABEHKMOPCTX", "аеорсхуіАВЕНКМОРСТХ")
_NUMBERS = frozenset(
    "PHONE_NUMBER CREDIT_CARD BANK_ACCOUNT ABA_ROUTING_NUMBER US_SSN US_ITIN UK_NHS CA_SIN AU_TFN AU_MEDICARE IN_AADHAAR "
    "DE_TAX_ID FR_NIR NL_BSN BR_CPF PT_NIF IMEI IBAN_CODE PASSPORT CUSTOMER_ID MEDICAL_RECORD NATIONAL_ID".split()
)


def _attacked(row: Row, number: random.Random, *, further: bool = False) -> Row:
    """The same message with its values written to slip through."""
    text, spans, at, notes = "", [], 0, []
    for start, end, label in row.spans:
        text += row.text[at:start]
        ways = _further(label, row.language) if further else {}
        value, note = _spelling(row.text[start:end], label, row.language, number, ways)
        notes.append(note)
        spans.append((len(text), len(text) + len(value), label))
        text += value
        at = end
    text += row.text[at:]
    done = Row(text, tuple(spans), row.language, next((n for n in notes if n != "as it is"), "lowercase"))
    return _lower(done) if done.note == "lowercase" or number.random() < 0.2 else done


_Ways = dict[str, "Callable[[str], str]"]


def _further(label: str, language: str) -> _Ways:
    """Ways of writing that the first set does not know."""
    at, dot = _AT[language], _DOT[language]
    if label in _NUMBERS:
        return {
            "half in words": lambda v: v[: len(v) // 2] + " " + _in_words(v[len(v) // 2 :], language),
            "underscores": lambda v: "_".join(c for c in v if c.isalnum()),
            "other digits": lambda v: "".join(chr(0x0660 + int(c)) if c in string.digits else c for c in v),
            "bold digits": lambda v: "".join(chr(0x1D7CE + int(c)) if c in string.digits else c for c in v),
            "pairs": lambda v: " ".join(re.findall("..?", "".join(c for c in v if c.isalnum()))),
            "soft hyphens": lambda v: "\u00ad".join(v),
        }
    if label == "EMAIL_ADDRESS":
        return {
            "percent": lambda v: v.replace("@", "%40"),
            "entity": lambda v: v.replace("@", "&#64;"),
            "capital words": lambda v: v.replace("@", " AT ").replace(".", " DOT "),
            "tight words": lambda v: v.replace("@", "(at)").replace(".", "(dot)"),
            "sign in words": lambda v: v.replace("@", f" {at} ").replace(".", f" {dot} ", 1),
            "spaced": lambda v: " ".join(v),
            "two lines": lambda v: v.replace("@", "@\n"),
            "comma": lambda v: v[: v.index("@")] + v[v.index("@") :].replace(".", ","),
        }
    if label == "PERSON":
        return {"spaced": lambda v: "  ".join(" ".join(w) for w in v.split()), "dots": lambda v: ".".join(v.split())}
    return {}


def _spelling(value: str, label: str, language: str, number: random.Random, more: _Ways) -> tuple[str, str]:
    ways: _Ways = {}
    if label in _NUMBERS:
        ways = {
            "in words": lambda v: _in_words(v, language),
            "single": lambda v: " ".join(c for c in v if c.isalnum()),
            "signs": lambda v: number.choice("-._/*·").join(c for c in v if c.isalnum()),
            "emoji": lambda v: "".join(c + "\ufe0f\u20e3" if c.isdigit() else c for c in v),
            "hidden": lambda v: "\u200b".join(v),
            "letter O": lambda v: v.replace("0", "O"),
            "line break": lambda v: v[: len(v) // 2] + "\n" + v[len(v) // 2 :],
            "full width": lambda v: "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in v),
        }
    elif label == "EMAIL_ADDRESS":
        ways = {
            "in words": lambda v: v.replace("@", f" {_AT[language]} ").replace(".", f" {_DOT[language]} "),
            "brackets": lambda v: v.replace("@", " [at] ").replace(".", " (dot) "),
            "gaps": lambda v: v.replace("@", " @ ").replace(".", " . "),
            "hidden": lambda v: "\u200d".join(v),
            "look-alikes": lambda v: v.translate(_LOOK),
        }
    elif label in {"PERSON", "ADDRESS"}:
        ways = {
            "look-alikes": lambda v: v.translate(_LOOK),
            "hidden": lambda v: "\u200b".join(v),
            "capitals": lambda v: v.upper() if len(v.upper()) == len(v) else v,
            "as it is": lambda v: v,
        }
    ways = more or ways
    if not ways:
        return value, "as it is"
    note = number.choice(sorted(ways))
    return ways[note](value), note


def _in_words(value: str, language: str) -> str:
    words = _DIGITS[language].split()
    return " ".join(words[int(c)] if c.isdigit() else c for c in value if c.isalnum() or c == "+").replace("+", "plus")
