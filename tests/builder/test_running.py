"""A turn of the preview beside the page: its words can be read while they come, and nothing it does is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from bots.types import Accepted, Said, TurnEvent
from builder.components.phone import live
from builder.running import BROKEN, Running
from workspace.errors import WorkspaceError


def test_words_can_be_read_before_the_reply_has_ended() -> None:
    more = threading.Event()

    def send() -> Iterator[TurnEvent]:
        yield Accepted("trn_1", ())
        yield Said("Within ")
        more.wait(60)
        yield Said("45 days.")

    going = Running("How long?", send)
    while not going.said:
        going.wait(60)
    assert (going.said, going.over) == ("Within ", False)
    assert live(going) == {"text": "How long?", "reply": "Within ", "doing": ""}
    more.set()
    while not going.over:
        going.wait(0.05)
    assert going.said == "Within 45 days."


def test_a_refusal_is_told_in_its_own_words() -> None:
    done = _ended(Running("Hello", _failing(WorkspaceError("The model of this bot cannot be reached."))))
    assert done.problem == "The model of this bot cannot be reached."


def test_a_fault_of_ours_says_so_and_holds_no_value(caplog: pytest.LogCaptureFixture) -> None:
    assert _ended(Running("Hello", _failing(ValueError("Mara Okoye")))).problem == BROKEN
    assert "ValueError" in caplog.text
    assert "Mara" not in caplog.text


def _failing(error: Exception) -> Callable[[], Iterator[TurnEvent]]:
    def send() -> Iterator[TurnEvent]:
        raise error

    return send


def _ended(going: Running) -> Running:
    while not going.over:
        going.wait(0.05)
    return going
