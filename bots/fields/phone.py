"""A phone number, kept as its placeholder: neither flow nor log sees the value."""

from __future__ import annotations

import re

from bots.fields import Asked, Moment, Reading, got
from bots.types import Choice

_PLACEHOLDER = re.compile(r"\[\[PHONE_NUMBER:[a-z2-9]{8}\]\]")


class _Phone:
    name = "phone"
    description = "A phone number, as a placeholder"
    kinds = ("phone",)
    entity = "PHONE_NUMBER"
    words = False

    def choices(self, _asked: Asked, _language: str, /) -> tuple[Choice, ...]:
        return ()

    def parse(self, text: str, _asked: Asked, _moment: Moment, /) -> Reading:
        found = _PLACEHOLDER.findall(text)
        return got(found[-1]) if found else Reading(hint="hint_phone")


field = _Phone()
