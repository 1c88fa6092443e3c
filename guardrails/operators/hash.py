"""hash: a keyed fingerprint: equal values can be counted without being read. Whoever has the key can test a guess."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from guardrails.operators._label import label
from guardrails.types import Vault


class Hash:
    """``key`` makes fingerprints comparable between runs; without one they end with the process."""

    name = "hash"
    description = "replaced by a fingerprint that is the same for equal values"
    reversible = False

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key if key is not None else secrets.token_bytes(32)

    def apply(self, entity: str, value: str, _vault: Vault | None, /) -> str:
        plain = "".join(c for c in value.casefold() if c.isalnum())
        digest = hmac.new(self._key, f"{entity}|{plain}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()
        return f"[{label(entity)} #{digest[:10]}]"


operator = Hash()
