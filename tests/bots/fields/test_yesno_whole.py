"""A yes/no question takes what people type when they type one word: slang, short forms, signs, in seven languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bots.words.yesno import whole

Read = Callable[..., Any]
AGAIN = "AGAIN"


@pytest.mark.parametrize(
    "words",
    [
        "ofc", "yeeees", "hell yeah lol", "fair enough", "jupp", "logo", "auf jeden", "jederzeit", "sip", "dale",
        "cómo no",
        "ouais grave", "d'ac", "sans hésiter", "sisi", "come no", "senz'altro", "ss", "com certeza", "bora", "tuurlijk",
        "jazeker", "ik denk van wel", "👍🏽", "✅", "🙌🙌", "please",
    ],
)  # fmt: skip
def test_a_yes(read: Read, words: str) -> None:
    assert read("yesno", words) == "yes"


@pytest.mark.parametrize(
    "words",
    [
        "nah", "nooope", "not in a million years", "not for me", "nö", "nie im Leben", "von wegen", "ni loca",
        "para nada",
        "que va", "jamais de la vie", "pas du tout", "macché", "ma va", "neanche per sogno", "nem pensar",
        "de jeito nenhum",
        "neuh", "nooit meer", "geen denken aan", "👎", "🙅‍♀️",
        # taken back
        "ja... ach nein, doch nicht", "si... bueno no", "sim, quer dizer, não", "ja, nee toch niet",
    ],
)  # fmt: skip
def test_a_no(read: Read, words: str) -> None:
    assert read("yesno", words) == "no"


@pytest.mark.parametrize("words", ["idk", "jein", "ya veremos", "bof", "boh", "sei lá", "wie weet", "🤷", "👍👎"])
def test_neither(read: Read, words: str) -> None:
    assert read("yesno", words) == AGAIN


def test_a_long_message_is_not_looked_up() -> None:
    assert whole("yes " * 30) is None
