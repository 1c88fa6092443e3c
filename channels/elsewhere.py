"""A builder beside the chat API answers no customer: whoever asks it for the public part is sent to where that is.

Two processes that answer would each keep the order of a talk's turns for themselves.
"""

from __future__ import annotations

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from channels import context

_PUBLIC = ("/api/", "/widget.js", "/chat/", "/notice/", "/booking/", "/feed/", "/.well-known/")


class Elsewhere:
    """Middleware: with TACIT_BUILDER_ONLY, public addresses are at the public address alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        settings = context.settings()
        path = scope.get("path", "")
        if scope["type"] == "http" and settings.builder_only and (path == "/api" or path.startswith(_PUBLIC)):
            await RedirectResponse(f"{settings.public_url}{path}", status_code=307)(scope, receive, send)
        else:
            await self.app(scope, receive, send)
