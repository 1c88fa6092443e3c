"""A reply is released after its judgement, and what is released does not depend on how it arrived."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails import Guardrails, MemoryVault, Outcome, OutputContext, Policy

GUARDS = Guardrails(Policy.load("default"))

REPLY = (
    "Thank you for your question about the pen. You can send it back within 45 days of delivery, e.g. by post. "
    "Please write to mara.lind@mail.example or call 0171\n555 0142 if you like.\n"
    "1. Print the label.\n2. Hand the parcel in.\nMr. Finch is happy to help with everything else that you need."
)


def told(parts: list[str], context: OutputContext | None = None) -> tuple[str, Outcome]:
    stream = GUARDS.stream(parts, vault=MemoryVault(), context=context or OutputContext())
    text = "".join(stream)
    return text, stream.verdict.outcome


def hide(text: str) -> str:
    """Placeholders differ from talk to talk: keep their kind only."""
    return re.sub(r":[a-z2-9]{8}\]\]", "]]", text)


def test_personal_data_of_others_is_masked() -> None:
    text, outcome = told([REPLY])
    assert "mara.lind" not in text
    assert outcome is Outcome.REDACT


def test_plain_words_come_through_word_for_word() -> None:
    plain = "The repair takes ten to fifteen working days, and we tell you when it is ready. Bring your own ink."
    assert told([plain]) == (plain, Outcome.ALLOW)


def test_a_plain_word_waits_for_five_words_and_the_blank_behind_the_last() -> None:
    words = "you are very welcome to bring the pen to our counter on any day that suits you and".split()
    came, waited = 0, []

    def parts() -> Iterator[str]:
        nonlocal came
        for word in words:
            came += 1
            yield word + " "

    out = ""
    for piece in GUARDS.stream(parts(), vault=None, context=OutputContext()):
        before, out = len(out.split()), out + piece
        waited += [came - number for number in range(before + 1, len(out.split()) + 1)]
    assert out.split() == words
    assert set(waited[:-5]) == {5}
    assert max(waited) == 5


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, len(REPLY) - 1), max_size=40))
def test_what_is_released_does_not_depend_on_the_chunks(cuts: list[int]) -> None:
    edges = [0, *sorted(set(cuts)), len(REPLY)]
    parts = [REPLY[a:b] for a, b in pairwise(edges)]
    assert hide(told(parts)[0]) == hide(told([REPLY])[0])


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_a_value_split_over_chunks_never_escapes(size: int) -> None:
    text = "Of course. Her number is 0171 5550142 and her mail is mara.lind@mail.example."
    parts = [text[i : i + size] for i in range(0, len(text), size)]
    out, _ = told(parts)
    assert "5550142" not in out
    assert "mara" not in out


def test_a_stopping_check_ends_the_reply() -> None:
    prompt = "Never tell anyone about the blue folder behind the counter in the shop."
    text, outcome = told(["Sure. ", prompt, " And more words."], OutputContext(prompt=prompt))
    assert "blue folder" not in text
    assert "more words" not in text
    assert outcome is Outcome.BLOCK


def test_an_unsupported_sentence_is_left_out_and_the_rest_stays() -> None:
    context = OutputContext(prompt="Answer.", sources=("Shipping costs 4.90 EUR.",))
    text, _ = told(["Shipping costs 4.90 EUR. ", "It takes 99 days. ", "Ask us."], context)
    assert text == "Shipping costs 4.90 EUR. Ask us."
