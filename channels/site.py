"""What anybody may reach: the API, the widget and its pages. The builder's process adds the log-in and Streamlit."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount

from channels import context, readiness, stopping
from channels.broken import NothingPrinted, tell_no_words
from channels.headers import SecurityHeaders
from channels.hosts import KnownHosts
from channels.proxies import TrustedProxies
from channels.routes import bookings, files, notices
from channels.stream import turns
from guardrails.errors import Problem
from workspace import control
from workspace.settings import SettingsError

# A waiting stream gets the interpreter ten times sooner from a thread that computes (default 5 ms).
_SWITCH_INTERVAL = 0.0005
_DRAIN = 2.0  # seconds for replies under way to be stored as cut
_NOT_HERE = Problem(
    "builder_only", "TACIT_BUILDER_ONLY", "This is the process that answers customers, not the builder.",
    "Set it for `streamlit run app.py` alone.",
)  # fmt: skip


def routes(api: FastAPI) -> list[BaseRoute]:
    """The public addresses."""
    return [Mount("/api", app=api), *notices.routes, *bookings.routes, *files.routes]


def middleware() -> list[Middleware]:
    """What every request passes, outermost first."""
    return [Middleware(NothingPrinted), Middleware(TrustedProxies), Middleware(SecurityHeaders), Middleware(KnownHosts)]


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """The lifespan of the public part alone, which owns the data folder."""
    settings = context.settings()
    if settings.builder_only:
        raise SettingsError((_NOT_HERE,))
    async with alive(control.serving(context.current(), {"chat API": settings.public_url})):
        readiness.warm(context.current())
        yield


@asynccontextmanager
async def alive(owning: AbstractContextManager[None]) -> AsyncIterator[None]:
    """Holds ``owning`` (the data folder, or nothing for a guest) and ends open streams when told to stop."""
    sys.setswitchinterval(_SWITCH_INTERVAL)
    logging.getLogger("uvicorn.access").disabled = True  # secret addresses and visitors' own would stand in it
    tell_no_words()
    app, asked = context.current(), False
    with owning, stopping.on_signals():
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
        _leave()


def _leave() -> None:
    """Ends the process here, quietly, with exit code 0.

    Everything is stored and closed, and connections are gone. The interpreter would join a library's thread that still
    waits for a model and take apart half a gigabyte of objects (four seconds on a busy machine); uvicorn would raise
    Ctrl-C once more, of which the command line around Streamlit makes "Aborted!" and exit code 1.
    """
    logging.shutdown()
    sys.stdout.flush()
    os._exit(0)
