"""The guard before Streamlit: without a session no script, file, upload or socket of the builder answers.

```
request ─→ public address? ─yes→ on
           └no→ session cookie → members.session_actor ─→ X-Tacit-Member: <member> ─→ Streamlit → st.user
                                └none→ page: to /login · else 401 · socket: refused
```
The header is the only way an identity reaches the pages, so the client's own is always taken away. An open socket is
judged again while it is used, so a log-out or an expiry ends it too.
"""

from __future__ import annotations

import re
import time
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from channels import context
from channels.login import cookies
from workspace import members

HEADER = b"x-tacit-member"
PUBLIC = re.compile(
    r"/api/.*|/widget\.js|/healthz|/login|/logout|/\.well-known/gpc\.json|"
    r"/(?:assets|chat|notice|welcome|booking)/[^/]+|/booking/[^/]+/appointment\.ics|/feed/[^/]+\.ics",
    re.DOTALL,
)
_REMEMBER = 2.0
_RECHECK = 20.0
_ENDED = 4401


class Guard:
    """Middleware: lets public addresses and people with a session through, and says who they are."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        scope["headers"] = [(name, value) for name, value in scope["headers"] if name.lower() != HEADER]
        if scope["type"] == "http" and PUBLIC.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        token = cookies.session_token(connection)
        member = await who(token)
        if member is None:
            await _refuse(scope, connection, receive, send)
            return
        scope["headers"].append((HEADER, member.encode("ascii")))
        if scope["type"] == "websocket":
            if not cookies.same_site(connection):
                await send({"type": "websocket.close", "code": 1008})
                return
            receive, send = _watched(token, receive, send)
        await self.app(scope, receive, send)


async def who(token: str) -> str | None:
    """The member a session's token belongs to; asked again after two seconds."""
    if not token:
        return None
    known = _seen.get(token)
    if known and time.monotonic() - known[1] < _REMEMBER:
        return known[0]
    actor = await context.run(members.session_actor, context.current(), token)
    if actor is None:
        _seen.pop(token, None)
        return None
    if len(_seen) > 1000:
        _seen.clear()
    _seen[token] = (actor.member, time.monotonic())
    return actor.member


def forget(token: str) -> None:
    """The session has ended: the next request is judged anew."""
    _seen.pop(token, None)


_seen: dict[str, tuple[str, float]] = {}


async def _refuse(scope: Scope, connection: HTTPConnection, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    answer: Response = PlainTextResponse("Log in first: /login", status_code=401, headers={"Cache-Control": "no-store"})
    if scope["method"] in {"GET", "HEAD"} and "text/html" in connection.headers.get("accept", ""):
        path = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
        target = "/login" if path == "/" else f"/login?next={quote(path, safe='')}"
        answer = RedirectResponse(target, status_code=303, headers={"Cache-Control": "no-store"})
    await answer(scope, receive, send)


def _watched(token: str, receive: Receive, send: Send) -> tuple[Receive, Send]:
    """A socket that ends with its session: judged at each message in, and now and then while messages go out."""
    checked = time.monotonic()
    ended = False

    async def gone(after: float) -> bool:
        nonlocal checked, ended
        if not ended and time.monotonic() - checked >= after:
            checked = time.monotonic()
            ended = await who(token) is None
        return ended

    async def receiving() -> Message:
        message = await receive()
        if message["type"] == "websocket.receive" and await gone(_REMEMBER):
            await send({"type": "websocket.close", "code": _ENDED})
            return {"type": "websocket.disconnect", "code": _ENDED}
        return message

    async def sending(message: Message) -> None:
        if message["type"] == "websocket.send" and await gone(_RECHECK):
            return
        await send(message)

    return receiving, sending


def identity(headers: Headers) -> str | None:
    """The member in a request that has passed the guard."""
    return headers.get(HEADER.decode())
