"""One upload made ready to be stored: read, cleared, cut, embedded. Needs no database and no key, so that another
process can do it (``worker``)."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from documents import Block, BlockKind, Document, DocumentError, read
from guardrails import ClearedText, Guardrails, Policy, Stage
from guardrails.language import LANGUAGES, detect
from knowledge.clearing import ClearedPiece, Clearing, Found
from knowledge.decisions import Decisions
from knowledge.embedders import embedder as embedder_of
from knowledge.embedders import suited
from knowledge.splitter import Piece, embedding_text, split
from knowledge.tongue import by_script, surely
from knowledge.types import Embedder, Vector
from knowledge.uploads import ANSWER, Upload

_NOTHING = (
    "Every sentence of it holds something to leave out. Add it again and choose to keep those secret with a bar "
    "instead: then the rest can be read."
)
_STEP = 8  # chunks between two words about progress
_TELLING = 12  # words from which a piece shows its own language
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked for: an upload, what to do with findings, and which pieces are stored already.

    ``salt`` is secret to a knowledge base: without it the hash of a short piece could be guessed back.
    """

    upload: Upload
    decisions: Decisions
    salt: bytes = b""
    known: frozenset[str] = frozenset()
    look: bool = False  # only to be looked at: no vectors
    choose: bool = False  # of an empty base: the model that suits the language, when the given one does not


@dataclass(frozen=True, slots=True)
class PreparedPiece:
    """A chunk to be; ``vector`` is its row in ``Prepared.vectors``, None when the stored one still holds."""

    heading: ClearedText
    text: ClearedText
    language: str
    page: int | None
    made_from: str
    vector: int | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """An upload as it may be stored; ``error`` says why nothing of it may."""

    key: str | None = None
    title: ClearedText | None = None
    url: str | None = None
    language: str = ""
    pieces: tuple[PreparedPiece, ...] = ()
    vectors: Vector = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    findings: dict[str, int] = field(default_factory=dict)
    report: tuple[Found, ...] = ()
    quarantined: bool = False
    error: str | None = None
    model: str = ""  # that the vectors are of


def prepare(task: Task, guardrails: Guardrails, embedder: Embedder, progress: Progress) -> Prepared:
    """The upload, ready. Never raises for a broken file: it comes back with its reason."""
    try:
        document = _read(task.upload, progress)
    except DocumentError as error:
        return Prepared(error=error.message)
    progress(0.1)
    texts = [block.text for block in document.blocks]
    language = (task.upload.language or document.language or detect(" ".join(texts)[:3000])).split("-")[0].lower()
    clearing = Clearing(guardrails, task.decisions, language, texts)
    clearing.hidden(document.hidden)
    title = clearing.line(task.upload.title or document.title)
    pieces = split(document)
    cleared = _unique(_cleared(pieces, clearing, progress))
    known = Prepared(
        key=document.id, title=title, url=task.upload.url or document.url, language=language,
        findings=clearing.report.findings, report=clearing.report.lines,
    )  # fmt: skip
    if clearing.report.quarantined:
        return replace(known, quarantined=True)
    if not cleared:
        return replace(known, error=_NOTHING)
    rule = f"{task.decisions.to_json()}|{_rule(guardrails.policy)}|{language}|{task.upload.title or document.title}"
    made = [(c, p, _made_from(task.salt, rule, p)) for c, p in cleared]
    known_marks = frozenset(mark for _, _, mark in made) if task.look else task.known
    model = _chosen(embedder, surely(" ".join(texts)[:3000], language)) if task.choose else embedder
    vectors = _vectors(
        model,
        [_embedded(task.upload, title, c) for c, _, mark in made if mark not in known_marks],
        progress,
    )
    rows = iter(range(len(vectors)))
    return replace(
        known,
        model=model.model_id,
        vectors=vectors,
        pieces=tuple(
            PreparedPiece(
                c.heading, c.text, _language(c.text, language), p.page, mark,
                None if mark in known_marks else next(rows),
            )
            for c, p, mark in made
        ),
    )  # fmt: skip


def rounded(vectors: Vector) -> Vector:
    """Vectors as they are stored (half precision), so that an index built anew is the same index."""
    return vectors.astype(np.float16).astype(np.float32)


def _rule(policy: Policy) -> str:
    """What of a policy decides about a stored text, as one short word."""
    cells = sorted(
        (entity, cell.action.value, cell.operator)
        for (entity, stage), cell in policy.cells.items()
        if stage is Stage.RECORD
    )
    return hashlib.sha256(json.dumps([policy.level, sorted(policy.keep), cells]).encode()).hexdigest()


def _read(upload: Upload, progress: Progress) -> Document:
    if upload.error:
        raise DocumentError("corrupt", upload.error)
    if upload.kind == ANSWER:
        return _answer(upload)
    data = upload.content()
    progress(0.02)
    return read(data, upload.format_name)


def _answer(upload: Upload) -> Document:
    """A typed answer: one question block for each way of asking; the first is the title."""
    asked = [line.strip() for line in (upload.title or "").split("\n") if line.strip()]
    if not asked or not (upload.text or "").strip():
        raise DocumentError("empty", "A typed answer needs a question and an answer.")
    blocks = tuple(Block(BlockKind.QUESTION, f"{question}\n{upload.text}") for question in asked)
    return Document(upload.name, asked[0], blocks, "answer")


def _cleared(pieces: Sequence[Piece], clearing: Clearing, progress: Progress) -> Iterable[tuple[ClearedPiece, Piece]]:
    for number, piece in enumerate(pieces):
        made = clearing.piece(piece)
        if made is not None:
            yield made, piece
        if number % _STEP == 0:
            progress(0.1 + 0.35 * number / len(pieces))


def _unique(pieces: Iterable[tuple[ClearedPiece, Piece]]) -> list[tuple[ClearedPiece, Piece]]:
    """Without repeats: the same words under the same heading are one chunk."""
    return list({(piece.heading, piece.text): (piece, made) for piece, made in pieces}.values())


def _made_from(salt: bytes, rule: str, piece: Piece) -> str:
    said = "\0".join((rule, piece.heading, piece.text, str(piece.page)))
    return hmac.new(salt, said.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def _embedded(upload: Upload, title: str, piece: ClearedPiece) -> str:
    """A typed answer is found by its question alone; anything else by its headings and its text."""
    return str(piece.heading) if upload.kind == ANSWER else embedding_text(title, piece.heading, piece.text)


def _chosen(given: Embedder, language: str) -> Embedder:
    name = suited(language, given.model_id)
    return given if name == given.model_id else embedder_of(name)


def _vectors(embedder: Embedder, texts: Sequence[str], progress: Progress) -> Vector:
    rows = [np.zeros((0, embedder.dimensions), dtype=np.float32)]
    for start in range(0, len(texts), _STEP):
        rows.append(embedder.embed(texts[start : start + _STEP]))
        progress(0.45 + 0.5 * min(start + _STEP, len(texts)) / len(texts))
    return rounded(np.concatenate(rows))


def _language(text: str, around: str) -> str:
    """A piece's own language when it is long enough to tell and its document is mixed, or in a script of its own."""
    written = by_script(text) if around in LANGUAGES else None
    if written is not None:
        return written
    return detect(text) if len(text.split()) >= _TELLING and around in {"", *LANGUAGES} else around
