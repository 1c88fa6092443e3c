"""Test questions an owner keeps for a bot, and how each run over them went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from guardrails.types import ClearedText
from records.ids import instant, millis, new_id
from records.store import Store
from records.tables import bench_questions, bench_runs


@dataclass(frozen=True, slots=True)
class TestQuestion:
    """A kept question and the key of the source that should answer it; "" when nothing should."""

    __test__ = False

    id: str
    question: str
    source: str


@dataclass(frozen=True, slots=True)
class BenchRun:
    """One run over the kept questions, with its numbers and, per question, what came out."""

    id: str
    at: datetime
    why: str
    result: Mapping[str, Any]


class BenchRecords:
    """Test questions and runs of one workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, bot: str, question: ClearedText, source: str, now: datetime) -> str:
        """Keeps a question; the same one again gets the new source."""
        same = (bench_questions.c.bot == bot, bench_questions.c.question == str(question))
        with self._store.write() as unit:
            found = unit.first(bench_questions, *same)
            if found is not None:
                unit.update(bench_questions, bench_questions.c.id == found.id, source=source)
                return str(found.id)
            new = new_id("tst")
            unit.insert(bench_questions, id=new, bot=bot, question=str(question), source=source, created_at=millis(now))
            return new

    def questions(self, bot: str) -> list[TestQuestion]:
        """The kept questions of a bot, oldest first."""
        with self._store.read() as unit:
            order = (bench_questions.c.created_at, bench_questions.c.id)
            rows = unit.select(bench_questions, bench_questions.c.bot == bot, order_by=order)
        return [TestQuestion(row.id, row.question, row.source) for row in rows]

    def remove(self, bot: str, question: str) -> None:
        """Forgets a question of this bot."""
        with self._store.write() as unit:
            unit.delete(bench_questions, bench_questions.c.id == question, bench_questions.c.bot == bot)

    def ran(self, bot: str, why: str, result: Mapping[str, Any], now: datetime) -> str:
        """Stores a run."""
        new = new_id("run")
        with self._store.write() as unit:
            unit.insert(bench_runs, id=new, bot=bot, why=why, result=dict(result), at=millis(now))
        return new

    def runs(self, bot: str, limit: int = 60) -> list[BenchRun]:
        """The last runs of a bot, oldest first."""
        with self._store.read() as unit:
            order = (bench_runs.c.at.desc(), bench_runs.c.id)
            rows = unit.select(bench_runs, bench_runs.c.bot == bot, order_by=order, limit=limit)
        return [_run(row) for row in reversed(rows)]


def _run(row: Any) -> BenchRun:
    return BenchRun(row.id, instant(row.at), row.why, dict(row.result))
