"""The vectors of one knowledge base in ChromaDB, embedded in this process. Nothing else imports chromadb.

Chroma is a cache that can be thrown away: it holds ids and vectors, never a text, and it does not erase what it
deletes. So what is deleted is filtered at once (a passage must stand in the store), and the folder is soon written anew
from the sealed vectors of the store and swapped. Its server is never started; its telemetry is off; no embedding
function is set, because the default one downloads a model at first use. chromadb takes 1.7 s to import, so it is
imported at first use.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import numpy as np

from knowledge.errors import IndexDamaged, IndexOwned
from knowledge.types import Vector
from records.memory import wipe_what_is_freed

_COLLECTION = "chunks"
_BATCH = 1000
_SMALL = 1032  # bytes: blocks the C library hands out again without overwriting them (glibc's tcache_max_bytes)


class ChromaIndex:
    """One collection in one folder (0700), cosine distance. The caller owns the folder by an ``Ownership``."""

    def __init__(self, folder: Path) -> None:
        import chromadb  # noqa: PLC0415 - 1.7 s; only the process that answers needs it
        from chromadb.config import Settings  # noqa: PLC0415

        wipe_what_is_freed()  # Chroma writes memory it never filled
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        self.folder = folder
        with _damage():
            self._client: Any = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
            self._collection: Any = self._client.get_or_create_collection(
                _COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
            self._collection.count()

    def add(self, ids: Sequence[int], vectors: Vector) -> None:
        """Vectors of chunks; an id that is there is replaced."""
        with _damage():
            for start in range(0, len(ids), _BATCH):
                part = ids[start : start + _BATCH]
                self._collection.upsert(ids=[str(i) for i in part], embeddings=vectors[start : start + len(part)])
            self._blank()

    def remove(self, ids: Sequence[int]) -> None:
        """Chunks that are no longer found. Their bytes stay until the folder is written anew."""
        with _damage():
            for start in range(0, len(ids), _BATCH):
                self._collection.delete(ids=[str(i) for i in ids[start : start + _BATCH]])

    def query(self, vector: Vector, k: int) -> list[tuple[int, float]]:
        """(chunk id, cosine), best first."""
        with _damage():
            found = self._collection.query(query_embeddings=vector.reshape(1, -1), n_results=k, include=["distances"])
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(int(i), 1.0 - float(d)) for i, d in pairs]

    def cosines(self, vector: Vector, ids: Sequence[int]) -> dict[int, float]:
        """The cosine of these chunks, those that are there."""
        if not ids:
            return {}
        with _damage():
            found = self._collection.get(ids=[str(i) for i in ids], include=["embeddings"])
        rows = np.asarray(found["embeddings"], dtype=np.float32)
        return {int(i): float(row @ vector) for i, row in zip(found["ids"], rows, strict=True)}

    def ids(self) -> set[int]:
        """Every chunk id that is there."""
        with _damage():
            return {int(i) for i in self._collection.get(include=[])["ids"]}

    def count(self) -> int:
        """How many chunks are there."""
        return int(self._collection.count())

    def _blank(self) -> None:
        """Zeros in the one file Chroma writes from a small block it has not filled yet (see ``records.memory``).

        It holds the lengths of the vectors, is written with room for 100 when the first vector comes, and is filled
        with the first thousand, when it is written anew from a block that was overwritten.
        """
        for lengths in self.folder.glob("*/length.bin"):
            size = lengths.stat().st_size
            if size <= _SMALL:
                with lengths.open("r+b") as file:
                    file.write(bytes(size))

    def close(self) -> None:
        """Lets go of the folder's files."""
        self._client.close()

    def erase(self) -> None:
        """Closes and deletes the folder."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def _damage() -> Iterator[None]:
    """Everything chromadb, its SQLite and its Rust raise for a damaged folder, under one name."""
    try:
        yield
    except Exception as damage:  # noqa: BLE001 - they share no base class
        raise IndexDamaged(
            f"The index cannot be used ({type(damage).__name__}). If the disk is full, free space; otherwise run: "
            "python -m knowledge rebuild"
        ) from None


class Ownership:
    """The right of one process to an index folder, by a lock that ends with the process."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        self._file: IO[str] = os.fdopen(os.open(folder / "owner", os.O_RDWR | os.O_CREAT, 0o600), "r+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.close()
            raise IndexOwned(
                "Another process owns the index of this data folder. Stop it, or let it do the work."
            ) from None

    def release(self) -> None:
        """Lets another process own the folder."""
        self._file.close()
