"""What a bot may read: add, list, look into, try, remove."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from knowledge.library import Upload
from knowledge.types import Chunk, OnFinding, Retrieval, Source
from workspace.roles import Desk

SourceProgress = Callable[[Upload, float], None]


def add_sources(
    desk: Desk,
    bot: str,
    uploads: Iterable[Upload],
    *,
    on_finding: OnFinding = OnFinding.MASK,
    licence: str = "",
    progress: SourceProgress | None = None,
) -> Iterator[Source]:
    """Read, scan and index; one Source per upload as it ends, a broken one as failed with its reason."""
    raise NotImplementedError


def list_sources(desk: Desk, bot: str) -> list[Source]:
    """What the bot may read, with status and what was found in it."""
    raise NotImplementedError


def chunks(desk: Desk, bot: str, source: str) -> list[Chunk]:
    """The pieces of a source as they are stored."""
    raise NotImplementedError


def remove_source(desk: Desk, bot: str, source: str) -> None:
    """Take a source away; answers stop using it at once."""
    raise NotImplementedError


def try_question(desk: Desk, bot: str, question: str, k: int = 6) -> Retrieval:
    """The retrieval test bench: passages with scores for a question, which is cleared first."""
    raise NotImplementedError
