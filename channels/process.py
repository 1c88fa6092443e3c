"""The builder's process: what ``app.py`` hands to Streamlit, and how it is started.

```
uvicorn ─→ SecurityHeaders ─→ KnownHosts ─→ Guard ─→ /api (FastAPI) · /widget.js · /login · …
                                                 └─→ Streamlit (pages, socket), only with a session
```
Everything runs in one process; ``uvicorn channels.api:app`` runs the public part alone.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import NoReturn

from starlette.middleware import Middleware

from channels import context, demo_site, site
from channels.api import api
from channels.login.guard import Guard
from channels.login.routes import routes as login_routes
from workspace import members
from workspace.settings import Settings

_ROOT = Path(__file__).parent.parent
DEMO_PORT = 8601

routes = [*site.routes(api), *login_routes]
middleware = [*site.middleware(), Middleware(Guard)]


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """The public part's lifespan, with pandas loaded beforehand (Streamlit would at the first page) and the demo site."""
    importlib.import_module("pandas")
    async with site.lifespan(app):
        with ExitStack() as beside:
            port = os.environ.get("TACIT_DEMO_PORT")
            if port:
                beside.enter_context(demo_site.running(context.current(), int(port)))
            print(addresses(), flush=True)
            yield


def addresses() -> str:
    """What to open, for the terminal; with the one-time owner's link while nobody has an account."""
    app, url = context.current(), context.settings().public_url
    lines = [f"Builder            {url}", f"API documentation  {url}/api/docs"]
    if port := os.environ.get("TACIT_DEMO_PORT"):
        lines.insert(1, f"Widget demo page   http://127.0.0.1:{port}")
    if members.needs_owner(app):
        lines.append(f"Make your account  {members.create_owner(app).url}  (works once)")
    return "\n".join(["", *lines, ""])


def serve(settings: Settings, *, demo: bool = False) -> NoReturn:
    """Becomes the server: this process is replaced, so that signals reach it directly."""
    command = [
        sys.executable, "-m", "streamlit", "run", str(_ROOT / "app.py"),
        "--server.address", settings.host, "--server.port", str(settings.port),
    ]  # fmt: skip
    os.chdir(_ROOT)
    sys.stdout.flush()
    os.execve(sys.executable, command, {**os.environ, **environment(settings, demo=demo)})


def environment(settings: Settings, *, demo: bool) -> Mapping[str, str]:
    """The settings as the environment of another process of this installation."""
    given = {
        "TACIT_DATA": str(settings.data),
        "TACIT_KEY_FILE": str(settings.key_file),
        "TACIT_DATABASE_URL": settings.database_url,
        "TACIT_HOST": settings.host,
        "TACIT_PORT": str(settings.port),
        "TACIT_PUBLIC_URL": settings.public_url,
    }
    return given | ({"TACIT_DEMO_PORT": os.environ.get("TACIT_DEMO_PORT", str(DEMO_PORT))} if demo else {})
