"""A real HTTP server on loopback that speaks OpenAI's chat format: streams, calls tools, and fails in every known way.

    with WireServer() as server:
        server.will(Says("Thirty days [1]."))
        OpenAIModel(server.base_url, "key", "test-model") …
        server.bodies        # every request, as received

Each request takes the next behaviour; when none is left, the last one stays. It stops with its ``with`` block.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Says:
    """Streams a text, word by word, to its proper end."""

    text: str
    pause: float = 0.0  # seconds before each word


@dataclass(frozen=True)
class Calls:
    """Asks for a tool. ``arguments`` may be any text, to try broken JSON."""

    tool: str
    arguments: Mapping[str, Any] | str


@dataclass(frozen=True)
class Fails:
    """``mode``: timeout, 429, 500, 401, garbage (no JSON), html, empty, half (a stream cut in the middle), event (an
    error inside the stream)."""

    mode: str
    text: str = "The first half of"


Behaviour = Says | Calls | Fails


@dataclass
class WireServer:
    """The server. ``bodies`` holds every request's JSON, ``keys`` every Authorization header."""

    bodies: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    behaviours: list[Behaviour] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def will(self, *behaviours: Behaviour) -> None:
        """What the next requests get."""
        self.behaviours[:] = behaviours

    @property
    def base_url(self) -> str:
        """The address to configure."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def everything(self) -> str:
        """All that was ever received, for canary tests."""
        return "\n".join([json.dumps(body, ensure_ascii=False) for body in self.bodies] + self.keys)

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    def next(self) -> Behaviour:
        """The behaviour of this request."""
        assert self.behaviours, "the server was not told what to do"
        return self.behaviours.pop(0) if len(self.behaviours) > 1 else self.behaviours[0]


def _handler(owner: WireServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            owner.bodies.append(body)
            owner.keys.append(self.headers.get("authorization", ""))
            with suppress(BrokenPipeError, ConnectionResetError):
                self._behave(owner.next(), whole=not body.get("stream"))

        def _behave(self, behaviour: Behaviour, whole: bool) -> None:
            match behaviour:
                case Says() | Calls() if whole:
                    self._plain(200, _completion(behaviour))
                case Says(text, pause):
                    self._stream(_spoken(text), pause)
                case Calls(tool, arguments):
                    self._stream(_called(tool, arguments))
                case Fails(mode, text):
                    self._fail(mode, text)

        def _fail(self, mode: str, text: str) -> None:
            if mode == "timeout":
                owner.released.wait(300)  # until the test is over
            elif mode.isdigit():
                self._plain(int(mode), {"error": {"message": "scripted", "type": "scripted", "code": None}})
            elif mode == "garbage":
                self._raw(b"data: this is no JSON {{{\n\n", "text/event-stream")
            elif mode == "html":
                self._raw(b"<html><body>Sign in to the hotel network</body></html>", "text/html")
            elif mode == "empty":
                self._raw(b"", "text/event-stream")
            elif mode == "half":
                self._stream(list(_spoken(text))[:-1], done=False)
            elif mode == "event":
                self._stream([_chunk({"role": "assistant", "content": ""}), {"error": {"message": "scripted"}}])

        def _stream(self, chunks: Any, pause: float = 0.0, done: bool = True) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.send_header("connection", "close")
            self.end_headers()
            for chunk in chunks:
                if pause:
                    owner.released.wait(pause)
                self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
                self.wfile.flush()
            if done:
                self.wfile.write(b"data: [DONE]\n\n")
            self.close_connection = True

        def _plain(self, status: int, body: Mapping[str, Any]) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _raw(self, data: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            """Silent: a test's output is its own."""

    return Handler


def _completion(behaviour: Says | Calls) -> dict[str, Any]:
    """The same in one piece, for a request that does not ask for a stream."""
    message: dict[str, Any] = {"role": "assistant", "content": None}
    if isinstance(behaviour, Says):
        message["content"] = behaviour.text
    else:
        text = behaviour.arguments if isinstance(behaviour.arguments, str) else json.dumps(behaviour.arguments)
        function = {"name": behaviour.tool, "arguments": text}
        message["tool_calls"] = [{"id": "call_1", "type": "function", "function": function}]
    reason = "stop" if isinstance(behaviour, Says) else "tool_calls"
    choices = [{"index": 0, "message": message, "finish_reason": reason}]
    return {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "test-model", "choices": choices}


def _spoken(text: str) -> Iterator[dict[str, Any]]:
    yield _chunk({"role": "assistant", "content": ""})
    words = text.split(" ")
    for number, word in enumerate(words):
        yield _chunk({"content": word if number == len(words) - 1 else f"{word} "})
    yield _chunk({}, "stop")


def _called(tool: str, arguments: Mapping[str, Any] | str) -> Iterator[dict[str, Any]]:
    text = arguments if isinstance(arguments, str) else json.dumps(arguments)
    function = {"name": tool, "arguments": ""}
    yield _chunk(
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"index": 0, "id": "call_1", "type": "function", "function": function}],
        }
    )
    for start in range(0, len(text), 12):
        yield _chunk({"tool_calls": [{"index": 0, "function": {"arguments": text[start : start + 12]}}]})
    yield _chunk({}, "tool_calls")


def _chunk(delta: Mapping[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "test-model",
        "choices": [{"index": 0, "delta": dict(delta), "finish_reason": finish}],
    }
