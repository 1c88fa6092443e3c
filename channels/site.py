"""What anybody may reach: the API, the widget and its pages. The builder's process adds the log-in and Streamlit."""

from __future__ import annotations

import atexit
import logging
import os
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount

from channels import context, readiness, stopping
from channels.headers import SecurityHeaders
from channels.hosts import KnownHosts
from channels.routes import files, notices
from channels.stream import turns
from workspace import control

# A waiting stream gets the interpreter ten times sooner from a thread that computes (default 5 ms).
_SWITCH_INTERVAL = 0.0005
# Seconds: for replies under way to be stored as cut, then for the interpreter to end. Together under five.
_DRAIN = 2.0
_LEAVE = 0.5


def routes(api: FastAPI) -> list[BaseRoute]:
    """The public addresses."""
    return [Mount("/api", app=api), *notices.routes, *files.routes]


def middleware() -> list[Middleware]:
    """What every request passes, outermost first."""
    return [Middleware(SecurityHeaders), Middleware(KnownHosts)]


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """The lifespan of the public part alone."""
    async with alive():
        readiness.warm(context.current())
        yield


@asynccontextmanager
async def alive() -> AsyncIterator[None]:
    """Owns the data folder while it lasts, and ends open streams when the process is told to stop."""
    sys.setswitchinterval(_SWITCH_INTERVAL)
    app = context.current()
    with control.serving(app), stopping.on_signals():
        forget = stopping.on_stop(app.stopping.set)
        try:
            yield
        finally:
            asked = stopping.begun()
            stopping.announce()
            await turns.drained(_DRAIN)
            forget()
            app.close()
            if asked:
                _leave_soon()


def _leave_soon() -> None:
    """Ends the process without the interpreter's own farewell; SIGINT comes this way, SIGTERM needs it not.

    Everything is stored and closed by now. The interpreter would join a library's thread that still waits for a model,
    and then take apart half a gigabyte of objects: four seconds on a busy machine.
    """
    atexit.register(_leave)

    def later() -> None:
        time.sleep(_LEAVE)
        _leave()

    threading.Thread(target=later, name="leave", daemon=True).start()


def _leave() -> None:
    logging.shutdown()
    sys.stdout.flush()
    os._exit(0)
