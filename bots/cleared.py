"""Cleared text put together: pieces that are cleared already, and the product's or the owner's own fixed words."""

from __future__ import annotations

from collections.abc import Iterable

from guardrails.pipeline import trusted
from guardrails.types import ClearedText
from guardrails.vault import PLACEHOLDER


def join(pieces: Iterable[ClearedText], between: str = " ") -> ClearedText:
    """Cleared pieces with fixed words between them are cleared."""
    return trusted(between.join(pieces))


def fixed(text: str) -> ClearedText:
    """Words of the product or of the owner's bot file, which hold nothing a visitor said."""
    return trusted(text)


def without_placeholders(text: ClearedText) -> ClearedText:
    """What is left of cleared text when its placeholders are taken out; the whole text when that would be nothing."""
    bare = " ".join(PLACEHOLDER.sub(" ", text).split())
    return trusted(bare) if bare else text


def stored(text: str) -> ClearedText:
    """Text read back from a conversation's state, which holds cleared text only."""
    return trusted(text)
