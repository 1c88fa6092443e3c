"""A person who answers in the talks of the tests' server, from a second process' application beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from guardrails.pipeline import trusted
from records.attending import Attending
from records.conversations import Conversations
from records.vault import SealedVault
from tests.channels.conftest import Place
from tests.servers import environment
from workspace import inbox
from workspace.assembly import Application
from workspace.execute import local_owner
from workspace.roles import Desk
from workspace.settings import Settings


@contextmanager
def beside(place: Place) -> Iterator[Desk]:
    """The owner's desk in an application that shares the server's data folder and nothing else."""
    env = environment(place.server.data, place.server.port)
    app = Application(Settings.load({k: v for k, v in env.items() if k.startswith("TACIT_")}))
    yield Desk(app, local_owner(app))
    app.close()


def take(desk: Desk, conversation: str) -> None:
    """Take over a talk that waits."""
    inbox.take(desk, next(one.handover for one in inbox.waiting(desk) if one.conversation == conversation))


def say(desk: Desk, conversation: str, text: str) -> None:
    """A person's words as ``workspace.replying`` stores them; that they are judged first has tests of its own."""
    store = desk.app.store(desk.actor.workspace)
    row = Conversations(store).get(conversation)
    assert row is not None
    vault, now = SealedVault(store, row.id, row.person), desk.app.clock()
    Attending(store).say(conversation, desk.actor.member, trusted(text), ledger=(), vault=vault, now=now)
