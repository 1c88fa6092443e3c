"""What can go wrong at the edge: one stable code each, said as ``application/problem+json`` (RFC 9457).

A problem never repeats what was sent: a wrong value may be a personal one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"
_DOCS = "/api/docs#problem-"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One thing that can go wrong: its status, what it is, and what the caller can do."""

    status: int
    title: str
    detail: str


PROBLEMS: Mapping[str, ProblemType] = {
    "not_json": ProblemType(400, "The body is not JSON", "Send one JSON object in UTF-8."),
    "json_unsafe": ProblemType(
        400, "The JSON cannot be read safely", "No NaN, no half characters, no key twice, at most 20 levels deep."
    ),
    "resume_id": ProblemType(400, "Last-Event-ID is not an event id", "Send the id of the last event you received."),
    "request_unclear": ProblemType(
        400, "The request does not say plainly where it goes", "Send one Host line, and a path that begins with /."
    ),
    "token_missing": ProblemType(401, "A visitor token is needed", "Send Authorization: Bearer with the talk's token."),
    "token_invalid": ProblemType(401, "The visitor token is not ours", "Start a conversation to get a token."),
    "token_expired": ProblemType(401, "The visitor token has expired", "Start a new conversation."),
    "token_foreign": ProblemType(403, "The token belongs to another talk", "Use the token this talk started with."),
    "origin_missing": ProblemType(
        403, "The request names no origin", "Send the Origin header of the site that is on the bot's list."
    ),
    "origin_refused": ProblemType(
        403, "This site is not on the bot's list", "The owner can add it under Looks, Sites it may appear on."
    ),
    "not_found": ProblemType(404, "There is nothing here", "See /api/docs for what there is."),
    "bot_unknown": ProblemType(404, "There is no such bot", "Check the public id; the bot may not be published."),
    "conversation_unknown": ProblemType(404, "There is no such talk", "It may have been deleted. Start a new one."),
    "turn_unknown": ProblemType(404, "There is no such answer in this talk", "Read the talk back for its turns."),
    "method_not_allowed": ProblemType(405, "This address does not take that method", "See the Allow header."),
    "not_acceptable": ProblemType(406, "No such form of answer", "Accept application/json or text/event-stream."),
    "body_slow": ProblemType(408, "The body did not arrive in time", "Send it again."),
    "consent_needed": ProblemType(409, "Consent comes first", "Give consent to the notice shown, then send again."),
    "consent_stale": ProblemType(409, "The notice has changed", "Show the new notice and ask again."),
    "message_conflict": ProblemType(
        409, "This message id was used for another message", "Give each message an id of its own."
    ),
    "conversation_closed": ProblemType(410, "This talk has ended", "Start a new one."),
    "body_too_large": ProblemType(413, "The body is too large", "At most 256 kB."),
    "media_type": ProblemType(415, "The body must be application/json", "Set Content-Type: application/json."),
    "host_refused": ProblemType(
        421, "This address is not known here", "Set TACIT_PUBLIC_URL to the address people use."
    ),
    "invalid": ProblemType(422, "Something in the request does not fit", "See errors for the place."),
    "message_too_long": ProblemType(422, "The message is too long", "At most 8,000 characters."),
    "message_empty": ProblemType(422, "The message holds no words", "Write something, or press a choice."),
    "headers_too_large": ProblemType(431, "The headers are too large", "At most 32 kB in all."),
    "rate_limited": ProblemType(429, "Too many requests", "Wait as Retry-After says."),
    "internal": ProblemType(500, "Something broke on our side", "It has been noted. Try again."),
    "busy": ProblemType(503, "Too many talks at once", "Try again in a few seconds."),
    "stopping": ProblemType(503, "The server is restarting", "Send the same message again in a moment."),
}


class ApiError(Exception):
    """A request that is refused, by its code. ``detail`` replaces the usual advice; never a value that was sent."""

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})


def body(code: str, detail: str = "", errors: Sequence[Mapping[str, str]] = ()) -> dict[str, Any]:
    """The JSON of a problem."""
    kind = PROBLEMS[code]
    said: dict[str, Any] = {
        "type": _DOCS + code,
        "title": kind.title,
        "status": kind.status,
        "code": code,
        "detail": detail or kind.detail,
    }
    return said | ({"errors": [dict(e) for e in errors]} if errors else {})


def answer(error: ApiError) -> JSONResponse:
    """A refused request as a response."""
    kind = PROBLEMS[error.code]
    headers = {"Cache-Control": "no-store"} | error.headers
    if kind.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(
        body(error.code, error.detail, error.errors), status_code=kind.status, media_type=MEDIA_TYPE, headers=headers
    )


async def answer_api_error(_: Request, error: Exception) -> JSONResponse:
    """Exception handler for ``ApiError``."""
    assert isinstance(error, ApiError)
    return answer(error)


def declared(*codes: str) -> dict[int | str, dict[str, Any]]:
    """The ``responses=`` of a route: every problem it may answer with, grouped by status, an example each."""
    grouped: dict[int | str, dict[str, Any]] = {}
    for code in codes:
        kind = PROBLEMS[code]
        entry = grouped.setdefault(
            kind.status,
            {
                "description": "",
                "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": {}}},
            },
        )
        entry["description"] = "; ".join(filter(None, (entry["description"], kind.title)))
        entry["content"][MEDIA_TYPE]["examples"][code] = {"summary": kind.title, "value": body(code)}
    return grouped
