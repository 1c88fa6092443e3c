"""``read``: a file's text with its structure, taken out by a child process that is killed when it goes astray."""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from documents.limits import Limits
from documents.links import Links, Sitemap
from documents.types import Block, BlockKind, Document, DocumentError

_ROOT = str(Path(__file__).resolve().parent.parent)
_CODE = "import sys; sys.path.insert(0, sys.argv[1]); from documents.child import main; main()"
_LATE = "Reading this file took too long, so it was stopped. Please split it or save it in a simpler form."
_GONE = "This file made its reader fail, so it was given up. Save it again in a simpler form and add that."


def read(data: bytes, name: str, limits: Limits = Limits()) -> Document:  # noqa: B008 - frozen
    """The document in these bytes. Raises DocumentError with a code and a sentence that says the cure."""
    refuse_size(len(data), limits)
    answer, _ = _CHILD.ask("read", data, name, limits)
    packed = answer["document"]
    blocks = tuple(Block(BlockKind(kind), text, level, page) for kind, text, level, page in packed.pop("blocks"))
    hidden = tuple(packed.pop("hidden"))
    return Document(**packed, blocks=blocks, hidden=hidden)


def unpack(data: bytes, name: str, limits: Limits = Limits()) -> list[tuple[str, bytes]]:  # noqa: B008 - frozen
    """The files in a ZIP archive, unpacked by the child within the limits."""
    refuse_size(len(data), limits)
    answer, extra = _CHILD.ask("unpack", data, name, limits)
    found, start = [], 0
    for member, length in answer["members"]:
        found.append((str(member), extra[start : start + length]))
        start += length
    return found


def links(data: bytes, limits: Limits = Limits()) -> Links:  # noqa: B008 - frozen
    """Where an HTML page leads."""
    refuse_size(len(data), limits)
    answer, _ = _CHILD.ask("links", data, "page.html", limits)
    packed = answer["links"]
    return Links(**(packed | {"links": tuple(packed["links"])}))


def sitemap(data: bytes, limits: Limits = Limits()) -> Sitemap:  # noqa: B008 - frozen
    """What a sitemap lists."""
    refuse_size(len(data), limits)
    answer, _ = _CHILD.ask("sitemap", data, "sitemap.xml", limits)
    return Sitemap(tuple(answer["sitemap"]["addresses"]), answer["sitemap"]["nested"])


def refuse_size(length: int, limits: Limits) -> None:
    """Says no to a file that is empty or too large, before it is read."""
    if length == 0:
        raise DocumentError("empty", "This file is empty.")
    if length > limits.bytes:
        raise DocumentError(
            "too_large",
            f"This file has {length / 1e6:.0f} MB; the limit is {limits.bytes / 1e6:.0f} MB. Please split it.",
        )


def isolation() -> str:
    """What keeps the reading child off the network: ``kernel`` (seccomp) or ``python`` (sockets refused)."""
    return _CHILD.isolation()


class _Child:
    """The one reading process, kept between files and replaced when it was killed or died. One file at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._memory = 0
        self._isolation = ""

    def ask(self, what: str, data: bytes, name: str, limits: Limits) -> tuple[dict[str, Any], bytes]:
        with self._lock:
            process = self._running(limits)
            deadline = time.monotonic() + limits.seconds
            request = {"what": what, "name": name, "length": len(data), "limits": asdict(limits)}
            try:
                _write(process, json.dumps(request).encode() + b"\n" + data, deadline)
                answer, extra = _receive(process, deadline, limits)
            except TimeoutError:
                self._kill()
                raise DocumentError("timeout", _LATE) from None
            except (OSError, EOFError, ValueError):
                code = self._kill()
                if code == -24:  # SIGXCPU: the processor time was used up
                    raise DocumentError("timeout", _LATE) from None
                raise DocumentError("corrupt", _GONE) from None
        if "error" in answer:
            raise DocumentError(*answer["error"])
        return answer, extra

    def isolation(self) -> str:
        with self._lock:
            self._running(Limits())
            return self._isolation

    def close(self) -> None:
        with self._lock:
            self._kill()

    def _running(self, limits: Limits) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None and self._memory == limits.memory:
            return self._process
        self._kill()
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, fixed arguments, an empty environment
            [sys.executable, "-I", "-c", _CODE, _ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
        )
        os.set_blocking(self._process.stdin.fileno(), False)  # type: ignore[union-attr]
        self._memory = limits.memory
        deadline = time.monotonic() + 60
        _write(self._process, json.dumps(asdict(limits)).encode() + b"\n", deadline)
        self._isolation = str(_receive(self._process, deadline, limits)[0]["isolation"])
        return self._process

    def _kill(self) -> int | None:
        if self._process is None:
            return None
        self._process.kill()
        code = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process = None
        return code


def _write(process: subprocess.Popen[bytes], data: bytes, deadline: float) -> None:
    assert process.stdin is not None
    target, view = process.stdin.fileno(), memoryview(data)
    while view:
        if not select.select([], [target], [], max(deadline - time.monotonic(), 0))[1]:
            raise TimeoutError
        view = view[os.write(target, view[:65536]) :]


def _receive(process: subprocess.Popen[bytes], deadline: float, limits: Limits) -> tuple[dict[str, Any], bytes]:
    assert process.stdout is not None
    head = b""
    while not head.endswith(b"\n"):
        head += _some(process, 1, deadline)
        if len(head) > 40:
            raise ValueError("the child answers with something else")
    body, extra = (int(part) for part in head.split())
    if body > 20 * limits.characters or extra > 2 * limits.unpacked:
        raise ValueError("the child answers with too much")
    whole = bytearray()
    while len(whole) < body + extra:
        whole += _some(process, body + extra - len(whole), deadline)
    return json.loads(bytes(whole[:body])), bytes(whole[body:])


def _some(process: subprocess.Popen[bytes], most: int, deadline: float) -> bytes:
    assert process.stdout is not None
    source = process.stdout.fileno()
    if not select.select([source], [], [], max(deadline - time.monotonic(), 0))[0]:
        raise TimeoutError
    got = os.read(source, min(most, 1 << 20))
    if not got:
        raise EOFError
    return got


_CHILD = _Child()
atexit.register(_CHILD.close)
