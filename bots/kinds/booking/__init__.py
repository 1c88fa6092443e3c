"""The booking bot: service, day and time, what the appointment needs, a summary, a yes, and the commit.

Language only proposes (``hears``, ``offers``); what happens is decided here, from the state alone (``state``). What
books is the button of the summary just shown, or an unmistakable yes to it; cancelling takes the button.

    turn ─► answer ─► commands ─► own ─► commit ─► forward ─► details · summary · times ─► talk ─► state · wish · says
    (each may call those to its right: what was pressed or said, then what comes next, then how it is asked)
"""

from __future__ import annotations

from collections.abc import Iterator

from bots.flow import kept
from bots.kinds import Turn
from bots.kinds.booking.talk import Talk
from bots.kinds.booking.turn import respond
from bots.schema.booking import BookingFile
from bots.toolbox import Toolbox
from bots.types import Conversation, ReplyPart


class _Booking:
    name = "booking"
    description = "Books appointments and never the same time twice"

    def respond(self, turn: Turn, toolbox: Toolbox) -> Iterator[ReplyPart]:
        assert isinstance(turn.bot, BookingFile)
        yield from respond(Talk(turn.bot, turn, toolbox))

    def asked(self, conversation: Conversation) -> str | None:
        entity = kept(conversation.state).get("entity")
        return str(entity) if entity else None


kind = _Booking()
