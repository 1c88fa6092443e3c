"""Whether the passages answer: one number from the meaning, the words covered, the shape, and what is missing.

Three bands: answer, name the closest article, say "I do not know". A name or number the customer wrote that no passage
holds weighs most: "in Brazil", "0.50 per view". Cosine alone cannot tell a near miss from an answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bots.answering.followup import leans
from bots.answering.implied import implied, unheard
from bots.answering.question import Question, numbers
from bots.answering.score import Scored, term_weights
from bots.answering.words import LIGHT, terms, tokens
from knowledge.types import Passage

# Chosen on one half of six help centres, real and made, checked on the other half (docs/figures.md).
ANSWER, CLOSEST, SCOPE = 0.38, 0.33, 0.34
FOREIGN = 0.22  # below this meaning a question is about something else altogether
_NOT_THERE = 0.2  # of the weight of what stands nowhere, when a question asks whether there is such a thing
_NAME_MISSING, _NUMBER_MISSING, _WORD_MISSING = 0.18, 0.10, 0.12
# The sentence that would be said may be meant less than another one nearby: what it lacks of this counts against it.
BEST, MIDDLE = 0.4, 0.56
_MOSTLY = 0.5  # of the weight of a message's words


@dataclass(frozen=True, slots=True)
class Support:
    """How well the passages support an answer, and what the question brings that they do not hold."""

    sure: float
    meaning: float
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    apart: bool = False  # read as a follow-up, it asks in a whole sentence about what no passage holds


def support(question: Question, ranked: Sequence[Scored], passages: Sequence[Passage]) -> Support:
    """How sure it is that the best unit answers the question."""
    if not ranked:
        return Support(0.0, 0.0, question.names, question.numbers)
    best = ranked[0]
    weights = term_weights(question, passages)
    total = sum(weights.values()) or 1.0
    dated = implied(question, "\n".join(p.chunk.text for p in passages))
    here = _held(passages[best.unit.passage]) | implied(question, passages[best.unit.passage].chunk.text)
    anywhere = dated.union(*(_held(p) for p in passages))
    covered = sum(w for t, w in weights.items() if t in here) / total
    own = {t: w for t, w in weights.items() if t in question.terms}
    unknown = sum(w for t, w in own.items() if t not in anywhere) / (sum(own.values()) or 1.0)
    meaning = max(s.parts["meaning"] for s in ranked[:8])
    shape = best.parts["shape"] if question.shape is not None else 0.7
    names = tuple(n for n in question.names if not _mentions(passages, n) and not set(terms(n)) <= dated)
    figures = tuple(n for n in question.numbers if n not in _figures(passages) | dated)
    sure = 0.42 * meaning + 0.26 * best.parts["words"] + 0.22 * covered + 0.10 * shape
    sure += BEST * (best.parts["meaning"] - MIDDLE) if meaning and not question.context else 0.0
    nowhere = sum(w for t, w in own.items() if t not in anywhere | LIGHT) / (sum(own.values()) or 1.0)
    sure -= _NOT_THERE * nowhere * question.exists
    sure -= _NAME_MISSING * bool(names) + _NUMBER_MISSING * bool(figures) + _WORD_MISSING * unknown
    # "Do you sell bicycles?" after a question about nibs: a whole question of its own, about what stands nowhere.
    apart = bool(question.context and question.yes_no and own and (names or unknown >= _MOSTLY))
    apart = apart and not leans(question.text)
    if apart or (question.context and own and unknown == 1.0):  # "what about Austria?", and nothing speaks of Austria
        sure = min(sure, CLOSEST - 0.01)
    if unheard(question, "\n".join(p.chunk.text for p in passages)):
        sure = min(sure, 0.0)  # not even on the page spoken of before
    return Support(sure, meaning, names, figures, apart)


def _held(passage: Passage) -> set[str]:
    return set(terms(f"{passage.citation.title} {passage.chunk.heading} {passage.chunk.text}"))


def _mentions(passages: Sequence[Passage], name: str) -> bool:
    words = tokens(name)
    if len(words) > 1 and words[-1][:1].isdigit():  # "Model 5" is not named where another model and a five are
        between = r"(?:\W{1,3}\w{1,12}){0,2}\W{0,3}"
        spelled = re.compile(rf"\b{re.escape(words[-2])}{between}{re.escape(words[-1])}\b", re.I)
        return any(spelled.search(f"{p.citation.title}\n{p.chunk.heading}\n{p.chunk.text}") for p in passages)
    held = {t for p in passages for t in tokens(f"{p.citation.title} {p.chunk.heading} {p.chunk.text}")}
    return all(w in held or w.removesuffix("s") in held or f"{w}s" in held for w in words)


def _figures(passages: Sequence[Passage]) -> set[str]:
    text = "\n".join(f"{p.citation.title} {p.chunk.heading} {p.chunk.text}" for p in passages)
    return {*numbers(text), *re.findall(r"\d+", text)}
