"""One knowledge base's index, opened and kept in step with the store, with what is remembered between questions."""

from __future__ import annotations

import secrets
import shutil
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from knowledge.errors import IndexDamaged
from knowledge.index import ChromaIndex
from knowledge.ingest import from_bytes
from knowledge.types import Vector
from records.knowledge import KnowledgeRecords

_MARK = "erase"


class Shelf:
    """One knowledge base's index, opened, with what is remembered between questions."""

    def __init__(self, records: KnowledgeRecords, folder: Path, kb: str) -> None:
        self.lock = threading.RLock()
        self.index: ChromaIndex
        self._records = records
        self._folder = folder
        self._kb = kb
        self._counts: dict[tuple[str, ...], int] = {}
        self._languages: list[str] | None = None
        self._size: int | None = None
        self._writing = threading.Lock()
        self._behind = False  # whether a change did not reach the index, as on a full disk
        self.model = ""  # of the vectors in the index that is open

    def open(self, generation: int, model: str) -> None:
        """Opens the folder of this generation, mended where it differs from the store; other folders are deleted."""
        self._only(generation)
        if self._marked():  # the process ended before bytes of something removed were erased
            self.rewrite(model)
            return
        try:
            self.index = ChromaIndex(self._folder / str(generation))
            self._mend()
            self.model = model
        except (IndexDamaged, OSError, ValueError):
            self.rewrite(model)

    def mark(self) -> None:
        """Notes on disk that this folder holds bytes of something removed, until it is written anew."""
        (self._folder / _MARK).write_text(secrets.token_hex(8), encoding="ascii")

    def _marked(self) -> str:
        mark = self._folder / _MARK
        return mark.read_text(encoding="ascii") if mark.exists() else ""

    def rewrite(self, model: str) -> int:
        """The index from the store, in a new folder that takes the old one's place."""
        with self._writing:
            generation = int(self._records.base(self._kb).generation) + 1
            shutil.rmtree(self._folder / str(generation), ignore_errors=True)
            marked = self._marked()
            fresh = ChromaIndex(self._folder / str(generation))
            self._fill(fresh, self._records.chunk_ids(self._kb))
            self._records.set_generation(self._kb, generation, model)
            with self.lock:
                old = getattr(self, "index", None)
                self.index, self.model, self._behind = fresh, model, False
                self._mend()  # what was added or removed while it was written
                self.forget()
            if old is not None:
                old.erase()
            self._only(generation)
            if marked and self._marked() == marked:  # else something was removed while it was written
                (self._folder / _MARK).unlink()
            return self.index.count()

    def near(self, vector: Vector, k: int) -> dict[int, float]:
        """The nearest chunks with their cosines. A folder damaged while it was open is written anew, once."""
        return self._asked(lambda index: dict(index.query(vector, k)))

    def cosines(self, vector: Vector, ids: Sequence[int]) -> dict[int, float]:
        """The cosines of these chunks."""
        return self._asked(lambda index: index.cosines(vector, ids))

    def _asked(self, question: Callable[[ChromaIndex], dict[int, float]]) -> dict[int, float]:
        try:
            with self.lock:
                self._catch_up()
                return question(self.index)
        except IndexDamaged:
            self.rewrite(str(self._records.base(self._kb).embedding_model))
            with self.lock:
                return question(self.index)

    def change(self, added: Sequence[int], vectors: Vector | None, gone: Sequence[int]) -> None:
        """Puts new chunks into the index and takes old ones out of what is found.

        What does not reach it (the disk is full) is served by its words, and the index is mended at the next question.
        """
        with self.lock:
            try:
                if vectors is not None:
                    self.index.add(added, vectors)
                self.index.remove(gone)
            except (IndexDamaged, OSError):
                self._behind = True
            self.forget()

    def _catch_up(self) -> None:
        if self._behind:
            with suppress(IndexDamaged, OSError):  # still no room: what the index has is asked
                self._mend()
                self._behind = False

    def mend(self) -> int:
        """Brings the index in step with the store; how many chunks were taken out."""
        with self.lock:
            gone = self._mend()
            self.forget()
            return gone

    def forget(self) -> None:
        """After a change: what was counted no longer holds."""
        self._counts.clear()
        self._languages = None
        self._size = None

    def languages(self) -> list[str]:
        """The languages of the base."""
        known = self._languages
        if known is None:
            known = self._languages = list(self._records.languages(self._kb))[:4]
        return known

    def size(self) -> int:
        """How many chunks the base has."""
        known = self._size
        if known is None:
            known = self._size = self._records.count(self._kb)
        return known

    def counts(self, terms: tuple[tuple[str, ...], ...]) -> list[int]:
        """In how many chunks each term stands; remembered until the base changes."""
        missing = [term for term in terms if term not in self._counts]
        fresh = dict(zip(missing, self._records.term_counts(self._kb, missing), strict=True)) if missing else {}
        counted = [fresh[term] if term in fresh else self._counts.get(term, 0) for term in terms]
        if len(self._counts) < 50_000:
            self._counts.update(fresh)
        return counted

    def close(self) -> None:
        """Lets go of the folder."""
        with self.lock:
            self.index.close()

    def _only(self, generation: int) -> None:
        for other in self._folder.glob("*"):
            if other.is_dir() and other.name != str(generation):
                shutil.rmtree(other, ignore_errors=True)

    def _mend(self) -> int:
        """Adds what the index lacks and removes what it has too much; how many it removed."""
        there, wanted = self.index.ids(), set(self._records.chunk_ids(self._kb))
        self._fill(self.index, sorted(wanted - there))
        self.index.remove(sorted(there - wanted))
        return len(there - wanted)

    def _fill(self, index: ChromaIndex, ids: list[int]) -> None:
        for start in range(0, len(ids), 1000):
            part = list(self._records.vectors(self._kb, ids[start : start + 1000]))
            if part:
                index.add([i for i, _ in part], np.stack([from_bytes(v) for _, v in part]))
