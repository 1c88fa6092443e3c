"""Clears a source before anything of it is stored: personal data, secrets, planted orders.

| on finding | what happens |
|---|---|
| keep | personal data stays (the owner says it may be shown); cards, passwords and keys are masked all the same |
| mask | what the policy masks in records is masked |
| drop | the line with the finding is left out |
| quarantine | the whole source is set aside, nothing of it is indexed |

Planted orders (instructions to a model in a document) are never kept: their lines are left out, or the source is
quarantined. What is the business's own stays with every choice: the policy's ``keep`` list, and addresses of a role
(support@, info@), which belong to no person. A name by itself stays as well: help pages are full of names of staff,
authors and products, and a name alone says nothing private. Within 200 letters of anything else personal (a phone
number, an address, a birth date) it is part of somebody's record and is masked with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from guardrails import Action, Attack, ClearedText, Guardrails, Origin, Stage, Verdict
from guardrails.catalogue import ENTITIES
from guardrails.policy import Cell
from knowledge.splitter import Piece
from knowledge.types import OnFinding

PLANTED = "PLANTED_INSTRUCTION"
HIDDEN = "HIDDEN_TEXT"
_NAMES = frozenset({"PERSON", "USERNAME"})
_NEAR = 200
_SURE = 0.98  # of a line by itself; measured: of 120 composed attacks 71 % removed, of 82 harmless pieces none
_SECRETS = frozenset({"CREDIT_CARD", "CVV", "CARD_EXPIRY", "PIN"})
Cells = Mapping[tuple[str, Stage], Cell]
_ROLES = re.compile(
    r"(?<![\w.+-])(?:info|hello|hi|hallo|contact|kontakt|support|help|service|services|sales|shop|store|orders?|returns?|repairs?|"
    r"billing|accounts?|accounting|invoices?|office|mail|team|press|media|jobs|careers|privacy|datenschutz|legal|dpo|security|abuse|"
    r"feedback|marketing|partners?|partnerships?|trade|wholesale|bookings?|reservations?|reception|admin|noreply|no-reply|"
    r"webmaster|postmaster|newsletter|customer[._-]?(?:service|care|support)|kundenservice|atencion|ayuda|aide|assistenza|"
    r"gifts?|events?|workshops?|courses?|community|enquiries|inquiries)@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Report:
    """What was found in a source, by kind; counts only. ``quarantined`` says that nothing of it may be indexed."""

    findings: Counter[str] = field(default_factory=Counter)
    quarantined: bool = False


@dataclass(frozen=True, slots=True)
class ClearedPiece:
    """A chunk that may be stored."""

    heading: ClearedText
    text: ClearedText


class Clearing:
    """Clears the pieces of one source and keeps count."""

    def __init__(self, guardrails: Guardrails, on_finding: OnFinding, language: str | None, own: Sequence[str]) -> None:
        policy = guardrails.policy
        keep = tuple(dict.fromkeys((*policy.keep, *own)))
        allowed = _allowed(policy.cells, lambda e: not _secret(e)) if on_finding is OnFinding.KEEP else policy.cells
        self._guardrails = guardrails.under(replace(policy, keep=keep, cells=allowed))
        lenient = _allowed(allowed, lambda e: e in _NAMES)
        self._names_stay = guardrails.under(replace(policy, keep=keep, cells=lenient))
        self._on_finding = on_finding
        self._language = language
        self._headings: dict[str, ClearedText] = {}
        self.report = Report()

    def hidden(self, texts: Sequence[str]) -> None:
        """Judges what people do not see on the page. It is never indexed; orders in it quarantine when asked to."""
        for text in texts:
            if self._planted(text):
                self.report.findings[PLANTED] += 1
                self.report.quarantined |= self._on_finding is OnFinding.QUARANTINE
            elif len(text.split()) >= 5:
                self.report.findings[HIDDEN] += 1

    def piece(self, piece: Piece) -> ClearedPiece | None:
        """The piece as it may be stored, or None when nothing of it may."""
        text = self._without_orders(piece.text)
        if not text:
            return None
        verdict = self._clear(text)
        if self._on_finding is OnFinding.DROP and _masked(verdict):
            text = _without_lines(text, verdict)
            if not text:
                return None
            verdict = self._look(text)
        if verdict.blocked:
            return None
        return ClearedPiece(self.line(piece.heading), verdict.text)

    def line(self, text: str) -> ClearedText:
        """A title or a path of headings, cleared once."""
        if text not in self._headings:
            verdict = self._clear(text) if text else self._guardrails.clear("", Stage.RECORD)
            self._headings[text] = verdict.text
        return self._headings[text]

    def _clear(self, text: str) -> Verdict:
        verdict = self._look(text)
        self.report.findings.update(a.finding.entity for a in verdict.applied if self._counts(a.action))
        if self._on_finding is OnFinding.QUARANTINE and _masked(verdict):
            self.report.quarantined = True
        return verdict

    def _look(self, text: str) -> Verdict:
        """The text under the policy; its names stay when nothing else personal stands near one."""
        verdict = self._guardrails.clear(text, Stage.RECORD, language=self._language)
        acted = [a.finding for a in verdict.applied if a.action is not Action.ALLOW]
        names = [f for f in acted if f.entity in _NAMES]
        others = [f for f in acted if f.entity not in _NAMES]
        if names and not any(f.start < n.end + _NEAR and n.start < f.end + _NEAR for n in names for f in others):
            return self._names_stay.clear(text, Stage.RECORD, language=self._language)
        return verdict

    def _counts(self, action: Action) -> bool:
        """With *keep*, what is kept was found all the same."""
        return action is not Action.ALLOW or self._on_finding is OnFinding.KEEP

    def _without_orders(self, text: str) -> str:
        """The text without the lines that surely give orders to a model. A mere suspicion is counted, not acted on:
        the words of a help page ("write to us with your receipt") are near to orders, and privilege, not detection,
        is the wall behind this one."""
        if not self._attack(text).block:
            return text
        self.report.findings[PLANTED] += 1
        rows = text.split("\n")
        kept = [row for row in rows if not self._planted(row)]
        if len(kept) < len(rows) and self._on_finding is OnFinding.QUARANTINE:
            self.report.quarantined = True
        return "\n".join(kept)

    def _planted(self, text: str) -> bool:
        attack = self._attack(text)
        return attack.block and (attack.reason != "model" or attack.score >= _SURE)

    def _attack(self, text: str) -> Attack:
        return self._guardrails.attack(text, Origin.DOCUMENT) if text.strip() else Attack(0.0, False, "")


def own_contacts(texts: Sequence[str]) -> tuple[str, ...]:
    """Addresses of a role in these texts."""
    return tuple(dict.fromkeys(found for text in texts for found in _ROLES.findall(text)))[:50]


def _masked(verdict: Verdict) -> bool:
    return verdict.blocked or any(a.action is not Action.ALLOW for a in verdict.applied)


def _without_lines(text: str, verdict: Verdict) -> str:
    bad = [a.finding for a in verdict.applied if a.action is not Action.ALLOW]
    kept, start = [], 0
    for row in text.split("\n"):
        end = start + len(row)
        if not any(f.start < end and f.end > start for f in bad):
            kept.append(row)
        start = end + 1
    return "\n".join(kept)


def _secret(entity: str) -> bool:
    known = ENTITIES.get(entity)
    return entity in _SECRETS or (known is not None and known.group == "credential")


def _allowed(cells: Cells, which: Callable[[str], bool]) -> Cells:
    """These cells with some kinds of data allowed in records."""
    return {
        place: Cell(Action.ALLOW, cell.operator, "kept in knowledge")
        if place[1] is Stage.RECORD and which(place[0])
        else cell
        for place, cell in cells.items()
    }
