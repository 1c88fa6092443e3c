"""A conversation's pairs of placeholder and value, in memory. The sealed vault of the product lives in records.

A placeholder is ``[[PHONE_NUMBER:7f3k2qxz]]``: the kind is for the model, the eight random letters make it
unguessable (32**8 possibilities a kind), so nobody can ask for another person's value by writing one.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Mapping

PLACEHOLDER = re.compile(r"\[\[([A-Z][A-Z_]{1,40}):([a-z2-9]{8})\]\]")
_LETTERS = "abcdefghijklmnopqrstuvwxyz23456789"


def placeholder(entity: str) -> str:
    """A new placeholder for a kind of data."""
    return f"[[{entity}:{''.join(secrets.choice(_LETTERS) for _ in range(8))}]]"


class MemoryVault:
    """A vault that lives as long as the object: for the command line, tests and people who use the guardrails alone."""

    def __init__(
        self, pairs: Mapping[str, tuple[str, str]] | None = None, *, new: Callable[[str], str] = placeholder
    ) -> None:
        self._new = new
        self._values: dict[str, tuple[str, str]] = dict(pairs or {})
        self._placeholders = {pair: name for name, pair in self._values.items()}

    def seal(self, entity: str, value: str) -> str:
        """The placeholder for a value; the same surface form of the same kind gives the same placeholder."""
        known = self._placeholders.get((entity, value))
        if known is not None:
            return known
        name = self._new(entity)
        while name in self._values:
            name = self._new(entity)
        self._values[name] = (entity, value)
        self._placeholders[(entity, value)] = name
        return name

    def open(self, name: str) -> str | None:
        """The value behind a placeholder, or None."""
        pair = self._values.get(name)
        return pair[1] if pair else None

    def known(self) -> Iterable[tuple[str, str]]:
        """Every (entity, value) sealed so far."""
        return tuple(self._values.values())

    def pairs(self) -> dict[str, tuple[str, str]]:
        """Placeholder → (entity, value), for the command line's vault file."""
        return dict(self._values)
