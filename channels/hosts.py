"""Requests under a name that is not ours are refused: a stranger's name that resolves to this machine gets nothing.

A server on loopback answers to loopback names, to ``TACIT_PUBLIC_URL`` and to ``TACIT_BUILDER_URL``. One that listens
on other interfaces stands behind names we cannot know, unless one of them is set, and then answers to those and to
loopback names. A request that names its server twice, or beside its Host line, is refused too: what stands before us
may have read the other name. So are headers of a size that only wears out a server.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from channels import context
from channels.problems import ApiError, answer
from workspace.settings import is_loopback

_LARGEST = 32_768  # bytes of all names and values


class KnownHosts:
    """Middleware: refuses HTTP and WebSocket requests for a foreign host name."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wrong = "" if scope["type"] == "lifespan" else _wrong(scope, receive)
        if not wrong:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await answer(ApiError(wrong))(scope, receive, send)


def _wrong(scope: Scope, receive: Receive) -> str:
    """The code of what is wrong with a request before anybody reads it, or ""."""
    if sum(len(name) + len(value) for name, value in scope["headers"]) > _LARGEST:
        return "headers_too_large"
    hosts = Headers(scope=scope).getlist("host")
    if len(hosts) > 1 or not _target(scope, receive).startswith("/"):
        return "request_unclear"
    return "" if known("".join(hosts)) else "host_refused"


def _target(scope: Scope, receive: Receive) -> str:
    """The request's target as it was sent: of ``GET http://other.example/login`` the scope holds the path alone, so
    uvicorn's connection, which ``receive`` belongs to, is asked."""
    transport: Any = getattr(getattr(receive, "__self__", None), "transport", None)
    sent: bytes = getattr(transport.get_protocol(), "url", b"") if transport is not None else b""
    return sent.decode("latin-1") or str(scope["path"])


def known(host: str) -> bool:
    """Whether a Host header names this server."""
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    settings = context.settings()
    public = {(urlsplit(url).hostname or "").lower() for url in (settings.public_url, settings.desk_url)}
    if not is_loopback(settings.host) and public == {settings.host}:
        return bool(name)
    return is_loopback(name) or name in public
