"""The knowledge of a workspace in a process that does not own its index, such as a builder beside the chat API.

Texts, words and sealed vectors are in the store, which several processes may open; only the index has one owner. So a
guest reads, clears, embeds and stores like the owner does, and asks the owner for what only the index knows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from knowledge.library import Library
from knowledge.shelf import Shelf
from knowledge.types import Embedder, Vector
from records.knowledge import KnowledgeRecords
from records.store import Store


class IndexOwner(Protocol):
    """The process that owns the index, as a guest sees it. A ``Library`` is one too."""

    def near(self, kb: str, vector: Vector, k: int) -> dict[int, float]: ...
    def cosines(self, kb: str, vector: Vector, ids: Sequence[int]) -> dict[int, float]: ...
    def changed(self, kb: str) -> None: ...
    def rebuild(self, kb: str) -> int: ...


class GuestLibrary(Library):
    """A Library whose index belongs to another process."""

    _may_choose = False  # its owner would go on asking by the old one

    def __init__(self, store: Store, folder: Path, embedder: Embedder, owner: IndexOwner) -> None:
        super().__init__(store, folder, embedder)
        self._owner = owner

    def rebuild(  # a job of the owner's process changes the model
        self,
        kb: str,
        model: str | None = None,  # noqa: ARG002
        progress: Callable[[float], None] | None = None,  # noqa: ARG002
    ) -> int:
        """Lets the owner write a base's index anew."""
        return self._owner.rebuild(kb)

    def _open(self, kb: str) -> Shelf:
        self._usable(kb)
        return _GuestShelf(self._records, self._folder / kb, kb, self._owner)

    def _erase_soon(self, kb: str) -> None:
        """The owner does it when it is told of the change."""


class _GuestShelf(Shelf):
    def __init__(self, records: KnowledgeRecords, folder: Path, kb: str, owner: IndexOwner) -> None:
        super().__init__(records, folder, kb)
        self._owner = owner

    def near(self, vector: Vector, k: int) -> dict[int, float]:
        return self._owner.near(self._kb, vector, k)

    def cosines(self, vector: Vector, ids: Sequence[int]) -> dict[int, float]:
        return self._owner.cosines(self._kb, vector, ids) if ids else {}

    def change(self, added: Sequence[int], vectors: Vector | None, gone: Sequence[int]) -> None:  # noqa: ARG002
        self.forget()  # the owner reads from the store what was added and what is gone
        self._owner.changed(self._kb)

    def languages(self) -> list[str]:
        self.forget()  # asked first of all: nothing is remembered, for other processes change the base too
        return super().languages()

    def close(self) -> None:
        """Nothing is held."""
