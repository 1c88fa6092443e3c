"""Comma-separated values: every row as one block that carries its headers."""

from __future__ import annotations

import csv
import io

from documents.drafting import Draft, rows_to_text
from documents.limits import Limits
from documents.plain import decode, line
from documents.reader import Reader
from documents.types import BlockKind, Document, DocumentError

_QUESTIONS = frozenset({"question", "questions", "frage", "pregunta", "domanda", "pergunta", "vraag", "q"})
_ANSWERS = frozenset(
    {"answer", "answers", "antwort", "respuesta", "réponse", "reponse", "risposta", "resposta", "antwoord", "a"}
)


def read(data: bytes, name: str, limits: Limits) -> Document:
    """The first row is the header; columns named question and answer become pairs."""
    text = decode(data)
    csv.field_size_limit(1_000_000)
    draft = Draft(name, "csv", limits)
    add_table(draft, csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)), limits)
    return draft.document()


def add_table(draft: Draft, rows: object, limits: Limits, *, page: int | None = None) -> None:
    """A table, header first, as blocks of a draft."""
    header: list[str] | None = None
    for count, row in enumerate(rows):  # type: ignore[var-annotated, arg-type]
        if count > limits.rows:
            raise DocumentError("too_large", f"This table has more than {limits.rows:,} rows. Please split it.")
        cells = [str(cell) for cell in row]
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = [line(cell) for cell in cells]
            pair = _pair(header)
            continue
        if pair and len(cells) > max(pair) and cells[pair[0]].strip() and cells[pair[1]].strip():
            draft.add(BlockKind.QUESTION, f"{line(cells[pair[0]])}\n{cells[pair[1]]}", page=page)
        else:
            draft.add(BlockKind.TABLE_ROW, rows_to_text(header, cells), page=page)


def _delimiter(text: str) -> str:
    """The separator the first lines have most evenly; csv.Sniffer takes letters for one, so it is not asked."""
    head = [row for row in text[:20_000].split("\n")[:20] if row.strip()]
    return max(
        ",;\t|",
        key=lambda mark: min((row.count(mark) for row in head), default=0) or head[0].count(mark) / 100 if head else 0,
    )


def _pair(header: list[str]) -> tuple[int, int] | None:
    names = [cell.lower() for cell in header]
    question = next((i for i, cell in enumerate(names) if cell in _QUESTIONS), None)
    answer = next((i for i, cell in enumerate(names) if cell in _ANSWERS), None)
    return (question, answer) if question is not None and answer is not None else None


reader = Reader("csv", "Table as comma-separated values", (".csv", ".tsv"), read)
