"""JSON Lines in, JSON Lines out: one answer a line, in order, each as soon as it is known.

A line that cannot be answered gets an error object with a stable code and no value, and the next one is read. Memory
stays constant: a line is read up to a limit, and with more processes only a few lines are under way at a time.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from queue import Queue
from typing import Any, BinaryIO

MAX_LINE = 8_000_000
_LONE_SURROGATE = range(0xD800, 0xE000)
_AHEAD = 8  # lines a process may be ahead of the one answered
_REPORT_EVERY = 10_000

Line = Mapping[str, Any]
Answer = Callable[[Line], dict[str, Any]]


class BadLine(Exception):
    """An input line that cannot be answered: a stable code and what is wrong, never the text."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Setup:
    """How a process of its own makes the answer: a function of a module, and what it is called with."""

    make: Callable[..., Answer]
    arguments: tuple[Any, ...]


def answer_lines(setup: Setup, jobs: int = 1, stream: BinaryIO | None = None) -> int:
    """Answers every line of a stream (standard input); 0 at its end."""
    raw = _read(stream or sys.stdin.buffer)
    if jobs <= 1:
        answer = setup.make(*setup.arguments)
        for number, line in enumerate(raw, 1):
            say(_answered(answer, line))
            _report(number)
        return 0
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(setup,)) as pool:
        _in_order(pool, raw, jobs)
    return 0


def say(line: Mapping[str, Any]) -> None:
    """One line on standard output, at once."""
    print(json.dumps(line, ensure_ascii=False), flush=True)


def _in_order(pool: ProcessPoolExecutor, raw: Iterator[bytes], jobs: int) -> None:
    # A thread of its own says the answers, so that they come while the next line is still waited for.
    waiting: Queue[Future[dict[str, Any]] | None] = Queue(jobs * _AHEAD)
    broken: list[BaseException] = []

    def speak() -> None:
        number = 0
        while (future := waiting.get()) is not None:
            if broken:
                continue
            try:
                say(future.result())
            except BaseException as error:  # noqa: BLE001 - told to the reading thread, which ends the command
                broken.append(error)
            number += 1
            _report(number)

    speaker = threading.Thread(target=speak)
    speaker.start()
    try:
        for line in raw:
            if broken:
                break
            waiting.put(pool.submit(_work, line))
    finally:
        waiting.put(None)
        speaker.join()
    if broken:
        raise broken[0]


_HERE: list[Answer] = []


def _start(setup: Setup) -> None:
    _HERE.append(setup.make(*setup.arguments))


def _work(line: bytes) -> dict[str, Any]:
    return _answered(_HERE[-1], line)


def _read(stream: BinaryIO) -> Iterator[bytes]:
    """The lines that hold something; of one that is too long only its beginning, which says enough."""
    while raw := stream.readline(MAX_LINE + 2):
        rest = raw
        while not rest.endswith(b"\n") and len(rest) > MAX_LINE:
            rest = stream.readline(MAX_LINE + 2)
        if raw.strip():
            yield raw


def _answered(answer: Answer, raw: bytes) -> dict[str, Any]:
    known: dict[str, Any] = {}
    try:
        line = _parse(raw)
        known = {"id": line["id"]} if "id" in line else {}
        _check(line)
        return known | answer(line)
    except BadLine as error:
        return known | {"error": {"code": error.code, "message": str(error)}}
    except Exception as error:  # noqa: BLE001 - the edge: a line that fails is answered, the next one is read
        return known | {"error": {"code": "internal", "message": type(error).__name__}}


def _parse(raw: bytes) -> dict[str, Any]:
    if len(raw) > MAX_LINE:
        raise BadLine("too_large", f"The line has more than {MAX_LINE:,} bytes.")
    try:
        line = json.loads(raw, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise BadLine("not_json", "The line is not JSON.") from None
    if not isinstance(line, dict):
        raise BadLine("not_an_object", "The line is JSON but no object.")
    if _half(json.dumps(line.get("id"), ensure_ascii=False)):
        raise BadLine("lone_surrogate", "The id holds half of a character pair (a lone surrogate).")
    return line


def _refuse(constant: str) -> None:
    raise ValueError(constant)  # NaN and Infinity are no JSON


def _check(line: Mapping[str, Any]) -> None:
    if not isinstance(line.get("text"), str):
        raise BadLine("no_text", 'The line needs "text", a string.')
    for key in ("language", "asked"):
        if line.get(key) is not None and not isinstance(line[key], str):
            raise BadLine("bad_value", f'"{key}" must be a string.')
        if line.get(key) and _half(line[key]):
            raise BadLine("lone_surrogate", f'"{key}" holds half of a character pair (a lone surrogate).')
    earlier = line.get("earlier") or []
    if not isinstance(earlier, list) or not all(isinstance(each, str) for each in earlier):
        raise BadLine("bad_value", '"earlier" must be a list of strings.')
    if _half(line["text"]) or any(_half(each) for each in earlier):
        raise BadLine("lone_surrogate", "The text holds half of a character pair (a lone surrogate).")


def _half(text: str) -> bool:
    return not text.isascii() and any(ord(c) in _LONE_SURROGATE for c in text)


def _report(number: int) -> None:
    if number % _REPORT_EVERY == 0:
        print(f"{number:,} lines", file=sys.stderr, flush=True)
