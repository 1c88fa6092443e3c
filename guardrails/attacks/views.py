"""A text as an attacker may have meant it: what hiding and encoding turn back into.

Every view is a text the model reads in addition to the original; a view that is certain to be hidden or encoded speech
carries an anomaly, because customers do not write to a shop in base64.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from guardrails.attacks.concepts import speaks
from guardrails.canonical import fold
from guardrails.name_lists import common

LONGEST = 20_000  # characters looked at; floods are refused elsewhere


@dataclass(frozen=True, slots=True)
class View:
    """A reading of a text: its words, and the name of the hiding place when it was certainly hidden."""

    text: str
    anomaly: str = ""


_ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\u180e\u034f\u115f\u1160\u3164")
_BIDI = frozenset("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
_LATIN_OF = str.maketrans(
    "аеорсухівкмнтԁһјѕԛԝѵɡАВЕКМНОРСТУХІЈЅαεορνικτυχβηΑΒΕΖΗΙΚΜΝΟΡΤΥΧɑɩɪսոⅼ",
    "aeopcyxibkmhtdhjsqwvgABEKMHOPCTYXIJSaeopviktuxbnABEZHIKMNOPTYXaiiunl",
)
_LEET_OF = str.maketrans("013457@$!|+€86", "oieastasiitebg")
# Words with digits or signs for letters; "10am" and "3rd" are what they are.
_LEET = re.compile(
    r"(?<![a-z0-9])(?!\d+(?:am|pm|st|nd|rd|th|h|min|kg|g|ml|cm|mm|m|km|x|px|gb|mb|kb|ms|s|k|e)\b)"
    r"(?:[a-z]{1,30}[0134567@$|+€8!]{1,20}[a-z]|[0134567@$|+€8!]{1,20}[a-z]|[a-z]{1,30}[01345670@$]{2,20}\b)"
    r"[a-z0134567@$|+€8!]*"
)
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_HEX = re.compile(r"(?:0x)?(?:[0-9a-fA-F]{2}[\s:,]?){8,}")
_ESCAPES = re.compile(r"(?:\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|%[0-9a-fA-F]{2}|&#x?[0-9a-fA-F]{2,6};){3,}")
_BINARY = re.compile(r"(?:[01]{8}[\s,]?){4,}")
_DECIMALS = re.compile(r"(?:\b(?:3[2-9]|[4-9]\d|1[01]\d|12[0-6])\b[\s,]+){8,}\d{2,3}")
_SPACED = re.compile(r"(?:(?<!\w)\w[\s._\-*|/]{1,3}){5,}\w(?!\w)")
_COMMENT = re.compile(
    r"<!--(.{6,1500}?)-->|/\*(.{6,1500}?)\*/|\[//\]: # \((.{6,}?)\)|\[comment\]: <> \((.{6,}?)\)", re.DOTALL
)
_HIDDEN_STYLE = re.compile(
    r"<[^>]{0,200}(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])|hidden)[^>]{0,200}>"
    r"([^<]{6,})",
    re.IGNORECASE,
)
_STRUCK = re.compile("(?<=[A-Za-z0-9 .,!?])[\u0300-\u036f\u20d0-\u20ff]+")  # marks that no letter of a language has
_BASE32 = re.compile(r"\b[A-Z2-7]{24,}={0,6}")
_MORSE = re.compile(r"(?:[.\-·–−_]{1,6}[ /|]{1,3}){8,}[.\-·–−_]{0,6}")
_JOINED = re.compile(r"""["'`]\s{0,3}[+&]\s{0,3}["'`]""")
_MORSE_OF = dict(zip(
    (".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- "
     "--..").split(),
    "abcdefghijklmnopqrstuvwxyz", strict=True,
))  # fmt: skip
_MORSE_SIGNS = str.maketrans("·–−_", ".---")
_WORDS = re.compile(r"[a-z]{2,}")
_LONG_WORDS = re.compile(r"[^\W\d_]{3,}")
_EVERYDAY = 2
_TURNED = 1200  # characters in which everyday words are counted: who writes backwards does so from the beginning
_FEWEST_STRUCK = 5
_COMMON = frozenset(
    """
    the and you your are that this with for not all what have from say tell now please me my it is to of in on
    do be can will show give ignore previous instructions system prompt rules reveal secret forget everything
    above print output repeat password act as new who how write answer instead message text word words question
    know only any los las que una para por con del todas instrucciones die der das und nicht alle ist mir les
    des une pour vous tous dans il che non per tutte het een van niet seu sua
    """.split()
)


def views(text: str) -> Iterator[View]:
    """The text itself made plain, then every other reading found in it."""
    text = text[:LONGEST]
    shown = plain(text)
    yield View(shown)
    yield from _hidden(text)
    yield from _encoded(unicodedata.normalize("NFKC", text))
    yield from _turned(shown)


def plain(text: str) -> str:
    """The text without hidden characters, in compatibility form, look-alikes of Latin letters as Latin letters."""
    if text.isascii():
        return text
    visible = "".join(c for c in text if c not in _ZERO_WIDTH and c not in _BIDI and not _is_tag(c))
    return _STRUCK.sub("", unicodedata.normalize("NFKC", visible)).translate(_LATIN_OF)


def _hidden(text: str) -> Iterator[View]:
    tags = "".join(chr(ord(c) - 0xE0000) for c in text if 0xE0020 <= ord(c) <= 0xE007E)
    if len(tags) >= 4 and "\U0001f3f4" not in text:
        yield View(tags, "hidden:tags")
    selectors = [c for c in text if "\U000e0100" <= c <= "\U000e01ef"]
    if len(selectors) >= 3:
        yield View("".join(chr((ord(c) - 0xE0100 + 16) & 0x7F) for c in selectors), "hidden:selectors")
    if _zero_width_between_letters(text) >= 3:
        yield View(plain(text), "hidden:zero_width")
    if any(c in "\u202d\u202e" for c in text):
        turned = re.sub("[\u202d\u202e]([^\u202c]*)\u202c?", lambda m: m[1][::-1], text)
        yield View(plain(turned), "hidden:bidi")
    if _mixed_script_words(text) >= 2:
        yield View(plain(text), "hidden:homoglyph")
    if (
        sum("\U0001d400" <= c <= "\U0001d7ff" or "\uff21" <= c <= "\uff5a" or "\u24b6" <= c <= "\u24e9" for c in text)
        >= 8
    ):
        yield View(plain(text), "hidden:styled_letters")
    if _struck(text) >= _FEWEST_STRUCK:
        yield View(plain(text), "hidden:struck")
    for match in _COMMENT.finditer(text):
        inner = plain(next(g for g in match.groups() if g))
        told = match[0].startswith("<!--") and len(inner.split()) >= 4
        yield View(inner, "hidden:comment" if told else "")
    for match in _HIDDEN_STYLE.finditer(text):
        yield View(plain(match[1]), "hidden:style")


def _encoded(text: str) -> Iterator[View]:
    for match in _BASE64.finditer(text):
        yield from _speech(_from_base64(match[0]), "encoded:base64")
    for match in _BASE32.finditer(text):
        yield from _speech(_from_base32(match[0]), "encoded:base32")
    for match in _MORSE.finditer(text):
        words = (w.split() for w in re.split(r"\s*[/|]\s*", match[0].translate(_MORSE_SIGNS)))
        yield from _speech(" ".join("".join(_MORSE_OF.get(c, "") for c in w) for w in words), "encoded:morse")
    if _JOINED.search(text):
        yield View(plain(_JOINED.sub("", text)))
    for match in _HEX.finditer(text):
        yield from _speech(_from_hex(match[0]), "encoded:hex")
    for match in _ESCAPES.finditer(text):
        yield from _speech(_unescape(match[0]), "encoded:escapes")
    for match in _BINARY.finditer(text):
        digits = re.sub(r"[^01]", "", match[0])
        yield from _speech("".join(chr(int(digits[i : i + 8], 2)) for i in range(0, len(digits), 8)), "encoded:binary")
    for match in _DECIMALS.finditer(text):
        yield from _speech("".join(chr(int(n)) for n in re.findall(r"\d+", match[0])), "encoded:decimal")


def _turned(plain: str) -> Iterator[View]:
    lowered = plain.lower()
    here, known_here = _common(lowered), _known(lowered)
    turned = (
        ("rot13", codecs.decode(lowered, "rot13")),
        ("reversed", lowered[::-1]),
        ("words_reversed", " ".join(word[::-1] for word in lowered.split())),
    )
    for name, other in turned:
        there, known = _common(other), _known(other)
        # "era la vez" holds "are" backwards: who reads as well forwards has hidden nothing.
        english = known >= known_here and there >= 2 and there >= 3 * here + 2
        sure = (english and 3 * there >= len(_WORDS.findall(other))) or (
            known >= 3 and known >= 3 * known_here + 2 and 2 * known >= len(_LONG_WORDS.findall(other))
        )
        if sure:
            yield View(other, f"encoded:{name}")
        elif there > here and there >= 2:
            yield View(other)
    shifted = _caesar(lowered, here)
    if shifted:
        yield View(shifted, "encoded:shifted")
    leet = _LEET.sub(lambda m: m[0].translate(_LEET_OF), lowered)
    if leet != lowered:
        gained = max(_common(leet) - here, _known(leet) - known_here)
        sure = (gained >= 3 and gained > here) or (gained >= 2 and len(_LEET.findall(lowered)) >= 4)
        yield View(leet, "encoded:leet" if sure else "")
    joined = _SPACED.sub(lambda m: re.sub(r"[\s._\-*|/]", "", m[0]) + " ", plain)
    if joined != plain:
        yield View(joined, "encoded:spaced" if sum(len(m[0]) for m in _SPACED.finditer(plain)) >= 24 else "")


def _speech(text: str, anomaly: str) -> Iterator[View]:
    """The decoded text when it reads like words; anything else (a key, an image) says nothing. What was encoded twice
    is decoded twice."""
    if len(text) >= 16 and _BASE64.fullmatch(text.strip()):
        text = _from_base64(text.strip())
    if len(text) < 6 or sum(c.isprintable() or c.isspace() for c in text) < 0.95 * len(text):
        return
    letters = sum(c.isalpha() or c.isspace() for c in text)
    if letters >= 0.7 * len(text) and (_common(text.lower()) >= 1 or " " in text.strip()):
        yield View(plain(text), anomaly)


def _from_base64(blob: str) -> str:
    body = blob.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(body + "=" * (-len(body) % 4), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""


def _from_base32(blob: str) -> str:
    body = blob.rstrip("=")
    try:
        return base64.b32decode(body + "=" * (-len(body) % 8)).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""


def _from_hex(blob: str) -> str:
    digits = re.sub(r"0x|[^0-9a-fA-F]", "", blob)
    try:
        return bytes.fromhex(digits[: len(digits) // 2 * 2]).decode("utf-8")
    except (ValueError, UnicodeDecodeError):
        return ""


def _unescape(blob: str) -> str:
    text = re.sub(r"\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1] or m[2], 16)), blob)
    return html.unescape(unquote(text, errors="ignore"))


def _caesar(text: str, here: int) -> str:
    if here > 1 or len(text) > 600:
        return ""
    best, count = "", 0
    for shift in (*range(1, 13), *range(14, 26)):
        other = "".join(chr((ord(c) - 97 + shift) % 26 + 97) if "a" <= c <= "z" else c for c in text)
        found = _common(other)
        if found > count:
            best, count = other, found
    return best if count >= 4 and count >= 3 * here + 2 else ""


def _common(text: str) -> int:
    """How many words are everyday words or words an attack speaks of."""
    return sum(word in _COMMON or speaks(word) for word in _WORDS.findall(text))


def _known(text: str) -> int:
    """How many words of three letters and more are everyday words of a language of the product."""
    return sum(common(fold(word)) >= _EVERYDAY for word in _LONG_WORDS.findall(text[:_TURNED]))


def _is_tag(char: str) -> bool:
    return "\U000e0000" <= char <= "\U000e007f" or "\U000e0100" <= char <= "\U000e01ef"


def _struck(text: str) -> int:
    """Marks on Latin letters that no letter of a language has: what is left of them when letters are composed."""
    if text.isascii():
        return 0
    return sum(len(m[0]) for m in _STRUCK.finditer(unicodedata.normalize("NFC", text)))


def _zero_width_between_letters(text: str) -> int:
    """Zero-width characters between Latin letters; joiners are at home in Arabic, Indic words and emoji."""
    return sum(
        b in _ZERO_WIDTH and a.isascii() and c.isascii() and (a.isalnum() or c.isalnum())
        for a, b, c in zip(text, text[1:], text[2:], strict=False)
    )


def _mixed_script_words(text: str) -> int:
    count = 0
    for word in re.findall(r"[^\W\d_]{3,}", text):
        if word.isascii():
            continue
        latin = sum("a" <= c.lower() <= "z" for c in word)
        foreign = sum("\u0370" <= c <= "\u03ff" or "\u0400" <= c <= "\u052f" for c in word)
        count += bool(latin and foreign)
    return count
