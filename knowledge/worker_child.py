"""Runs in the worker process: takes tasks from its standard input, gives prepared uploads on its standard output."""

from __future__ import annotations

import os
import sys

from guardrails import Guardrails
from knowledge.embedders import embedder
from knowledge.frames import prepared_frame, receive, send, task_of
from knowledge.prepare import Prepared, prepare
from knowledge.types import Embedder

_FAILED = "Reading this file failed inside the product. Nothing of it was stored; please report it."


def main() -> None:
    """Serves tasks until its input ends."""
    os.nice(10)
    given, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    models: dict[str, Embedder] = {}
    while True:
        try:
            said, extra = receive(given)
        except EOFError:
            return
        task, policy, name = task_of(said, extra)
        model = models.setdefault(name, models.get(name) or embedder(name))
        last = [0.0]

        def tell(share: float, last: list[float] = last) -> None:
            if share - last[0] >= 0.02:
                last[0] = share
                send(answers, {"progress": share})

        try:
            made = prepare(task, Guardrails(policy), model, tell)
        except Exception:  # noqa: BLE001 - one broken file must not end the worker; its text must not be told
            made = Prepared(error=_FAILED)
        send(answers, *prepared_frame(made))
