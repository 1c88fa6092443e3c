"""What goes between a process and its worker: a line with two lengths, JSON, bytes. Never pickle."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

import numpy as np

from guardrails import Policy
from guardrails.pipeline import trusted
from guardrails.policy import Cell
from guardrails.types import Action, Stage
from knowledge.clearing import Found
from knowledge.decisions import Decisions
from knowledge.prepare import Prepared, PreparedPiece, Task
from knowledge.uploads import packed, unpacked

_HEAD = 60


def send(stream: BinaryIO, value: Mapping[str, Any], extra: bytes = b"") -> None:
    """One frame."""
    body = json.dumps(value).encode()
    stream.write(b"%d %d\n" % (len(body), len(extra)) + body + extra)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """The next frame; EOFError when the other side has ended."""
    head = stream.readline(_HEAD)
    if not head.endswith(b"\n"):
        raise EOFError
    body, extra = (int(part) for part in head.split())
    return json.loads(_exactly(stream, body)), _exactly(stream, extra)


def task_frame(task: Task, policy: Policy, model: str) -> tuple[dict[str, Any], bytes]:
    """A task as it is sent."""
    cells = [[entity, stage.value, c.action.value, c.operator, c.rule] for (entity, stage), c in policy.cells.items()]
    given = {
        "decisions": task.decisions.to_json(), "salt": task.salt.hex(), "known": sorted(task.known), "model": model,
        "look": task.look, "choose": task.choose,
        "policy": {"name": policy.name, "level": policy.level, "keep": list(policy.keep), "cells": cells},
    }  # fmt: skip
    return given, packed(task.upload)


def task_of(given: Mapping[str, Any], extra: bytes) -> tuple[Task, Policy, str]:
    """A task as it was sent."""
    said = given["policy"]
    cells = {
        (entity, Stage(stage)): Cell(Action(action), operator, rule)
        for entity, stage, action, operator, rule in said["cells"]
    }
    policy = Policy(said["name"], said["level"], tuple(said["keep"]), cells)
    decisions = Decisions.from_json(given["decisions"])
    task = Task(
        unpacked(extra), decisions, bytes.fromhex(given["salt"]), frozenset(given["known"]), given["look"],
        given["choose"],
    )  # fmt: skip
    return task, policy, str(given["model"])


def prepared_frame(made: Prepared) -> tuple[dict[str, Any], bytes]:
    """What became of a task, as it is sent."""
    value = {
        "key": made.key, "title": made.title, "url": made.url, "language": made.language, "findings": made.findings,
        "report": [[f.kind, f.place, f.action, f.count] for f in made.report], "quarantined": made.quarantined,
        "error": made.error, "model": made.model, "shape": list(made.vectors.shape),
        "pieces": [[p.heading, p.text, p.language, p.page, p.made_from, p.vector] for p in made.pieces],
    }  # fmt: skip
    return {"prepared": value}, made.vectors.astype("<f4").tobytes()


def prepared_of(value: Mapping[str, Any], extra: bytes) -> Prepared:
    """What became of a task. Its texts were cleared by our own worker, so they are trusted as stored ones are."""
    return Prepared(
        key=value["key"],
        title=trusted(value["title"]) if value["title"] is not None else None,
        url=value["url"],
        language=value["language"],
        findings=dict(value["findings"]),
        report=tuple(Found(*line) for line in value["report"]),
        quarantined=value["quarantined"],
        error=value["error"],
        model=value["model"],
        vectors=np.frombuffer(extra, dtype="<f4").astype(np.float32).reshape(value["shape"]),
        pieces=tuple(
            PreparedPiece(trusted(heading), trusted(text), language, page, mark, row)
            for heading, text, language, page, mark, row in value["pieces"]
        ),
    )


def _exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data
