"""The support bot over real documents, through run_turn: answers with a source, or says that it does not know."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bots.models.scripted import ScriptedModel, Step
from bots.schema.support import SupportFile
from tests.shop import open_shop
from tests.talking import Desk, Talk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_shop(tmp_path)


@pytest.fixture
def talk(desk: Desk) -> Talk:
    return desk.talk()


def sources(talk: Talk) -> list[str]:
    assert talk.last is not None
    return [c.source for c in talk.last.citations]


# Answers


@pytest.mark.parametrize(
    ("question", "fact", "source"),
    [
        ("How long can I return a pen?", "45 days", "returns"),
        ("do you repair pens from other brands", "", "repair-service"),
        ("When are you open on Saturday?", "10:00 to 16:00", "opening-hours"),
        ("What is your phone number?", "+49 30 5550 1420", "contact"),
    ],
)
def test_an_answer_holds_the_fact_and_names_its_source(talk: Talk, question: str, fact: str, source: str) -> None:
    reply = talk.say(question)
    assert fact in reply
    assert sources(talk)[0] == source
    assert talk.last is not None
    assert not talk.last.abstained
    assert len(reply) <= 700


def test_a_how_to_question_gets_numbered_steps(talk: Talk) -> None:
    reply = talk.say("How do I clean my fountain pen?")
    assert "1. " in reply
    assert "2. " in reply


def test_two_questions_in_one_message_are_both_answered(talk: Talk) -> None:
    talk.say("How long can I return a pen? When are you open on Saturday?")
    assert {"returns", "opening-hours"} <= set(sources(talk))


def test_one_answer_to_both_questions_of_a_message_is_said_once(talk: Talk) -> None:
    reply = talk.say("Are you open on Saturday, and when are you open on Saturday?")
    assert reply.count("10:00 to 16:00") == 1


def test_the_second_question_of_a_message_goes_on_from_the_first(talk: Talk) -> None:
    reply = talk.say("Hi there, quick one: how much is shipping to France and how long does it take?")
    assert "9.90 EUR" in reply
    assert "3 to 6 working days" in reply
    assert "documents do not answer" not in reply


def test_a_follow_up_goes_on_from_the_question_before(talk: Talk) -> None:
    talk.say("How much is shipping to Germany?")
    assert "16 EUR" in talk.say("what about Switzerland?")
    assert talk.last is not None
    assert "Germany" in talk.last.model_saw
    assert "Switzerland" in talk.last.model_saw
    assert "9.90 EUR" in talk.say("what about Austria?")  # a row of the table is about the European Union
    talk.say("what about Brazil?")
    assert talk.last.abstained


@pytest.mark.parametrize(
    ("before", "then", "source"),
    [
        ("Do you grind nibs?", "what is the price?", "nib-grinding"),
        ("How much is engraving?", "how can I pay?", "payment"),
        ("How do I clean my pen?", "what are the opening hours?", "opening-hours"),
        ("Do you grind nibs?", "parking?", "opening-hours"),
    ],
)
def test_one_word_is_asked_of_what_was_spoken_of_unless_a_page_has_its_name(
    talk: Talk, before: str, then: str, source: str
) -> None:
    talk.say(before)
    talk.say(then)
    assert sources(talk)[0] == source


def test_the_words_around_a_quotation_are_in_the_visitors_language(desk: Desk) -> None:
    talk = desk.talk()
    reply = talk.say("Wie lange habe ich Zeit, um einen Stift zurückzugeben (return policy)?")
    assert "Sprache" in reply or "weiß ich nicht" in reply


# Not knowing


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Do you sell surfboards made of bamboo?", "missing"),
        ("Where is my order?", "account"),
        ("Please cancel my order right now", "account"),
        ("write me a poem about autumn", "out_of_scope"),
        ("Should I sue my landlord, can you give legal advice?", "advice"),
        ("??", "unclear"),
    ],
)
def test_what_the_documents_do_not_hold_is_declined(talk: Talk, question: str, reason: str) -> None:
    talk.say(question)
    assert talk.last is not None
    assert talk.last.abstained
    assert talk.last.abstain_reason == reason


def test_a_person_is_offered_with_a_button_and_taken_by_it(talk: Talk) -> None:
    talk.say("Do you sell surfboards made of bamboo?")
    assert talk.buttons == ["Talk to a person"]
    reply = talk.press("Talk to a person")
    assert talk.last is not None
    assert talk.last.handed_over
    assert talk.last.handover_reason == "missing"
    assert "A person will see to this" in reply


def test_a_yes_to_the_offer_hands_over_and_a_yes_without_one_does_not(desk: Desk) -> None:
    talk = desk.talk()
    talk.say("Do you sell surfboards made of bamboo?")
    talk.say("yes please")
    assert talk.last is not None
    assert talk.last.handed_over
    other = desk.talk()
    other.say("yes please")
    assert other.last is not None
    assert not other.last.handed_over


def test_after_the_second_miss_the_reply_says_when_a_person_answers(talk: Talk) -> None:
    assert "Tuesday" not in talk.say("Do you sell surfboards made of bamboo?")
    assert "Tuesday to Friday" in talk.say("Do you rent out sailing boats in Greece?")


def test_how_to_reach_a_person_is_said_in_the_language_of_the_talk_or_quoted(desk: Desk) -> None:
    told = desk.talk(language="de").say("Ich möchte mit einem Menschen sprechen")
    assert "Ada & Finch schreibt dazu: „A person answers Tuesday" in told, "the owner wrote no German"
    config = desk.bot.config
    assert isinstance(config, SupportFile)
    handover = config.handover.model_copy(update={"contact_in": {"de": "Dienstags bis freitags."}})
    german = replace(desk, bot=replace(desk.bot, config=config.model_copy(update={"handover": handover})))
    told = german.talk(language="de").say("Ich möchte mit einem Menschen sprechen")
    assert "Dienstags bis freitags." in told
    assert "A person answers" not in told


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("I want to talk to a human", "asked"),
        ("I am so angry about this order", "upset"),
        ("can I speak with someone from support", "asked"),
    ],
)
def test_who_wants_a_person_gets_one_at_once(talk: Talk, words: str, reason: str) -> None:
    talk.say(words)
    assert talk.last is not None
    assert talk.last.handed_over
    assert talk.last.handover_reason == reason


# Small talk


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("hi", "Hello."),
        ("thanks a lot", "You are welcome."),
        ("Are you a human?", "No, I am an AI assistant, not a human."),
        ("am I talking to a bot", "No, I am an AI assistant, not a human."),
        ("bye", "Goodbye"),
        ("¿eres un robot?", "No, soy un asistente de IA"),
        ("Bist du ein Mensch?", "Nein, ich bin ein KI-Assistent"),
    ],
)
def test_small_talk_is_answered_truly(talk: Talk, words: str, reply: str) -> None:
    assert talk.say(words).startswith(reply)
    assert talk.last is not None
    assert not talk.last.abstained


# With a model


def test_a_model_writes_from_the_passages_and_its_marks_become_citations(tmp_path: Path) -> None:
    model = ScriptedModel([Step(says=("You have 45 days", " from delivery [1].", " Send it back unused [1]."))])
    talk = open_shop(tmp_path, model=model).talk()
    reply = talk.say("How long can I return a pen?")
    assert reply == "You have 45 days from delivery. Send it back unused."
    prompt = model.seen[0][0].text
    assert sources(talk)
    assert f"[1] {talk.last.citations[0].title}" in prompt if talk.last else False
    assert "45 days" in prompt
    model.finished()


def test_a_number_no_passage_holds_is_not_said(tmp_path: Path) -> None:
    model = ScriptedModel([Step(says=("You have 45 days [1]. ", "After that a fee of 4711 euros is due [1]."))])
    reply = open_shop(tmp_path, model=model).talk().say("How long can I return a pen?")
    assert "45 days" in reply
    assert "4711" not in reply


def test_a_sentence_no_passage_holds_is_left_out(tmp_path: Path) -> None:
    says = ("You have 45 days [1]. ", "Our founder paints every pen with gold in Venice [1].")
    reply = open_shop(tmp_path, model=ScriptedModel([Step(says=says)])).talk().say("How long can I return a pen?")
    assert reply.strip() == "You have 45 days."


def test_a_reply_of_which_nothing_stands_is_tried_once_more(tmp_path: Path) -> None:
    wrong, right = (
        Step(says=("You have 99 years [1].",)),
        Step(sees="with nothing but", says=("You have 45 days [1].",)),
    )
    model = ScriptedModel([wrong, right])
    assert open_shop(tmp_path, model=model).talk().say("How long can I return a pen?") == "You have 45 days."
    model.finished()
    twice = ScriptedModel([wrong, Step(says=("You have 98 years [1].",))])
    talk = open_shop(tmp_path / "second", model=twice).talk()
    assert "do not know" in talk.say("How long can I return a pen?")


def test_a_follow_up_rules_cannot_read_is_put_into_full_words_by_the_model(tmp_path: Path) -> None:
    model = ScriptedModel(
        [
            Step(says=("You have 45 days [1].",)),
            Step(sees="what if it's gone", says=("What happens if the receipt of a returned pen is lost?",)),
            Step(says=("NO_ANSWER",)),
        ]
    )
    talk = open_shop(tmp_path, model=model).talk()
    talk.say("How long can I return a pen?")
    talk.say("hm and what if it's gone, that thing?")
    assert talk.last is not None
    assert "receipt" in talk.last.model_saw


def test_a_model_that_finds_no_answer_gets_the_honest_reply(tmp_path: Path) -> None:
    model = ScriptedModel([Step(says=("NO_", "ANSWER"))])
    talk = open_shop(tmp_path, model=model).talk()
    reply = talk.say("How long can I return a pen?")
    assert "NO_ANSWER" not in reply
    assert talk.last is not None
    assert talk.last.abstained


@pytest.mark.parametrize("said", [(), ("You have ",)])
def test_when_the_model_fails_the_documents_answer_and_a_line_says_so(tmp_path: Path, said: tuple[str, ...]) -> None:
    talk = open_shop(tmp_path, model=ScriptedModel([Step(says=said, fails="busy")])).talk()
    reply = talk.say("How long can I return a pen?")
    assert "45 days" in reply
    assert talk.last is not None
    assert talk.last.state == "complete"
    assert talk.last.notice == "The writing model did not answer, so this comes straight from the documents."


def test_a_model_may_hand_over_and_the_visitor_always_sees_it(tmp_path: Path) -> None:
    model = ScriptedModel([Step(calls=(("hand_over", {"reason": "missing"}),), says=("NO_ANSWER",))])
    talk = open_shop(tmp_path, model=model).talk()
    assert "A person will see to this" in talk.say("How long can I return a pen?")
    assert talk.last is not None
    assert talk.last.handover_reason == "missing"


def test_what_the_visitor_keeps_secret_reaches_no_prompt_and_comes_back_to_them_alone(tmp_path: Path) -> None:
    model = ScriptedModel([Step(says=("I will not mail [1].",))])
    talk = open_shop(tmp_path, model=model).talk()
    talk.say("How long can I return a pen? Please mail me at mara.lindt@mail.example")
    everything = "\n".join(m.text for call in model.seen for m in call)
    assert "mara.lindt" not in everything
    assert "[[EMAIL_ADDRESS:" in everything


@pytest.mark.parametrize("words", ["how long can I return a pen ", "\U0001f642 pen return ", "a" * 50])
def test_a_very_long_message_is_answered_or_declined_but_never_fails(talk: Talk, words: str) -> None:
    talk.say((words * 400)[:7_990])
    assert talk.last is not None
    assert talk.last.state == "complete"
