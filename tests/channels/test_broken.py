"""What breaks is answered, and its words stand nowhere: not in the answer and in no log, whoever writes it."""

from __future__ import annotations

import asyncio
import io
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Mount, Route

from channels import broken
from channels.api import create_api
from channels.broken import NothingPrinted
from channels.problems import PROBLEMS

NUMBER = "+49 1522 3456789"


def breaks(_: Request) -> Response:
    raise RuntimeError(f"no such row: {NUMBER}")


def breaks_half_way(_: Request) -> Response:
    async def words() -> AsyncIterator[bytes]:
        yield b"half"
        raise RuntimeError(f"no such row: {NUMBER}")

    return StreamingResponse(words())


def _api() -> FastAPI:
    api = create_api()
    api.router.routes.insert(0, Route("/breaks", breaks))
    return api


@contextmanager
def heard() -> Iterator[io.StringIO]:
    """Everything the process logs, tracebacks too, as a terminal would show it."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    listening = [logging.getLogger(name) for name in (None, "uvicorn", "uvicorn.error")]
    for logger in listening:
        logger.addHandler(handler)
    try:
        yield text
    finally:
        for logger in listening:
            logger.removeHandler(handler)


@dataclass(frozen=True)
class Visited:
    """What three broken addresses answered, and all that was logged until the server had ended."""

    call: httpx2.Response
    page: httpx2.Response
    cut: bool
    log: str


@pytest.fixture(scope="module")
def visited() -> Visited:
    """From a real uvicorn, which prints what reaches it."""
    routes = [Mount("/api", app=_api()), Route("/breaks", breaks), Route("/half", breaks_half_way)]
    app = Starlette(routes=routes, middleware=[Middleware(NothingPrinted)])
    running = uvicorn.Server(uvicorn.Config(app, port=0, lifespan="off", log_config=None))
    thread = threading.Thread(target=running.run, daemon=True)
    with heard() as log:
        thread.start()
        while not running.started:
            thread.join(0.01)
        url = f"http://127.0.0.1:{running.servers[0].sockets[0].getsockname()[1]}"
        with httpx2.Client(base_url=url, headers={"Origin": url}) as http:
            call, page = http.get("/api/breaks"), http.get("/breaks")
            try:
                cut = http.get("/half").is_error
            except httpx2.RemoteProtocolError:
                cut = True
        running.should_exit = True
        thread.join()
    return Visited(call, page, cut, log.getvalue())


def test_a_broken_call_of_the_api_is_a_problem(visited: Visited) -> None:
    assert (visited.call.status_code, visited.call.json()["code"]) == (500, "internal")


def test_a_broken_page_is_a_plain_one_with_our_headers(visited: Visited) -> None:
    assert visited.page.status_code == 500
    assert visited.page.text.startswith(PROBLEMS["internal"].title)
    assert visited.page.headers["x-content-type-options"] == "nosniff"


def test_each_is_noted_once_and_its_words_are_nowhere(visited: Visited) -> None:
    assert visited.cut
    assert visited.log.count("A request failed: RuntimeError") == 3
    assert NUMBER not in visited.log + visited.call.text + visited.page.text
    assert "Traceback" not in visited.log


def test_a_thread_and_a_callback_that_die_say_where_and_not_what(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)

    def dies() -> None:
        raise RuntimeError(NUMBER)

    async def run() -> None:
        broken.tell_no_words()
        asyncio.get_running_loop().call_soon(dies)
        await asyncio.sleep(0)

    asyncio.run(run())
    thread = threading.Thread(target=dies, name="mail")
    thread.start()
    thread.join()
    assert [record.getMessage() for record in caplog.records] == [
        "Something in the background failed: RuntimeError",
        "The thread mail ended: RuntimeError",
    ]


def test_a_page_of_the_builder_that_dies_is_noted_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    before = logging.getLogRecordFactory()
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)

    async def run() -> None:
        broken.tell_no_words()

    asyncio.run(run())
    text = io.StringIO()
    streamlit = logging.getLogger("streamlit.error_util")
    handler = logging.StreamHandler(text)
    streamlit.addHandler(handler)
    try:
        streamlit.error("Uncaught app execution", exc_info=RuntimeError(NUMBER))
    finally:
        streamlit.removeHandler(handler)
        logging.setLogRecordFactory(before)
    assert text.getvalue() == "Uncaught app execution: RuntimeError\n"
