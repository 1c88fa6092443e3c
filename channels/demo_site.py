"""The demo shop's page on a port of its own: another origin, as a customer's site is. Only for trying things out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from markupsafe import escape
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from channels import context
from channels.broken import NothingPrinted
from channels.demo_orders import order_routes
from records.bots import Bots
from workspace.assembly import Application

SITE = Path(__file__).parent.parent / "demo" / "site"
_BOT = "ada-support"  # the id in demo/bots/support.yaml
_CSP = (
    "default-src 'none'; script-src {server}; connect-src {server}; style-src 'self'; img-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def demo_bot(app: Application) -> str | None:
    """The public id of the demo's support bot, in whichever workspace it is published; None while there is none."""
    for workspace in app.database.workspaces():
        bot = Bots(app.store(workspace.id)).by_key(_BOT)
        if bot is not None and bot.live_version is not None and bot.archived_at is None:
            return bot.public_id
    return None


def demo_app(server: str, find: Callable[[], str | None]) -> Starlette:
    """The shop's page with the snippet filled in, under a policy as strict as a careful shop's.

    ``find`` gives the public id of the demo's bot, None while there is none.
    """

    async def shop(_: Request) -> Response:
        public_id = await context.run(find)
        snippet = f'<script async src="{escape(server)}/widget.js" data-bot="{escape(public_id)}"></script>'
        parts = (SITE / "index.html").read_text("utf-8").rpartition("{{snippet}}")  # the last: a comment names it too
        return HTMLResponse(
            parts[0] + (snippet if public_id else "") + parts[2],
            headers={"Content-Security-Policy": _CSP.format(server=server)},
        )

    async def no_icon(_: Request) -> Response:
        return Response(status_code=204)

    page = [Route("/", shop), Route("/favicon.ico", no_icon), *order_routes(), Mount("/", StaticFiles(directory=SITE))]
    return Starlette(routes=page, middleware=[Middleware(NothingPrinted)])


@contextmanager
def running(server_url: str, port: int, find: Callable[[], str | None]) -> Iterator[None]:
    """Serves the page on loopback in a thread of its own until the block ends."""
    site = demo_app(server_url, find)
    server = uvicorn.Server(
        uvicorn.Config(site, host="127.0.0.1", port=port, log_level="warning", access_log=False, lifespan="off")
    )
    thread = threading.Thread(target=server.run, name="demo-site", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(3)
