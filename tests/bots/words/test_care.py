"""Danger, threats and insults are heard in every language of the interface; manners of speaking are not mistaken."""

from __future__ import annotations

import pytest

from bots.words.care import heard


@pytest.mark.parametrize(
    "text",
    [
        "I want to kill myself",
        "sometimes I don't want to live anymore",
        "ich will nicht mehr leben",
        "Ich denke daran, mir das Leben zu nehmen, ich will mich umbringen",
        "quiero morirme",
        "no quiero seguir viviendo",
        "je veux mourir",
        "j'ai envie de mettre fin à mes jours",
        "voglio morire",
        "quero morrer",
        "ik wil dood",
        "أريد أن أموت",
        "there is no point in living",
        "I have written a goodbye note",
        "I'm going to throw myself off a bridge",
        "ich möchte nie mehr aufwachen",
        "ich habe mich wieder geritzt",
        "todos están mejor sin mí",
        "j'ai pris toute une boîte de cachets",
        "sono stanca di vivere",
        "estou cansada de viver",
        "ik ben levensmoe",
    ],
)
def test_somebody_in_danger_is_heard(text: str) -> None:
    assert heard(text) == "unsafe"


@pytest.mark.parametrize(
    "text",
    [
        "I will kill you all",
        "There's a bomb in your shop",
        "ich weiß wo du wohnst",
        "os voy a matar",
        "je vais te tuer",
        "vi ammazzo tutti",
        "vou matar vocês",
        "ik weet waar je woont",
    ],
)
def test_a_threat_is_heard(text: str) -> None:
    assert heard(text) == "threat"


@pytest.mark.parametrize(
    "text",
    ["fuck off", "you are a bloody idiot", "du bist so ein Idiot", "eres gilipollas", "ta gueule", "vaffanculo",
     "vai te foder", "hou je bek"],
)  # fmt: skip
def test_an_insult_is_heard_when_it_is_all_that_is_said(text: str) -> None:
    assert heard(text) == "abuse"
    assert heard(text, insults=False) is None


@pytest.mark.parametrize(
    "text",
    [
        "I am dying to try this pen",
        "the battery died",
        "ich bin mit meinem Latein am Ende",
        "me mata la curiosidad",
        "I don't want to live in the city centre, do you deliver to villages?",
        "This colour will kill the mood",
        "Can I cut my own hair before the appointment?",
        "what an idiot I was to buy the small one, can I exchange it for the larger model?",
        "Wo kann ich die Bombe für das Bad kaufen?",
        "c'est mort pour demain, on peut décaler ?",
    ],
)
def test_a_manner_of_speaking_is_no_alarm(text: str) -> None:
    assert heard(text) is None
