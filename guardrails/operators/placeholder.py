"""placeholder: a typed, unguessable stand-in whose value only the conversation's vault can give back."""

from __future__ import annotations

from guardrails.operators._label import label
from guardrails.types import Vault


class Placeholder:
    name = "placeholder"
    description = "replaced by a code that only this conversation can turn back"
    reversible = True

    def apply(self, entity: str, value: str, vault: Vault | None, /) -> str:
        # Without a vault nothing could ever be restored, so the honest form is the plain label.
        return vault.seal(entity, value) if vault is not None else f"[{label(entity)}]"


operator = Placeholder()
