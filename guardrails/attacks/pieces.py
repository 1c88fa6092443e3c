"""A text in the pieces that are judged one by one: an order hides best in the middle of something else.

What a person types is judged by paragraphs and windows of words. A document, a page or a tool's result is cut where its
own structure cuts it (markup, values of JSON, cells, lines, sentences), so that one planted sentence stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

WINDOW = 60  # words; a short attack in a long text would drown in its average
STEP = 30
_FEWEST = 18  # words of a document's piece: sentences are joined up to it
_SHORTEST = 3
_MOST = 400  # pieces of a document
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=[#*\-])")
# Where a document is cut: tags, values of JSON, escaped line ends, cells, and line ends that do not wrap a sentence.
_BORDER = re.compile(
    r"</?[a-zA-Z][^<>]{0,200}>|\"\s{0,20}[,:}\]]+\s{0,20}[{\[]?\s{0,20}\"?|\\n|\t|\s\|\s|;\"|\";|<!--|-->|"
    r"\n\s*\n|\n(?=\s{0,20}[^a-z\s])|(?<=[.!?:;])\n"
)
_SENTENCE = re.compile(r"(?<=[.!?])[\"”')\]]?\s+(?=\S)")


def windows(text: str) -> Iterator[str]:
    """The paragraphs of a message, long ones in overlapping windows of words, and a short text as a whole as well."""
    words = text.split()
    paragraphs = [p for p in _PARAGRAPH.split(text) if len(p.split()) >= _SHORTEST]
    if len(words) <= WINDOW + STEP or len(paragraphs) < 2:
        yield from _slide(words) if len(words) > WINDOW + STEP else (text,)
    if len(paragraphs) >= 2:
        for paragraph in paragraphs:
            inner = paragraph.split()
            yield from _slide(inner) if len(inner) > WINDOW + STEP else (paragraph,)


def pieces(text: str) -> Iterator[str]:
    """The sentences of a document, short ones together with what follows in the same part; each once."""
    seen: set[str] = set()
    for unit in _BORDER.split(text):
        for piece in _of_unit(unit):
            if piece not in seen:
                seen.add(piece)
                yield piece
            if len(seen) >= _MOST:
                yield from _slide(text.split())
                return
    if not seen and text.strip():
        yield text


def _of_unit(unit: str) -> Iterator[str]:
    sentences = [s.split() for s in _SENTENCE.split(unit.strip())]
    sentences = [s for s in sentences if s]
    for n, sentence in enumerate(sentences):
        if len(sentence) > WINDOW + STEP:
            yield from _slide(sentence)
            continue
        joined, after = list(sentence), n + 1
        while len(joined) < _FEWEST and after < len(sentences) and len(sentences[after]) <= WINDOW:
            joined += sentences[after]
            after += 1
        if len(joined) >= _SHORTEST and (n == 0 or len(sentence) >= _SHORTEST):
            yield " ".join(joined)
        if len(joined) > len(sentence) >= _FEWEST // 3:
            yield " ".join(sentence)


def _slide(words: list[str]) -> Iterator[str]:
    for start in range(0, max(1, len(words) - STEP), STEP):
        yield " ".join(words[start : start + WINDOW])
