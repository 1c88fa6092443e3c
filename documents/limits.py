"""How large, long and hungry a file may be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file. The child process enforces memory and processor time, the parent the clock on the wall."""

    bytes: int = 25_000_000
    pages: int = 200
    characters: int = 5_000_000  # of text taken out; a 25 MB CSV stays below
    rows: int = 50_000  # of tables
    unpacked: int = 250_000_000  # of an archive, all entries together
    entries: int = 3_000
    ratio: int = 150  # unpacked to packed, per entry over one megabyte
    seconds: float = 45.0
    cpu_seconds: int = 40
    memory: int = 1_000_000_000
