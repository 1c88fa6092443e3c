"""find_waiting: what the code of the waiting list opens, with the time that is kept for it, if one is.

Whoever comes to look is served at once: what has become free since is offered first, in the order of the line.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from bots.calendar.waiting import offer_freed, people_of
from bots.errors import BadArguments
from bots.schema.booking import BookingFile
from bots.tools import ToolContext, ToolResult
from records.waiting import WaitingList


class FindWaitingArguments(BaseModel):
    """The code as typed (a placeholder)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(min_length=1, max_length=80)


class _FindWaiting:
    name = "find_waiting"
    description = "Look up a place on the waiting list by its code"
    writes = False
    Arguments = FindWaitingArguments

    def run(self, arguments: FindWaitingArguments, context: ToolContext) -> ToolResult:
        store, bot = context.services.store, context.bot
        if not isinstance(bot, BookingFile):
            raise BadArguments("Only a booking bot has a waiting list.")
        lists, code = WaitingList(store), context.reveal(arguments.code)
        if lists.by_code(context.bot_id, code) is None:
            return ToolResult("None found.", {"state": None})
        offer_freed(store, context.bot_id, bot, context.now)
        entry = lists.by_code(context.bot_id, code)
        assert entry is not None
        return ToolResult(
            f"{entry.state}.",
            {
                "state": entry.state,
                "service": entry.wish.get("service"),
                "start": entry.start.isoformat() if entry.start else None,
                "staff": entry.staff,
                "people": people_of(entry),
                "until": entry.offered_until.isoformat() if entry.offered_until else None,
            },
        )


tool = _FindWaiting()
