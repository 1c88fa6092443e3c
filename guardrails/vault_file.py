"""A vault in a file, one JSON line a pair, for the command line. The file is the owner's alone (0600).

A file that is no vault stops the command: writing on would spoil somebody's file, leaving lines out would lose values.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from guardrails.errors import VaultUnreadable
from guardrails.memory import MOST_VALUES
from guardrails.vault import PLACEHOLDER, MemoryVault


class VaultFile(MemoryVault):
    """Writes each new pair at once, so that a kill loses nothing that was said before."""

    def __init__(self, path: Path) -> None:
        super().__init__(read_pairs(path))
        try:
            _drop_cut_line(path)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        except OSError as error:
            raise VaultUnreadable(f"The vault {path} cannot be written: {error.strerror}.") from None
        self._file = os.fdopen(handle, "a", encoding="utf-8")

    def seal(self, entity: str, value: str) -> str:
        before = len(self._values)
        name = super().seal(entity, value)
        if len(self._values) > before:
            pair = {"placeholder": name, "entity": entity, "value": value}
            print(json.dumps(pair), file=self._file, flush=True)
        return name

    def known(self) -> Iterable[tuple[str, str]]:
        """The values looked for again, which are the latest: a million lines must not each copy a million pairs."""
        return tuple(islice(reversed(self._values.values()), MOST_VALUES))[::-1]


def read_pairs(path: Path) -> dict[str, tuple[str, str]]:
    """The pairs of a vault file, (entity, value) by placeholder. A last line cut by a kill is left out."""
    if not path.exists():
        return {}
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "it is no text"
        raise VaultUnreadable(f"The vault {path} cannot be read: {said}.") from None
    pairs = {}
    for number, line in enumerate(lines, 1):
        if not line or number == len(lines):  # behind the last line end stands what a kill cut, or nothing
            continue
        pair = _pair(line)
        if pair is None:
            raise VaultUnreadable(
                f"Line {number} of {path} is no pair of a vault. Name another file, or mend the line."
            )
        pairs[pair["placeholder"]] = (pair["entity"], pair["value"])
    return pairs


def _drop_cut_line(path: Path) -> None:
    """What a kill left of a last line goes, so that the next pair begins a line of its own."""
    if not path.exists():
        return
    data = path.read_bytes()
    if data and not data.endswith(b"\n"):
        os.truncate(path, data.rfind(b"\n") + 1)


def _pair(line: str) -> dict[str, str] | None:
    try:
        pair: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    whole = isinstance(pair, dict) and all(isinstance(pair.get(k), str) for k in ("placeholder", "entity", "value"))
    return pair if whole and PLACEHOLDER.fullmatch(pair["placeholder"]) else None
