"""Pages behind the links in mails (one booking: see, take as a file, cancel; an offer: take), and calendar feeds.

Opening a page changes nothing, because mail programs open links by themselves; what changes something is its button.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bots.phrases import phrase
from channels import context, texts
from channels.limits import rates
from channels.login.cookies import same_site
from channels.pages import message, page
from channels.problems import ApiError
from channels.proxies import address
from workspace import booking_links, feeds

_CALENDAR = "text/calendar; charset=utf-8"
_PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}


async def shown(request: Request) -> Response:
    """The booking or offer behind a link."""
    if refused := _spend(request):
        return refused
    return await _page(request)


async def act(request: Request) -> Response:
    """What the page's button does. Another site's form that was sent here shows the page and changes nothing."""
    if refused := _spend(request):
        return refused
    if not same_site(request):
        return await _page(request)
    await context.run(booking_links.act, context.current(), request.path_params["token"])
    return await _page(request)


async def calendar_file(request: Request) -> Response:
    """The booking for one's own calendar."""
    if refused := _spend(request):
        return refused
    file = await context.run(booking_links.calendar_file, context.current(), request.path_params["token"])
    if file is None:
        return _gone("en")
    headers = {**_PRIVATE, "Content-Disposition": 'attachment; filename="appointment.ics"'}
    return Response(file, media_type=_CALENDAR, headers=headers)


async def feed(request: Request) -> Response:
    """The bookings of a business, at a secret address."""
    if refused := _spend(request):
        return refused
    file = await context.run(feeds.read, context.current(), request.path_params["token"])
    if file is None:
        return Response(status_code=404, headers=_PRIVATE)
    return Response(file, media_type=_CALENDAR, headers=_PRIVATE)


async def _page(request: Request) -> Response:
    token = request.path_params["token"]
    found = await context.run(booking_links.shown, context.current(), token)
    if found is None:
        return _gone("en")
    language = texts.nearest(found.language)
    made = page(
        "booking.html",
        lang=language,
        dir=texts.direction(language),
        brand=found.bot,
        home=f"/chat/{found.public_id}",
        said=found.said,
        act=phrase(f"page_{found.act}", language) if found.act else "",
        danger=found.act == "cancel",
        token=token,
        file=phrase("page_calendar", language) if found.file else "",
    )
    # Without a referrer the Origin of the page's own button would be "null".
    made.headers.update(_PRIVATE | {"Referrer-Policy": "same-origin"})
    return made


def _gone(language: str) -> Response:
    return message(phrase("page_gone", language), "", status=404)


def _spend(request: Request) -> Response | None:
    try:
        rates().spend("booking_page", address(request))
    except ApiError as error:
        return Response(status_code=429, headers=dict(error.headers or {}))
    return None


routes = [
    Route("/booking/{token}", shown),
    Route("/booking/{token}", act, methods=["POST"]),
    Route("/booking/{token}/appointment.ics", calendar_file),
    Route("/feed/{token}.ics", feed),
]
