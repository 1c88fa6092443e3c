"""Answers in own words, grouped by the local model."""

from __future__ import annotations

from knowledge import MiniLM
from knowledge.words import stop_words
from workspace.survey_results.themes import themes

SAID = (
    "The waiting time was far too long", "I waited almost an hour", "too long a wait", "had to wait very long",
    "The staff were friendly and helpful", "friendly staff", "very kind and helpful people", "lovely, helpful staff",
    "parking",
)  # fmt: skip


def test_what_several_people_said_is_one_theme_with_one_of_their_answers() -> None:
    found = themes(SAID, range(len(SAID)), MiniLM().embed, stop_words("en"), fewest=4)
    assert [one.count for one in found] == [4, 4]
    assert all(one.example in SAID for one in found)
    assert any("wait" in one.name for one in found)
    assert any("helpful" in one.name or "staff" in one.name for one in found)


def test_too_few_answers_make_no_theme() -> None:
    assert themes(SAID, range(len(SAID)), MiniLM().embed, stop_words("en"), fewest=5) == []
    assert themes(["?", "!!", "1"], range(3), MiniLM().embed, stop_words("en"), fewest=1) == []


def test_people_are_counted_not_what_each_said_twice() -> None:
    said, who = ["friendly staff"] * 6, [1, 1, 2, 3, 4, 4]
    assert themes(said, who, MiniLM().embed, stop_words("en"), fewest=5) == []
    assert [one.count for one in themes(said, who, MiniLM().embed, stop_words("en"), fewest=4)] == [4]
