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
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_HEX = re.compile(r"(?:0x)?(?:[0-9a-fA-F]{2}[\s:,]?){8,}")
_ESCAPES = re.compile(r"(?:\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|%[0-9a-fA-F]{2}|&#x?[0-9a-fA-F]{2,6};){3,}")
_BINARY = re.compile(r"(?:[01]{8}[\s,]?){4,}")
_DECIMALS = re.compile(r"(?:\b(?:3[2-9]|[4-9]\d|1[01]\d|12[0-6])\b[\s,]+){8,}\d{2,3}")
_SPACED = re.compile(r"(?:(?<!\w)\w[\s._\-*|/]{1,3}){5,}\w(?!\w)")
_COMMENT = re.compile(r"<!--(.{6,}?)-->|/\*(.{6,}?)\*/|\[//\]: # \((.{6,}?)\)|\[comment\]: <> \((.{6,}?)\)", re.DOTALL)
_HIDDEN_STYLE = re.compile(
    r"<[^>]{0,200}(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])|hidden)[^>]{0,200}>"
    r"([^<]{6,})",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[a-z]{2,}")
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
    plain = _plain(text)
    yield View(plain)
    yield from _hidden(text)
    yield from _encoded(unicodedata.normalize("NFKC", text))
    yield from _turned(plain)


def _plain(text: str) -> str:
    visible = "".join(c for c in text if c not in _ZERO_WIDTH and c not in _BIDI and not _is_tag(c))
    return unicodedata.normalize("NFKC", visible).translate(_LATIN_OF)


def _hidden(text: str) -> Iterator[View]:
    tags = "".join(chr(ord(c) - 0xE0000) for c in text if 0xE0020 <= ord(c) <= 0xE007E)
    if len(tags) >= 4 and "\U0001f3f4" not in text:
        yield View(tags, "hidden:tags")
    selectors = [c for c in text if "\U000e0100" <= c <= "\U000e01ef"]
    if len(selectors) >= 3:
        yield View("".join(chr((ord(c) - 0xE0100 + 16) & 0x7F) for c in selectors), "hidden:selectors")
    if _zero_width_between_letters(text) >= 3:
        yield View(_plain(text), "hidden:zero_width")
    if any(c in "\u202d\u202e" for c in text):
        turned = re.sub("[\u202d\u202e]([^\u202c]*)\u202c?", lambda m: m[1][::-1], text)
        yield View(_plain(turned), "hidden:bidi")
    if _mixed_script_words(text) >= 2:
        yield View(_plain(text), "hidden:homoglyph")
    if (
        sum("\U0001d400" <= c <= "\U0001d7ff" or "\uff21" <= c <= "\uff5a" or "\u24b6" <= c <= "\u24e9" for c in text)
        >= 8
    ):
        yield View(_plain(text), "hidden:styled_letters")
    for match in _COMMENT.finditer(text):
        yield View(_plain(next(g for g in match.groups() if g)), "")
    for match in _HIDDEN_STYLE.finditer(text):
        yield View(_plain(match[1]), "hidden:style")


def _encoded(text: str) -> Iterator[View]:
    for match in _BASE64.finditer(text):
        yield from _speech(_from_base64(match[0]), "encoded:base64")
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
    here = _common(lowered)
    for name, other in (("rot13", codecs.decode(lowered, "rot13")), ("reversed", lowered[::-1])):
        there = _common(other)
        if there >= 3 and there >= 3 * here + 2:
            yield View(other, f"encoded:{name}")
        elif there > here and there >= 2:
            yield View(other)
    shifted = _caesar(lowered, here)
    if shifted:
        yield View(shifted, "encoded:shifted")
    leet = lowered.translate(_LEET_OF)
    if leet != lowered:
        gained = _common(leet) - here
        yield View(leet, "encoded:leet" if gained >= 3 and gained > here else "")
    joined = _SPACED.sub(lambda m: re.sub(r"[\s._\-*|/]", "", m[0]) + " ", plain)
    if joined != plain:
        yield View(joined, "encoded:spaced" if sum(len(m[0]) for m in _SPACED.finditer(plain)) >= 24 else "")


def _speech(text: str, anomaly: str) -> Iterator[View]:
    """The decoded text when it reads like words; anything else (a key, an image) says nothing."""
    if len(text) < 6 or sum(c.isprintable() or c.isspace() for c in text) < 0.95 * len(text):
        return
    letters = sum(c.isalpha() or c.isspace() for c in text)
    if letters >= 0.7 * len(text) and (_common(text.lower()) >= 1 or " " in text.strip()):
        yield View(_plain(text), anomaly)


def _from_base64(blob: str) -> str:
    body = blob.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(body + "=" * (-len(body) % 4), validate=True).decode("utf-8")
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
    return sum(word in _COMMON for word in _WORDS.findall(text))


def _is_tag(char: str) -> bool:
    return "\U000e0000" <= char <= "\U000e007f" or "\U000e0100" <= char <= "\U000e01ef"


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
