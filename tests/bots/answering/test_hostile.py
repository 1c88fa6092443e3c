"""Time to read what a stranger wrote, in a document or a message: it grows with its length and no faster."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bots.answering.intent import intent
from bots.answering.question import SHAPES, understand
from bots.answering.questions import split
from bots.answering.units import units
from bots.answering.words import terms
from bots.dates.lexicon import tokens
from bots.kinds._grounded import _MARK, _SENTENCE_END
from guardrails.pipeline import MAX_INPUT
from knowledge.types import Chunk, Citation, Passage
from tests.effort import cost

REPEATED = (
    "[", "!", "`", "> ", "*a ", "(", " ", "a.", "1", "1.", "1,", "![", "](", "[](", "no. ", "a: b; ", "- ", "\n",
    "what is my ", "how many my ", "when is my order ", "why was my card ", "12:", "a ", "A ", "'", '"', "one ", "1-",
)  # fmt: skip
DOCUMENT = 30_000


def _chunk(text: str) -> None:
    units([Passage(Chunk(1, "a", 0, "A", text), Citation("a", "A", None, "A"), 0.9, 0.9)])


def _shapes(text: str) -> None:
    for shape in SHAPES.values():
        shape.search(text)


def _marks(text: str) -> None:
    _MARK.sub("", text)
    _SENTENCE_END.search(text)


@pytest.mark.parametrize("read", [_chunk, terms, _shapes, _marks])
@pytest.mark.parametrize("sign", REPEATED, ids=range(len(REPEATED)))
def test_a_document_made_to_be_slow_is_read_at_once(read: Callable[[str], object], sign: str) -> None:
    assert cost(lambda: read((sign * DOCUMENT)[:DOCUMENT]), 2) < 2


@pytest.mark.parametrize("read", [intent, lambda text: understand(text, ""), split, tokens])
@pytest.mark.parametrize("sign", REPEATED, ids=range(len(REPEATED)))
def test_the_longest_message_made_to_be_slow_is_read_at_once(read: Callable[[str], object], sign: str) -> None:
    assert cost(lambda: read((sign * MAX_INPUT)[:MAX_INPUT]), 2) < 2
