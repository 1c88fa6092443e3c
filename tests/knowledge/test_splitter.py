"""Chunks keep together what the author put together."""

from __future__ import annotations

import pytest

from documents import Block, BlockKind, Document
from knowledge.splitter import FULL, HEADING, LETTERS, MOST, TINY, embedding_text, sentences, split
from tests.effort import cost

LONGEST = (MOST + TINY) * (LETTERS + 1)


def document(*blocks: Block) -> Document:
    return Document("a.md", "Lending", blocks, "md")


def heading(text: str, level: int = 1) -> Block:
    return Block(BlockKind.HEADING, text, level)


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def words(count: int, word: str = "word") -> str:
    return " ".join([word] * count) + "."


def test_a_chunk_carries_the_path_of_headings_above_it() -> None:
    pieces = split(
        document(
            heading("Lending"), paragraph("One."), heading("Fees", 2), paragraph("Two."), heading("Late", 3),
            paragraph("Three."), heading("Rules", 2), paragraph("Four."),
        )
    )  # fmt: skip
    assert [(p.heading, p.text) for p in pieces] == [
        ("Lending", "One."), ("Lending › Fees", "Two."), ("Lending › Fees › Late", "Three."),
        ("Lending › Rules", "Four."),
    ]  # fmt: skip


def test_a_long_section_is_cut_between_blocks() -> None:
    pieces = split(document(heading("A"), *[paragraph(words(60, w)) for w in ("a", "b", "c", "d", "e")]))
    assert [len(p.text.split()) for p in pieces] == [120, 120, 60]
    assert all(p.heading == "A" for p in pieces)


def test_a_block_longer_than_a_chunk_is_cut_between_sentences() -> None:
    text = " ".join(f"Sentence number {n} says something about books and films." for n in range(40))
    pieces = split(document(paragraph(text)))
    assert all(len(p.text.split()) <= MOST and p.text.endswith("films.") for p in pieces)
    assert " ".join(p.text for p in pieces) == text


def test_a_wall_of_words_is_cut_where_it_must_be() -> None:
    assert all(len(p.text.split()) <= MOST for p in split(document(paragraph("x " * 2000))))


@pytest.mark.parametrize(
    "hostile",
    [
        "a" * 100_260,
        "[" * 100_000,
        "`" * 100_000,
        "](" * 50_000,
        "ab " * 50_000,
        "Ä. " * 30_000,
        "y" * 3000 + " b" * 300,
    ],
    ids=range(7),
)
@pytest.mark.parametrize("kind", [BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.QUESTION])
def test_no_chunk_is_longer_than_a_page_of_letters_whatever_stands_in_a_document(hostile: str, kind: BlockKind) -> None:
    given = document(heading("A"), Block(kind, hostile, 1), paragraph("After it."))
    pieces = split(given)
    assert max(len(p.text) for p in pieces) <= LONGEST
    assert max(len(p.heading) for p in pieces) <= 2 * HEADING
    said = "".join("".join(p.text.split()) for p in pieces)
    assert "".join(hostile.split()) in said  # nothing is lost
    assert cost(lambda: split(given), 2) < 2


def test_long_words_of_some_languages_change_nothing() -> None:
    text = words(FULL, "Rechtsschutz")
    assert [p.text for p in split(document(paragraph(text)))] == [text]


def test_a_list_that_is_cut_repeats_its_opening_line() -> None:
    items = [Block(BlockKind.LIST_ITEM, f"- {words(30, 'i')}", 1) for _ in range(8)]
    pieces = split(document(paragraph("You need these things:"), *items))
    assert len(pieces) == 2
    assert all(p.text.startswith("You need these things:\n- ") for p in pieces)


def test_a_short_rest_joins_the_chunk_before() -> None:
    pieces = split(document(paragraph(words(130)), paragraph("A short rest.")))
    assert [p.text.endswith("A short rest.") for p in pieces] == [True]


def test_a_question_with_its_answer_is_a_chunk_of_its_own() -> None:
    pieces = split(document(heading("FAQ"), Block(BlockKind.QUESTION, "Are you open?\nYes."), paragraph("More.")))
    assert [(p.heading, p.text) for p in pieces] == [("FAQ › Are you open?", "Yes."), ("FAQ", "More.")]


def test_lines_of_a_chunk_are_blocks() -> None:
    rows = [Block(BlockKind.TABLE_ROW, f"Item: {n}; Fee: {n} EUR") for n in range(3)]
    assert split(document(*rows))[0].text == "Item: 0; Fee: 0 EUR\nItem: 1; Fee: 1 EUR\nItem: 2; Fee: 2 EUR"


def test_the_embedded_text_names_the_page_once() -> None:
    assert embedding_text("Lending", "Lending › Fees", "x") == "Lending › Fees\nx"
    assert embedding_text("Lending", "Fees", "x") == "Lending › Fees\nx"
    assert embedding_text("Lending", "", "x") == "Lending\nx"


def test_sentences_end_at_marks_and_lines() -> None:
    assert sentences("It costs 4.90 EUR. Is it late? Yes!\n- one\n- two") == [
        "It costs 4.90 EUR.", "Is it late?", "Yes!", "- one", "- two",
    ]  # fmt: skip
