"""Characters made plain: what a reader takes out of a file, without the ones nobody sees.

Zero-width characters, bidirectional overrides and the "tag" characters of Unicode (U+E0000…) can carry orders to a
model that no person reads. They leave the text; what tags spelled is kept apart, so that it can be judged.
"""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0d\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_SPACES = re.compile(r"[^\S\n]+")
_TAGS = re.compile("[\U000e0020-\U000e007e]{4,}")


def plain(text: str) -> str:
    """NFC, one kind of space, no unseen characters; line ends kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\u2028", "\n")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = _SPACES.sub(" ", _UNSEEN.sub("", text))
    return "\n".join(line.strip() for line in text.split("\n"))


def line(text: str) -> str:
    """Plain text on one line."""
    return " ".join(plain(text).split())


def spelled_in_tags(text: str) -> tuple[str, ...]:
    """Words written in tag characters, which show as nothing."""
    return tuple("".join(chr(ord(c) - 0xE0000) for c in run) for run in _TAGS.findall(text))


def decode(data: bytes) -> str:
    """The text of bytes: by byte order mark, else UTF-8, else the Windows code page most old files are in."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
