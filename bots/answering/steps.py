"""How something is done: the list of steps that tells it, whole and in order, with the sentence it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bots.answering.question import Question
from bots.answering.score import Scored
from bots.answering.units import Unit
from bots.answering.words import terms
from knowledge.types import Passage

STEPS_LENGTH = 640
MOST = 8
_AS_GOOD = 0.8
_OPENING = 160  # characters of the sentence that may stand before the steps


def steps(
    question: Question, ranked: Sequence[Scored], passages: Sequence[Passage], every: Sequence[Unit]
) -> list[Unit]:
    """The list that tells how, when the question asks how; nothing when the best page has none."""
    if question.wants != "steps":
        return []
    listed = _listed(ranked)
    if listed is not None:
        run = _around(listed, every, STEPS_LENGTH)
        return run if _instructs(run) else []
    top = ranked[0].unit
    if len(top.text) > _OPENING or top.text.endswith(":"):
        return _opened(top, every)
    run = _of_page(question, top, passages, every)
    return [top, *run] if run else []


def _listed(ranked: Sequence[Scored]) -> Unit | None:
    """The best unit, or the best list item near it in the same passage: steps are told whole or not at all."""
    top = ranked[0]
    near = (s.unit for s in ranked if s.unit.passage == top.unit.passage and s.score >= _AS_GOOD * top.score)
    return next((unit for unit in near if unit.listed), None)


def _instructs(run: Sequence[Unit]) -> bool:
    """Whether a list tells what to do: it is numbered, hangs on a line with a colon, or most items begin with an act.
    A list of facts is not told as steps."""
    if not run or run[0].kind == "step" or run[0].lead.endswith(":"):
        return True
    return 2 * sum(bool(_ACT.search(u.text)) for u in run) >= len(run)


def _opened(line: Unit, every: Sequence[Unit]) -> list[Unit]:
    first = next((u for u in every if u.passage == line.passage and u.listed and u.lead == line.text), None)
    return _around(first, every, STEPS_LENGTH) if first is not None else []


def _of_page(question: Question, top: Unit, passages: Sequence[Passage], every: Sequence[Unit]) -> list[Unit]:
    """Numbered steps in the passage of the best sentence, or under a heading of its page that the question names."""
    source = passages[top.passage].citation.source
    asked = set(question.terms)
    for unit in every:
        if unit.kind != "step" or passages[unit.passage].citation.source != source:
            continue
        heading = set(terms(passages[unit.passage].chunk.heading.rsplit(" › ", 1)[-1]))
        if unit.passage == top.passage or heading & asked or heading & _TELLS:
            return _around(unit, every, STEPS_LENGTH - len(top.text))
    return []


# How an item that tells what to do begins: "Click …", "In the menu, choose …", "To invite somebody, open …".
_ACT = re.compile(
    r"^(?:(?:first|then|next|now|finally|please|simply|just|once|on|in|from|under|at|to|if|when|after|with|as|optionally)"
    r"\b[^.]{0,120}?, ?)?(?:(?:then|please|you (?:can|should|must|need to|may|will)) )?"
    r"(?:click|double-click|right-click|go|select|choose|open|enter|press|add|copy|paste|log|sign|navigate|visit|contact|"
    r"create|send|write|bring|fill|scroll|tap|install|enable|disable|turn|switch|use|type|find|look|make|check|uncheck|"
    r"put|take|remove|delete|drag|drop|move|set|save|start|run|close|hold|pull|push|rinse|wipe|wash|wait|let|book|call|"
    r"show|tell|ask|give|pay|return|print|pack|attach|upload|download|change|edit|confirm|follow|read|keep|clean|dry|"
    r"turn|unscrew|insert|connect|restart|reset|repeat|try|decide|pick|verify|update|link|invite|insert|plug|"
    r"klicke|klicken|wähle|wählen|öffne|öffnen|gehen|drücke|drücken|haga|abra|elija|cliquez|ouvrez|choisissez)\b",
    re.I,
)
_TELLS = frozenset(terms("steps step instructions procedure guide"))


def _around(best: Unit, every: Sequence[Unit], room: int) -> list[Unit]:
    """The run of items a unit stands in: from its start, or from just before it when it is long."""
    run = [u for u in every if u.passage == best.passage and u.listed and u.lead == best.lead]
    run = _unbroken(run, best)
    if len(run) < 2:
        return []
    at = run.index(best)
    for start in (0, max(0, at - 1), at):
        kept: list[Unit] = []
        for unit in run[start:]:
            if len(kept) == MOST or sum(len(u.text) for u in kept) + len(unit.text) > room:
                break
            kept.append(unit)
        if best in kept:
            return kept
    return []


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
