"""An e-mail address, kept as its placeholder: neither flow nor log sees the value."""

from __future__ import annotations

import re

from bots.fields import Asked, Moment, Reading, got
from bots.types import Choice

_PLACEHOLDER = re.compile(r"\[\[EMAIL_ADDRESS:[a-z2-9]{8}\]\]")


class _Email:
    name = "email"
    description = "An e-mail address, as a placeholder"
    kinds = ("email",)
    entity = "EMAIL_ADDRESS"
    words = False

    def choices(self, _asked: Asked, _language: str, /) -> tuple[Choice, ...]:
        return ()

    def parse(self, text: str, _asked: Asked, _moment: Moment, /) -> Reading:
        found = _PLACEHOLDER.findall(text)
        return got(found[-1]) if found else Reading(hint="hint_email")


field = _Email()
