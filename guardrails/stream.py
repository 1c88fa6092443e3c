"""A reply released only after its window has been judged: complete sentences, cleared at OUTPUT."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from guardrails.types import ClearedText, Outcome, OutputContext, Stage, Vault, Verdict

_SENTENCE = re.compile(r"(?:[.!?](?=\s+\S)|\n)\s*")
_LONGEST = 4000


class _Clears(Protocol):
    def clear(self, text: str, stage: Stage, *, vault: Vault | None = None) -> Verdict: ...


class ReplyStream:
    """Iterate for ClearedText pieces; ``verdict`` stands after the end."""

    def __init__(
        self, guardrails: _Clears, parts: Iterable[str], *, vault: Vault | None, context: OutputContext
    ) -> None:
        self._guardrails = guardrails
        self._parts = parts
        self._vault = vault
        self._context = context
        self._verdict: Verdict | None = None

    @property
    def verdict(self) -> Verdict:
        """The verdict on the whole reply; only after the end."""
        if self._verdict is None:
            raise RuntimeError("the reply has not ended")
        return self._verdict

    def __iter__(self) -> Iterator[ClearedText]:
        said: list[Verdict] = []
        waiting = ""
        for part in self._parts:
            waiting += part
            cut = self._cut(waiting)
            if not cut:
                continue
            said.append(self._guardrails.clear(waiting[:cut], Stage.OUTPUT, vault=self._vault))
            waiting = waiting[cut:]
            if said[-1].blocked:
                break
            yield said[-1].text
        if waiting and not (said and said[-1].blocked):
            said.append(self._guardrails.clear(waiting, Stage.OUTPUT, vault=self._vault))
            if not said[-1].blocked:
                yield said[-1].text
        self._verdict = _together(said)

    def _cut(self, text: str) -> int:
        ends = [match.end() for match in _SENTENCE.finditer(text)]
        # The last sentence may still grow into something that belongs to it, so one full sentence is held back.
        if len(ends) > 1:
            return ends[-2]
        return len(text) - 200 if len(text) > _LONGEST else 0


def _together(said: list[Verdict]) -> Verdict:
    applied = tuple(a for verdict in said for a in verdict.applied)
    stop = next((v for v in said if v.blocked), None)
    if stop is not None:
        return Verdict(Outcome.BLOCK, ClearedText(""), stop.reason, applied)
    text = ClearedText("".join(v.text for v in said))
    changed = next((v.reason for v in said if v.reason), "")
    return Verdict(Outcome.REDACT if changed else Outcome.ALLOW, text, changed, applied)
