"""redact: the kind of data in brackets, the value gone for good."""

from __future__ import annotations

from guardrails.operators._label import label
from guardrails.types import Vault


class Redact:
    name = "redact"
    description = "removed for good, only its kind is left"
    reversible = False

    def apply(self, entity: str, _value: str, _vault: Vault | None, /) -> str:
        return f"[{label(entity)}]"


operator = Redact()
