"""Whose value is it? What came from this person goes into their vault, everything else stands elsewhere or for good.

A reply or a tool's result may hold values of other people. Sealed into the visitor's vault they would be opened again
before the visitor reads the reply; so only values that the vault knows already, in any spelling, are sealed there.
"""

from __future__ import annotations

from collections.abc import Iterable

from guardrails.operators._label import label
from guardrails.types import Vault
from guardrails.vault import PLACEHOLDER

_SHORTEST = 3


class OwnValues:
    """The vault of one person, seen from text that others wrote. ``elsewhere`` keeps the values of others, if they are
    needed at all; without it only their kind is left."""

    def __init__(self, own: Vault, elsewhere: Vault | None = None) -> None:
        self._own = own
        self._elsewhere = elsewhere

    def seal(self, entity: str, value: str) -> str:
        if self._is_own(entity, value):
            return self._own.seal(entity, value)
        return self._elsewhere.seal(entity, value) if self._elsewhere is not None else f"[{label(entity)}]"

    def open(self, placeholder: str) -> str | None:
        """Own values, and those kept elsewhere: for tools, never for the person."""
        found = self._own.open(placeholder)
        return self._elsewhere.open(placeholder) if found is None and self._elsewhere is not None else found

    def known(self) -> Iterable[tuple[str, str]]:
        others = tuple(self._elsewhere.known()) if self._elsewhere is not None else ()
        return (*self._own.known(), *others)

    def _is_own(self, entity: str, value: str) -> bool:
        plain = _plain(value)
        same = [_plain(known) for kind, known in self._own.known() if kind == entity]
        return plain in same or (len(plain) >= _SHORTEST and any(plain in known for known in same))


def as_read(text: str, seen: Vault) -> str:
    """A text as its person may read it: placeholders of other people's values become plain words."""
    return PLACEHOLDER.sub(lambda m: m.group() if seen.open(m.group()) is None else f"[{label(m[1])}]", text)


def _plain(value: str) -> str:
    return "".join(c for c in value.casefold() if c.isalnum())
