"""Groups of people by one answer, small ones closed, so that no difference between two groups shows one person.

A group of fewer than five is closed. Closing it alone is not enough: everybody without the open groups is the closed
one, which subtraction shows. So the next smallest is closed too, until what is closed together has at least five
(complementary suppression as statistical offices do it: Hundepool et al., Statistical Disclosure Control, 2012, ch. 4).
Nor may a group grow by one between two looks: it grows by blocks of batches (see ``released``) in which each group has
five again, or is closed for that block. Only one answer can be filtered by at a time; a filter within a filter could be
subtracted from its own whole.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from bots.schema.survey import Question
from records.responses import Response
from workspace.survey_results.released import FEWEST, Batches

T = TypeVar("T", bound=Hashable)
NO_ANSWER = "no answer"
_GROUPED = frozenset({"single", "yesno", "consent", "rating", "nps", "csat", "ces", "scale"})
_BLOCK = 4 * FEWEST  # so many together are shown even when a small group among them must be closed
NPS_GROUPS = ("detractor", "passive", "promoter")


@dataclass(frozen=True, slots=True)
class Group:
    """Those who gave one answer and may be looked at together; none when the group is closed."""

    answer: str
    members: tuple[Response, ...]

    @property
    def open(self) -> bool:
        """Whether it may be looked at."""
        return bool(self.members)


def can_group(question: Question) -> bool:
    """Whether people can be grouped by a question: one answer of few."""
    return question.kind in _GROUPED


def groups(question: Question, batches: Batches, *, small_closed: bool = True) -> list[Group]:
    """The groups of a question in its own order, who gave no answer last."""
    everybody = [one for batch in batches for one in batch]
    split = _split(question, everybody)
    if not small_closed:
        return [Group(answer, tuple(those)) for answer, those in split.items()]
    shown: dict[str, list[Response]] = {answer: [] for answer in split}
    waiting: list[Response] = []
    for batch in batches:
        waiting += batch
        block = _split(question, waiting)
        few = closed({answer: len(those) for answer, those in block.items()})
        if not few or (len(waiting) >= _BLOCK and len(few) < len(block)):
            for answer in block.keys() - few:
                shown[answer] += block[answer]
            waiting = []
    return [Group(answer, tuple(those)) for answer, those in shown.items()]


def _split(question: Question, responses: Sequence[Response]) -> dict[str, list[Response]]:
    given: dict[str, list[Response]] = {}
    for response in responses:
        given.setdefault(_answer(question, response.answers), []).append(response)
    order = (*_order(question), *sorted(given, key=_number), NO_ANSWER)
    return {answer: given[answer] for answer in dict.fromkeys(order) if answer in given and answer != NO_ANSWER} | (
        {NO_ANSWER: given[NO_ANSWER]} if NO_ANSWER in given else {}
    )


def _number(answer: str) -> tuple[float, str]:
    return (float(answer), answer) if answer.replace(".", "", 1).isdigit() else (float("inf"), answer)


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


def closed(sizes: Mapping[T, int]) -> frozenset[T]:
    """The parts of a whole that must not be told: those under five, and the next until they are five together."""
    ascending = sorted((part for part in sizes if sizes[part]), key=lambda part: sizes[part])
    few = {part for part in ascending if sizes[part] < FEWEST}
    rest = [part for part in ascending if part not in few]
    while 0 < sum(sizes[part] for part in few) < FEWEST and rest:
        few.add(rest.pop(0))
    return frozenset(few)
