"""A document cut into chunks that respect what the author put together.

A section (what stands under one heading) is the unit. Short ones stay whole, long ones are cut between blocks near 130
words, lists keep their opening line, a block that is too long by itself is cut between sentences. Lines of a chunk are
blocks: list items, table rows ("Header: value; Header: value") and paragraphs each have their own.
Size is counted in words, and in letters where words are long: a hundred thousand letters without a space are no word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from documents.types import Block, BlockKind, Document

FULL = 130  # words after which a chunk is closed at the next block
MOST = 160
TINY = 25  # a last piece this short joins the one before
LETTERS = 15  # a word counts as one for every so many letters of the text: a chunk holds 2,400 letters at most
HEADING = 300  # letters of a heading; a longer one is a paragraph under its own beginning
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-ZÀ-ÞА-Я0-9])")
JOIN = " › "


@dataclass(frozen=True, slots=True)
class Piece:
    """A chunk before it is cleared and stored. ``heading`` is the path of headings above it."""

    heading: str
    text: str
    page: int | None = None


def split(document: Document) -> list[Piece]:
    """The chunks of a document, in reading order."""
    pieces: list[Piece] = []
    for path, blocks in _sections(document.blocks):
        heading = JOIN.join(path)
        pieces += (Piece(heading, text, blocks[0].page) for text in _cut(blocks))
    return pieces


def embedding_text(title: str, heading: str, text: str) -> str:
    """What is embedded: the title and the path of headings before the text."""
    path = heading if heading.startswith(title) else f"{title}{JOIN}{heading}" if heading else title
    return f"{path}\n{text}"


def sentences(text: str) -> list[str]:
    """The sentences of a text; every line ends one."""
    return [text[start:end] for start, end in sentence_places(text)]


def sentence_places(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends; every line ends one."""
    places, start = [], 0
    for row in text.split("\n"):
        cuts = [0, *(at for cut in _SENTENCE.finditer(row) for at in cut.span()), len(row)]
        places += [_bare(row, start, *part) for part in zip(cuts[::2], cuts[1::2], strict=True)]
        start += len(row) + 1
    return [(a, b) for a, b in places if a < b]


def _bare(row: str, start: int, begin: int, end: int) -> tuple[int, int]:
    """A part of a row without the spaces around it, as places in the whole text."""
    part = row[begin:end]
    left = start + begin + len(part) - len(part.lstrip())
    return left, max(left, left + len(part.strip()))


def _sections(blocks: Sequence[Block]) -> Iterator[tuple[tuple[str, ...], list[Block]]]:
    """Path of headings and the blocks under it; a question with its answer is a section of its own."""
    path: list[tuple[int, str]] = []
    held: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            if held:
                yield tuple(text for _, text in path), held
            held = _too_long(block.text)
            path = [(level, text) for level, text in path if level < block.level] + [(block.level, _named(block.text))]
        elif block.kind is BlockKind.QUESTION:
            if held:
                yield tuple(text for _, text in path), held
            held = []
            question, _, answer = block.text.partition("\n")
            above = tuple(text for _, text in path)
            yield (*above, _named(question)), [
                *_too_long(question), Block(BlockKind.PARAGRAPH, answer or question, page=block.page)
            ]  # fmt: skip
        else:
            held.append(block)
    if held:
        yield tuple(text for _, text in path), held


def _named(heading: str) -> str:
    return heading if len(heading) <= HEADING else f"{heading[:HEADING]}…"


def _too_long(heading: str) -> list[Block]:
    return [Block(BlockKind.PARAGRAPH, heading)] if len(heading) > HEADING else []


def _size(text: str) -> int:
    return max(len(text.split()), -(-len(text) // LETTERS))


def _cut(blocks: Sequence[Block]) -> list[str]:
    """The texts of a section, each within the limits."""
    cut: list[list[str]] = [[]]
    words = 0
    opening = ""
    for block in blocks:
        for text in _fitting(block):
            size = _size(text)
            if cut[-1] and (words + size > MOST or words >= FULL):
                cut.append([opening] if opening and block.kind is BlockKind.LIST_ITEM else [])
                words = _size(opening) if cut[-1] else 0
            cut[-1].append(text)
            words += size
        if block.kind is BlockKind.PARAGRAPH:
            opening = block.text if block.text.endswith(":") and _size(block.text) <= 30 else ""
    if len(cut) > 1 and sum(map(_size, cut[-1])) < TINY:
        last = cut.pop()
        cut[-1] += [text for text in last if text not in cut[-1]]
    return ["\n".join(texts) for texts in cut if texts]


def _fitting(block: Block) -> Iterator[str]:
    """The block, or its sentences gathered into parts when it is longer than a chunk."""
    text = _indented(block)
    if _size(text) <= MOST:
        yield text
        return
    yield from _gathered(_sentences_or_words(text))


def _gathered(parts: Iterable[str]) -> Iterator[str]:
    """Parts put together until a chunk is full."""
    held: list[str] = []
    size = 0
    for part in parts:
        if held and size + _size(part) > FULL:
            yield " ".join(held)
            held, size = [], 0
        held.append(part)
        size += _size(part)
    if held:
        yield " ".join(held)


def _indented(block: Block) -> str:
    return "  " * max(block.level - 1, 0) + block.text if block.kind is BlockKind.LIST_ITEM else block.text


def _sentences_or_words(text: str) -> Iterator[str]:
    for sentence in sentences(text):
        if _size(sentence) <= MOST:
            yield sentence
        else:  # a sentence without end: a wall of words, cut where it must be
            yield from _gathered(_words(sentence))


def _words(text: str) -> Iterator[str]:
    """The words of a text; one without end in parts."""
    most = FULL * LETTERS
    for word in text.split():
        yield from (word[i : i + most] for i in range(0, len(word), most))
