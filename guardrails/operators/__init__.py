"""What replaces a value. One verb a file, each with ``operator``; the policy names them."""

from __future__ import annotations

from typing import Protocol

from guardrails.types import Vault


class Operator(Protocol):
    """Makes the words that stand for a value. ``reversible`` ones keep the value in the vault and nowhere else."""

    name: str
    description: str
    reversible: bool

    def apply(self, entity: str, value: str, vault: Vault | None, /) -> str: ...
