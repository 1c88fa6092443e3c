"""What a message is before anything is searched; what no rule claims is a question."""

from __future__ import annotations

import pytest

from bots.answering.followup import leans
from bots.answering.intent import intent
from bots.answering.language import reply_language
from bots.answering.questions import split

CASES = {
    "greeting": ["hi", "Hello!", "good morning", "Hallo", "buenos días", "bonjour", "مرحبا"],
    "thanks": ["thanks", "ok great, thank you", "danke schön", "muchas gracias", "merci", "that's all", "got it"],
    "bye": ["bye", "see you later", "tschüss", "au revoir"],
    "fine": ["how are you?", "hi, how are you doing today", "wie geht's", "ça va"],
    "human": [
        "are you a bot?",
        "am i talking to a real person",
        "is this an AI",
        "bist du ein roboter",
        "هل أنت إنسان؟",
    ],
    "abilities": ["what can you do", "help", "who are you?", "was kannst du"],
    "person": [
        "I want to talk to a human",
        "agent please",
        "connect me with support",
        "hablar con una persona",
        "mit einem Menschen sprechen",
        "can I speak to someone",
    ],
    "upset": [
        "this is ridiculous",
        "I am so frustrated with this",
        "Das ist eine Frechheit, mein Paket ist weg!",
        "estoy muy descontento con el servicio",
        "je suis très déçu de votre service",
    ],
    "account": [
        "where is my order?",
        "please refund my last payment",
        "which plan am I on",
        "has my parcel been sent",
        "why was my invoice higher than last month",
        "can you reset my password for me",
    ],
    "task": ["write me a poem about ink", "recommend a hotel in Rome"],
    "elsewhere": ["what's the weather tomorrow", "who won the football match"],
    "advice": ["can you give me legal advice"],
    "question": [
        "how do I cancel my order",
        "can I change the address of my order",
        "what happens to my data",
        "do you ship to my country",
        "how do i reset my password",
        "hello, how long is the warranty",
        "where can I find my invoices",
        "is there a human-readable export",
        "thanks to whom do I owe the design",
    ],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in CASES.items() for text in texts])
def test_a_message_is_what_it_is(name: str, text: str) -> None:
    assert intent(text).name == name


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ("and how much is it?", True),
        ("what about Spain?", True),
        ("the second one", True),
        ("why?", True),
        ("how long does it take?", True),
        ("und was kostet das?", True),
        ("never, not even at night?", True),
        ("how much is shipping to Spain", False),
        ("which plan includes priority support", False),
    ],
)
def test_what_leans_on_the_question_before(text: str, follows: bool) -> None:
    assert leans(text) is follows


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("How long is shipping? What does it cost?", 2),
        ("I lost my card. What now?", 1),
        ("Really? Why?", 1),
        ("A pen broke. Can I send it back? And who pays for the parcel?", 2),
        ("no question at all", 1),
    ],
)
def test_questions_of_one_message(text: str, parts: int) -> None:
    assert len(split(text)) == parts


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wie lange kann ich zurückgeben?", "de"),
        ("¿Cuánto cuesta el envío?", "es"),
        ("combien coûte la livraison", "fr"),
        ("كم سعر القلم؟", "ar"),
        ("what is the price", "en"),
        ("ok", "en"),
        ("Paket Status?", "en"),
        ("12345", "en"),
    ],
)
def test_the_language_changes_only_when_it_is_clear(text: str, language: str) -> None:
    assert reply_language(text, "en") == language
