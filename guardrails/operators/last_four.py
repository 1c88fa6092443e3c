"""last_four: the last four letters or digits stay, as on a receipt; short values lose everything."""

from __future__ import annotations

from guardrails.operators._label import label
from guardrails.types import Vault

SHORTEST = 9  # four of eight characters would give away half of the value


class LastFour:
    name = "last_four"
    description = "removed for good but for the last four characters"
    reversible = False

    def apply(self, entity: str, value: str, _vault: Vault | None, /) -> str:
        plain = [c for c in value if c.isalnum() and c.isascii()]
        if len(plain) < SHORTEST:
            return f"[{label(entity)}]"
        return f"[{label(entity)} ••••{''.join(plain[-4:])}]"


operator = LastFour()
