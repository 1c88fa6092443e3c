"""The answer: the best unit, what stands beside it, steps in order, rows as rows; short, with citations as used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bots.answering.question import Question
from bots.answering.score import Scored
from bots.answering.units import Unit
from bots.answering.words import terms
from knowledge.types import Citation, Passage

LENGTH = 400
STEPS_LENGTH = 640
MAX_STEPS = 8
_NEXT, _BEFORE, _SAME = 0.12, 0.06, 0.04
_AS_GOOD = 0.8
_ALSO, _ROWS = 0.62, 0.92  # what share of the best score earns a place beside it; a table's other rows are mostly noise
_REPEATED = 0.6  # the share of words two sentences have in common when they say the same
_ANAPHOR = re.compile(
    r"^(?:this|these|that|those|it|they|however|but|also|in (?:that|this) case|otherwise|then|instead|such|dies|"
    r"das|diese|esto|cela|ce|"
    r"questo|isso|dit|deze)\b",
    re.IGNORECASE,
)
_DANGLING = re.compile(r"\b(?:see|as shown|shown|pictured) (?:above|below|in the screenshot)[^.]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Extract:
    """The words of an answer, the citations in order of use, and the units behind it."""

    text: str
    citations: tuple[Citation, ...]
    used: tuple[Unit, ...]


def extract(
    question: Question, ranked: Sequence[Scored], passages: Sequence[Passage], every: Sequence[Unit], sentences: int
) -> Extract:
    """The answer to a question from ranked units; ``every`` is all units in order, for what stands beside the best."""
    best = ranked[0].unit
    steps = _steps(question, ranked, every)
    chosen = steps or _choose(ranked, every, sentences)
    order = list(dict.fromkeys([best.passage, *(u.passage for u in chosen)]))
    groups = [[u for u in chosen if u.passage == number] for number in order]
    text = "\n\n".join(_render(g, _heading(g[0], passages), numbered=bool(steps)) for g in groups if g)
    cited = {
        passages[n].citation.source: passages[n].citation for n in reversed(order)
    }  # one card a page, first heading
    return Extract(
        text,
        tuple(cited[source] for source in dict.fromkeys(passages[n].citation.source for n in order)),
        tuple(chosen),
    )


def _choose(ranked: Sequence[Scored], every: Sequence[Unit], sentences: int) -> list[Unit]:
    best = ranked[0].unit
    scores = {(s.unit.passage, s.unit.position): s.score for s in ranked}
    chosen = [best]
    length = len(best.text)
    if _ANAPHOR.search(best.text):
        before = _beside(best, every, -1)
        if before is not None and length + len(before.text) <= LENGTH:
            chosen.append(before)
            length += len(before.text)
    while len(chosen) < sentences:
        options = [u for u in _options(chosen, ranked, every) if length + len(u.text) <= LENGTH]
        if not options:
            break
        value = {id(u): scores.get((u.passage, u.position), 0.0) + _bonus(u, best) for u in options}
        unit = max(options, key=lambda u: value[id(u)])
        if value[id(unit)] < (_ROWS if unit.kind == "row" else _ALSO) * ranked[0].score:
            break
        chosen.append(unit)
        length += len(unit.text)
    first = best if best.kind == "row" else None
    return sorted(chosen, key=lambda u: (u is not first, u.passage != best.passage, u.passage, u.position))


def _options(chosen: Sequence[Unit], ranked: Sequence[Scored], every: Sequence[Unit]) -> Iterator[Unit]:
    have = {(u.passage, u.position) for u in chosen}
    said = [set(terms(u.text)) for u in chosen]
    near = [_beside(chosen[0], every, step) for step in (1, -1)]
    for unit in [*(u for u in near if u is not None), *(s.unit for s in ranked[:8])]:
        if (unit.passage, unit.position) not in have and not _repeats(set(terms(unit.text)), said):
            yield unit


def _repeats(words: set[str], said: Sequence[set[str]]) -> bool:
    return any(len(words & other) >= _REPEATED * max(1, len(words | other)) for other in said)


def _bonus(unit: Unit, best: Unit) -> float:
    if unit.passage != best.passage:
        return 0.0
    return {1: _NEXT, -1: _BEFORE}.get(unit.position - best.position, _SAME)


def _beside(unit: Unit, every: Sequence[Unit], step: int) -> Unit | None:
    return next((u for u in every if u.passage == unit.passage and u.position == unit.position + step), None)


def _steps(question: Question, ranked: Sequence[Scored], every: Sequence[Unit]) -> list[Unit]:
    """The list that tells how, when the question asks how: from its start, or from just before its best unit."""
    best = _listed(ranked)
    if question.wants != "steps" or best is None:
        return []
    run = [u for u in every if u.passage == best.passage and u.listed and u.lead == best.lead]
    run = _unbroken(run, best)
    if len(run) < 2:
        return []
    at = run.index(best)
    for start in (0, max(0, at - 1), at):
        kept: list[Unit] = []
        for unit in run[start:]:
            if len(kept) == MAX_STEPS or sum(len(u.text) for u in kept) + len(unit.text) > STEPS_LENGTH:
                break
            kept.append(unit)
        if best in kept:
            return kept
    return []


def _listed(ranked: Sequence[Scored]) -> Unit | None:
    """The best unit, or the best list item near it in the same passage: steps are told whole or not at all."""
    top = ranked[0]
    near = (s.unit for s in ranked if s.unit.passage == top.unit.passage and s.score >= _AS_GOOD * top.score)
    return next((unit for unit in near if unit.listed), None)


def _unbroken(run: Sequence[Unit], best: Unit) -> list[Unit]:
    found = [best]
    for unit in run[run.index(best) + 1 :]:
        if unit.line - found[-1].line > 1:
            break
        found.append(unit)
    for unit in reversed(run[: run.index(best)]):
        if found[0].line - unit.line > 1:
            break
        found.insert(0, unit)
    return found


def _render(group: Sequence[Unit], heading: str, *, numbered: bool) -> str:
    """One passage's share of the answer: sentences run on, items and rows stand as a list under what they hang on."""
    if numbered:
        lines = [f"{n}. {_tidy(u.text)}" for n, u in enumerate(group, 1)]
        return "\n".join(([group[0].lead] if group[0].lead else []) + lines)
    spoken = " ".join(_tidy(u.text) for u in group if u.kind == "sentence")
    listed = [_tidy(u.text.replace("; ", ", ") if u.kind == "row" else u.text) for u in group if u.kind != "sentence"]
    over = next((u.lead for u in group if u.lead and u.lead not in spoken), "") or heading if listed else ""
    if len(listed) == 1 and not spoken:
        return (
            f"{over.rstrip(':')}: {listed[0]}" if over and over[-1] != "?" else "\n".join(filter(None, [over, *listed]))
        )
    above = [over if over.endswith((":", "?")) else f"{over}:"] if over else []
    listing = "\n".join([*above, *(f"- {line}" for line in listed)]) if listed else ""
    first_is_listed = group[0].kind != "sentence"
    return "\n\n".join(filter(None, [listing, spoken] if first_is_listed else [spoken, listing]))


def _heading(unit: Unit, passages: Sequence[Passage]) -> str:
    """The heading right above, when it says more than the page's title: "What cannot be returned" changes a list."""
    passage = passages[unit.passage]
    last = passage.chunk.heading.rsplit(" › ", 1)[-1].strip()
    return "" if last.casefold() == passage.citation.title.strip().casefold() else last


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
