"""Small groups are closed, and so is whatever would give them away."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from bots.schema.survey import Question
from tests.workspace.survey_results.conftest import NOW, responses, survey
from workspace.survey_results.groups import NO_ANSWER, Group, grouped
from workspace.survey_results.released import FEWEST, Batches, batches

WAY = next(q for q in survey().questions if q.id == "way")
NPS = survey().questions[0]
Sizes = tuple[int, ...]


def groups(question: Question, batches: Batches, *, small_closed: bool = True) -> list[Group]:
    """The groups of one question alone."""
    return grouped([question], batches, small_closed=small_closed)[question.id]


def _came(foot: int, car: int, train: int, silent: int = 0) -> list[dict[str, str]]:
    return [{"way": "By foot"}] * foot + [{"way": "By car"}] * car + [{"way": "By train"}] * train + [{}] * silent


def _open(*sizes: int) -> set[str]:
    return {one.answer for one in groups(WAY, [responses(*_came(*sizes))]) if one.open}


def test_groups_of_five_are_open() -> None:
    assert _open(5, 6, 7) == {"By foot", "By car", "By train"}


def test_a_small_group_closes_the_next_smallest_too_because_subtraction_would_show_it() -> None:
    assert _open(10, 6, 4) == {"By foot"}


def test_small_groups_that_are_five_together_close_no_other() -> None:
    assert _open(15, 3, 2) == {"By foot"}


def test_of_few_people_with_a_small_group_among_them_nothing_is_told_yet() -> None:
    assert _open(9, 3, 2) == set()


def test_who_gave_no_answer_is_a_group_as_well() -> None:
    assert _open(9, 8, 7, 1) == {"By foot", "By car"}
    [silent] = [one for one in groups(WAY, [responses(*_came(9, 8, 7, 6))]) if one.answer == NO_ANSWER]
    assert silent.open


def test_of_an_identified_survey_every_group_is_open() -> None:
    assert all(one.open for one in groups(WAY, [responses(*_came(1, 2, 3))], small_closed=False))


def test_a_recommendation_splits_into_its_three_groups() -> None:
    split = groups(NPS, [responses(*({"score": n} for n in range(11)))], small_closed=False)
    assert {one.answer: len(one.members) for one in split} == {"detractor": 7, "passive": 2, "promoter": 2}


def test_numbers_stand_in_their_order() -> None:
    rating = WAY.model_copy(update={"kind": "rating", "options": ()})
    split = groups(rating, [responses({"way": 4}, {"way": 1}, {"way": 5})], small_closed=False)
    assert [one.answer for one in split] == ["1", "4", "5"]


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.tuples(*[st.integers(0, 12)] * 4))
def test_no_sum_or_difference_of_open_groups_and_the_whole_shows_fewer_than_five(sizes: Sizes) -> None:
    found = groups(WAY, [responses(*_came(*sizes))])
    known = [len(one.members) for one in found if one.open]
    whole = sum(sizes)
    for some in chain.from_iterable(combinations(known, n) for n in range(len(known) + 1)):
        rest = whole - sum(some)
        assert rest == 0 or rest >= FEWEST or whole < FEWEST


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 4)] * 4), min_size=2, max_size=20))
def test_between_two_looks_no_group_grows_by_fewer_than_five(days: list[Sizes]) -> None:
    together = [responses(*_came(*sizes), days_ago=40 - day) for day, sizes in enumerate(days)]
    before: dict[str, int] = {}
    for look in range(1, len(together) + 1):
        now = {one.answer: len(one.members) for one in groups(WAY, together[:look])}
        grown = [now[answer] - before.get(answer, 0) for answer in now]
        assert all(more == 0 or more >= FEWEST for more in grown)
        before = now


def test_an_anonymous_answer_waits_until_its_day_is_over_and_five_came_together() -> None:
    old = responses(*[{}] * 5, days_ago=9)
    few = responses(*[{}] * 3, days_ago=5)
    more = responses(*[{}] * 2, days_ago=4)
    today = responses(*[{}] * 40, days_ago=0)
    assert batches([*old, *few], now=NOW) == [old]
    assert batches([*old, *few, *more], now=NOW) == [old, [*few, *more]]
    assert batches([*old, *few, *today], now=NOW) == [old]


def test_those_who_left_half_way_do_not_make_the_five() -> None:
    assert batches(responses(*[{}] * 9, state="partial"), now=NOW) == []


def test_a_day_waits_for_who_may_still_go_on() -> None:
    done = responses(*[{}] * 6)
    assert batches([*done, replace(done[0], id="rsp_open", open=True)], now=NOW) == []
