"""Groups of people by one answer, small ones closed, so that no difference between two groups shows one person.

A group of fewer than five is closed. Closing it alone is not enough: everybody without the open groups is the closed
one, which subtraction shows. So the next smallest is closed too, until what is closed together has at least five
(complementary suppression as statistical offices do it: Hundepool et al., Statistical Disclosure Control, 2012, ch. 4).
Only one answer can be filtered by at a time; a filter within a filter could be subtracted from its own whole.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bots.schema.survey import Question
from records.responses import Response
from workspace.survey_results.released import FEWEST

NO_ANSWER = "no answer"
_GROUPED = frozenset({"single", "yesno", "consent", "rating", "nps", "csat", "ces", "scale"})
NPS_GROUPS = ("detractor", "passive", "promoter")


@dataclass(frozen=True, slots=True)
class Group:
    """Everybody who gave one answer. ``open`` is False when it may not be looked at."""

    answer: str
    members: tuple[Response, ...]
    open: bool


def can_group(question: Question) -> bool:
    """Whether people can be grouped by a question: one answer of few."""
    return question.kind in _GROUPED


def groups(question: Question, responses: Sequence[Response], *, small_closed: bool = True) -> list[Group]:
    """The groups of a question in its own order, who gave no answer last."""
    split: dict[str, list[Response]] = {answer: [] for answer in _order(question)}
    for response in responses:
        split.setdefault(_answer(question, response.answers), []).append(response)
    split[NO_ANSWER] = split.pop(NO_ANSWER, [])
    closed = _closed({answer: len(those) for answer, those in split.items()}) if small_closed else frozenset()
    return [Group(answer, tuple(those), answer not in closed) for answer, those in split.items() if those]


def nps_group(value: float) -> str:
    """Detractor to 6, passive to 8, promoter from 9 (Reichheld, Harvard Business Review, December 2003)."""
    return NPS_GROUPS[(value >= 7) + (value >= 9)]


def _answer(question: Question, answers: Mapping[str, Any]) -> str:
    value = answers.get(question.id)
    if value is None or isinstance(value, list | dict):
        return NO_ANSWER
    if question.kind == "nps":
        return nps_group(float(value))
    if question.options and value not in question.options:
        return "something else"
    return str(value)


def _order(question: Question) -> tuple[str, ...]:
    if question.kind == "nps":
        return NPS_GROUPS
    if question.options:
        return (*question.options, "something else")
    return ("yes", "no") if question.kind in ("yesno", "consent") else ()


def _closed(sizes: Mapping[str, int]) -> frozenset[Hashable]:
    ascending = sorted((size, answer) for answer, size in sizes.items() if size)
    closed: set[str] = {answer for size, answer in ascending if size < FEWEST}
    rest = [(size, answer) for size, answer in ascending if answer not in closed]
    while 0 < sum(sizes[answer] for answer in closed) < FEWEST and rest:
        closed.add(rest.pop(0)[1])
    return frozenset(closed)
