"""A name, kept as its placeholder: neither flow nor log sees the value."""

from __future__ import annotations

import re

from bots.fields import Asked, Moment, Reading, got
from bots.types import Choice

_PLACEHOLDER = re.compile(r"\[\[PERSON:[a-z2-9]{8}\]\]")


class _Name:
    name = "name"
    description = "A name, as a placeholder"
    kinds = ("name",)
    entity = "PERSON"
    words = False

    def choices(self, _asked: Asked, _language: str, /) -> tuple[Choice, ...]:
        return ()

    def parse(self, text: str, _asked: Asked, _moment: Moment, /) -> Reading:
        found = _PLACEHOLDER.findall(text)
        return got(found[-1]) if found else Reading(hint="hint_name")


field = _Name()
