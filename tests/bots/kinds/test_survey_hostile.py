"""Answers and moments nobody wishes for: endless, only signs, only a card number, two tabs, edits, a crash."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bots.config import load
from tests.talking import Desk, Talk

NOW = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)
FILE = """
id: visit
kind: survey
name: Visit
anonymity: confidential
progress: false
questions:
  - {id: score, kind: nps, text: Score?}
  - {id: stars, kind: rating, look: stars, text: Stars?}
  - {id: why, kind: long_text, text: Why?, follow_up: true}
thanks: Thank you.
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.open(tmp_path, FILE, NOW)


def begun(desk: Desk, *words: str) -> Talk:
    talk = desk.talk()
    for said in ("hello", *words):
        talk.say(said)
    return talk


def answers(desk: Desk) -> dict[str, Any]:
    [one] = desk.responses()
    return dict(one.answers)


class TestAnswers:
    def test_twenty_thousand_characters_are_declined_kindly_and_the_survey_goes_on(self, desk: Desk) -> None:
        talk = begun(desk, "9", "4")
        assert "long" in talk.say("word " * 4000)
        assert "why" not in answers(desk)
        talk.say("The waiting was far too long for everybody")
        assert talk.shown == "Thank you."

    def test_the_longest_message_is_kept_whole_in_any_script(self, desk: Desk) -> None:
        first, second, third = (
            "долго быстро скоро поздно рано".split(),
            "мы ждали стояли шли".split(),
            "тут там здесь".split(),
        )
        all_ = [f"{a} {b} {c} {n}" for n in range(1, 9) for a in first for b in second for c in third]
        words = ", ".join(all_)[:7900]
        begun(desk, "9", "4").say(words)
        assert len(answers(desk)["why"]) >= len(words) == 7900
        assert answers(desk)["why"].endswith(words[-40:])

    @pytest.mark.parametrize("words", ["🎉🎉🎉", "🤷", "...", "?!", "\u200b", "   "])
    def test_only_signs_are_no_number(self, desk: Desk, words: str) -> None:
        talk = begun(desk)
        talk.say(words)
        assert talk.asking == "score"
        assert desk.responses() == []

    def test_only_emoji_are_an_answer_in_own_words(self, desk: Desk) -> None:
        begun(desk, "9", "4").say("🎉🎉🎉")
        assert answers(desk)["why"] == "🎉🎉🎉"

    def test_only_a_card_number_is_masked_for_good(self, desk: Desk) -> None:
        begun(desk, "9", "4").say("4111 1111 1111 1111")
        assert "1111 1111" not in str(answers(desk))
        assert answers(desk)["why"]


class TestTwoTabs:
    def test_a_button_of_an_earlier_question_changes_that_answer_and_not_the_one_asked_now(self, desk: Desk) -> None:
        talk = begun(desk)
        seven = next(c for c in talk.last.choices if c.label == "7") if talk.last else None
        assert seven is not None
        talk.say("9")
        talk.say(seven.label, seven.id)
        assert answers(desk) == {"score": 7}
        assert talk.asking == "stars"

    def test_the_same_message_from_both_is_one_answer(self, desk: Desk) -> None:
        talk = begun(desk)
        talk.say("9", message_id="same")
        talk.say("9", message_id="same")
        assert answers(desk) == {"score": 9}
        assert talk.asking == "stars"

    def test_a_button_that_was_never_offered_is_read_like_words(self, desk: Desk) -> None:
        talk = begun(desk)
        talk.say("hm", "99@score")
        assert talk.asking == "score"
        talk.say("9", "3@ghost")
        assert answers(desk) == {"score": 9}


def test_a_talk_ends_on_the_version_it_began_with(desk: Desk) -> None:
    """Which version is asked for again each turn, from the talk's own row; a newer one asks others."""
    talk = begun(desk, "9")
    newer = load(
        FILE.replace("id: stars, kind: rating, look: stars, text: Stars?", "id: other, kind: yesno, text: Well?")
    )
    edited = replace(desk, bot=replace(desk.bot, config=newer, version=2))
    fresh = begun(edited, "8")
    assert (talk.asking, fresh.asking) == ("stars", "other")
    talk.say("4")
    talk.say("All of it went as it should go")
    first = next(one for one in desk.responses() if one.state == "complete")
    assert dict(first.answers) == {"score": 9, "stars": 4, "why": "All of it went as it should go"}


def test_after_a_crash_the_talk_goes_on_where_it_stood_and_nothing_is_doubled(desk: Desk) -> None:
    """The answer was kept and the reply was not: the same message again, or the next one, finds the question asked."""
    talk = begun(desk)
    before = dict(talk.state)
    talk.say("9", message_id="lost")
    again = replace(talk, last=None, shown="")
    assert again.say("9", message_id="lost") == talk.shown
    assert answers(desk) == {"score": 9}
    assert before["at"] == "score"
    again.say("3")
    assert answers(desk) == {"score": 9, "stars": 3}


def test_a_thin_answer_is_asked_after_once_and_never_twice(desk: Desk) -> None:
    talk = begun(desk, "9", "4")
    assert "a little more" in talk.say("queue")
    assert talk.asking == "why"
    talk.say("slow")
    assert talk.shown == "Thank you."
    assert answers(desk) == {"score": 9, "stars": 4, "why": "queue", "why.more": "slow"}


@pytest.mark.parametrize("words", ["nothing", "skip"])
def test_what_is_added_may_be_left_out(desk: Desk, words: str) -> None:
    talk = begun(desk, "9", "4", "queue")
    talk.press("Skip") if words == "skip" else talk.say(words)
    assert talk.shown == "Thank you."


def test_five_hundred_questions_go_one_by_one(tmp_path: Path) -> None:
    many = "".join(f"  - {{id: q{n}, kind: yesno, text: Well {n}?}}\n" for n in range(500))
    desk = Desk.open(tmp_path, FILE.partition("  - {id: score")[0] + many, NOW)
    talk = begun(desk, "yes", "no")
    assert talk.asking == "q2"
    talk.say("change question 1")
    assert talk.asking == "q0"
    talk.say("no")
    assert (talk.asking, answers(desk)) == ("q2", {"q0": "no", "q1": "no"})
