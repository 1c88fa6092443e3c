"""The database file: encrypted, closed to others, honest about what is wrong with it, and safe under two processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlcipher3.dbapi2 import sqlite_version

from records.bots import Bots
from records.database import Database
from records.errors import Damaged, NewerDatabase, NoSpace, StoreError, Unreachable, WrongKey
from records.ids import new_id
from records.migrations import run
from records.sealing import MasterKey
from records.store import Store
from records.tables import bots, metadata, workspaces

CANARY = "Quagmire-Canary-7741"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "tacit.db"


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    MasterKey.create(tmp_path / "keys" / "tacit.key")
    return tmp_path / "keys" / "tacit.key"


def test_opening_makes_and_keeps_the_database(url: str, key: MasterKey, now: datetime) -> None:
    first = Database.open(url, key)
    workspace = first.create_workspace("Ada & Finch", now)
    first.close()
    again = Database.open(url, key)
    assert [(w.id, w.name) for w in again.workspaces()] == [(workspace, "Ada & Finch")]
    again.close()


def test_a_database_is_begun_once_a_key_has_sealed_something_in_it(url: str, key: MasterKey, now: datetime) -> None:
    """What is begun needs the key it was made with: a lost one is never made anew."""
    assert not Database.begun(url)
    database = Database.open(url, key)
    database.create_workspace("Ada & Finch", now)
    database.close()
    assert Database.begun(url)


def test_the_migrations_make_what_the_code_expects(database: Database) -> None:
    """Otherwise write one: python -m records.migrations.new "why"."""
    with database._connect(False) as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _ours, "compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_revisions_are_numbers_in_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(run.__file__).parent))
    chain = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert run.revisions() == chain[::-1]


def test_the_file_is_closed_to_others(file: Path, key: MasterKey) -> None:
    old = os.umask(0)
    try:
        database = Database.open(f"sqlite:///{file}", key)
        database.create_workspace("x", datetime.fromisoformat("2026-11-24T00:00:00+00:00"))
    finally:
        os.umask(old)
    assert file.parent.stat().st_mode & 0o777 == 0o700
    made = sorted(path.name for path in file.parent.iterdir())
    assert made == ["tacit.db", "tacit.db-shm", "tacit.db-wal", "tacit.db.keyid"]
    assert {path.stat().st_mode & 0o777 for path in file.parent.iterdir()} == {0o600}
    database.close()


def test_nothing_can_be_read_from_the_bytes_of_the_files(file: Path, key: MasterKey, now: datetime) -> None:
    database = Database.open(f"sqlite:///{file}", key)
    store = database.store(database.create_workspace(CANARY, now))
    bot = Bots(store).create(key="b", kind="support", name=CANARY, draft=CANARY * 50, now=now)
    (file.parent / "control").write_text(CANARY)
    holding = [path.name for path in file.parent.iterdir() if CANARY.encode() in path.read_bytes()]
    assert holding == ["control"], "the scan finds the control and nothing else"
    with store.read() as unit:
        assert CANARY in unit.first(bots, bots.c.id == bot.id).draft
    database.close()
    assert CANARY.encode() not in file.read_bytes()
    assert not file.read_bytes().startswith(b"SQLite format 3")


def test_a_wrong_key_is_told_from_a_damaged_file(file: Path, key: MasterKey) -> None:
    Database.open(f"sqlite:///{file}", key).close()
    with pytest.raises(WrongKey, match="Use the key file saved for this database"):
        Database.open(f"sqlite:///{file}", MasterKey.generate())
    content = bytearray(file.read_bytes())
    content[100:400] = bytes(300)
    file.write_bytes(content)
    with pytest.raises(Damaged, match="newest backup"):
        Database.open(f"sqlite:///{file}", key)


def test_a_wrong_key_without_the_note_beside_is_still_refused(file: Path, key: MasterKey) -> None:
    Database.open(f"sqlite:///{file}", key).close()
    (file.parent / "tacit.db.keyid").unlink()
    with pytest.raises(Damaged, match="another key"):
        Database.open(f"sqlite:///{file}", MasterKey.generate())
    Database.open(f"sqlite:///{file}", key).close()


def test_damage_in_the_middle_is_found(file: Path, key: MasterKey, now: datetime) -> None:
    database = Database.open(f"sqlite:///{file}", key)
    store = database.store(database.create_workspace("x", now))
    Bots(store).create(key="b", kind="support", name="B", draft="d" * 200_000, now=now)
    assert database.check() == []
    database.close()
    content = bytearray(file.read_bytes())
    content[-5000:-4900] = bytes(100)
    file.write_bytes(content)
    database = Database.open(f"sqlite:///{file}", key)
    assert database.check()
    with pytest.raises(Damaged, match="newest backup"):
        Bots(database.store(store.workspace)).listing()
    database.close()


def test_a_plain_database_is_not_taken(file: Path, key: MasterKey) -> None:
    file.parent.mkdir()
    plain = sa.create_engine(f"sqlite:///{file}")
    with plain.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE x (y)")
    plain.dispose()
    with pytest.raises(Damaged, match="plain SQLite file"):
        Database.open(f"sqlite:///{file}", key)


def test_a_newer_schema_is_left_alone(url: str, key: MasterKey) -> None:
    database = Database.open(url, key)
    with database._connect(True) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(NewerDatabase, match="newer version"):
        Database.open(url, key)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, key: MasterKey) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NoSpace, match="another data folder"):
        Database.open(f"sqlite:///{tmp_path / 'file' / 'tacit.db'}", key)


def test_a_full_disk_is_said_and_loses_nothing(file: Path, key: MasterKey, now: datetime) -> None:
    database = Database.open(f"sqlite:///{file}", key)
    store = database.store(database.create_workspace("x", now))
    with pytest.raises(NoSpace, match="Free space"):
        _fill(store)
    assert Bots(store).listing() == []
    assert database.check() == []
    database.close()


def test_an_address_of_another_database_is_refused(key: MasterKey) -> None:
    with pytest.raises(StoreError, match="sqlite:///"):
        Database.open("mysql://localhost/x", key)


def test_a_postgresql_that_does_not_answer_is_said(key: MasterKey, tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="Is it running"):
        Database.open(f"postgresql://postgres@/postgres?host={tmp_path}", key)


def test_kill_in_the_middle_of_writes_loses_nothing_acknowledged(file: Path, key_file: Path) -> None:
    writer = _process(file, key_file, """
        number = 0
        while True:
            database.create_workspace(f"w{number}", now)
            print(number, flush=True)
            number += 1
    """)  # fmt: skip
    acknowledged = -1
    assert writer.stdout is not None
    for line in writer.stdout:
        acknowledged = int(line)
        if acknowledged == 30:
            writer.send_signal(signal.SIGKILL)
    writer.wait()
    assert acknowledged >= 30
    database = Database.open(f"sqlite:///{file}", MasterKey.load(key_file))
    names = {workspace.name for workspace in database.workspaces()}
    assert {f"w{number}" for number in range(acknowledged + 1)} <= names
    assert len(names) <= acknowledged + 2, "at most the one in flight beside what was acknowledged"
    assert database.check() == []
    database.close()


def test_two_processes_write_side_by_side(file: Path, key_file: Path) -> None:
    """The default deferred BEGIN gave a thousand "database is locked" here; both open a new file at once, too."""
    writers = [_process(file, key_file, f"""
        for number in range(30):
            with database._connect(True) as connection:
                count = connection.exec_driver_sql("SELECT count(*) FROM workspaces").scalar_one()
                connection.execute(workspaces.insert().values(
                    id=f"{name}{{number}}", name=str(count), wrapped_key=b"", key_version=1, created_at=0))
    """) for name in ("a", "b")]  # fmt: skip
    assert [writer.wait(100) for writer in writers] == [0, 0]
    database = Database.open(f"sqlite:///{file}", MasterKey.load(key_file))
    with database._connect(False) as connection:
        seen = sorted(int(name) for (name,) in connection.execute(sa.select(workspaces.c.name)))
    assert seen == list(range(60)), "each writer saw all that was committed before it: no update is lost"
    database.close()


def test_writers_in_threads_wait_for_each_other(database: Database, now: datetime) -> None:
    with ThreadPoolExecutor(12) as pool:
        made = list(pool.map(lambda number: database.create_workspace(f"w{number}", now), range(36)))
    assert set(made) <= {workspace.id for workspace in database.workspaces()}


def test_readers_do_not_wait_for_a_writer(database: Database, now: datetime) -> None:
    store = database.store(database.create_workspace("x", now))
    with store.write() as writing:
        writing.insert(bots, id=new_id("bot"), key="b", public_id=new_id("pub"), kind="k", name="n", draft="",
                       draft_changed_at=0, created_at=0)  # fmt: skip
        assert Bots(store).listing() == []
    assert [bot.key for bot in Bots(store).listing()] == ["b"]


def test_the_settings_that_keep_acknowledged_rows_hold(file: Path, key: MasterKey) -> None:
    database = Database.open(f"sqlite:///{file}", key)
    with database._connect(False) as connection:
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "cipher_status")
        settings = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names}
    assert settings == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "cipher_status": "1",
    }  # fmt: skip
    version = tuple(int(part) for part in sqlite_version.split("."))
    assert version >= (3, 51, 3), "older ones can corrupt a write-ahead log used by several connections"
    database.close()


def _fill(store: Store) -> None:
    with store.write() as unit:
        unit._connection.exec_driver_sql("PRAGMA max_page_count = 1")
        unit.insert(bots, id="b", key="b", public_id="p", kind="k", name="n", draft="d" * 900_000,
                    draft_changed_at=0, created_at=0)  # fmt: skip


def _ours(item: object, name: str | None, kind: str, reflected: bool, compared: object) -> bool:
    """Without keyword search, which is written by hand, and Alembic's own table."""
    searches = (name or "").startswith("chunk_text") or (reflected and name in {"search", "chunks_search"})
    return not searches and name != "alembic_version"


def _process(file: Path, key_file: Path, script: str) -> subprocess.Popen[str]:
    """Another process on the same file."""
    begin = f"""
        from datetime import UTC, datetime
        from pathlib import Path
        from records.database import Database
        from records.sealing import MasterKey
        from records.tables import workspaces
        now = datetime(2026, 11, 24, tzinfo=UTC)
        database = Database.open("sqlite:///{file}", MasterKey.load(Path("{key_file}")))
    """
    code = textwrap.dedent(begin) + textwrap.dedent(script)
    root = Path(__file__).resolve().parents[2]
    return subprocess.Popen([sys.executable, "-c", code], cwd=root, stdout=subprocess.PIPE, text=True)
