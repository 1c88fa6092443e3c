"""What every route works with: the process's application, the visitor-token key, and one bounded way into threads.

The core is sync; only channels is async. ``run`` takes a call of the core to a worker thread and gives back its result.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from functools import cache, partial
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

from channels.sessions import VisitorTokens
from workspace.assembly import Application, application
from workspace.settings import Settings

_P = ParamSpec("_P")
_T = TypeVar("_T")
_THREADS = 16


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings.load()


def current() -> Application:
    """The application of this process."""
    return application(settings())


@cache
def tokens() -> VisitorTokens:
    """The visitor tokens of this installation: every process of it signs with the same key."""
    return VisitorTokens(current().visitor_key())


@cache
def forms_key() -> bytes:
    """What the forms of our own pages are signed with, in every process of this installation."""
    return hmac.digest(current().visitor_key(), b"forms", "sha256")


async def run(call: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """The result of a call of the core, made in a worker thread."""
    return await to_thread.run_sync(partial(call, *args, **kwargs), limiter=_limiter())


@cache
def _limiter() -> CapacityLimiter:
    return CapacityLimiter(_THREADS)
