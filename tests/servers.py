"""Real servers for tests: the whole process on a free port with a data folder of its own, stopped at the end.

Used by tests of channels and by the browser journeys. A data folder is prepared before the server owns it.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from workspace import control
from workspace.commands import Streams

ROOT = Path(__file__).parent.parent
READY_WITHIN = 600  # seconds, far beyond what it takes: a busy machine is no fault, only a server that never comes
BUILDER = ("-m", "streamlit", "run", "app.py")
API = ("-m", "uvicorn", "channels.api:app")
SERVE = ("-m", "workspace", "serve", "--no-talks", "--demo")  # as `make run`, without made-up customers
_PORT: Mapping[tuple[str, ...], tuple[str, ...]] = {
    BUILDER: ("--server.port",),
    API: ("--no-access-log", "--port"),
}


@dataclass(frozen=True)
class Server:
    """A running server."""

    url: str
    port: int
    data: Path
    process: subprocess.Popen[bytes]
    log: Path
    demo_port: int = 0

    @property
    def demo_url(self) -> str:
        """The demo shop's page."""
        return f"http://127.0.0.1:{self.demo_port}"

    def output(self) -> str:
        """What it has printed so far."""
        return self.log.read_text("utf-8", "replace")

    def client(self, **options: object) -> httpx2.Client:
        """An HTTP client for it that follows no redirect by itself."""
        return httpx2.Client(base_url=self.url, timeout=120, **options)  # type: ignore[arg-type]

    def stop(self, number: int = signal.SIGTERM, within: float = 60) -> float:
        """Tells it to end; gives the seconds it took, or kills it and raises when it took longer than allowed."""
        began = time.monotonic()
        self.process.send_signal(number)
        try:
            self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGABRT)  # prints what every thread is doing
            self.process.wait()
            raise AssertionError(f"The server did not end within {within} s:\n{self.output()[-6000:]}") from None
        return time.monotonic() - began


def free_port() -> int:
    """A port nobody listens on, and that nobody is given before it is used.

    Not from the range the kernel takes ports from for whoever asks for any (2026-11-25): between looking and listening
    every connection of a busy machine may be given it. Each process of tests goes through a range of its own.
    """
    for port in _ports:
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do; a port in use stays refused
            with suppress(OSError):
                one.bind(("127.0.0.1", port))
                return port
    raise AssertionError("unreachable: the ports go round")


_ports = itertools.cycle(range(start := 10_000 + os.getpid() % 200 * 100, start + 100))


def environment(data: Path, port: int, more: Mapping[str, str] = {}) -> dict[str, str]:
    """The environment of a server with its data in a folder of its own and its key beside it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TACIT_", "OPENAI_"))}
    given = {
        "PYTHONFAULTHANDLER": "1",
        "TACIT_DATA": str(data),
        "TACIT_KEY_FILE": str(Path(f"{data}.key")),
        "TACIT_PORT": str(port),
    }
    return kept | given | dict(more)


@contextmanager
def running(
    data: Path,
    kind: tuple[str, ...] = BUILDER,
    *,
    port: int = 0,
    demo_port: int = 0,
    env: Mapping[str, str] = {},
    ready: bool = True,
) -> Iterator[Server]:
    """A server on loopback. ``ready`` waits until the heavy parts are loaded, otherwise until it answers at all."""
    port = port or free_port()
    more = dict(env) | ({"TACIT_DEMO_PORT": str(demo_port)} if demo_port else {})
    log = data.with_name(f"{data.name}-{port}.log")
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *kind, *_PORT.get(kind, ("--port",)), str(port)],
            cwd=ROOT,
            env=environment(data, port, more),
            stdout=out,
            stderr=out,
        )
    server = Server(f"http://127.0.0.1:{port}", port, data, process, log, demo_port)
    try:
        _wait(server, ready)
        yield server
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(server: Server, ready: bool) -> None:
    until = time.monotonic() + READY_WITHIN
    with httpx2.Client(timeout=5, verify=False) as http:
        while time.monotonic() < until:
            if server.process.poll() is not None:
                raise AssertionError(f"The server ended at once:\n{server.output()[-3000:]}")
            try:
                state = http.get(f"{server.url}/healthz").json()["state"]
            except httpx2.TransportError:
                state = "not there"
            if state == "failed":
                raise AssertionError(f"The server could not load its parts:\n{server.output()[-3000:]}")
            if state == "ready" or (state == "starting" and not ready):
                return
            time.sleep(0.1)
    raise AssertionError(f"The server was not ready in time:\n{server.output()[-3000:]}")


def command(server: Server, *words: str) -> list[dict[str, Any]]:
    """Runs a command of ``python -m workspace`` inside a running server; gives its lines, raises when it failed."""
    out: list[str] = []
    said: list[str] = []
    code = control.ask(server.data, words, Streams(Path.cwd(), iter(()), out.append, said.append))
    assert code == 0, "\n".join([*out, *said])
    return [json.loads(line) for line in out if line.startswith("{")]
