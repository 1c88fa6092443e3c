"""A text that says little at great length: the same letters, words or lines over and over."""

from __future__ import annotations

import zlib

_SHORTEST = 600  # characters; below that people do type "pleeeease" and "no no no"
_DENSEST = 0.06  # what is left of a text when its repetitions are taken out; prose keeps 0.4, tables and logs 0.1


def floods(text: str) -> bool:
    """Whether a message only takes up room. Blanks say nothing either way."""
    text = " ".join(text.split())
    if len(text) < _SHORTEST:
        return False
    raw = text.encode("utf-8", "replace")
    return len(zlib.compress(raw, 1)) < _DENSEST * len(raw)
