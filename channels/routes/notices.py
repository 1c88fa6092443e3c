"""The privacy notice of a bot at its own address, in every language the widget speaks."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from channels import context, texts
from channels.pages import message, page
from workspace import talk
from workspace.errors import NotPublished, UnknownBot


async def notice(request: Request) -> Response:
    """The notice as it stands now. ``Sec-GPC`` is confirmed where it can be seen."""
    public_id = request.path_params["public_id"]
    wanted = request.query_params.get("language") or _first_language(request)
    app = context.current()
    try:
        found = await context.run(talk.notice, app, public_id, wanted)
        name = (await context.run(talk.card, app, public_id)).name
    except (UnknownBot, NotPublished):
        return message("There is no such notice", "The bot may have been taken down.", status=404)
    language = texts.nearest(found.language)
    words = texts.texts(language)
    return page(
        "notice.html",
        lang=language,
        dir=texts.direction(language),
        brand=name,
        home=f"/chat/{public_id}",
        title=words["notice"],
        html=Markup(_markdown().render(found.markdown)),  # noqa: S704 - rendered with HTML switched off
        opt_out=words["opt_out"] if request.headers.get("sec-gpc") == "1" else "",
        languages=texts.languages(),
        hash=found.hash,
    )


def _first_language(request: Request) -> str | None:
    accepted = request.headers.get("accept-language", "").split(",")[0].split(";")[0].strip()
    return accepted[:10] or None


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


routes = [Route("/notice/{public_id}", notice)]
