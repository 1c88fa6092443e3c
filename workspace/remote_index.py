"""The index of a data folder asked across processes: the builder asks, the answering process owns and answers.

```
builder: GuestLibrary ─→ RemoteIndex ── {"index": "near", "base", "vector", …} ──▶ answer ─→ Library (owner)
```
Chunk ids and vectors go over the socket, never a text: both sides read texts from the store.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.types import Vector
from workspace import wire
from workspace.errors import AnsweringAway, WorkspaceError

_PATIENCE = 30.0  # seconds a search may take; a rebuild takes as long as it takes
AWAY = (
    "The answering process is not running, so documents cannot be searched or changed. "
    "Start it on the same data folder: python -m uvicorn channels.api:app"
)


@dataclass(frozen=True)
class RemoteIndex:
    """The index of one workspace, owned by another process. Raises AnsweringAway when nobody owns it."""

    data: Path
    workspace: str

    def near(self, kb: str, vector: Vector, k: int) -> dict[int, float]:
        """The nearest chunks with their cosines."""
        return _scores(self._ask("near", kb, vector=_pack(vector), k=k))

    def cosines(self, kb: str, vector: Vector, ids: Sequence[int]) -> dict[int, float]:
        """The cosines of these chunks."""
        return _scores(self._ask("cosines", kb, vector=_pack(vector), ids=[int(i) for i in ids]))

    def changed(self, kb: str) -> None:
        """Sources were added or removed in the store: the owner brings the index in step."""
        self._ask("changed", kb, seconds=None)

    def rebuild(self, kb: str) -> int:
        """Writes a base's index anew; how many chunks it holds."""
        return int(self._ask("rebuild", kb, seconds=None))

    def reach(self) -> None:
        """Returns when the owner answers."""
        self._ask("reach", "")

    def _ask(self, act: str, kb: str, *, seconds: float | None = _PATIENCE, **more: Any) -> Any:
        said = wire.call(self.data, seconds, index=act, workspace=self.workspace, base=kb, **more)
        if said is None:
            raise AnsweringAway(AWAY)
        if "failed" in said:
            raise WorkspaceError(str(said["failed"]))
        return said["answer"]


def answer(library: Callable[[str], Library], question: Mapping[str, Any]) -> dict[str, Any]:
    """The owner's answer to one question, as the frame that goes back."""
    try:
        return {"answer": _ACTS[question["index"]](library(question["workspace"]), question)}
    except KnowledgeError as error:
        return {"failed": str(error)}


_ACTS: Mapping[str, Callable[[Library, Mapping[str, Any]], Any]] = {
    "reach": lambda _library, _question: True,
    "near": lambda library, q: _plain(library.near(q["base"], _unpack(q["vector"]), q["k"])),
    "cosines": lambda library, q: _plain(library.cosines(q["base"], _unpack(q["vector"]), q["ids"])),
    "changed": lambda library, q: library.changed(q["base"]),
    "rebuild": lambda library, q: library.rebuild(q["base"]),
}


def _pack(vector: Vector) -> str:
    return base64.b64encode(vector.astype("<f4").tobytes()).decode("ascii")


def _unpack(text: str) -> Vector:
    return np.frombuffer(base64.b64decode(text), dtype="<f4").astype(np.float32)


def _plain(found: Mapping[int, float]) -> list[tuple[int, float]]:
    return [(int(i), float(score)) for i, score in found.items()]


def _scores(found: Sequence[Sequence[float]]) -> dict[int, float]:
    return {int(i): float(score) for i, score in found}
