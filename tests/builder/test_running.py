"""A turn of the preview beside the page: its words can be read while they come, and nothing it does is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from bots.types import Accepted, Said, TurnEvent
from builder.components.phone import live
from builder.running import BROKEN, Running
from workspace.errors import WorkspaceError


def test_words_can_be_read_before_the_reply_has_ended() -> None:
    more = threading.Event()

    def send() -> Iterator[TurnEvent]:
        yield Accepted("trn_1", ())
        yield Said("Within ")
        more.wait(5)
        yield Said("45 days.")

    going = Running("How long?", send)
    while not going.said:
        going.wait(5)
    assert (going.said, going.over) == ("Within ", False)
    assert live(going) == {"text": "How long?", "reply": "Within ", "doing": ""}
    more.set()
    while not going.over:
        going.wait(0.05)
    assert going.said == "Within 45 days."


def test_a_refusal_is_told_in_its_own_words() -> None:
    def send() -> Iterator[TurnEvent]:
        raise WorkspaceError("The model of this bot cannot be reached.")
        yield Said("")

    assert _ended(Running("Hello", send)).problem == "The model of this bot cannot be reached."


def test_a_fault_of_ours_says_so_and_holds_no_value() -> None:
    def send() -> Iterator[TurnEvent]:
        raise ValueError("Mara Okoye")
        yield Said("")

    assert _ended(Running("Hello", send)).problem == BROKEN


def _ended(going: Running) -> Running:
    while not going.over:
        going.wait(0.05)
    return going
