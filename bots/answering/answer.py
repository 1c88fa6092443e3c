"""From a retrieval to an answer, the closest article, or nothing: the embedded answerer's whole way in one place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bots.answering.decide import ANSWER, CLOSEST, SCOPE, Support, support
from bots.answering.extract import Extract, extract
from bots.answering.question import Question, understand
from bots.answering.score import Embed, rank
from bots.answering.units import units
from knowledge.types import Citation, Retrieval

# Words that take something for granted: "since you …", "why do you …", "your docs say …".
_PRESUMES = re.compile(
    r"^(?:since|given that|as) (?:you|your|the|\w+ )|\bwhy (?:do|does|did|are|is|have|has) (?:you|your|the|it)\b|\byour (?:docs?|documentation|site|website|"
    r"page|policy|faq|terms) (?:say|says|said|state|states|promise|promises)\b|\byou (?:said|promised|claim|claimed|advertise)\b|\bthe [\w ]{1,30} you "
    r"(?:added|introduced|launched|announced|removed)\b",
    re.IGNORECASE,
)
_PRESUMED = 0.12


@dataclass(frozen=True, slots=True)
class Answer:
    """What the documents give. ``outcome`` is answer, closest, premise, missing or out_of_scope."""

    outcome: str
    sure: float
    extract: Extract | None = None
    closest: Citation | None = None


def answer(text: str, retrieval: Retrieval, embed: Embed | None, sentences: int, context: str = "") -> Answer:
    """The answer to a question; ``context`` is the earlier question that a follow-up goes on from."""
    question = understand(text, context)
    passages = retrieval.passages
    ranked = rank(question, passages, embed)
    held = support(question, ranked, passages)
    presumes = bool(_PRESUMES.search(text.strip()))
    sure = held.sure - _PRESUMED * presumes
    if not ranked:
        return Answer("missing", 0.0)
    closest = passages[ranked[0].unit.passage].citation
    if sure >= ANSWER:
        return Answer("answer", sure, extract(question, ranked, passages, units(passages), sentences), closest)
    if presumes and held.meaning >= SCOPE:
        return Answer("premise", sure, None, closest)
    return Answer(_band(sure, held, question, retrieval), sure, None, closest)


def _band(sure: float, held: Support, question: Question, retrieval: Retrieval) -> str:
    if sure >= CLOSEST:
        return "closest"
    foreign = held.meaning < SCOPE and not question.names
    return "out_of_scope" if foreign and retrieval.confidence < 0.5 else "missing"
