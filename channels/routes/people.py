"""People in the talk: who answers instead of the bot, and what they say, as a stream of events."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from fastapi.responses import StreamingResponse

from channels.limits import rates
from channels.live import beat
from channels.problems import declared
from channels.proxies import address
from channels.visitors import EVENT_HEADERS, TALK_PROBLEMS, ConversationId, OfVisit, event_id

router = APIRouter(prefix="/v1/conversations", tags=["Talk"])
_EVENTS = """id: 1
event: joined
data: {"number":1,"turn":"trn_…","kind":"joined","text":"","name":"Mara","at":"2026-11-25T10:02:11Z"}

event: state
data: {"person":"Mara","waiting":false,"closed":false,"renewed":null}

id: 2
event: said
data: {"number":2,"turn":"trn_…","kind":"said","text":"Your pen left the workshop today.","name":"Mara","at":"…"}

"""
_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "`joined`, `said`, `left`, `ended` and `nobody` (a person's line), and `state` when it changes.",
        "content": {"text/event-stream": {"schema": {"type": "string"}, "example": _EVENTS}},
    }
}


@router.get(
    "/{conversation}/live",
    summary="Follow a person in the talk",
    response_class=StreamingResponse,
    responses=_STREAM | declared(*TALK_PROBLEMS, "resume_id", "busy", "stopping"),
)
async def follow(
    request: Request,
    conversation: ConversationId,
    seen: OfVisit,
    last_event_id: Annotated[str | None, Header(description="Go on after this event of the talk.")] = None,
) -> StreamingResponse:
    """What people of the business say in the talk, as they say it. Open it when an answer was handed over, and again
    when the talk is read back with `waiting` or `person` set.

    It ends when nobody is there and nobody was asked to come, when the talk is closed, and after ten minutes: come
    again then with `Last-Event-ID`. `nobody` means that nobody came in time; the next message may hold an address.
    """
    after = event_id(last_event_id)
    rates().spend("live", conversation)
    rates().spend("live_address", address(request))
    events = await beat.open(seen, after)
    return StreamingResponse(events, media_type="text/event-stream", headers=EVENT_HEADERS)
