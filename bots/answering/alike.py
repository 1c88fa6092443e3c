"""Pages that answer a question equally well and say different things: then only the customer knows which is meant.

Narrow on purpose. A page for Spain and one for Portugal, of the same kind, with other numbers, and a question that
names neither: any answer would be a guess. Pages that say the same are no choice, and neither are pages of different
matters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bots.answering.question import Question
from bots.answering.score import WEIGHTS, Scored
from bots.answering.words import terms, tokens
from knowledge.types import Citation, Passage

MOST = 6
_EQUAL = 0.93  # of how well the best sentence fits by itself, whatever page it stands on
_ITSELF = ("words", "meaning", "shape")
_NAME = 2  # words of a title by which pages of a kind differ: the country, the plan
_SAME_WORDS = 0.75  # the share of words two sentences have in common when they are made alike


def alternatives(
    question: Question, ranked: Sequence[Scored], passages: Sequence[Passage], standing_at: frozenset[str] = frozenset()
) -> tuple[Citation, ...]:
    """The pages to choose from, best first; none when the best answer stands above the others. ``standing_at`` are the
    pages a talk is at: they say which is meant."""
    if not ranked or passages[ranked[0].unit.passage].typed:
        return ()
    found = list(_equal(ranked, passages))
    apart = _apart([citation.title for citation in found])
    named = {*question.terms, *question.context_terms}
    if not 2 <= len(found) <= MOST or any(set(terms(own)) & named or not terms(own) for own in apart):
        return ()
    return () if not apart or any(c.source in standing_at for c in found) else tuple(found)


def _apart(titles: Sequence[str]) -> list[str]:
    """The words by which titles made alike differ ("Delivery to Spain", "Delivery to Portugal"), one of each; none when
    they differ in more than one place, or in more than a name."""
    words = [tokens(title) for title in titles]
    shortest = min(map(len, words))
    before = next((n for n in range(shortest) if len({w[n] for w in words}) > 1), shortest)
    after = next((n for n in range(shortest - before) if len({w[-1 - n] for w in words}) > 1), shortest - before)
    own = [w[before : len(w) - after] for w in words]
    alike = before + after and all(1 <= len(each) <= _NAME for each in own)
    return [" ".join(each) for each in own] if alike else []


def _equal(ranked: Sequence[Scored], passages: Sequence[Passage]) -> Iterator[Citation]:
    """The best page, and each whose best sentence is as good, made alike and different in what it says."""
    best = ranked[0]
    here = passages[best.unit.passage].citation
    yield here
    seen = {here.source}
    for one in ranked[1:]:
        there = passages[one.unit.passage].citation
        if there.source in seen:
            continue
        seen.add(there.source)
        if _fits(one) >= _EQUAL * _fits(best) and _says_otherwise(best.unit.text, one.unit.text, here, there):
            yield there


def _fits(one: Scored) -> float:
    return sum(WEIGHTS[part] * one.parts[part] for part in _ITSELF)


def _says_otherwise(one: str, other: str, here: Citation, there: Citation) -> bool:
    """Whether two sentences are made alike, word for word but for figures and the names of their pages, and differ."""
    titles = {*tokens(here.title), *tokens(there.title)}
    ours, theirs = ({t for t in tokens(text) if t not in titles} for text in (one, other))
    figures = {t for t in ours ^ theirs if any(c.isdigit() for c in t)}
    alike = len(ours & theirs) >= _SAME_WORDS * max(1, len((ours | theirs) - figures))
    return alike and ours != theirs
