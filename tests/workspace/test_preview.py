"""The preview: the curtain open, nothing counted, nothing booked."""

from __future__ import annotations

from bots.types import Closed
from records.bookings import Bookings
from tests.workspace.conftest import BOOKING, SUPPORT
from workspace import insights, preview, studio
from workspace.assembly import Application
from workspace.cards import cards
from workspace.preview import Piece
from workspace.roles import Desk

PHONE = "+49 1522 3456789"


def say(desk: Desk, conversation: str, text: str) -> Closed:
    closed = list(preview.send(desk, conversation, text))[-1]
    assert isinstance(closed, Closed)
    return closed


def test_what_was_typed_stands_beside_what_the_model_saw(desk: Desk) -> None:
    draft = studio.import_bot(desk, SUPPORT, "shop.yaml")
    typed = f"Call {PHONE} today"
    turn = preview.curtain(typed, say(desk, preview.start(desk, draft.bot), typed))
    assert turn.typed == (
        Piece("Call "), Piece(PHONE, "PHONE_NUMBER", "Phone number", "mask"), Piece(" today")
    )  # fmt: skip
    assert [piece.entity for piece in turn.saw] == ["", "PHONE_NUMBER", ""]
    assert PHONE not in "".join(piece.text for piece in turn.saw)
    assert turn.closed.result.milliseconds["total"] > 0


def test_it_says_a_model_saw_it_only_where_one_writes(desk: Desk) -> None:
    quoting = studio.import_bot(desk, SUPPORT, "shop.yaml")
    writing = studio.change_draft(desk, quoting.bot, {"model": {"provider": "openai"}})
    assert not preview.by_model(desk, writing.config), "no model is set in the workspace"
    studio.save_model_settings(desk, base_url="https://model.example/v1", model="small", key="sk-not-a-real-key")
    assert preview.by_model(desk, writing.config)
    assert not preview.by_model(desk, quoting.config)


def test_a_saved_change_is_in_the_next_answer(desk: Desk) -> None:
    draft = studio.import_bot(desk, BOOKING, "salon.yaml")
    talk = preview.start(desk, draft.bot)
    say(desk, talk, "Hello")
    services = [{"id": "cut", "name": "Beard trim", "minutes": 30}]
    studio.change_draft(desk, draft.bot, {"services": services, "retention": {"chats": 7}})
    assert "Beard trim" in say(desk, talk, "What can I book?").shown, "also when the change altered the notice"


def test_a_preview_counts_nowhere(desk: Desk) -> None:
    draft = studio.import_bot(desk, SUPPORT, "shop.yaml")
    say(desk, preview.start(desk, draft.bot), "Hello")
    seen = insights.overview(desk)
    assert (seen.turns, seen.conversations, seen.days[-1].turns) == (0, 0, 0)
    assert cards(desk)[0].talks == 0


def test_a_preview_books_no_time(app: Application, desk: Desk) -> None:
    draft = studio.import_bot(desk, BOOKING.split("details:")[0], "salon.yaml")
    talk = preview.start(desk, draft.bot)
    for text in ("A haircut tomorrow at 10", "yes"):
        last = say(desk, talk, text)
    assert "code" in last.shown.lower(), "the dialogue goes all the way"
    assert Bookings(app.store(desk.actor.workspace)).listing(draft.bot, now=app.clock()) == []
