"""An answer in words, kept as it was cleared."""

from __future__ import annotations

from bots.fields import Asked, Moment, Reading, got
from bots.types import Choice


class _Text:
    name = "text"
    description = "Own words, with personal data masked"
    kinds = ("text", "short_text", "long_text")
    entity = None
    words = True

    def choices(self, _asked: Asked, _language: str, /) -> tuple[Choice, ...]:
        return ()

    def parse(self, text: str, _asked: Asked, _moment: Moment, /) -> Reading:
        words = text.strip()
        return got(words) if any(c.isalnum() or ord(c) > 0x2000 for c in words) else Reading(hint="hint_text")


field = _Text()
