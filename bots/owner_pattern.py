r"""Regular expressions that an owner wrote, over what a visitor wrote: a slow one costs a moment, never the server.

Python's own ``re`` takes minutes for ``(\w+\s?)+:`` over forty letters and holds every other talk meanwhile. ``regex``
reads the same patterns, stops at a time limit and lets the others go on.
"""

from __future__ import annotations

import regex

_LONGEST = 0.1  # seconds a look; a sound pattern needs a thousandth of it for a whole message


def problem(pattern: str) -> str:
    """Why this is no regular expression, in the engine's words; "" when it is one."""
    try:
        regex.compile(pattern)
    except regex.error as error:
        return str(error)
    return ""


def found(pattern: str, text: str) -> str | None:
    """The first part of a text that fits. None also when looking took too long."""
    try:
        match = regex.search(pattern, text, timeout=_LONGEST, concurrent=True)
    except TimeoutError:
        return None
    return match[0] if match else None


def fits(pattern: str, text: str) -> bool:
    """Whether the whole text fits. False also when looking took too long."""
    try:
        return regex.fullmatch(pattern, text, timeout=_LONGEST, concurrent=True) is not None
    except TimeoutError:
        return False
