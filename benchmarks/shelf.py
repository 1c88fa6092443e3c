"""A knowledge base in a folder of its own for a benchmark: real database, real index, real embedding."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from guardrails import Guardrails, Policy, Stage
from guardrails.types import ClearedText
from knowledge import Library, MiniLM, OnFinding, Upload
from knowledge.clearing import Clearing
from records.database import Database
from records.sealing import MasterKey

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


class Bench:
    """A library and the guardrails it was filled through."""

    def __init__(self, folder: Path) -> None:
        self.database = Database.open(f"sqlite:///{folder / 'bench.db'}", MasterKey.generate())
        self.store = self.database.store(self.database.create_workspace("bench", NOW))
        self.guardrails = Guardrails(Policy.load("default"))
        self.library = Library(self.store, folder / "index", MiniLM())

    def add(self, name: str, uploads: Iterable[Upload]) -> str:
        """A knowledge base with these documents; its id."""
        kb = self.library.create(name, NOW)
        for source in self.library.ingest(
            kb, uploads, guardrails=self.guardrails, on_finding=OnFinding.MASK, added_by="bench", licence="", now=NOW
        ):
            if source.error:
                print(f"{source.key}: {source.error}")
        return kb

    def question(self, text: str) -> ClearedText:
        """A question as the owner's own bench clears it: secrets go, names stay."""
        return (
            Clearing(self.guardrails, OnFinding.KEEP, "en", ()).line(text)
            or self.guardrails.clear("", Stage.RECORD).text
        )


@contextmanager
def bench() -> Iterator[Bench]:
    """A bench that leaves nothing behind."""
    with tempfile.TemporaryDirectory() as folder:
        made = Bench(Path(folder))
        try:
            yield made
        finally:
            made.library.close()
            made.database.close()
