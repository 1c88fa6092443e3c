"""What the bot had asked for: an entity's name, or the question it put, read by the same lexicon as everything."""

from __future__ import annotations

import functools

from guardrails.canonical import fold
from guardrails.catalogue import ENTITIES
from guardrails.context import tags, words


@functools.lru_cache(512)
def of_a_thing(asked: str | None) -> bool:
    """Whether a previous message asks for a number of a thing and of nothing else: an order, an article."""
    found = tags(words(fold(asked[-_READ:]))) if asked and asked not in ENTITIES else ()
    return bool(found) and all(tag.veto for tag in found)


_READ = 600


@functools.lru_cache(512)
def expected(asked: str | None) -> tuple[str, ...]:
    """The kinds of data a previous message of the bot asks for; empty when it asks for none."""
    if not asked:
        return ()
    if asked in ENTITIES:
        return (asked,)
    last = asked[-_READ:]
    found = tags(words(fold(last)))
    named = [tag.name for tag in found if not tag.veto]
    # "What is your order number?" asks for no personal number, though it says "number".
    return tuple(dict.fromkeys(reversed(named)))
