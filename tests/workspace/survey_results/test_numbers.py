"""What each kind of question comes to."""

from __future__ import annotations

import pytest

from tests.workspace.survey_results.conftest import responses, survey
from workspace.survey_results.numbers import net_promoter, outcomes

BY_ID = {q.id: q for q in survey().questions}


def test_the_score_is_promoters_less_detractors_within_its_interval() -> None:
    score = net_promoter([10] * 60 + [8] * 25 + [3] * 15)
    assert score is not None
    assert score.value == pytest.approx(45)
    assert (round(score.low), round(score.high)) == (29, 58)  # adjusted Wald of Rocks 2016, worked out by hand
    assert net_promoter([]) is None
    all_promoters = net_promoter([10] * 5)
    assert all_promoters is not None
    assert all_promoters.low < 100 == all_promoters.high


def test_a_scale_has_a_bar_for_every_number_and_its_mean() -> None:
    [one] = outcomes(BY_ID["score"], responses({"score": 10}, {"score": 9}, {"score": None}, {}))
    assert [bar.count for bar in one.bars] == [0] * 9 + [1, 1]
    assert (one.answered, one.skipped, one.mean) == (2, 1, 9.5)


def test_several_answers_are_counted_each_and_own_words_together() -> None:
    [one] = outcomes(BY_ID["liked"], responses({"liked": ["Price", "Staff"]}, {"liked": ["Price", "the smell"]}))
    assert {bar.label: bar.count for bar in one.bars} == {"Price": 2, "Staff": 1, "Choice": 0, "Something else": 1}
    assert one.bars[0].share == 1
    assert one.said == ("the smell",)


def test_a_table_has_an_outcome_for_each_row() -> None:
    rows = outcomes(BY_ID["table"], responses({"table.1": 5, "table.2": 2}, {"table.1": 4}))
    assert [(one.text, one.mean) for one in rows] == [("Please rate The shop", 4.5), ("Please rate The page", 2)]


def test_many_numbers_fall_into_round_ranges() -> None:
    [one] = outcomes(BY_ID["wait"], responses(*({"wait": n} for n in range(40))))
    assert one.median == 19.5
    assert sum(bar.count for bar in one.bars) == 40
    assert one.bars[0].label == "0 to 5"


def test_a_ranking_is_ordered_by_mean_place() -> None:
    question = BY_ID["way"].model_copy(update={"kind": "ranking"})
    given = responses({"way": ["By car", "By foot", "By train"]}, {"way": ["By car", "By train", "By foot"]})
    [one] = outcomes(question, given)
    assert (one.bars[0].label, one.bars[0].count, one.bars[0].share) == ("By car", 2, 1)
    assert [bar.share for bar in one.bars[1:]] == [0, 0], "how many put it first"


def test_a_statement_has_no_outcome() -> None:
    assert outcomes(BY_ID["why"].model_copy(update={"kind": "statement"}), []) == []
