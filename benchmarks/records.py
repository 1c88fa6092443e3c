"""What keeping a turn costs: ``python -m benchmarks.records``.

Whole turns (message, vault entry, ledger; then the reply) through the encrypted store with its two durable commits,
beside plain sqlite3 writing the same text unencrypted with the same two durable commits, in the same run on the same
disk. Also what opening, reading back, sealing and verifying cost.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from guardrails.pipeline import trusted
from records.audit import AuditNote, AuditTrail
from records.bots import Bots
from records.conversations import Conversations
from records.database import Database
from records.sealing import MasterKey
from records.store import Store
from records.vault import SealedVault

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TURNS = 300
WORDS = "My fountain pen leaks at the section, can you repair it and what would it cost me? " * 3


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database.open(f"sqlite:///{folder}/data/tacit.db", key := MasterKey.generate())
        store = database.store(database.create_workspace("bench", NOW))
        ours, plain = _turns(store), _plain(Path(folder) / "plain.db")
        print(f"turns/s, encrypted store   {TURNS / ours:8.0f}")
        print(f"turns/s, plain sqlite3     {TURNS / plain:8.0f}   (same two durable commits, nothing sealed)")
        talk = Conversations(store).listing()[0]
        print(f"read a talk of {TURNS} turns  {1000 * _time(lambda: Conversations(store).turns(talk.id)):8.1f} ms")
        print(f"open its vault             {1000 * _time(lambda: SealedVault(store, talk.id, talk.person)):8.1f} ms")
        print(f"seal + open a value        {_sealings(store):8.0f} /s")
        print(f"verify the audit chain     {_verified(store):8.0f} rows/s")
        database.close()
        print(f"open an existing database  {1000 * _time(lambda: _reopen(folder, key)):8.1f} ms")


def _turns(store: Store) -> float:
    bot = Bots(store).create(key="b", kind="support", name="B", draft="", now=NOW)
    records = Conversations(store)
    talk = records.start(
        bot=bot.id, version=1, channel="widget", origin=None, language="en", timezone=None, subject=None, now=NOW
    )
    vault = SealedVault(store, talk.id, talk.person)

    def turn(number: int) -> None:
        name = vault.seal("PHONE_NUMBER", f"020 7946 {number:04}")
        opened = records.open_turn(
            talk.id, message_id=str(number), body=WORDS, message=trusted(f"{WORDS}{name}"), at=NOW, vault=vault,
            ledger=[("input", "PHONE_NUMBER", "redact", 1)],
        )  # fmt: skip
        records.close_turn(
            opened.turn_id, state="complete", reply=trusted(WORDS), citations=[], choices=[], asking=None,
            abstained=False, abstain_reason="", blocked=False, block_reason="", handed_over=False, handover_reason="",
            notice="", model="", milliseconds={"total": 1.0}, begun_with={}, conversation_state={}, ledger=[],
            vault=vault, at=NOW,
        )  # fmt: skip

    return _time(lambda: deque(map(turn, range(TURNS)), maxlen=0))


def _plain(path: Path) -> float:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE turns (id TEXT PRIMARY KEY, message TEXT, reply TEXT, state TEXT)")

    def turn(number: int) -> None:
        for statement, values in (
            ("INSERT INTO turns VALUES (?, ?, '', 'open')", (str(number), WORDS)),
            ("UPDATE turns SET reply = ?, state = 'complete' WHERE id = ?", (WORDS, str(number))),
        ):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(statement, values)
            connection.execute("COMMIT")

    return _time(lambda: deque(map(turn, range(TURNS)), maxlen=0))


def _sealings(store: Store, count: int = 20_000) -> float:
    place = {"table": "t", "column": "c", "row": "r"}
    return count / _time(
        lambda: [store.sealer.open(store.sealer.seal("020 7946 0958", **place), **place) for _ in range(count)]
    )


def _verified(store: Store, rows: int = 5_000) -> float:
    trail = AuditTrail(store)
    with store.write() as unit:
        trail.append_to(unit, [AuditNote("system", "tick", str(number)) for number in range(rows)], now=NOW)
    return rows / _time(trail.verify)


def _reopen(folder: str, key: MasterKey) -> None:
    Database.open(f"sqlite:///{folder}/data/tacit.db", key).close()


def _time(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
