"""Groups of people by one answer, small ones closed, so that no difference between two groups shows one person.

A group of fewer than five is closed. Closing it alone is not enough: everybody without the open groups is the closed
one, which subtraction shows. So the next smallest is closed too, until what is closed together has at least five
(complementary suppression as statistical offices do it: Hundepool et al., Statistical Disclosure Control, 2012, ch. 4).
Nor may a group be subtracted from a group of another question: who answered what only some were asked is one less than
those some (see ``apart``). The later question is then closed group by group until nothing is shown.
Nor may a group grow by one between two looks: the groups of all questions grow together, by blocks of batches (see
``released``) in which all of this holds again. Only one answer can be filtered by at a time; a filter within a filter
could be subtracted from its own whole. Left as a known limit: sums over the groups of three unrelated questions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from bots.schema.survey import Question
from records.responses import Response
from workspace.survey_results.apart import apart
from workspace.survey_results.released import FEWEST, Batches

T = TypeVar("T", bound=Hashable)
NO_ANSWER = "no answer"
_GROUPED = frozenset({"single", "yesno", "consent", "rating", "nps", "csat", "ces", "scale"})
_BLOCK = 4 * FEWEST  # so many together are shown even when a small group among them must be closed
_MOST = 40  # questions people are grouped by; each is held against each other one
_Split = dict[str, list[Response]]  # the people of each answer
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


def grouped(questions: Sequence[Question], batches: Batches, *, small_closed: bool = True) -> Mapping[str, list[Group]]:
    """The groups of each question people can be grouped by, in its own order, who gave no answer last."""
    asked = [question for question in questions if can_group(question)][:_MOST]
    everybody = [one for batch in batches for one in batch]
    split = {question.id: _split(question, everybody) for question in asked}
    if not small_closed:
        return {name: [Group(answer, tuple(those)) for answer, those in found.items()] for name, found in split.items()}
    shown: dict[str, _Split] = {name: {answer: [] for answer in split[name]} for name in split}
    for block in _blocks(asked, batches):
        for name, found in block.items():
            for answer, those in found.items():
                shown[name][answer] += those
    return {name: [Group(answer, tuple(those)) for answer, those in found.items()] for name, found in shown.items()}


def _blocks(questions: Sequence[Question], batches: Batches) -> Iterator[Mapping[str, _Split]]:
    """The open groups of batches put together until every group is open, or they are so many that the small ones are
    left out. Of many responses larger blocks, or an answer that few give would be left out of each. The earlier blocks
    never change."""
    waiting: list[Response] = []
    before = 0
    for batch in batches:
        waiting += batch
        enough = max(_BLOCK, before // 4)
        if _BLOCK < len(waiting) < enough:
            continue
        found = _open(questions, waiting)
        many = len(waiting) >= enough and any(found.values())
        if many or all(found[q.id].keys() == _split(q, waiting).keys() for q in questions):
            yield found
            before += len(waiting)
            waiting = []


def _open(questions: Sequence[Question], people: Sequence[Response]) -> dict[str, _Split]:
    """The groups that may be told of these people, none to be subtracted from another question's."""
    said = {question.id: [_answer(question, one.answers) for one in people] for question in questions}
    told = _tellable(said)
    return {
        question.id: {a: those for a, those in _split(question, people).items() if a in told[question.id]}
        for question in questions
    }


def shares(groups: Mapping[str, Sequence[Group]], people: Sequence[Response]) -> Mapping[str, Mapping[str, int]]:
    """How many of these people, whose whole number is told, each group may be said to hold: none under five, and none
    that with the whole or with another group would show a part under five."""
    said: dict[str, list[str | None]] = {}
    for name, found in groups.items():
        answer = {one.id: group.answer for group in found for one in group.members}
        said[name] = [answer.get(one.id) for one in people]
    told = _tellable(said)
    return {name: Counter(answer for answer in said[name] if answer in told[name]) for name in said}


def _tellable(said: Mapping[str, Sequence[str | None]]) -> dict[str, frozenset[str]]:
    """The answers to each question whose groups may be told. ``said`` is what each person answered, None for people
    who are in no group that is told."""
    told: list[list[str | None]] = []
    found: dict[str, frozenset[str]] = {}
    for name, answers in said.items():
        sizes = Counter(answers)
        few = closed(sizes)
        left = sorted((one for one in sizes if one is not None and one not in few), key=lambda one: -sizes[one])
        mine = [answer if answer in left else None for answer in answers]
        while left and not all(apart(mine, other, fewest=FEWEST) for other in told):
            left.pop()
            mine = [answer if answer in left else None for answer in answers]
        told.append(mine)
        found[name] = frozenset(left)
    return found


def _split(question: Question, responses: Sequence[Response]) -> _Split:
    given: _Split = {}
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
