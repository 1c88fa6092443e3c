"""The log-in's two cookies: the session's token and the forms'. HttpOnly, SameSite=Lax, Secure by https."""

from __future__ import annotations

import hmac
import secrets

from starlette.requests import HTTPConnection
from starlette.responses import Response

from channels import context

ABSOLUTE = 8 * 60 * 60


def secure(request: HTTPConnection) -> bool:
    """Whether the browser came, or should come, by https."""
    return request.url.scheme in {"https", "wss"} or context.settings().desk_url.startswith("https:")


def session_name(request: HTTPConnection) -> str:
    """The ``__Host-`` name where a browser accepts it: such a cookie cannot be set by another host or over http."""
    return "__Host-tacit" if secure(request) else "tacit_session"


def session_token(request: HTTPConnection) -> str:
    """The session's token a browser sent, or ""."""
    return request.cookies.get(session_name(request), "")[:200]


def open_session(request: HTTPConnection, response: Response, token: str) -> None:
    """Gives the browser the session's token; a new one at each log-in, so none can be planted before."""
    response.set_cookie(
        session_name(request), token, max_age=ABSOLUTE, path="/", httponly=True, samesite="lax", secure=secure(request)
    )


def end_session(request: HTTPConnection, response: Response) -> None:
    """Takes the session's token from the browser."""
    response.delete_cookie(session_name(request), path="/", httponly=True, samesite="lax", secure=secure(request))


def form_token(request: HTTPConnection) -> str:
    """The forms' token of this browser in this session, a new one when it has none.

    Signed together with the session, because another port or name of this host can plant a cookie, but not sign one.
    """
    sent = request.cookies.get(_form_name(request), "")
    return sent if _signed_here(request, sent) else _signed(request, secrets.token_urlsafe(32))


def keep_form_token(request: HTTPConnection, response: Response, token: str) -> None:
    """Remembers the forms' token in the browser."""
    response.set_cookie(
        _form_name(request), token, max_age=ABSOLUTE, path="/", httponly=True, samesite="lax", secure=secure(request)
    )


def form_is_ours(request: HTTPConnection, sent: str) -> bool:
    """Whether a form came from a page of ours: its token is the cookie's and signed by us for this session, and no
    other site is named as its origin."""
    held = request.cookies.get(_form_name(request), "")
    same_token = secrets.compare_digest(held.encode(), sent.encode())
    return same_token and _signed_here(request, held) and same_site(request)


def same_site(request: HTTPConnection) -> bool:
    """Whether the browser says that the request came from this very origin. Other ports of a host share its cookies."""
    origin = request.headers.get("origin")
    if origin is not None:
        return origin.partition("://")[2] == request.headers.get("host", "")
    return request.headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}


def _signed_here(request: HTTPConnection, token: str) -> bool:
    return secrets.compare_digest(_signed(request, token.partition(".")[0]).encode(), token.encode())


def _signed(request: HTTPConnection, chance: str) -> str:
    said = f"{chance}.{session_token(request)}".encode()
    return f"{chance}.{hmac.digest(context.forms_key(), said, 'sha256').hex()}"


def _form_name(request: HTTPConnection) -> str:
    return "__Host-tacit-form" if secure(request) else "tacit_form"
