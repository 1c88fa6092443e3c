"""Clears a source before anything of it is stored: personal data, secrets, planted orders.

| on finding | what happens |
|---|---|
| keep | personal data stays (the owner says it may be shown); cards, passwords and keys are masked all the same |
| mask | what the policy masks in records is masked |
| drop | the sentence with the finding is left out |
| quarantine | the whole source is set aside, nothing of it is indexed |

The choice may differ by kind of data and by place (``Decisions``); the report says what was done where.
Planted orders (instructions to a model in a document) are never kept: their lines are left out, or the source is
quarantined. What is the business's own stays with every choice: the policy's ``keep`` list and what ``own`` finds.
A name by itself stays as well: help pages are full of names of staff, authors and products, and a name alone says
nothing private. Within 200 letters of anything else personal (a phone number, an address, a birth date) it is part of
somebody's record and is masked with it. So it is with a condition or a medicine: "I am pregnant, may I come?" in a list
of questions is nobody's, unless a name or anything else personal stands near, or its sentence tells of somebody.
Under a strict policy conditions are masked all the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from guardrails import Action, Attack, ClearedText, Guardrails, Origin, Stage, Verdict
from guardrails.catalogue import ENTITIES, SECRETS
from guardrails.policy import Cell
from guardrails.types import Applied, Finding
from knowledge.decisions import HIDDEN, PLANTED, Decisions
from knowledge.own import own_contacts
from knowledge.splitter import Piece, sentence_places
from knowledge.types import OnFinding

HIDDEN_PLACE, TITLE_PLACE = "Hidden text", "Titles"
_LINES = 300
_NAMES = frozenset({"PERSON", "USERNAME"})
_HEALTH = "HEALTH"
_NEAR = 200
# A sentence with one of these tells of somebody: not of whoever reads it, and of nobody's "my son" in a question.
_OF_SOMEBODY = re.compile(
    r"(?i)(?<![^\W\d_])(?:he|she|his|hers?|him|mrs?|ms|miss|herrn?|frau|der (?:kunde|patient|gast)|"
    r"die (?:kundin|patientin)|the (?:customer|patient|guest|client|caller|child)|el paciente|la paciente|el cliente|"
    r"la clienta|señora?|sra?|dice que|le patient|la patiente|l[ea] clien\w+|m(?:me|lle|onsieur|adame)|il paziente|"
    r"la paziente|signor[ae]?|o paciente|a paciente|senhora?|de patiënt|mevrouw|meneer|hij|zij|ella|lui|lei|elle|ela|"
    r"ele)(?![^\W\d_])"
)
_SURE = 0.98  # of a line by itself; measured: of 120 composed attacks 71 % removed, of 82 harmless pieces none
Cells = Mapping[tuple[str, Stage], Cell]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found at one place of a source and what was done: a count, never a value."""

    kind: str
    place: str
    action: str  # keep, mask, drop, quarantine
    count: int = 1


@dataclass(slots=True)
class Report:
    """What was found in a source. ``quarantined`` says that nothing of it may be indexed."""

    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    quarantined: bool = False

    def add(self, kind: str, place: str, action: OnFinding, count: int = 1) -> None:
        """One more finding."""
        self.counts[kind, place, action.value] += count
        self.quarantined |= action is OnFinding.QUARANTINE

    @property
    def findings(self) -> dict[str, int]:
        """How many of each kind."""
        kinds: Counter[str] = Counter()
        for (kind, _, _), count in self.counts.items():
            kinds[kind] += count
        return dict(kinds)

    @property
    def lines(self) -> tuple[Found, ...]:
        """Kind, place and what was done, in reading order."""
        return tuple(Found(*key, count) for key, count in list(self.counts.items())[:_LINES])


@dataclass(frozen=True, slots=True)
class ClearedPiece:
    """A chunk that may be stored."""

    heading: ClearedText
    text: ClearedText


class Clearing:
    """Clears the pieces of one source and keeps count; what is the business's own in ``texts``, all of it, stays."""

    def __init__(
        self, guardrails: Guardrails, decisions: Decisions | OnFinding, language: str | None, texts: Sequence[str]
    ) -> None:
        own = own_contacts(texts, lambda row: guardrails.find(row, language=language, stage=Stage.RECORD))
        self._policy = replace(guardrails.policy, keep=tuple(dict.fromkeys((*guardrails.policy.keep, *own))))
        self._guardrails = guardrails
        self._decisions = Decisions(decisions) if isinstance(decisions, OnFinding) else decisions
        self._language = language
        self._headings: dict[str, ClearedText] = {}
        self._guards: dict[frozenset[str], Guardrails] = {}
        self.report = Report()

    def hidden(self, texts: Sequence[str]) -> None:
        """Judges what people do not see on the page. It is never indexed; orders in it quarantine when asked to."""
        for text in texts:
            if self._planted(text):
                self._order(HIDDEN_PLACE)
            elif len(text.split()) >= 5:
                self.report.add(HIDDEN, HIDDEN_PLACE, OnFinding.DROP)

    def piece(self, piece: Piece) -> ClearedPiece | None:
        """The piece as it may be stored, or None when nothing of it may."""
        heading = self.line(piece.heading)
        place = place_of(heading, piece.page)
        text = self._without_orders(piece.text, place)
        if not text:
            return None
        verdict = self._clear(text, place)
        dropped = [a.finding for a in _acted(verdict) if self._of(a.finding.entity, place) is OnFinding.DROP]
        if dropped:
            text = _without_sentences(text, dropped)
            if not text:
                return None
            verdict = self._look(text, place)
        if verdict.blocked:
            return None
        return ClearedPiece(heading, verdict.text)

    def line(self, text: str) -> ClearedText:
        """A title or a path of headings, cleared once."""
        if text not in self._headings:
            verdict = self._clear(text, TITLE_PLACE) if text else self._guardrails.clear("", Stage.RECORD)
            self._headings[text] = verdict.text
        return self._headings[text]

    def _clear(self, text: str, place: str) -> Verdict:
        verdict = self._look(text, place)
        for applied in verdict.applied:
            decided = self._of(applied.finding.entity, place)
            if applied.action is not Action.ALLOW:  # what is never kept is masked
                done = OnFinding.MASK if decided is OnFinding.KEEP else decided
                self.report.add(applied.finding.entity, place, done)
            elif decided is OnFinding.KEEP:
                self.report.add(applied.finding.entity, place, OnFinding.KEEP)
        return verdict

    def _of(self, entity: str, place: str) -> OnFinding:
        return self._decisions.of(entity, place)

    def _look(self, text: str, place: str) -> Verdict:
        """The text under the policy; its names and its conditions stay when nothing else personal stands near one."""
        verdict = self._guard(place, frozenset()).clear(text, Stage.RECORD, language=self._language)
        acted = [a.finding for a in _acted(verdict)]
        alone = frozenset({_HEALTH}) if self._about_nobody(text, acted) else frozenset()
        if any(f.entity in _NAMES for f in acted) and _far(acted, _NAMES):
            alone |= _NAMES
        return self._guard(place, alone).clear(text, Stage.RECORD, language=self._language) if alone else verdict

    def _about_nobody(self, text: str, acted: Sequence[Finding]) -> bool:
        """Whether the conditions a text speaks of are those of whoever reads it: "I am pregnant, may I come?"."""
        told = [f for f in acted if f.entity == _HEALTH]
        if not told or self._policy.level == "strict" or not _far(acted, frozenset({_HEALTH})):
            return False
        places = [
            (start, end) for start, end in sentence_places(text) if any(start < f.end and f.start < end for f in told)
        ]
        return not any(_OF_SOMEBODY.search(text, start, end) for start, end in places)

    def _guard(self, place: str, alone: frozenset[str]) -> Guardrails:
        """The guardrails with what is kept at this place allowed, and the kinds that stand alone."""
        kept = frozenset(e for e in ENTITIES if e not in SECRETS and self._of(e, place) is OnFinding.KEEP)
        if kept | alone not in self._guards:
            cells = _allowed(self._policy.cells, kept | alone)
            self._guards[kept | alone] = self._guardrails.under(replace(self._policy, cells=cells))
        return self._guards[kept | alone]

    def _without_orders(self, text: str, place: str) -> str:
        """The text without the lines that surely give orders to a model. A mere suspicion is counted, not acted on:
        the words of a help page ("write to us with your receipt") are near to orders, and privilege, not detection,
        is the wall behind this one."""
        if not self._attack(text).block:
            return text
        rows = text.split("\n")
        kept = [row for row in rows if not self._planted(row)]
        if len(kept) < len(rows):
            self._order(place)
        else:
            self.report.add(PLANTED, place, OnFinding.KEEP)
        return "\n".join(kept)

    def _order(self, place: str) -> None:
        decided = self._decisions.of(PLANTED, place)
        self.report.add(PLANTED, place, OnFinding.QUARANTINE if decided is OnFinding.QUARANTINE else OnFinding.DROP)

    def _planted(self, text: str) -> bool:
        attack = self._attack(text)
        return attack.block and (attack.by_rule or attack.score >= _SURE)

    def _attack(self, text: str) -> Attack:
        return self._guardrails.attack(text, Origin.DOCUMENT) if text.strip() else Attack(0.0, False, "")


def _far(found: Sequence[Finding], kinds: frozenset[str]) -> bool:
    """Whether none of the other findings stands near one of these kinds."""
    ours, others = [f for f in found if f.entity in kinds], [f for f in found if f.entity not in kinds]
    return not any(f.start < o.end + _NEAR and o.start < f.end + _NEAR for f in ours for o in others)


def place_of(heading: str, page: int | None) -> str:
    """Where in a source something stands, as people say it."""
    where = heading or "Text"
    return f"{where}, page {page}" if page else where


def _acted(verdict: Verdict) -> list[Applied]:
    return [a for a in verdict.applied if a.action is not Action.ALLOW]


def _without_sentences(text: str, bad: Sequence[Finding]) -> str:
    """The text without the sentences that hold one of these; what a line still says stays one line."""
    rows: dict[int, list[str]] = {}
    for start, end in sentence_places(text):
        if not any(f.start < end and f.end > start for f in bad):
            rows.setdefault(text.count("\n", 0, start), []).append(text[start:end])
    return "\n".join(" ".join(kept) for kept in rows.values())


def _allowed(cells: Cells, kinds: Collection[str]) -> Cells:
    """These cells with some kinds of data allowed in records."""
    return {
        place: Cell(Action.ALLOW, cell.operator, "kept in knowledge")
        if place[1] is Stage.RECORD and place[0] in kinds
        else cell
        for place, cell in cells.items()
    }
