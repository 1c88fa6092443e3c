"""What a model wants a tool to be called with, under the policy: every text, key and long number in it is cleared."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from guardrails import Guardrails, Stage, Vault

_LONG = 9  # digits: shorter numbers are counts, prices and years; phones, cards and accounts are longer


class NotAllowed(Exception):
    """An argument that the policy blocks; ``reason`` is the code of its verdict."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def cleared_arguments(
    value: Any, guardrails: Guardrails, vault: Vault, *, granted: Collection[str] = (), stage: Stage = Stage.TOOL_INPUT
) -> Any:
    """The same value with every text cleared at ``stage``, opened again for the kinds of data that are ``granted``.

    A number long enough to be a phone or a card is cleared as its digits: it becomes a text unless it is granted.
    Raises NotAllowed.
    """

    def text(said: str) -> str:
        verdict = guardrails.clear(said, stage, vault=vault)
        if verdict.blocked:
            raise NotAllowed(verdict.reason)
        return guardrails.restore(verdict.text, vault, entities=granted) if granted else str(verdict.text)

    def inside(part: Any) -> Any:
        if isinstance(part, str):
            return text(part)
        if isinstance(part, Mapping):
            return {text(key) if isinstance(key, str) else key: inside(item) for key, item in part.items()}
        if isinstance(part, list | tuple):
            return [inside(item) for item in part]
        if isinstance(part, int | float) and sum(c.isdigit() for c in str(part)) >= _LONG:
            return part if (told := text(str(part))) == str(part) else told
        return part

    return inside(value)
