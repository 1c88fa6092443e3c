"""A server that lies about its length, never ends or packs too much costs one clear refusal, in bounded memory."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
from collections.abc import Iterator

import pytest

from bots import fetching
from bots.fetching import FetchFailed, fetch

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
ANSWERS = {
    "/honest": HEAD + b"Content-Length: 5\r\n\r\nwords",
    "/says-less": HEAD + b"Content-Length: 5\r\n\r\nwords and more",
    "/says-more": HEAD + b"Content-Length: 5000\r\n\r\nwords",
    "/says-nothing": HEAD + b"\r\n" + b"x" * 50_000,
    "/says-a-word": HEAD + b"Content-Length: many\r\n\r\nwords",
    "/packed": HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"0" * 5_000_000),
    "/chunks": HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"1000\r\n" + b"x" * 0x1000 + b"\r\n" + b"zz\r\n",
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Answers as written above, byte for byte, and hangs up."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                path = connection.recv(4096).split(b" ")[1].decode()
                connection.sendall(ANSWERS[path])

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join()


@pytest.mark.parametrize("path", ["/honest", "/says-less"])
def test_what_was_promised_is_read(server: str, path: str) -> None:
    assert fetch("GET", server + path, private=True, largest=20_000).body == b"words"


@pytest.mark.parametrize("path", ["/says-nothing", "/packed"])
def test_more_than_the_limit_is_refused(server: str, path: str) -> None:
    with pytest.raises(FetchFailed, match="sent too much"):
        fetch("GET", server + path, private=True, largest=20_000)


@pytest.mark.parametrize("path", ["/says-more", "/says-a-word", "/chunks"])
def test_an_answer_that_breaks_off_is_none(server: str, path: str) -> None:
    with pytest.raises(FetchFailed, match="broke off"):
        fetch("GET", server + path, private=True, largest=20_000)


@pytest.mark.parametrize(
    "start", [b"HTTP/1.1 200 OK\r\nX-Long: ", HEAD + b"\r\n", HEAD + b"Content-Length: 9999\r\n\r\n"]
)
def test_an_answer_that_goes_on_a_letter_at_a_time_is_cut(start: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every letter is in time; the head of an answer kept a reading busy for as long as its server liked."""
    monkeypatch.setattr(fetching, "WHOLE", 0.3)
    listening, left = socket.create_server(("127.0.0.1", 0)), threading.Event()

    def drip() -> None:
        connection, _ = listening.accept()
        with connection, contextlib.suppress(OSError):
            connection.sendall(start)
            while not left.wait(0.02):
                connection.sendall(b"a")

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    with pytest.raises(FetchFailed, match="did not come to an end"):
        fetch("GET", f"http://127.0.0.1:{listening.getsockname()[1]}", private=True)
    left.set()
    thread.join()
    listening.close()


def test_nothing_inside_the_network_is_asked(server: str) -> None:
    with pytest.raises(FetchFailed, match="private network"):
        fetch("GET", server + "/honest")
