"""Sending a message: the answer as a stream of events, or whole as JSON; and reading the talk back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Generator
from contextlib import closing
from typing import Annotated, Any, cast

from fastapi import APIRouter, Header, Request
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.responses import Response

from bots.engine import Incoming
from bots.types import Accepted, Closed, Said, TurnEvent
from channels import context, texts
from channels.limits import rates
from channels.live import shown
from channels.problems import ApiError, declared
from channels.proxies import address
from channels.schemas import Answer, Conversation, MessageIn
from channels.schemas import Bar as BarOut
from channels.sessions import Visit
from channels.stream import Data, Produce, RunningTurn, turns
from channels.visitors import (
    BODY_PROBLEMS,
    EVENT_HEADERS,
    TALK_PROBLEMS,
    ConversationId,
    OfVisit,
    bars,
    ended_turn,
    event_id,
    explained,
    past_turn,
    renewed,
)
from workspace import live, talk
from workspace.assembly import Application
from workspace.survey_after import survey_after

router = APIRouter(prefix="/v1/conversations", tags=["Talk"])
_EVENTS = """id: 1
event: accepted
data: {"turn":"trn_…","bars":[]}

id: 2
event: said
data: {"text":"You can return a pen within 30 days."}

id: 3
event: closed
data: {"turn":{…},"renewed":null}

"""
_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The answer: `accepted`, any number of `said`, then `closed` or `error` (a problem); or JSON.",
        "content": {
            "text/event-stream": {"schema": {"type": "string"}, "example": _EVENTS},
            "application/json": {"schema": {"$ref": "#/components/schemas/Answer"}},
        },
    }
}


@router.post(
    "/{conversation}/messages",
    summary="Send a message",
    response_model=Answer,
    responses=_STREAM
    | declared(
        *TALK_PROBLEMS, *BODY_PROBLEMS, "resume_id", "not_acceptable", "consent_needed", "message_conflict",
        "conversation_closed", "message_too_long", "message_empty", "busy", "stopping",
    ),
)  # fmt: skip
async def send(
    request: Request,
    conversation: ConversationId,
    seen: OfVisit,
    message: MessageIn,
    accept: Annotated[str, Header(description="text/event-stream (default) or application/json.")] = "*/*",
    last_event_id: Annotated[str | None, Header(description="Go on after this event of the same message.")] = None,
) -> Response:
    """The message is checked and masked before anything else; the answer is checked before each word is released.

    Sending the same id and text again replays the answer, or goes on after `Last-Event-ID` while it is being written.
    """
    as_json = _wants_json(accept)
    after = event_id(last_event_id)
    if not message.text.strip() and not message.choice:
        raise ApiError("message_empty")
    rates().spend("message", conversation)
    rates().spend("message_address", address(request))
    turn = turns.find(conversation, message.id, message)
    if turn is None:
        turn, after = turns.start(conversation, message.id, message, _produce(seen, message), explained), 0
    await turn.first()
    if as_json:
        return JSONResponse(dict((await turn.whole()).data), headers=EVENT_HEADERS)
    return StreamingResponse(_followed(turn, after), media_type="text/event-stream", headers=EVENT_HEADERS)


@router.get("/{conversation}", summary="Read the talk back", responses=declared(*TALK_PROBLEMS))
async def read(conversation: ConversationId, seen: OfVisit) -> Conversation:
    """Everything kept of this talk that its visitor may see, with a fresh token when it is time for one."""
    found = await context.run(talk.read, context.current(), conversation)
    people = await context.run(live.live, context.current(), conversation)
    language = texts.nearest(found.language)
    return Conversation(
        conversation=found.conversation,
        bot=found.bot,
        language=found.language,
        consented=found.consented,
        closed=found.closed,
        outcome=found.outcome,
        turns=[past_turn(turn, language) for turn in found.turns],
        person=people.person,
        waiting=people.waiting,
        lines=[shown(people, line) for line in people.lines],
        renewed=renewed(seen),
    )


def _produce(seen: Visit, message: MessageIn) -> Produce:
    app: Application = context.current()

    def events(should_stop: Callable[[], bool]) -> Generator[tuple[str, Data], None, None]:
        incoming = Incoming(message_id=message.id, text=message.text, choice=message.choice, at=app.clock())
        language = texts.nearest(talk.language(app, seen.conversation))
        hidden: list[BarOut] = []
        # A generator by its promise: closing it stores the reply as cut.
        turn = cast(Generator[TurnEvent, None, None], talk.send(app, seen.conversation, incoming, stop=should_stop))
        with closing(turn) as answer:
            for event in answer:
                match event:
                    case Accepted():
                        hidden = bars(event.bars, language)
                        yield "accepted", {"turn": event.turn, "bars": [bar.model_dump() for bar in hidden]}
                    case Said():
                        yield "said", {"text": event.text}
                    case Closed():
                        survey = survey_after(app, seen.conversation, event.result)
                        done = Answer(turn=ended_turn(event, hidden, survey), renewed=renewed(seen))
                        yield "closed", done.model_dump(mode="json")

    return events


async def _followed(turn: RunningTurn, after: int) -> AsyncIterator[bytes]:
    async for piece in turn.follow(after):
        yield piece


def _wants_json(accept: str) -> bool:
    kinds = [part.split(";")[0].strip().lower() for part in accept.split(",")]
    if any(kind in {"text/event-stream", "text/*", "*/*", ""} for kind in kinds):
        return "application/json" in kinds and "text/event-stream" not in kinds
    if any(kind in {"application/json", "application/*"} for kind in kinds):
        return True
    raise ApiError("not_acceptable")
