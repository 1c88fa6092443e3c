"""Files anybody may fetch: the widget, the look of our pages, the full-page chat, readiness, the opt-out statement."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from channels import context, readiness, texts
from channels.pages import message, page
from workspace import talk
from workspace.errors import NotPublished, UnknownBot

_CHANNELS = Path(__file__).parent.parent
_STATIC = _CHANNELS.parent / "builder" / "static"  # fonts and marks are shipped once, for builder and pages alike
_FOLDERS = (_CHANNELS / "assets", _STATIC / "fonts", _STATIC / "brand")
WIDGET = _CHANNELS / "widget" / "widget.js"
_TYPES = {".css": "text/css; charset=utf-8", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
_GPC = {"gpc": True, "lastUpdate": "2026-11-24"}


async def widget(request: Request) -> Response:
    """The one script of the snippet. Fetched again only when it has changed; any site may load it."""
    data, tag = _read(WIDGET)
    headers = {
        "ETag": tag,
        "Cache-Control": "public, max-age=300",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Access-Control-Allow-Origin": "*",
    }
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(data, media_type="text/javascript; charset=utf-8", headers=headers)


async def asset(request: Request) -> Response:
    """A style sheet, font or mark of our pages."""
    path = _assets().get(request.path_params["name"])
    if path is None:
        return Response(status_code=404)
    data, tag = _read(path)
    return Response(
        data, media_type=_TYPES[path.suffix], headers={"ETag": tag, "Cache-Control": "public, max-age=3600"}
    )


async def chat(request: Request) -> Response:
    """The full page: the widget with nothing around it."""
    public_id = request.path_params["public_id"]
    wanted = request.query_params.get("language") or request.headers.get("accept-language", "").split(",")[0][:5]
    try:
        card = await context.run(talk.card, context.current(), public_id)
    except (UnknownBot, NotPublished):
        return message("There is no such bot", "It may not be published yet, or it was taken down.", status=404)
    language = texts.nearest(wanted, card.language)
    return page("chat.html", name=card.name, bot=card.public_id, lang=language, dir=texts.direction(language))


async def health(_: Request) -> Response:
    """200 once the heavy parts are loaded, 503 before and while the process ends."""
    state = readiness.state()
    return JSONResponse(
        {"state": state}, status_code=200 if state == "ready" else 503, headers={"Cache-Control": "no-store"}
    )


async def gpc(_: Request) -> Response:
    """The Global Privacy Control statement: this site honours the signal."""
    return JSONResponse(_GPC)


def _read(path: Path) -> tuple[bytes, str]:
    return _loaded(path, path.stat().st_mtime_ns)


@cache
def _loaded(path: Path, _changed: int) -> tuple[bytes, str]:
    data = path.read_bytes()
    return data, f'"{hashlib.sha256(data).hexdigest()[:20]}"'


@cache
def _assets() -> Mapping[str, Path]:
    return {path.name: path for folder in _FOLDERS for path in folder.iterdir() if path.suffix in _TYPES}


routes = [
    Route("/widget.js", widget),
    Route("/assets/{name}", asset),
    Route("/chat/{public_id}", chat),
    Route("/healthz", health),
    Route("/.well-known/gpc.json", gpc),
]
