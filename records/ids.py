"""Ids of rows and the one form of time in the database."""

from __future__ import annotations

import base64
import secrets
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def new_id(prefix: str) -> str:
    """A new id such as ``cnv_4k2m…``: 128 random bits, so an id says nothing and cannot be guessed."""
    return f"{prefix}_{base64.b32encode(secrets.token_bytes(16)).decode('ascii').rstrip('=').lower()}"


def millis(moment: datetime) -> int:
    """Whole milliseconds since the epoch of an aware time."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone has no place in the database; pass an aware datetime")
    return (moment - _EPOCH) // _MILLISECOND


def instant(milliseconds: int) -> datetime:
    """The aware UTC time of milliseconds since the epoch."""
    return _EPOCH + milliseconds * _MILLISECOND
