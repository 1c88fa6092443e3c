"""The signature in a link to one booking or entry of the waiting list: it cannot be guessed and opens nothing else."""

from __future__ import annotations

import base64
import hmac
from hashlib import sha256

from records.store import Store

_KEPT = 18  # bytes: 144 bits


def signed(store: Store, thing: str) -> str:
    """The id with its signature, the last part of the address."""
    digest = hmac.new(store.sealer.derive("booking links"), thing.encode(), sha256).digest()
    return f"{thing}.{base64.urlsafe_b64encode(digest[:_KEPT]).decode()}"


def is_signed(store: Store, thing: str, token: str) -> bool:
    """Whether this is that very address."""
    return hmac.compare_digest(signed(store, thing).encode(), token.encode("utf-8", "replace"))
