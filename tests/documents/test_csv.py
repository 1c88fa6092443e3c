"""CSV: rows with headers, whatever the separator; questions and answers as pairs."""

from __future__ import annotations

import pytest

from documents import BlockKind, DocumentError, Limits, read


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_rows_carry_their_headers(mark: str) -> None:
    data = mark.join(("Item", "Fee")) + "\n" + mark.join(("Film", "2 EUR")) + "\n\n" + mark.join(("Map", "")) + "\n"
    assert [b.text for b in read(data.encode(), "fees.csv").blocks] == ["Item: Film; Fee: 2 EUR", "Item: Map"]


def test_questions_and_answers_are_pairs() -> None:
    block = read(b'question,answer\nAre you open?,"Yes, daily."\n', "faq.csv").blocks[0]
    assert (block.kind, block.text) == (BlockKind.QUESTION, "Are you open?\nYes, daily.")


def test_old_windows_letters_are_read() -> None:
    assert (
        read("Gebühr;Preis\nFür Bücher;2 €\n".encode("cp1252"), "a.csv").blocks[0].text
        == "Gebühr: Für Bücher; Preis: 2 €"
    )


def test_a_table_without_end_is_refused() -> None:
    with pytest.raises(DocumentError) as refused:
        read(b"a,b\n" + b"1,2\n" * 30, "a.csv", Limits(rows=20))
    assert refused.value.code == "too_large"


def test_a_semicolon_inside_a_cell_does_not_end_it() -> None:
    data = 'Plan,Price,Included\nStudent,£22,"Gym floor; a student card is shown"\n'
    (block,) = read(data.encode(), "plans.csv").blocks
    assert block.text == "Plan: Student; Price: £22; Included: Gym floor, a student card is shown"
