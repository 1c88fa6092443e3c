"""Files that pages make for one person, fetched once. Behind the log-in guard, which says who asks."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from channels import context
from channels.login.guard import HEADER
from channels.pages import message
from workspace import downloads


async def fetch(request: Request) -> Response:
    """The file, to be saved; never shown in the browser, because visitors wrote its words."""
    if request.method == "HEAD":  # looking would use it up
        return Response(status_code=405, headers={"Allow": "GET"})
    member = request.headers.get(HEADER.decode("ascii"), "")
    found = await context.run(downloads.take, context.current(), request.path_params["token"], member)
    if found is None:
        return message("This file is gone", "It can be fetched once, for five minutes. Make it again.", status=410)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name)}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    }
    return Response(found.data, media_type=found.media_type, headers=headers)


routes = [Route("/download/{token}", fetch, methods=["GET"])]
