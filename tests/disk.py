"""SQLite that does not wait for the disk: every commit waits for it otherwise, a tenth of a test's time.

What a process wrote outlives its end all the same; only a power cut would lose it. That the product waits is proven in
tests/records/test_database.py, and tests/records stays as the product is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlcipher3 import dbapi2


@contextmanager
def unhurried() -> Iterator[None]:
    """In this block databases opened by this process leave writing to the system."""
    sa.event.listen(sa.Engine, "connect", _ease)
    yield
    sa.event.remove(sa.Engine, "connect", _ease)


def _ease(connection: Any, _: object) -> None:
    if isinstance(connection, dbapi2.Connection):
        connection.execute("PRAGMA synchronous = OFF")
