"""Visitor tokens: short-lived, signed, bound to one bot, one talk and one origin, verified on every call.

A token is a JWT (HS256). It names nothing but ids, so it may be read by whoever holds it; it opens one talk only. It is
renewed while the talk goes on and ends for good half a day after the talk began.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import jwt

from channels.problems import ApiError

LIFETIME = 30 * 60
LONGEST = 12 * 60 * 60
_AUDIENCE = "tacit-visitor"
_REQUIRED = ["aud", "exp", "iat", "sub", "bot", "org", "beg"]


@dataclass(frozen=True, slots=True)
class Visit:
    """What a token says: the talk, the bot's public id, the origin it was given to, when the talk began and it ends."""

    conversation: str
    bot: str
    origin: str
    began: int
    expires: int

    @property
    def expires_at(self) -> datetime:
        return datetime.fromtimestamp(self.expires, UTC)


class VisitorTokens:
    """Signs and reads visitor tokens with one key of the installation."""

    def __init__(self, key: bytes, clock: Callable[[], float] = time.time) -> None:
        self._key = key
        self._clock = clock

    def issue(self, conversation: str, bot: str, origin: str, *, began: int | None = None) -> tuple[str, Visit]:
        """A token for a talk; ``began`` is given when an older token is renewed."""
        now = int(self._clock())
        began = now if began is None else began
        visit = Visit(conversation, bot, origin, began, min(now + LIFETIME, began + LONGEST))
        claims = {
            "aud": _AUDIENCE, "iat": now, "exp": visit.expires, "sub": conversation, "bot": bot, "org": origin,
            "beg": began,
        }  # fmt: skip
        return jwt.encode(claims, self._key, algorithm="HS256"), visit

    def read(self, token: str) -> Visit:
        """What a token of ours says, even an expired one. Raises ApiError ``token_invalid``."""
        try:
            claims = jwt.decode(
                token,
                self._key,
                algorithms=["HS256"],
                audience=_AUDIENCE,
                options={"require": _REQUIRED, "verify_exp": False, "verify_iat": False},
            )
            return Visit(
                str(claims["sub"]), str(claims["bot"]), str(claims["org"]), int(claims["beg"]), int(claims["exp"])
            )
        except (jwt.InvalidTokenError, ValueError, TypeError):
            raise ApiError("token_invalid") from None

    def expired(self, visit: Visit) -> bool:
        """Whether the token's time is over."""
        return visit.expires <= self._clock()

    def renewed(self, visit: Visit) -> tuple[str, Visit] | None:
        """A fresh token once half the time is over, or None while the old one will do or the talk is too old."""
        left = visit.expires - self._clock()
        if left > LIFETIME / 2 or visit.began + LONGEST <= self._clock() + left:
            return None
        return self.issue(visit.conversation, visit.bot, visit.origin, began=visit.began)
