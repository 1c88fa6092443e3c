"""clear(): text in, Verdict out. The only place but ``stream.py`` that makes ClearedText.

At INPUT, in this order: lone surrogates replaced one for one, length limit, placeholders that a visitor typed taken
out, floods, attack check, findings, policy, operators. At the other stages placeholders are ours and stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.discovery import discover
from guardrails.catalogue import SECRETS
from guardrails.flood import floods
from guardrails.operators import Operator
from guardrails.operators.hash import Hash
from guardrails.policy import Policy
from guardrails.restore import CLOSED
from guardrails.types import Action, Applied, Attack, ClearedText, Finding, Origin, Outcome, Stage, Vault, Verdict
from guardrails.vault import PLACEHOLDER

MAX_INPUT = 8000
_UNTRUSTED = {Stage.INPUT: Origin.MESSAGE, Stage.RETRIEVAL: Origin.DOCUMENT, Stage.TOOL_OUTPUT: Origin.DOCUMENT}

Find = Callable[[str], Sequence[Finding]]
Judge = Callable[[str, Origin], Attack]


def clear(  # noqa: PLR0913 - what a stage needs, each by name
    text: str,
    stage: Stage,
    policy: Policy,
    *,
    find: Find,
    attack: Judge,
    vault: Vault | None,
    hash_key: bytes | None = None,
    published: Sequence[str] = (),
) -> Verdict:
    """The policy applied to a text at a stage. ``hash_key`` makes the fingerprints of ``hash`` comparable; what
    stands in a text of ``published`` is the owner's own words."""
    text = whole(text)
    typed: list[tuple[int, int]] = []
    if stage is Stage.INPUT:
        if len(text) > MAX_INPUT:
            return blocked("too_long")
        typed = _typed(text)
        for start, end in typed:
            text = text[:start] + " " * (end - start) + text[end:]
        if floods(text):
            return blocked("flood")
    if stage in _UNTRUSTED and attack(text, _UNTRUSTED[stage]).block:
        return blocked("attack")
    applied = tuple(
        _published(_decide(finding, stage, policy), text, published, vault)
        if published
        else _decide(finding, stage, policy)
        for finding in find(text)
    )
    stop = next((a for a in applied if a.action is Action.BLOCK), None)
    if stop is not None:
        return Verdict(Outcome.BLOCK, ClearedText(""), f"entity:{stop.finding.entity}", applied)
    cleared = _render(text, _edits(applied, stage, policy, typed, operators(hash_key)), vault)
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


def operators(hash_key: bytes | None = None) -> dict[str, Operator]:
    """The operators by name."""
    known = dict(discover("guardrails.operators", "operator"))
    return known if hash_key is None else known | {"hash": Hash(hash_key)}


def _typed(text: str) -> list[tuple[int, int]]:
    """Where placeholders stand that a visitor typed, also those that come together when one inside them is taken out.

    One pass: a placeholder is taken off the end of what is kept as soon as it closes.
    """
    if PLACEHOLDER.search(text) is None:
        return []
    kept: list[int] = []
    for at, sign in enumerate(text):
        kept.append(at)
        if sign == "]" and text[kept[-3:][0]] != "]":
            closed = _CLOSED_HERE.search("".join(text[i] for i in kept[-_LONGEST_PLACEHOLDER:]))
            if closed is not None:
                del kept[-len(closed.group()) :]
    borders = [-1, *kept, len(text)]
    return [(before + 1, after) for before, after in pairwise(borders) if after - before > 1]


_CLOSED_HERE = re.compile(PLACEHOLDER.pattern + r"\Z")
_LONGEST_PLACEHOLDER = 2 + 42 + 1 + 8 + 2


def _decide(finding: Finding, stage: Stage, policy: Policy) -> Applied:
    cell = policy.cell(finding.entity, stage)
    return Applied(finding, cell.action, cell.rule)


def _published(applied: Applied, text: str, sources: Sequence[str], vault: Vault | None) -> Applied:
    """What stands word for word in what the owner published is allowed: it was cleared when it was read. Unless the
    owner's own rule masks it, it is a secret, or it is a value of this conversation."""
    finding = applied.finding
    if finding.entity in SECRETS or applied.action is not Action.REDACT or applied.rule.startswith("own: "):
        return applied
    value = text[finding.start : finding.end]
    if finding.recognizer == "memory" or any(value in known for _, known in (vault.known() if vault else ())):
        return applied
    word = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)")
    if any(word.search(source) for source in sources):
        return Applied(finding, Action.ALLOW, "stands in the knowledge")
    return applied


@dataclass(frozen=True, slots=True)
class _Edit:
    """A span of the text and what replaces it: words, or a value kept under a kind of data by an operator."""

    start: int
    end: int
    entity: str = ""
    operator: Operator | None = None


def _render(text: str, edits: Sequence[_Edit], vault: Vault | None) -> ClearedText:
    parts: list[str] = []
    at = 0
    for edit in _restorable(text, edits) if vault is not None else edits:
        value = text[edit.start : edit.end]
        words = edit.operator.apply(edit.entity, value, vault) if edit.operator else _seam(text, edit)
        parts += [text[at : edit.start], words]
        at = edit.end
    return ClearedText("".join(parts) + text[at:])


def _seam(text: str, gone: _Edit) -> str:
    """A space where taking out what was typed would join what was judged apart: "a@[[…]]b.example" stays two pieces."""
    joins = text[max(gone.start - 1, 0) : gone.start].strip() and text[gone.end : gone.end + 1].strip()
    return " " if joins else ""


def _edits(
    applied: Sequence[Applied],
    stage: Stage,
    policy: Policy,
    typed: Sequence[tuple[int, int]],
    known: Mapping[str, Operator],
) -> list[_Edit]:
    edits = [_Edit(start, end) for start, end in typed]
    for item in applied:
        if item.action is not Action.ALLOW:
            finding = item.finding
            operator = known[policy.cell(finding.entity, stage).operator]
            edits.append(_Edit(finding.start, finding.end, finding.entity, operator))
    return sorted(edits, key=lambda e: e.start)


def _restorable(text: str, edits: Sequence[_Edit]) -> Sequence[_Edit]:
    """The edits, widened where a placeholder would stand in a link or in code.

    ``restore`` never opens a placeholder there, so the person would not get back what they typed: the whole link or
    piece of code becomes the value instead. Widening can make new code (a line break replaced), hence the rounds.
    """
    for _ in range(_ROUNDS):
        wider = _widened(text, edits)
        if wider is None:
            return edits
        edits = wider
    return edits


_ROUNDS = 4
_LONGEST_WIDENED = 2000


def _widened(text: str, edits: Sequence[_Edit]) -> list[_Edit] | None:
    places, shown = _layout(text, edits)
    merged: list[_Edit] | None = None
    for closed in CLOSED.finditer(shown):
        inside = [i for i, (start, end) in enumerate(places) if start < closed.end() and closed.start() < end]
        reversible = [i for i in inside if (op := edits[i].operator) is not None and op.reversible]
        if not reversible or (len(inside) == 1 and places[inside[0]] == closed.span()):
            continue
        first = edits[reversible[0]]
        start = min(_original(closed.start(), places, edits), *(edits[i].start for i in inside))
        end = max(_original(closed.end(), places, edits), *(edits[i].end for i in inside))
        if end - start <= _LONGEST_WIDENED and all(edits[i].operator is None or i in reversible for i in inside):
            kept = [e for i, e in enumerate(edits) if i not in inside] if merged is None else merged
            kept = [e for e in kept if not (e.start < end and start < e.end)]
            merged = sorted([*kept, _Edit(start, end, first.entity, first.operator)], key=lambda e: e.start)
    return merged


def _layout(text: str, edits: Sequence[_Edit]) -> tuple[list[tuple[int, int]], str]:
    """Where each edit's words will stand, and the text with stand-ins of the right form."""
    places: list[tuple[int, int]] = []
    parts: list[str] = []
    at = size = 0
    for edit in edits:
        stand_in = f"[[{edit.entity}:aaaaaaaa]]" if edit.operator and edit.operator.reversible else ""
        stand_in = stand_in or (f"[{'x' * 8}]" if edit.operator else _seam(text, edit))
        size += edit.start - at
        places.append((size, size + len(stand_in)))
        parts += [text[at : edit.start], stand_in]
        size += len(stand_in)
        at = edit.end
    return places, "".join(parts) + text[at:]


def _original(place: int, places: Sequence[tuple[int, int]], edits: Sequence[_Edit]) -> int:
    """The place in the original of a place in the text laid out; inside an edit, its nearer border."""
    shift = 0
    for (start, end), edit in zip(places, edits, strict=True):
        if place <= start:
            break
        if place < end:
            return edit.start if place - start < end - place else edit.end
        shift = edit.end - end
    return place + shift
