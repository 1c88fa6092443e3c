"""The builder's process: what ``app.py`` hands to Streamlit.

```
uvicorn ─→ SecurityHeaders ─→ KnownHosts ─→ Guard ─→ /api (FastAPI) · /widget.js · /login · …
                                                 └─→ Streamlit (pages, socket), only with a session
```
Everything runs in one process; ``uvicorn channels.api:app`` runs the public part alone. With TACIT_BUILDER_ONLY=1 this
one is the builder beside it: it owns nothing, and sends whoever asks it for the public part to where that is.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager, nullcontext
from functools import partial

from starlette.middleware import Middleware

from channels import context, demo_site, readiness, site
from channels.api import api
from channels.elsewhere import Elsewhere
from channels.login.guard import Guard
from channels.login.routes import routes as login_routes
from channels.routes import downloads
from workspace import control, members
from workspace.settings import Settings

routes = [*site.routes(api), *login_routes, *downloads.routes]
middleware = [*site.middleware(), Middleware(Elsewhere), Middleware(Guard)]


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """The public part's, with pandas loaded too (Streamlit would at its first page) and the demo shop's page."""
    settings = context.settings()
    places = {"builder": settings.desk_url, **_demo_place(settings)}
    owning = nullcontext() if settings.builder_only else control.serving(context.current(), places)
    async with site.alive(owning):
        with ExitStack() as beside:
            if settings.demo_port:
                find = partial(demo_site.demo_bot, context.current())
                beside.enter_context(demo_site.running(settings.public_url, settings.demo_port, find))
            print(addresses(), flush=True)
            readiness.warm(context.current(), modules=("pandas",))  # not earlier: it would slow the first answer
            yield


def addresses() -> str:
    """What to open, for the terminal; with the one-time owner's link while nobody has an account."""
    app, settings = context.current(), context.settings()
    places = {
        "Builder": settings.desk_url,
        **{name.capitalize(): where for name, where in _demo_place(settings).items()},
        "API documentation": f"{settings.public_url}/api/docs",
    }
    if members.needs_owner(app):
        places["Make your account"] = f"{members.create_owner(app).url}  (works once)"
    lines = [f"  {name:<18} {where}" for name, where in places.items()]
    if settings.builder_only and not control.wait_for_server(settings.data, 0.2):
        lines += ["", "  The chat API does not run yet: python -m uvicorn channels.api:app, on the same data folder."]
    return "\n".join(["", *lines, ""])


def _demo_place(settings: Settings) -> dict[str, str]:
    return {"widget demo page": f"http://127.0.0.1:{settings.demo_port}"} if settings.demo_port else {}
