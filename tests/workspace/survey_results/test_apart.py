"""An attacker who may look at any open group, and adds and subtracts, learns of no fewer than five people at once."""

from __future__ import annotations

from itertools import chain, combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots import config as bot_file
from bots.schema.survey import SurveyFile
from records.responses import Response
from tests.workspace.survey_results.conftest import responses
from workspace.survey_results.apart import apart
from workspace.survey_results.groups import Group, grouped
from workspace.survey_results.released import FEWEST

FILE = """
id: nested
kind: survey
name: Nested
questions:
  - {id: score, kind: nps, text: How likely are you to recommend us?}
  - {id: called, kind: yesno, text: Did you call us?, show_if: {question: score, op: le, value: 6}}
  - {id: solved, kind: single, text: Was it solved?, options: [At once, Later, Never],
     show_if: {question: called, op: eq, value: "yes"}}
"""
BRANCHES: tuple[dict[str, Any], ...] = (
    {"score": 9},
    {"score": 8},
    {"score": 3},
    {"score": 2, "called": "no"},
    {"score": 2, "called": "yes"},
    {"score": 1, "called": "yes", "solved": "At once"},
    {"score": 1, "called": "yes", "solved": "Later"},
    {"score": 1, "called": "yes", "solved": "Never"},
)
People = frozenset[str]


def _survey() -> SurveyFile:
    survey = bot_file.load(FILE)
    assert isinstance(survey, SurveyFile)
    return survey


def _people(*counts: int, day: int = 3) -> list[Response]:
    """So many on each branch of the survey."""
    given = [answers for n, answers in zip(counts, BRANCHES, strict=True) for _ in range(n)]
    return responses(*given, days_ago=day)


def _open(people: list[Response]) -> dict[str, set[str]]:
    found = grouped(_survey().questions, [people])
    return {name: {one.answer for one in groups if one.open} for name, groups in found.items()}


def test_who_did_not_answer_what_only_unhappy_people_are_asked_cannot_be_subtracted() -> None:
    """Six detractors of whom five said no: detractors less those is one person with everything they answered."""
    open_ = _open(_people(12, 12, 1, 5, 0, 0, 0, 0))
    assert "detractor" in open_["score"]
    assert "no" not in open_["called"]


def test_a_child_question_is_open_where_the_difference_is_five_as_well() -> None:
    open_ = _open(_people(12, 12, 0, 5, 0, 5, 0, 0))
    assert open_["called"] == {"yes", "no", "no answer"}


def test_two_groups_of_a_child_question_are_not_subtracted_together_either() -> None:
    """Eleven detractors less five who said yes less five who said no is one as well."""
    open_ = _open(_people(12, 12, 1, 5, 0, 5, 0, 0))
    assert not {"yes", "no"} <= open_["called"]


def test_groups_that_coincide_by_chance_are_kept_apart_as_well() -> None:
    came = ["foot"] * 6 + ["car"] * 20
    again = ["no"] * 5 + ["yes"] * 21
    assert not apart(came, again, fewest=FEWEST)
    assert apart(came, ["no"] * 6 + ["yes"] * 20, fewest=FEWEST)
    assert apart(came, ["no"] * 5 + ["yes"] * 6 + ["no"] * 5 + ["yes"] * 10, fewest=4)


@pytest.mark.parametrize("n", range(1, 9))
def test_the_least_cut_is_that_of_every_division(n: int) -> None:
    """Against trying all divisions of the groups, on tables made up from a number."""
    people = [((n * i * i + i) % 3, (i * (n + 2) // 3) % 4) for i in range(24 + n)]
    one, two = ["abc"[a] for a, _ in people], ["wxyz"[b] for _, b in people]
    assert apart(one, two, fewest=FEWEST) == (_least(_sides(one), _sides(two)) >= FEWEST)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 6)] * 8), min_size=1, max_size=4))
def test_no_difference_between_sums_of_open_groups_shows_fewer_than_five_between_any_two_looks(
    days: list[tuple[int, ...]],
) -> None:
    batches = [_people(*counts, day=40 - day) for day, counts in enumerate(days) if sum(counts) >= FEWEST]
    seen: dict[str, dict[str, People]] = {}
    for look in range(1, len(batches) + 1):
        now = {name: _known(found) for name, found in grouped(_survey().questions, batches[:look]).items()}
        grown = {
            name: {answer: those - seen.get(name, {}).get(answer, frozenset()) for answer, those in groups.items()}
            for name, groups in now.items()
        }
        everybody = frozenset(one.id for batch in batches[:look] for one in batch)
        for one, two in combinations(now, 2):
            for looked in (now, grown):
                assert _least([*looked[one].values()], [*looked[two].values()]) >= FEWEST
            rest = everybody - frozenset().union(*now[two].values())
            assert _least([*now[one].values()], [*now[two].values(), rest]) >= FEWEST
        seen = now


def _known(found: list[Group]) -> dict[str, People]:
    return {group.answer: frozenset(one.id for one in group.members) for group in found}


def _sides(labels: list[str]) -> list[People]:
    return [frozenset(str(i) for i, label in enumerate(labels) if label == one) for one in dict.fromkeys(labels)]


def _least(one: list[People], two: list[People]) -> float:
    """The smallest difference there is between a sum of the one's groups and a sum of the other's."""
    least = float("inf")
    for a in _sums(one):
        for b in _sums(two):
            least = min(least, len(a ^ b) or float("inf"))
    return least


def _sums(groups: list[People]) -> list[Any]:
    some = chain.from_iterable(combinations(groups, n) for n in range(len(groups) + 1))
    return [frozenset().union(*chosen) for chosen in some]
