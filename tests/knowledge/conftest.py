"""A library on an encrypted database in a folder of its own, with the real embedding model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from guardrails import ClearedText, Guardrails, Policy, Stage
from knowledge import Library, MiniLM, OnFinding, Source, Upload
from records.database import Database
from records.sealing import MasterKey
from records.store import Store
from tests.prepared import blank_database

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
Add = Callable[..., list[Source]]
Ask = Callable[[str], ClearedText]
FEES = "# Fees\n\nFilms cost 2 EUR a day. Books are free.\n\n## Late\n\nA late film costs 1 EUR more for each day."
HOURS = "# Opening hours\n\nThe library is open from Tuesday to Saturday, from nine to six."


@pytest.fixture(scope="session")
def model() -> MiniLM:
    return MiniLM()


@pytest.fixture(scope="session")
def guardrails() -> Guardrails:
    return Guardrails(Policy.load("default"))


@pytest.fixture
def key(tmp_path: Path) -> MasterKey:
    return blank_database(tmp_path / "tacit.db")


@pytest.fixture
def database(tmp_path: Path, key: MasterKey) -> Iterator[Database]:
    made = Database.open(f"sqlite:///{tmp_path / 'tacit.db'}", key)
    yield made
    made.close()


@pytest.fixture
def store(database: Database) -> Store:
    return database.store(database.create_workspace("Shop", NOW))


@pytest.fixture
def library(store: Store, tmp_path: Path, model: MiniLM) -> Iterator[Library]:
    made = Library(store, tmp_path / "knowledge", model, erase_after=60)
    yield made
    made.close()


@pytest.fixture
def kb(library: Library) -> str:
    return library.create("shop", NOW)


@pytest.fixture
def add(library: Library, kb: str, guardrails: Guardrails) -> Add:
    """Adds texts (name=Markdown) or uploads, and gives the sources as they ended."""

    def adding(*uploads: Upload, on_finding: OnFinding = OnFinding.MASK, **texts: str) -> list[Source]:
        pages = [Upload(name=f"{name}.md", data=text.encode()) for name, text in texts.items()]
        return list(
            library.ingest(
                kb, [*uploads, *pages], guardrails=guardrails, on_finding=on_finding, added_by="mem_1",
                licence="own text", now=NOW,
            )
        )  # fmt: skip

    return adding


@pytest.fixture
def ask(guardrails: Guardrails) -> Ask:
    return lambda text: guardrails.clear(text, Stage.INPUT).text


def found(library: Library, kb: str, ask: Ask, question: str) -> list[str]:
    """The sources an answer would be made from."""
    return [p.citation.source for p in library.search(kb, ask(question)).passages]
