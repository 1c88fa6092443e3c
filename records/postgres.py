"""PostgreSQL through pg8000: how it is reached, and what its errors mean to the owner."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from records.errors import StoreError, Taken, Unreachable

_OVERLAP = "23P01"  # two bookings of one time, see migration 0004
_UNIQUE = "23505"  # https://www.postgresql.org/docs/current/errcodes-appendix.html
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def engine(url: sa.URL) -> sa.Engine:
    """Connections to the server. Off this machine only by TLS with a verified certificate."""
    if url.get_backend_name() != "postgresql":
        raise StoreError(f"The database address begins with {url.drivername}; use sqlite:///… or postgresql://…")
    options: dict[str, Any] = {}
    url = _socket(url)
    if "unix_sock" not in url.query and url.host not in _LOOPBACK:
        options["ssl_context"] = ssl.create_default_context()
    return sa.create_engine(
        url.set(drivername="postgresql+pg8000"),
        connect_args=options,
        hide_parameters=True,  # an error never carries values
        pool_size=10,
        max_overflow=30,
        pool_pre_ping=True,
    )


@contextmanager
def told() -> Iterator[None]:
    """Give the driver's errors their meaning."""
    try:
        yield
    except sa.exc.InterfaceError as error:
        raise Unreachable(f"PostgreSQL does not answer ({error.orig}). Is it running at the address set?") from None
    except sa.exc.DBAPIError as error:
        code = _code(error)
        if code is None:
            raise
        if code == _OVERLAP:
            raise Taken("That time is taken.") from None
        if code == _UNIQUE:
            raise Taken("A row of that name exists already.") from None
        _without_values(error, code)
        raise


def _socket(url: sa.URL) -> sa.URL:
    """``?host=/folder`` means a socket in that folder, as in every PostgreSQL address; pg8000 has a word of its own."""
    folder = url.query.get("host")
    if not isinstance(folder, str) or not folder.startswith("/"):
        return url
    path = f"{folder}/.s.PGSQL.{url.port or 5432}"
    return url.difference_update_query(["host"]).update_query_dict({"unix_sock": path})


def _code(error: sa.exc.DBAPIError) -> str | None:
    """The server's own code; None when the error is not PostgreSQL's."""
    detail = error.orig.args[0] if error.orig is not None and error.orig.args else None
    return str(detail.get("C", "unknown")) if isinstance(detail, dict) else None


def _without_values(error: sa.exc.DBAPIError, code: str) -> None:
    """PostgreSQL repeats the failing row in its message; nothing of it may reach a log."""
    error.args = (f"PostgreSQL refused a statement with code {code}",)
    cause: BaseException | None = error.orig
    while cause is not None:  # the driver raises one error out of another, each with the whole message
        cause.args = ({"C": code},)
        cause = cause.__cause__ or cause.__context__
