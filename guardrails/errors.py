"""Errors of the guardrails.

GuardrailError
├── PolicyError        the owner must mend a policy; carries every Problem at once
├── VaultUnreadable    a vault file cannot be read or written; the command stops and says why
├── ModelMissing       a recognizer's model is not installed; start-up stops and says how to install it
└── CheckFailed        a check raised; the turn is blocked (ours to mend)
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a file the owner wrote: a stable id, where it stands, what is wrong, how to mend it."""

    id: str
    where: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" + (f" {self.hint}" if self.hint else "")


class GuardrailError(Exception):
    """Base of this package's errors."""


class PolicyError(GuardrailError):
    """A policy that cannot be used, with every problem found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(p) for p in problems))
        self.problems = problems


class VaultUnreadable(GuardrailError):
    """A vault file that cannot be used."""


class ModelMissing(GuardrailError):
    """A model that recognition needs is not installed."""


class CheckFailed(GuardrailError):
    """A check raised instead of judging."""
