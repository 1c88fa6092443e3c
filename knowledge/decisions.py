"""What is done with each finding: one choice for all, others for a kind of data, others for a kind at a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from guardrails import Policy
from guardrails.catalogue import ENTITIES
from knowledge.types import OnFinding

PLANTED = "PLANTED_INSTRUCTION"
HIDDEN = "HIDDEN_TEXT"
_CAREFUL = frozenset({"health", "special", "credential", "financial"})


@dataclass(frozen=True, slots=True)
class Decisions:
    """``at`` holds choices for a kind at a place, keyed ``KIND@place``; the nearest choice counts."""

    default: OnFinding = OnFinding.MASK
    kinds: Mapping[str, OnFinding] = field(default_factory=dict)
    at: Mapping[str, OnFinding] = field(default_factory=dict)

    def of(self, kind: str, place: str) -> OnFinding:
        """The choice for one finding."""
        return self.at.get(f"{kind}@{place}") or self.kinds.get(kind) or self.default

    def to_json(self) -> dict[str, object]:
        """As plain values."""
        return {"default": self.default.value, "kinds": dict(self.kinds), "at": dict(self.at)}

    @classmethod
    def from_json(cls, given: Mapping[str, Mapping[str, str]]) -> Self:
        """As ``to_json`` wrote it."""
        kinds, at = ({k: OnFinding(v) for k, v in given.get(part, {}).items()} for part in ("kinds", "at"))
        return cls(OnFinding(str(given["default"])), kinds, at)


def usual(policy: Policy) -> Decisions:
    """What is done when nobody chose: mask; under a strict policy what is delicate sets the file aside."""
    if policy.level != "strict":
        return Decisions()
    delicate = {name: OnFinding.QUARANTINE for name, entity in ENTITIES.items() if entity.group in _CAREFUL}
    return Decisions(OnFinding.MASK, {**delicate, PLANTED: OnFinding.QUARANTINE})
