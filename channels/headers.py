"""Security headers on every response: what a browser may load, embed and remember.

The referrer stays on this origin; sending none would turn the Origin of our own forms into "null".
Our own pages and the API get ``default-src 'none'`` and name what they need. Streamlit's pages need inline styles, and
blob workers and scripts of its own; nothing of theirs comes from another host either.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import re
from functools import cache
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STRICT = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PAGE = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
CHAT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
_BUILDER = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' blob:{scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "frame-src 'self' blob:; media-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_PAGES = ("/login", "/logout", "/welcome/", "/notice/", "/booking/", "/api/docs")
_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@cache
def builder() -> str:
    """The policy of Streamlit's pages: of inline scripts only those its own index.html carries, by their hashes."""
    spec = importlib.util.find_spec("streamlit")
    index = Path(spec.origin).parent / "static" / "index.html" if spec and spec.origin else None
    html = index.read_bytes() if index and index.is_file() else b""
    hashes = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in _INLINE.findall(html))
    return _BUILDER.format(scripts="".join(f" 'sha256-{one}'" for one in hashes))


def policy(path: str) -> str:
    """The content security policy of an address."""
    if path.startswith("/chat/"):
        return CHAT
    if path.startswith(_PAGES):
        return PAGE
    if path.startswith(("/api/", "/widget.js", "/assets/", "/.well-known/", "/healthz", "/feed/")) or path == "/api":
        return STRICT
    return builder()


class SecurityHeaders:
    """Middleware: every HTTP response carries the headers; HSTS when the request came by https."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _FIXED.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", policy(scope["path"]))
                if scope.get("scheme") == "https":
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
            await send(message)

        await self.app(scope, receive, with_headers)
