"""hash: a keyed fingerprint, so that equal values can be counted without being read. The key lives in the process."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from guardrails.operators._label import label
from guardrails.types import Vault

# A key per process: fingerprints can be compared within one run and never looked up in a table afterwards.
_KEY = secrets.token_bytes(32)


class Hash:
    name = "hash"
    description = "replaced by a fingerprint that is the same for equal values"
    reversible = False

    def apply(self, entity: str, value: str, _vault: Vault | None, /) -> str:
        plain = "".join(c for c in value.casefold() if c.isalnum())
        digest = hmac.new(_KEY, f"{entity}|{plain}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()
        return f"[{label(entity)} #{digest[:10]}]"


operator = Hash()
