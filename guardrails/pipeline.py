"""clear(): text in, Verdict out. The only place but ``stream.py`` that makes ClearedText.

At INPUT, in this order: lone surrogates replaced one for one, length limit, placeholders that a visitor typed taken
out, attack check, findings, policy, operators. At the other stages placeholders are ours and stay.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from guardrails.operators import Operator
from guardrails.policy import Policy
from guardrails.registry import discover
from guardrails.types import Action, Applied, Attack, ClearedText, Finding, Origin, Outcome, Stage, Vault, Verdict
from guardrails.vault import PLACEHOLDER

MAX_INPUT = 8000
_UNTRUSTED = {Stage.INPUT: Origin.MESSAGE, Stage.RETRIEVAL: Origin.DOCUMENT, Stage.TOOL_OUTPUT: Origin.DOCUMENT}

Find = Callable[[str], Sequence[Finding]]
Judge = Callable[[str, Origin], Attack]


def clear(text: str, stage: Stage, policy: Policy, *, find: Find, attack: Judge, vault: Vault | None) -> Verdict:
    """The policy applied to a text at a stage."""
    text = whole(text)
    typed: list[tuple[int, int]] = []
    if stage is Stage.INPUT:
        if len(text) > MAX_INPUT:
            return blocked("too_long")
        typed = [match.span() for match in PLACEHOLDER.finditer(text)]
        text = PLACEHOLDER.sub(lambda match: " " * len(match.group()), text)
    if stage in _UNTRUSTED and attack(text, _UNTRUSTED[stage]).block:
        return blocked("attack")
    applied = tuple(_decide(finding, stage, policy) for finding in find(text))
    stop = next((a for a in applied if a.action is Action.BLOCK), None)
    if stop is not None:
        return Verdict(Outcome.BLOCK, ClearedText(""), f"entity:{stop.finding.entity}", applied)
    cleared = _render(text, stage, policy, applied, typed, vault)
    touched = [a for a in applied if a.action is not Action.ALLOW]
    if not touched:
        return Verdict(Outcome.ALLOW, cleared, "", applied)
    asked = next((a for a in touched if a.action is Action.ASK), None)
    reason = f"ask:{asked.finding.entity}" if asked else f"entity:{touched[0].finding.entity}"
    return Verdict(Outcome.REDACT, cleared, reason, applied)


def blocked(reason: str) -> Verdict:
    """A verdict that lets nothing through."""
    return Verdict(Outcome.BLOCK, ClearedText(""), reason)


def trusted(text: str) -> ClearedText:
    """For text read back from a column that stores cleared text, and for the product's own fixed sentences only."""
    return ClearedText(text)


def whole(text: str) -> str:
    """The text with each lone surrogate replaced by one replacement character, so that offsets hold."""
    if text.isascii():
        return text
    return "".join("\ufffd" if 0xD800 <= ord(c) <= 0xDFFF else c for c in text)


def operators() -> dict[str, Operator]:
    """The operators by name."""
    return dict(discover("guardrails.operators", "operator"))


def _decide(finding: Finding, stage: Stage, policy: Policy) -> Applied:
    cell = policy.cell(finding.entity, stage)
    return Applied(finding, cell.action, cell.rule)


def _render(
    text: str,
    stage: Stage,
    policy: Policy,
    applied: Sequence[Applied],
    typed: Sequence[tuple[int, int]],
    vault: Vault | None,
) -> ClearedText:
    known = discover("guardrails.operators", "operator")
    edits: list[tuple[int, int, str]] = [(start, end, "") for start, end in typed]
    for item in applied:
        if item.action is Action.ALLOW:
            continue
        finding = item.finding
        operator = known[policy.cell(finding.entity, stage).operator]
        value = text[finding.start : finding.end]
        edits.append((finding.start, finding.end, operator.apply(finding.entity, value, vault)))
    parts: list[str] = []
    at = 0
    for start, end, words in sorted(edits):
        parts += [text[at:start], words]
        at = max(at, end)
    return ClearedText("".join(parts) + text[at:])
