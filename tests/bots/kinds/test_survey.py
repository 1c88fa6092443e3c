"""A survey by talk: own words to exact values, back, skip, why, stop, branches, and nothing that tells who answered."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bots.kinds._survey_jump import jump
from records.conversations import Conversations
from records.responses import Responses
from tests.talking import Desk, Talk


def answers(desk: Desk) -> dict[str, Any]:
    (one,) = desk.responses()
    return dict(one.answers)


def begun(desk: Desk) -> Talk:
    talk = desk.talk()
    talk.say("hello")
    assert talk.asking == "recommend"
    return talk


def test_three_questions_with_a_branch(survey: Desk) -> None:
    talk = begun(survey)
    talk.say("3 weeks of waiting, so 2")
    assert talk.asking == "why"
    talk.say("The waiting")
    talk.say("all but the prices, please")
    assert talk.shown == "Thank you."
    assert answers(survey) == {"recommend": 2, "why": "The waiting", "liked": ["Advice", "Choice"]}
    assert survey.responses()[0].state == "complete"


@pytest.mark.parametrize("again", ["the same message", "another message"])
def test_a_crash_in_mid_survey_doubles_nothing_and_the_survey_ends(anonymous: Desk, again: str) -> None:
    talk = begun(anonymous)
    talk.say("3")
    crashed(talk, "the waiting", "m_crash")
    talk.say("the waiting", message_id="m_crash" if again == "the same message" else "m_next")
    assert talk.asking == "liked"
    crashed(talk, "advice", "m_last")
    talk.say("advice", message_id="m_last" if again == "the same message" else "m_later")
    assert talk.shown == "Thank you."
    assert answers(anonymous) == {"recommend": 3, "why": "the waiting", "liked": ["Advice"]}
    assert anonymous.responses()[0].state == "complete"
    assert [turn.state for turn in Conversations(anonymous.store).turns(talk.id)] == ["complete"]


def crashed(talk: Talk, words: str, message_id: str) -> None:
    """What a server leaves that is killed when an answer is stored and the reply is not: a turn that is still open."""

    def killed(*_: object, **__: object) -> None:
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Conversations, "close_turn", killed)
        patch.setattr(Responses, "finish", killed)
        with pytest.raises(Killed):
            talk.say(words, message_id=message_id)


class Killed(BaseException):
    """The end of the process: nothing is closed after it."""


def test_the_branch_is_not_asked_when_it_does_not_fit(survey: Desk) -> None:
    talk = begun(survey)
    talk.say("nine I guess")
    assert talk.asking == "liked"


@pytest.mark.parametrize("words", ["12/10 amazing", "quite likely", "7 or 8", "we waited 45 minutes"])
def test_what_is_not_clear_is_asked_again(survey: Desk, words: str) -> None:
    talk = begun(survey)
    said = talk.say(words)
    assert talk.asking == "recommend"
    assert "0 to 10" in said
    assert survey.responses() == []


def test_no_number_is_read_from_what_stands_for_personal_data(survey: Desk) -> None:
    talk = begun(survey)
    for words in ("call me at +44 20 7946 0958", "my card is 4111 1111 1111 1111", "jo.blunt@mailbox.test"):
        talk.say(words)
        assert talk.asking == "recommend"
    assert survey.responses() == []


def test_skip_stores_nothing_for_it(survey: Desk) -> None:
    talk = begun(survey)
    talk.say("I'd rather not say")
    assert answers(survey) == {"recommend": None}
    assert talk.asking == "liked"


def test_back_changes_the_answer_and_takes_moot_ones_away(survey: Desk) -> None:
    talk = begun(survey)
    talk.say("2")
    talk.say("The waiting")
    talk.say("go back")
    assert talk.asking == "why"
    talk.say("one question back")
    talk.say("10")
    assert talk.asking == "liked"
    assert answers(survey) == {"recommend": 10}


def test_why_is_answered_and_the_question_asked_again(survey: Desk) -> None:
    talk = begun(survey)
    said = talk.say("why do you ask?")
    assert "help us do better" in said
    assert talk.asking == "recommend"


def test_stop_ends_politely_and_keeps_what_was_said(survey: Desk) -> None:
    talk = begun(survey)
    talk.say("9")
    talk.say("that's enough, stop here")
    assert survey.responses()[0].state == "stopped"
    assert answers(survey) == {"recommend": 9}
    assert "finished" in talk.say("10")


def test_a_word_of_command_in_a_long_answer_is_an_answer(survey: Desk) -> None:
    talk = begun(survey)
    talk.say("5")
    talk.say("I had to go back twice and nobody could stop the noise")
    assert answers(survey)["why"] == "I had to go back twice and nobody could stop the noise"


def test_a_button_is_an_answer(survey: Desk) -> None:
    talk = begun(survey)
    talk.press("10")
    assert answers(survey) == {"recommend": 10}


def test_the_same_message_twice_is_one_answer(survey: Desk) -> None:
    talk = begun(survey)
    talk.say("9", message_id="once")
    first = talk.shown
    assert talk.say("9", message_id="once") == first
    assert answers(survey) == {"recommend": 9}


class TestAnonymous:
    def test_no_conversation_and_only_the_day(self, anonymous: Desk) -> None:
        talk = begun(anonymous)
        talk.say("9")
        talk.say("advice")
        (one,) = anonymous.responses()
        assert one.conversation is None
        assert (one.started.hour, one.started.minute) == (0, 0)

    def test_words_are_not_stored_with_the_turns_nor_answers_in_the_state(self, anonymous: Desk) -> None:
        talk = begun(anonymous)
        talk.say("2")
        talk.say("The zebra was late")
        kept = Conversations(anonymous.store).turns(talk.id)
        assert {t.message for t in kept} == {"(answer)"}
        assert "zebra" not in json.dumps(dict(talk.state))

    def test_after_the_end_the_talk_tells_nothing_of_its_course(self, anonymous: Desk) -> None:
        talk = begun(anonymous)
        talk.say("2")
        talk.say("call me at +44 7700 900123")
        talk.say("skip")
        (left,) = Conversations(anonymous.store).turns(talk.id)
        assert (left.number, left.message) == (1, "")
        assert answers(anonymous)["why"] == "call me at [phone number]"


@pytest.mark.parametrize(
    ("language", "words", "value"),
    [("de", "eine glatte neun", 9), ("es", "le pongo un siete", 7), ("fr", "je mettrais un huit", 8),
     ("it", "darei nove", 9), ("pt", "dou oito", 8), ("nl", "ik geef een zeven", 7)],
)  # fmt: skip
def test_in_seven_languages(survey: Desk, language: str, words: str, value: int) -> None:
    talk = survey.talk(language=language)
    talk.say("hi")
    talk.say(words)
    assert answers(survey) == {"recommend": value}


def test_a_question_back_is_a_step_and_no_first_question() -> None:
    """ "eine Frage zurück" counts steps; "change question 1" names one."""
    assert jump("eine Frage zurück", ("de",)) is None
    assert jump("one question back please", ("en",)) is None
    assert jump("change question 1", ("en",)) == 1
    assert jump("my second answer was wrong", ("en",)) == 2
