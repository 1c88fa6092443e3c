"""Uploads are prepared in a process of their own, to the same end; it can be stopped, and it may die."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import numpy as np
import pytest

from guardrails import Guardrails
from knowledge import MiniLM, OnFinding, Upload
from knowledge.decisions import Decisions
from knowledge.prepare import Prepared, Task, prepare
from knowledge.worker import Worker

PAGE = b"# Fees\n\n## Late\n\nA late film costs two euros a day.\n\n## Lost\n\nCall Anna Schmidt at +49 170 5550142.\n"


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close()


def task(data: bytes = PAGE, name: str = "fees.md") -> Task:
    return Task(Upload(name, data), Decisions(OnFinding.MASK), b"salt")


def run(worker: Worker, guardrails: Guardrails, model: MiniLM, given: Task) -> tuple[Prepared, list[float]]:
    shares: list[float] = []
    return worker(given, guardrails, model, shares.append), shares


def test_the_worker_prepares_as_this_process_would(worker: Worker, guardrails: Guardrails, model: MiniLM) -> None:
    there, shares = run(worker, guardrails, model, task())
    here = prepare(task(), guardrails, model, lambda _: None)
    assert [(p.heading, p.made_from, p.page) for p in there.pieces] == [
        (p.heading, p.made_from, p.page) for p in here.pieces
    ]
    assert np.array_equal(there.vectors, here.vectors)
    assert (there.findings, there.report, there.title) == (here.findings, here.report, here.title)
    assert "5550142" not in "".join(p.text for p in there.pieces)
    assert shares == sorted(shares)


def test_a_broken_file_comes_back_with_its_reason(worker: Worker, guardrails: Guardrails, model: MiniLM) -> None:
    made, _ = run(worker, guardrails, model, task(b"%PDF-1.7 nonsense", "broken.pdf"))
    assert made.error
    assert made.pieces == ()


def test_known_pieces_are_not_embedded_again(worker: Worker, guardrails: Guardrails, model: MiniLM) -> None:
    first, _ = run(worker, guardrails, model, task())
    known = Task(task().upload, task().decisions, b"salt", frozenset({first.pieces[0].made_from}))
    again, _ = run(worker, guardrails, model, known)
    assert [p.vector for p in again.pieces] == [None, 0]


def test_stopping_ends_the_process_and_the_next_task_gets_a_new_one(
    worker: Worker, guardrails: Guardrails, model: MiniLM
) -> None:
    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        worker(task(), guardrails, model, stop)
    assert worker.pid is None
    assert run(worker, guardrails, model, task())[0].pieces


def test_a_worker_that_dies_fails_its_source_only(worker: Worker, guardrails: Guardrails, model: MiniLM) -> None:
    def die(_: float) -> None:
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)

    made = worker(task(), guardrails, model, die)
    assert "given up" in str(made.error)
    assert run(worker, guardrails, model, task())[0].pieces


def test_a_worker_that_is_closed_blames_no_file(guardrails: Guardrails, model: MiniLM) -> None:
    closing = Worker()

    def close(_: float) -> None:
        closing.close()

    with pytest.raises(InterruptedError):
        closing(task(), guardrails, model, close)
