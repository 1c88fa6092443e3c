"""Cleared text put together: pieces that are cleared already, and the product's or the owner's own fixed words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from guardrails.pipeline import trusted
from guardrails.types import ClearedText
from guardrails.vault import PLACEHOLDER

MASK = re.compile(r"\[[^\[\]\n]{1,40}\]")
"""How a value that is not kept shows in cleared text."""


def join(pieces: Iterable[ClearedText], between: str = " ") -> ClearedText:
    """Cleared pieces with fixed words between them are cleared."""
    return trusted(between.join(pieces))


def fixed(text: str) -> ClearedText:
    """Words of the product or of the owner's bot file, which hold nothing a visitor said."""
    return trusted(text)


def without_placeholders(text: ClearedText) -> ClearedText:
    """Cleared text without what stands for personal data: placeholders and masks such as ``[e-mail]``; the whole text
    when nothing would be left."""
    bare = " ".join(MASK.sub(" ", PLACEHOLDER.sub(" ", text)).split())
    return trusted(bare) if bare else text


def stored(text: str) -> ClearedText:
    """Text read back from a conversation's state, which holds cleared text only."""
    return trusted(text)


def part(whole: ClearedText, text: str) -> ClearedText:
    """Words of a cleared text in their order, some left out: as cleared as the whole. Raises ValueError otherwise."""
    words = iter(whole.split())
    if not all(word in words for word in text.split()):
        raise ValueError("This is no part of the cleared text.")
    return trusted(text)


def shortened(text: ClearedText, most: int) -> ClearedText:
    """The beginning of a cleared text, cut between words where it can be."""
    if len(text) <= most:
        return text
    return trusted(text[:most].rpartition(" ")[0] or text[:most])
