"""A vault in a file, one JSON line a pair, for the command line. The file is the owner's alone (0600)."""

from __future__ import annotations

import json
import os
from pathlib import Path

from guardrails.vault import MemoryVault


class VaultFile(MemoryVault):
    """Writes each new pair at once, so that a kill loses nothing that was said before."""

    def __init__(self, path: Path) -> None:
        super().__init__(read_pairs(path))
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._file = os.fdopen(handle, "a", encoding="utf-8")

    def seal(self, entity: str, value: str) -> str:
        before = len(self._values)
        name = super().seal(entity, value)
        if len(self._values) > before:
            pair = {"placeholder": name, "entity": entity, "value": value}
            print(json.dumps(pair), file=self._file, flush=True)
        return name


def read_pairs(path: Path) -> dict[str, tuple[str, str]]:
    """The pairs of a vault file, (entity, value) by placeholder. A last line cut by a kill is left out."""
    if not path.exists():
        return {}
    pairs = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            pair = json.loads(line)
        except ValueError:
            continue
        pairs[pair["placeholder"]] = (pair["entity"], pair["value"])
    return pairs
