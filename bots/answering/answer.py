"""From a retrieval to an answer, the closest article, or nothing: the embedded answerer's whole way in one place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bots.answering.alike import alternatives
from bots.answering.decide import ANSWER, CLOSEST, FOREIGN, SCOPE, Support, support
from bots.answering.extract import Extract, extract, told
from bots.answering.followup import points
from bots.answering.keyed import run_of, unrelated, whole
from bots.answering.most import most
from bots.answering.question import Question, understand
from bots.answering.score import Embed, rank
from bots.answering.units import units
from bots.answering.words import terms
from knowledge.types import Citation, Passage, Retrieval

# Words that take something for granted: "since you …", "why do you …", "your docs say …".
_PRESUMES = re.compile(
    r"^(?:since|given that|as) (?:you|your|the|\w+ )|\bwhy (?:do|does|did|are|is|have|has) (?:you|your|the|"
    r"it)\b|\byour (?:docs?|documentation|site|website|"
    r"page|policy|faq|terms) (?:say|says|said|state|states|promise|promises)\b|\byou (?:said|promised|claim|"
    r"claimed|advertise)\b|\bthe [\w ]{1,30} you "
    r"(?:added|introduced|launched|announced|removed)\b",
    re.IGNORECASE,
)
# A question put to the business ("do you sell …") is about the business, even when its documents are silent.
_ADDRESSED = re.compile(
    r"\b(?:you|your|yours|u|sie|ihr|ihre[nrs]?|ihnen|du|dein\w*|euch|usted(?:es)?|ustedes|su|sus|vuestr\w+|"
    r"tienen|vous|votre|vos|lei|voi|"
    r"vostr\w+|avete|você|vocês|seu|sua|têm|u|uw|jullie|je)\b",
    re.IGNORECASE,
)
_TELLING = 3  # words from which a question shows that it is about something else altogether
_PRESUMED = 0.12
# A follow-up is most often answered on the page its forerunner was; also when it could stand alone, only less.
_CONTINUES, _SAME_SOURCE = 0.20, 2.0
_STAYS, _MAYBE_SAME = 0.06, 1.3
_NAMED_ABOVE = 0.4  # what a page gains in a follow-up whose words stand above it, and not on the page before


@dataclass(frozen=True, slots=True)
class Answer:
    """What the documents give. ``outcome`` is answer, closest, premise, missing or out_of_scope; ``options`` are the
    pages among which only the customer can choose."""

    outcome: str
    sure: float
    extract: Extract | None = None
    closest: Citation | None = None
    options: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a follow-up goes on from: the earlier question and the sources its answer named."""

    question: str = ""
    sources: frozenset[str] = frozenset()


def answer(
    text: str,
    retrieval: Retrieval,
    embed: Embed | None,
    sentences: int,
    earlier: Earlier = Earlier(),
) -> Answer:
    """The answer to a question, which may go on from an earlier one."""
    question = understand(text, earlier.question)
    passages = _nearer(question, retrieval.passages, earlier)
    ranked = rank(question, passages, embed, earlier.sources if earlier.question and points(text) else frozenset())
    if not ranked:
        return Answer("missing", 0.0)
    held = support(question, ranked, passages)
    closest = passages[ranked[0].unit.passage].citation
    presumes = bool(_PRESUMES.search(text.strip()))
    stays = closest.source in earlier.sources
    sure = held.sure - _PRESUMED * presumes + (_CONTINUES if earlier.question else _STAYS) * (stays and not held.apart)
    every = units(passages)
    run = run_of(ranked[0].unit, every)
    rows = most(question, passages, every)
    if rows and not held.names:
        return Answer("answer", max(sure, ANSWER), told(rows, passages), passages[rows[0].passage].citation)
    if sure >= ANSWER and unrelated(question, run, f"{closest.title} {closest.heading}") and not whole(run):
        return Answer("missing", sure, None, closest)
    if sure >= ANSWER:
        given = extract(question, ranked, passages, every, sentences)
        return Answer("answer", sure, given, closest, alternatives(question, ranked, passages, earlier.sources))
    if presumes and held.meaning >= SCOPE:
        return Answer("premise", sure, None, closest)
    return Answer(_band(sure, held, question, retrieval), sure, None, closest)


def from_page(text: str, retrieval: Retrieval, embed: Embed | None, sentences: int, source: str) -> Answer:
    """The best a page gives, which the customer has chosen: whether it is meant is no question any more."""
    question = understand(text)
    passages = [p for p in retrieval.passages if p.citation.source == source]
    ranked = rank(question, passages, embed)
    if not ranked:
        return Answer("missing", 0.0)
    here = passages[ranked[0].unit.passage].citation
    return Answer("answer", 1.0, extract(question, ranked, passages, units(passages), sentences), here)


def _nearer(question: Question, passages: Sequence[Passage], earlier: Earlier) -> list[Passage]:
    """The passages, those of the page before moved up: unless the question names what stands above other pages, and
    that page does not hold it ("and a picture?")."""
    more = _SAME_SOURCE if earlier.question else _MAYBE_SAME
    above: dict[str, set[str]] = {}
    held: dict[str, set[str]] = {}
    for p in passages:
        headed = terms(f"{p.citation.title} {p.chunk.heading}")
        above.setdefault(p.citation.source, set()).update(headed)
        held.setdefault(p.citation.source, set()).update(headed, terms(p.chunk.text))
    matters = {t for t in question.terms if any(t in headed for headed in above.values())}

    def told(words: set[str]) -> float:
        return len(matters & words) / len(matters) if matters else 1.0

    elsewhere = bool(earlier.question) and all(told(held[s]) < 1 for s in earlier.sources & held.keys())
    weights = {
        source: 1 + (more - 1) * told(words)
        if source in earlier.sources
        else 1 + _NAMED_ABOVE * elsewhere * bool(matters) * told(above[source])
        for source, words in held.items()
    }
    return sorted((replace(p, score=p.score * weights[p.citation.source]) for p in passages), key=lambda p: -p.score)


def _band(sure: float, held: Support, question: Question, retrieval: Retrieval) -> str:
    if sure >= CLOSEST:
        return "closest"
    told = len(question.terms) >= _TELLING  # "are dogs allowed?" may be any shop's business
    foreign = told and held.meaning < FOREIGN and not question.names and not _ADDRESSED.search(question.text)
    return "out_of_scope" if foreign and retrieval.confidence < 0.5 else "missing"
