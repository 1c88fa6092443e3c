"""Thumbs: one per reply, the last counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from guardrails.pipeline import trusted
from guardrails.types import ClearedText
from records.conversations import ConversationRow, TurnRow
from records.errors import UnknownRow
from records.ratings import Ratings
from records.store import Store

Say = Callable[..., TurnRow]


def test_the_last_thumb_counts(store: Store, talk: ConversationRow, say: Say, now: datetime) -> None:
    turn, other = say(talk), say(talk)
    Ratings(store).rate(turn.id, "up", reason="", comment=trusted(""), now=now)
    Ratings(store).rate(turn.id, "down", reason="wrong", comment=trusted("not so"), now=now)
    found = Ratings(store).of_conversation(talk.id)
    assert list(found) == [turn.id]
    assert other.id not in found
    assert (found[turn.id].thumb, found[turn.id].reason, found[turn.id].comment) == ("down", "wrong", "not so")
    assert isinstance(found[turn.id].comment, ClearedText)


def test_only_a_turn_of_the_workspace_is_rated(
    store: Store, other_store: Store, talk: ConversationRow, say: Say, now: datetime
) -> None:
    turn = say(talk)
    for where, name in ((store, "trn_unknown"), (other_store, turn.id)):
        with pytest.raises(UnknownRow):
            Ratings(where).rate(name, "up", reason="", comment=trusted(""), now=now)
    assert Ratings(other_store).of_conversation(talk.id) == {}
