"""Plain text: paragraphs, lists, and questions with their answers."""

from __future__ import annotations

import re

from documents.drafting import Draft
from documents.limits import Limits
from documents.plain import decode
from documents.reader import Reader
from documents.types import BlockKind, Document

_BULLET = re.compile(r"^\s*(?:[-*•–‣▪●]|(\d{1,3})[.)])\s+(?=\S)")
_QUESTION = re.compile(r"^\s*(?:Q|Question|Frage|F|Pregunta|P|Domanda|D|Vraag|V)\s*\d*\s*[:.]\s+(?=\S)", re.IGNORECASE)
_ANSWER = re.compile(
    r"^\s*(?:A|Answer|Antwort|Respuesta|Réponse|R|Risposta|Resposta|Antwoord)\s*\d*\s*[:.]\s+(?=\S)", re.IGNORECASE
)
_SHOUTED = re.compile(r"^[^a-zß-ÿ]*[A-Z][^a-zß-ÿ]*$")


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Paragraphs stand between empty lines; an underlined or shouted short line is a heading."""
    draft = Draft(name, "txt", limits)
    add_text(draft, decode(data))
    return draft.document()


def add_text(draft: Draft, text: str, page: int | None = None) -> None:
    """Plain text as blocks of a draft."""
    for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        _add_paragraph(draft, [row for row in paragraph.split("\n") if row.strip()], page)


def _add_paragraph(draft: Draft, rows: list[str], page: int | None) -> None:
    if not rows:
        return
    if len(rows) == 2 and re.fullmatch(r"\s*[=\-~]{3,}\s*", rows[1]):
        draft.add(BlockKind.HEADING, rows[0], level=1 if "=" in rows[1] else 2, page=page)
        return
    if len(rows) == 1 and len(rows[0]) <= 60 and len(rows[0].split()) <= 8 and _SHOUTED.match(rows[0].strip()):
        draft.add(BlockKind.HEADING, rows[0].strip(), level=2, page=page)
        return
    if _QUESTION.match(rows[0]) and any(_ANSWER.match(row) for row in rows[1:]):
        _add_pairs(draft, rows, page)
        return
    held: list[str] = []
    for row in rows:
        bullet = _BULLET.match(row)
        if bullet:
            _flush(draft, held, page)
            mark = f"{bullet[1]}. " if bullet[1] else "- "
            draft.add(BlockKind.LIST_ITEM, mark + row[bullet.end() :], level=1, page=page)
        else:
            held.append(row.strip())
    _flush(draft, held, page)


def _flush(draft: Draft, held: list[str], page: int | None) -> None:
    if held:
        draft.add(BlockKind.PARAGRAPH, _joined(held), page=page)
        held.clear()


def _joined(rows: list[str]) -> str:
    """Wrapped lines become one; short lines (an address, a timetable) stay lines of their own."""
    wrapped = len(rows) > 1 and sum(len(row) for row in rows[:-1]) / (len(rows) - 1) >= 55
    return " ".join(rows) if wrapped else "\n".join(rows)


def _add_pairs(draft: Draft, rows: list[str], page: int | None) -> None:
    pairs: list[tuple[list[str], list[str]]] = []
    for row in rows:
        if _QUESTION.match(row):
            pairs.append(([_QUESTION.sub("", row)], []))
        elif pairs and (_ANSWER.match(row) or pairs[-1][1]):
            pairs[-1][1].append(_ANSWER.sub("", row).strip())
        elif pairs:
            pairs[-1][0].append(row.strip())
    for question, answer in pairs:
        draft.add(BlockKind.QUESTION, " ".join(question) + "\n" + " ".join(answer), page=page)


reader = Reader("txt", "Plain text", (".txt", ".text", ".log"), read)
