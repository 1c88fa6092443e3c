"""/login, /logout and the one-time /welcome link: plain forms, no script."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from channels import context
from channels.limits import rates
from channels.login import cookies, guard
from channels.pages import message, page
from channels.problems import ApiError
from channels.proxies import address
from workspace import members
from workspace.errors import BadRequest, InvitationRefused, LoginRefused, WeakPassword
from workspace.roles import LABELS, Role

_MOST = 16_384
_WRONG = "The e-mail or the password is not right."
_STALE = "This page was open too long. Please try again."


async def login(request: Request) -> Response:
    """The form, and trying it."""
    if request.method != "POST":
        if await guard.who(cookies.session_token(request)):
            return _to(_local(request.query_params.get("next", "")))
        return await _login_form(request, next=_local(request.query_params.get("next", "")))
    form = await _form(request)
    target = _local(form.get("next", ""))
    if not cookies.form_is_ours(request, form.get("csrf", "")):
        return await _login_form(request, problem=_STALE, next=target, status=403)
    try:
        session = await context.run(
            members.login, context.current(), form.get("email", ""), form.get("password", ""), address=address(request)
        )
    except LoginRefused as refused:
        if refused.retry_after:
            return await _locked(request, target, refused.retry_after, form.get("email", ""))
        return await _login_form(request, problem=_WRONG, next=target, email=form.get("email", ""), status=401)
    response = _to(target)
    cookies.open_session(request, response, session.token)
    return response


async def logout(request: Request) -> Response:
    """Asks, then ends the session in the database and in the browser."""
    token = cookies.session_token(request)
    if request.method != "POST":
        return _with_form_token(request, lambda csrf: page("logout.html", csrf=csrf))
    form = await _form(request)
    if not cookies.form_is_ours(request, form.get("csrf", "")):
        return _with_form_token(request, lambda csrf: page("logout.html", csrf=csrf, status=403))
    if token:
        await context.run(members.end_session, context.current(), token)
        guard.forget(token)
    response = _to("/login")
    cookies.end_session(request, response)
    return response


async def welcome(request: Request) -> Response:
    """The one-time link: looking at it does not use it up, sending the form does."""
    try:
        rates().spend("welcome", address(request))
        invited = await context.run(members.invitation, context.current(), request.path_params["token"])
        if request.method != "POST":
            return _welcome_form(request, invited)
        return await _accept(request, invited)
    except ApiError:
        return message("Too many tries", "Wait a quarter of an hour, then open the link again.", status=429)
    except InvitationRefused:
        return message(
            "This link does not work any more",
            "It was used already, or it is too old. Ask for a new one; an owner's link comes from "
            "python -m workspace create-owner.",
            status=410,
            link="/login",
            link_text="Log in",
        )


async def _accept(request: Request, invited: members.Invitation) -> Response:
    form, app = await _form(request), context.current()
    given = {key: form.get(key, "") for key in ("name", "email", "password")}
    if not cookies.form_is_ours(request, form.get("csrf", "")):
        return _welcome_form(request, invited, _STALE, given, status=403)
    if given["password"] != form.get("again"):
        return _welcome_form(request, invited, "The two passwords are not the same.", given, status=422)
    try:
        if invited.whose:
            actor = await context.run(members.set_password, app, invited.token, given["password"])
        else:
            actor = await context.run(members.accept, app, invited.token, **given)
    except (WeakPassword, BadRequest) as fault:
        return _welcome_form(request, invited, str(fault), given, status=422)
    session = await context.run(members.open_session, app, actor)
    response = _to("/")
    cookies.open_session(request, response, session.token)
    return response


async def _login_form(
    request: Request, *, next: str, problem: str = "", email: str = "", status: int = 200
) -> Response:
    """The form; what was typed as the e-mail stays, a password never."""
    fresh = await context.run(members.needs_owner, context.current())
    ended = bool(cookies.session_token(request)) and not problem  # a log-out takes the cookie along
    said: dict[str, Any] = {"next": next, "problem": problem, "email": email, "fresh": fresh, "ended": ended}
    return _with_form_token(request, lambda csrf: page("login.html", status=status, csrf=csrf, **said))


async def _locked(request: Request, target: str, wait: int, email: str) -> Response:
    minutes = max(1, round(wait / 60))
    said = f"Too many tries. Log-in is locked for {minutes} minute{'s' if minutes > 1 else ''}, to protect the account."
    response = await _login_form(request, problem=said, next=target, email=email, status=429)
    response.headers["Retry-After"] = str(wait)
    return response


def _welcome_form(
    request: Request,
    invited: members.Invitation,
    problem: str = "",
    form: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    values: dict[str, Any] = {key: (form or {}).get(key, "") for key in ("name", "email")}
    return _with_form_token(
        request,
        lambda csrf: page(
            "welcome.html",
            csrf=csrf,
            owner=invited.role is Role.OWNER,
            role=LABELS[invited.role].lower(),
            whose=invited.whose,
            problem=problem,
            status=status,
            **values,
        ),
    )


def _with_form_token(request: Request, draw: Callable[[str], Response]) -> Response:
    token = cookies.form_token(request)
    response = draw(token)
    cookies.keep_form_token(request, response, token)
    return response


async def _form(request: Request) -> dict[str, str]:
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > _MOST:
            return {}
    return dict(parse_qsl(data.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20))


def _local(path: str) -> str:
    """A path of this server to go on to; anything else is the front page."""
    plain = path.isascii() and path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith(("//", "/login", "/logout")) else "/"


def _to(path: str) -> Response:
    return RedirectResponse(path, status_code=303, headers={"Cache-Control": "no-store"})


routes = [
    Route("/login", login, methods=["GET", "POST"]),
    Route("/logout", logout, methods=["GET", "POST"]),
    Route("/welcome/{token}", welcome, methods=["GET", "POST"]),
]
