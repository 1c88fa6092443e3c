"""Which site may talk to which bot: CORS by bot, closed when unsure.

An address of a bot is judged by the bot's list; an address of a talk by the origin inside its visitor token. A refused
origin gets a problem and no CORS header. An origin can be forged outside a browser: the token and the rates stand
behind this, and nothing here is taken for a proof of who is calling.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from channels import context
from channels.limits import rates
from channels.problems import ApiError, answer
from channels.proxies import address
from channels.sessions import Visit
from channels.visitors import explained, known_errors
from workspace import talk
from workspace.settings import is_loopback

_BOT = re.compile(r"^/v1/bots/([^/]{1,80})(?:/|$)")
_TALK = re.compile(r"^/v1/conversations/([^/]{1,80})(?:/|$)")
_ALLOWED_HEADERS = "authorization, content-type, last-event-id, accept"
_ALLOWED_METHODS = "GET, POST, PUT, DELETE"
_REFUSALS: tuple[type[Exception], ...] = (ApiError, *known_errors())


class CorsByBot:
    """Middleware of the API: refuses a foreign origin before any route runs, adds CORS headers for a listed one.

    ``scope["state"]`` then holds ``origin`` and, when a token of ours was sent, ``visit``.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        bot, conversation = _BOT.match(path), _TALK.match(path)
        if not bot and not conversation:
            await self.app(scope, receive, send)
            return
        origin, allowed = caller(headers, scope.get("scheme", "http")), False
        state = scope.setdefault("state", {})
        try:
            if bot:
                allowed = await _on_the_list(bot[1], origin)
            elif conversation and scope["method"] == "OPTIONS":
                rates().spend("preflight", address(HTTPConnection(scope)))
                allowed = await _of_the_talk(conversation[1], origin)  # it carries no token; the call that follows does
            else:
                state["visit"] = visit = _visit(headers)
                allowed = _same(visit, origin)
            state["origin"] = origin
            if scope["method"] == "OPTIONS":
                await _preflight(origin)(scope, receive, send)
                return
        except _REFUSALS as refused:
            await answer(explained(refused))(scope, receive, send)
            return
        await self.app(scope, receive, _with_cors(send, origin if allowed else ""))


def caller(headers: Headers, scheme: str) -> str:
    """The origin of a request, "" when it names none; our own pages under any of our names give our public address.

    A browser leaves out ``Origin`` on a same-origin GET and says so in ``Sec-Fetch-Site``.
    """
    host, public = headers.get("host", ""), normal(context.settings().public_url)
    # Behind a proxy that is not named in the settings the scheme is the inner one; the public host is still ours.
    ours = public if host and host == urlsplit(public).netloc else normal(f"{scheme}://{host}")
    origin = named(headers)
    if not origin and headers.get("sec-fetch-site") == "same-origin":
        origin = ours
    if origin and origin == ours and (is_loopback(urlsplit(origin).hostname or "") or origin == public):
        return public
    return origin


def named(headers: Headers) -> str:
    """The origin a request names, "" for none; also for two, of which a proxy in between may judge the other."""
    given = headers.getlist("origin")
    return normal(given[0]) if len(given) == 1 else ""


def normal(origin: str) -> str:
    """An origin as browsers write it, or "" for what is none (``null``, a path, a name with credentials)."""
    try:
        parts = urlsplit(origin.strip().lower())
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.path not in {"", "/"}:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    default = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != default else "")


async def _on_the_list(public_id: str, origin: str) -> bool:
    if not origin:
        raise ApiError("origin_missing")
    if not await context.run(talk.origin_allowed, context.current(), public_id, origin):
        raise ApiError("origin_refused")
    return True


async def _of_the_talk(conversation: str, origin: str) -> bool:
    if not origin:
        raise ApiError("origin_missing")
    if not await context.run(talk.talk_origin_allowed, context.current(), conversation, origin):
        raise ApiError("origin_refused")
    return True


def _visit(headers: Headers) -> Visit:
    kind, _, token = headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise ApiError("token_missing")
    return context.tokens().read(token.strip())


def _same(visit: Visit, origin: str) -> bool:
    if not origin:
        raise ApiError("origin_missing")
    if origin != visit.origin:
        raise ApiError("origin_refused", "The token was given to another site.")
    return True


def _preflight(origin: str) -> Response:
    return Response(
        status_code=204,
        headers={
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Allow-Methods": _ALLOWED_METHODS,
            "Access-Control-Allow-Headers": _ALLOWED_HEADERS,
            "Access-Control-Max-Age": "600",
            "Vary": "Origin",
        },
    )


def _with_cors(send: Send, origin: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.add_vary_header("Origin")
            if origin:
                headers["Access-Control-Allow-Origin"] = origin
                headers["Access-Control-Expose-Headers"] = "Retry-After"
        await send(message)

    return sending
