"""What finds personal data. One recognizer a file, each with ``recognizer``; all read the same ``Reading``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from guardrails.reading import Reading


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be personal data. Offsets are those of ``Reading.text``; the analyzer maps them back."""

    start: int
    end: int
    entity: str
    score: float


class Recognizer(Protocol):
    """Finds kinds of data in a reading. Must take linear time and must not fetch anything."""

    name: str
    description: str
    entities: tuple[str, ...]

    def find(self, reading: Reading) -> Iterator[Candidate]: ...


@runtime_checkable
class Warms(Protocol):
    """A recognizer with something heavy to load ahead of the first text."""

    def warm(self) -> None: ...
