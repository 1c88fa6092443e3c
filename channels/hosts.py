"""Requests under a name that is not ours are refused: a stranger's name that resolves to this machine gets nothing.

A server on loopback answers to loopback names, to ``TACIT_PUBLIC_URL`` and to ``TACIT_BUILDER_URL``. One that listens
on other interfaces stands behind names we cannot know, unless one of them is set, and then answers to those and to
loopback names.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from channels import context
from channels.problems import ApiError, answer
from workspace.settings import is_loopback


class KnownHosts:
    """Middleware: refuses HTTP and WebSocket requests for a foreign host name."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or known(Headers(scope=scope).get("host", "")):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await answer(ApiError("host_refused"))(scope, receive, send)


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
