"""What breaks on our side is answered and noted by type and place alone, whoever would have printed the rest.

Starlette raises an error again after answering it, and uvicorn then logs the traceback with the error's own words, in
which a visitor's may stand; so do a thread that dies, the event loop, and Streamlit for a page that breaks. All four
end here (TRUST 17).
"""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import Any

from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from channels.headers import SecurityHeaders
from channels.problems import PROBLEMS, ApiError, answer
from guardrails.faults import fault

_log = logging.getLogger("tacit.broken")


class NothingPrinted:
    """Middleware, outermost: an error nobody caught becomes a 500, and one line without its words."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:  # noqa: BLE001 - the outermost edge: behind it stands only uvicorn's traceback
            _log.error("A request failed: %s", fault(error))
            if not begun and scope["type"] == "http":
                await SecurityHeaders(_sorry(scope["path"]))(scope, receive, send)


def tell_no_words() -> None:
    """Threads, callbacks of the running event loop and pages of the builder that die say where, not what."""
    threading.excepthook = _thread_died
    if logging.getLogRecordFactory() is not _noted:
        logging.setLogRecordFactory(_noted)
    asyncio.get_running_loop().set_exception_handler(_callback_died)


def _sorry(path: str) -> Response:
    if path == "/api" or path.startswith("/api/"):
        return answer(ApiError("internal"))
    kind = PROBLEMS["internal"]
    text = f"{kind.title}. {kind.detail}\n"
    return PlainTextResponse(text, status_code=500, headers={"Cache-Control": "no-store"})


def _noted(*args: Any, **kwargs: Any) -> logging.LogRecord:
    """A line of Streamlit's log without an error's words; it makes its loggers as it goes, so no filter reaches all."""
    record = logging.LogRecord(*args, **kwargs)
    if record.name.partition(".")[0] == "streamlit" and record.exc_info and record.exc_info[1]:
        record.msg, record.args = f"{record.getMessage()}: {fault(record.exc_info[1])}", ()
        record.exc_info = None
    return record


def _thread_died(died: threading.ExceptHookArgs) -> None:
    name = died.thread.name if died.thread else "?"
    if died.exc_value is not None and not isinstance(died.exc_value, SystemExit):
        _log.error("The thread %s ended: %s", name, fault(died.exc_value))


def _callback_died(_: asyncio.AbstractEventLoop, about: dict[str, Any]) -> None:
    error = about.get("exception")
    _log.error("Something in the background failed: %s", fault(error) if error else "without an error")
