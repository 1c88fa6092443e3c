"""How well each unit answers: words of the question, meaning, shape of the answer, passage and page."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from bots.answering.implied import implied
from bots.answering.question import Question
from bots.answering.units import Unit, leaning, units
from bots.answering.words import LIGHT, RULED, terms
from knowledge.types import Passage, Vector

# Vectors of sentences seen before, by embedder: the same few hundred sentences answer most questions, and embedding
# them is the greater part of an answer's time.
_KNOWN: WeakKeyDictionary[object, dict[str, Vector]] = WeakKeyDictionary()
_MOST_KNOWN = 5_000
_FLOORS: WeakKeyDictionary[object, float] = WeakKeyDictionary()
_FLOOR_BELOW = 0.15  # texts of one help centre are nearer to one another than these
_UNRELATED = (
    "How do I reset my password?", "The museum opens at nine on Sundays.", "Water the tomatoes twice a week.",
    "Our flight was delayed by heavy snow.",
)  # fmt: skip

Embed = Callable[[Sequence[str]], Vector]
Openings = set[tuple[int, str]]  # passages and the lines that open a list there

# Fitted over five help centres of different trades, each left out once (benchmarks/support.py), then rounded. Apart
# from the first six, all are slight: a list says more than its opening line.
WEIGHTS = {
    "words": 0.42, "far": 0.10, "meaning": 0.44, "shape": 0.20, "passage": 0.24, "source": 0.10,
    "own": 0.06, "foremost": 0.08, "head": 0.04, "listed": 0.04, "opens": -0.06, "leans": -0.03, "tells how": 0.06,
    "titled": 0.08, "elsewhere": -0.10,
}  # fmt: skip
EMBEDDED = 16  # units whose meaning is compared; embedding them is most of a first answer's time
ALONE = 0.4  # of a follow-up's meaning, the share of its own words without the question before
# What a word counts that says little, or only what kind of answer is wanted: the shape of a sentence counts for that.
KIND = 0.4
_KINDS = {"money": terms("cost"), "duration": terms("duration time"), "number": terms("number")}
_CONTEXT = 0.25  # what a word of the earlier question counts in a follow-up


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit with its score and the parts of it (0..1 each)."""

    unit: Unit
    score: float
    parts: Mapping[str, float]


def rank(
    question: Question, passages: Sequence[Passage], embed: Embed | None, spoken_of: frozenset[str] = frozenset()
) -> list[Scored]:
    """Every unit of the passages, best first. ``spoken_of`` are the pages a question points at ("is it free?")."""
    found = units(passages)
    if not found or not passages:
        return []
    weights = term_weights(question, passages)
    opening = {(unit.passage, unit.lead) for unit in found if unit.lead}
    rough = [_lexical(question, unit, passages, weights, opening) for unit in found]
    order = sorted(range(len(found)), key=lambda i: -_total(rough[i]))
    chosen = order[:EMBEDDED]
    meanings = _meanings(question, [found[i] for i in chosen], passages, embed)
    scored = []
    for i, meaning in zip(chosen, meanings, strict=True):
        away = bool(spoken_of) and passages[found[i].passage].citation.source not in spoken_of
        parts = rough[i] | {"meaning": meaning, "elsewhere": float(away)}
        scored.append(Scored(found[i], _total(parts), parts))
    return sorted(scored, key=lambda s: (-s.score, s.unit.passage, s.unit.position))


def term_weights(question: Question, passages: Sequence[Passage]) -> dict[str, float]:
    """How much each word of the question tells: one that only a few of the passages hold tells more."""
    held = Counter(
        term for p in passages for term in set(terms(f"{p.citation.title} {p.chunk.heading} {p.chunk.text}"))
    )
    size = len(passages)
    little = {*LIGHT, *_KINDS.get(question.wants, ())}
    shares = {t: KIND if t in little else 1.0 for t in question.terms}
    if any(held[t] for t in RULED.intersection(question.terms)):
        named = set(terms(" ".join(question.names)))
        shares |= {t: KIND for t in question.terms if not held[t] and t not in named}
    shares |= dict.fromkeys(question.context_terms, _CONTEXT)
    return {t: share * math.log(1 + (size + 1) / (held[t] + 0.5)) for t, share in shares.items()}


def _lexical(
    question: Question, unit: Unit, passages: Sequence[Passage], weights: Mapping[str, float], opening: Openings
) -> dict[str, float]:
    passage, top = passages[unit.passage], max(p.score for p in passages) or 1.0
    own = set(terms(unit.text)) | implied(question, unit.text)
    last = set(terms(passage.chunk.heading.rsplit(" › ", 1)[-1]))
    near = ({*last, *terms(unit.lead), *terms(unit.asked)}) - own
    far = set(terms(f"{passage.citation.title} {passage.chunk.heading}")) - own - near
    total = sum(weights.values()) or 1.0
    got = {
        name: sum(w for t, w in weights.items() if t in held) / total
        for name, held in (("own", own), ("near", near), ("far", far))
    }
    shape = question.shape
    fits = shape is None or bool(shape.search(unit.text))
    return {
        "words": got["own"] + 0.65 * got["near"] + 0.4 * got["far"],
        "own": got["own"],
        "far": got["far"],
        "shape": float(shape is not None and fits),
        "passage": passage.score / top,
        "foremost": float(unit.passage == 0),
        "source": _together(passage, passages),
        "head": float(question.head in own),
        "listed": float(unit.listed and fits and (unit.kind == "item" or question.wants == "steps")),
        "opens": float(unit.text.endswith(":") and (unit.passage, unit.text) not in opening),
        "leans": float(leaning(unit.text)),
        "tells how": float(question.wants == "steps" and (unit.kind == "step" or (unit.passage, unit.text) in opening)),
        "titled": len(last & set(question.terms)) / len(question.terms) if question.context and question.terms else 0.0,
        "meaning": 0.0,
    }


def _together(passage: Passage, passages: Sequence[Passage]) -> float:
    """How much of what was found lies on this passage's page, 0..1: a page about the matter is found more than once."""
    sums: dict[str, float] = {}
    for one in passages:
        sums[one.citation.source] = sums.get(one.citation.source, 0.0) + one.score
    return sums[passage.citation.source] / (max(sums.values()) or 1.0)


def _meanings(
    question: Question, chosen: Sequence[Unit], passages: Sequence[Passage], embed: Embed | None
) -> list[float]:
    if embed is None:
        return [0.0] * len(chosen)
    asked = f"{question.context} {question.text}" if question.context else question.text
    texts = [_with_heading(unit, passages) for unit in chosen]
    known = _KNOWN.setdefault(getattr(embed, "__self__", embed), {})
    if len(known) > _MOST_KNOWN:
        known.clear()
    have = {text: vector for text in texts if (vector := known.get(text)) is not None}
    new = [text for text in dict.fromkeys(texts) if text not in have]
    vectors = embed([asked, question.text, *new])
    have.update(zip(new, vectors[2:], strict=True))
    known.update(have)
    floor = _floor(embed)
    share = ALONE if question.context else 0.0
    meant = (1 - share) * vectors[0] + share * vectors[1]
    return [float(np.clip((meant @ have[text] - floor) / (1.0 - floor), 0.0, 1.0)) for text in texts]


def _floor(embed: Embed) -> float:
    """How near unrelated texts are for this embedder: some give no two texts less than 0.7, others nothing at all."""
    owner = getattr(embed, "__self__", embed)
    if owner not in _FLOORS:
        apart = embed(_UNRELATED)
        cosines = [float(apart[a] @ apart[b]) for a in range(len(apart)) for b in range(a)]
        _FLOORS[owner] = max(0.0, sum(cosines) / len(cosines) - _FLOOR_BELOW)
    return _FLOORS[owner]


def _with_heading(unit: Unit, passages: Sequence[Passage]) -> str:
    passage = passages[unit.passage]
    heading = unit.asked or passage.chunk.heading.rsplit(" › ", 1)[-1] or passage.citation.title
    return f"{heading}: {unit.lead} {unit.text}" if unit.lead else f"{heading}: {unit.text}"


def _total(parts: Mapping[str, float]) -> float:
    return sum(WEIGHTS[name] * value for name, value in parts.items())
