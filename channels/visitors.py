"""Who is calling a talk, and how its turns look from outside: what the routes of a talk share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import Depends, Path, Request
from fastapi.security import HTTPBearer

from bots.errors import ConversationClosed
from bots.types import Bar, Choice, Closed, TurnResult
from channels import context, texts
from channels.limits import rates
from channels.problems import ApiError
from channels.schemas import Bar as BarOut
from channels.schemas import Choice as ChoiceOut
from channels.schemas import Citation as CitationOut
from channels.schemas import Renewed, SurveyOffer, Turn
from channels.sessions import Visit
from knowledge.types import Citation
from records.errors import ConversationEnded, MessageConflict
from workspace import errors
from workspace.survey_after import SurveyAfter
from workspace.talk import TranscriptTurn

ConversationId = Annotated[
    str, Path(pattern=r"^[A-Za-z0-9_]{8,60}$", examples=["cnv_3w5kq7z2m4xnb6vchrjd8tpfye"], description="The talk.")
]
PublicId = Annotated[
    str, Path(pattern=r"^[A-Za-z0-9_]{4,60}$", examples=["pub_7f3k2qxzw4mh"], description="The bot's public id.")
]
TurnId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_]{8,60}$", description="The turn's id, from its closed event.")]

# What any address of a talk may answer with before its own work begins.
TALK_PROBLEMS = (
    "token_missing", "token_invalid", "token_expired", "token_foreign", "origin_missing", "origin_refused",
    "conversation_unknown", "invalid", "rate_limited", "internal",
)  # fmt: skip
EVENT_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
BODY_PROBLEMS = ("not_json", "json_unsafe", "body_slow", "body_too_large", "media_type")

_CODES: dict[type[Exception], str] = {
    errors.UnknownBot: "bot_unknown",
    errors.NotPublished: "bot_unknown",
    errors.UnknownConversation: "conversation_unknown",
    errors.UnknownTurn: "turn_unknown",
    errors.OriginRefused: "origin_refused",
    errors.ConsentNeeded: "consent_needed",
    errors.NoticeChanged: "consent_stale",
    errors.IdentityMismatch: "token_foreign",
    errors.BadRequest: "invalid",
    ConversationClosed: "conversation_closed",
    ConversationEnded: "conversation_closed",
    MessageConflict: "message_conflict",
}
_bearer = HTTPBearer(auto_error=False, scheme_name="VisitorToken", description="The token a talk starts with.")


def explained(error: BaseException) -> ApiError:
    """An error of the core as the API says it; an unknown one is ours, and says nothing of itself."""
    if isinstance(error, ApiError):
        return error
    code = next((code for kind, code in _CODES.items() if isinstance(error, kind)), "internal")
    return ApiError(code, str(error) if isinstance(error, errors.BadRequest) else "")


def known_errors() -> tuple[type[Exception], ...]:
    """The errors of the core that ``explained`` has a code for."""
    return tuple(_CODES)


async def visit(request: Request, conversation: ConversationId, _: Annotated[object, Depends(_bearer)]) -> Visit:
    """The visit a call belongs to: a token that is ours, not expired, of this talk and this origin."""
    found: Visit = request.state.visit
    if found.conversation != conversation:
        raise ApiError("token_foreign")
    if context.tokens().expired(found):
        raise ApiError("token_expired")
    rates().spend("other", conversation)
    return found


OfVisit = Annotated[Visit, Depends(visit)]


def event_id(text: str | None) -> int:
    """The number in a ``Last-Event-ID``, 0 without one. Raises ``resume_id``."""
    if text is None or text == "":
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise ApiError("resume_id")
    return int(text)


def opted_out(request: Request) -> bool:
    """Whether the browser sends the Global Privacy Control signal."""
    return request.headers.get("sec-gpc") == "1"


def renewed(seen: Visit) -> Renewed | None:
    """A fresh token when it is time for one."""
    fresh = context.tokens().renewed(seen)
    return Renewed(token=fresh[0], expires_at=fresh[1].expires_at) if fresh else None


def bars(found: Sequence[Bar], language: str) -> list[BarOut]:
    """What was kept secret, with the word shown beside each bar."""
    return [
        BarOut(start=b.start, end=b.end, entity=b.entity, label=texts.kind(b.entity, language), action=str(b.action))
        for b in found
        if b.action != "allow"
    ]


def past_turn(turn: TranscriptTurn, language: str) -> Turn:
    """A stored turn."""
    return Turn(
        turn=turn.turn, at=turn.at, message=turn.message, bars=bars(turn.bars, language), reply=turn.reply,
        state=turn.state, citations=_citations(turn.citations), choices=_choices(turn.choices), asking=turn.asking,
        abstained=turn.abstained, blocked=turn.blocked, handed_over=turn.handed_over, notice=turn.notice,
        thumb=turn.thumb, to_person=turn.to_person,
    )  # fmt: skip


def ended_turn(closed: Closed, seen: list[BarOut], survey: SurveyAfter | None = None) -> Turn:
    """A turn that has just ended, and the survey to offer then."""
    result: TurnResult = closed.result
    return Turn(
        turn=result.turn, at=context.current().clock(), message=str(result.message), bars=seen, reply=closed.shown,
        state=result.state, citations=_citations(result.citations), choices=_choices(result.choices),
        asking=result.asking, abstained=result.abstained, blocked=result.blocked, handed_over=result.handed_over,
        notice=result.notice, to_person=result.to_person,
        survey=SurveyOffer(bot=survey.bot, label=survey.label) if survey else None,
    )  # fmt: skip


def _citations(found: Sequence[Citation]) -> list[CitationOut]:
    return [CitationOut(source=c.source, title=c.title, url=c.url, heading=c.heading) for c in found]


def _choices(found: Sequence[Choice]) -> list[ChoiceOut]:
    return [ChoiceOut(id=c.id, label=c.label) for c in found]
