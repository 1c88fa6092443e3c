"""Visitor tokens open one talk, for one site, for a while."""

from __future__ import annotations

import jwt
import pytest

from channels.problems import ApiError
from channels.sessions import LIFETIME, LONGEST, VisitorTokens

KEY = b"k" * 32
START = 1_800_000_000


class Clock:
    now = float(START)

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tokens(clock: Clock) -> VisitorTokens:
    return VisitorTokens(KEY, clock)


def test_a_token_says_its_talk_bot_and_site(tokens: VisitorTokens) -> None:
    token, issued = tokens.issue("cnv_1", "pub_1", "https://shop.example")
    assert tokens.read(token) == issued
    assert (issued.conversation, issued.bot, issued.origin) == ("cnv_1", "pub_1", "https://shop.example")
    assert issued.expires == START + LIFETIME


def test_an_expired_token_can_be_read_but_is_expired(tokens: VisitorTokens, clock: Clock) -> None:
    token, _ = tokens.issue("cnv_1", "pub_1", "https://shop.example")
    clock.now += LIFETIME
    assert tokens.expired(tokens.read(token))


CLAIMS = {
    "aud": "tacit-visitor", "exp": START * 2, "iat": START, "sub": "cnv_1", "bot": "b", "org": "o", "beg": START,
}  # fmt: skip


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "a.b.c",
        jwt.encode({"sub": "cnv_1"}, KEY, algorithm="HS256"),
        jwt.encode(CLAIMS, b"x" * 32, algorithm="HS256"),
        jwt.encode(CLAIMS, "", algorithm="none"),
        jwt.encode(CLAIMS | {"aud": "other"}, KEY, algorithm="HS256"),
    ],
    ids=["empty", "no token", "ours, but says too little", "another key", "no signature", "another audience"],
)
def test_a_token_that_is_not_ours_is_refused(tokens: VisitorTokens, forged: str) -> None:
    with pytest.raises(ApiError, match="token_invalid"):
        tokens.read(forged)


def test_a_changed_token_is_refused(tokens: VisitorTokens) -> None:
    token, _ = tokens.issue("cnv_1", "pub_1", "https://shop.example")
    head, claims, signature = token.split(".")
    for broken in (f"{head}.{claims[:-2]}AA.{signature}", f"{head}.{claims}.{signature[:-4]}AAAA"):
        with pytest.raises(ApiError, match="token_invalid"):
            tokens.read(broken)


def test_a_talk_that_goes_on_is_renewed_but_not_for_ever(tokens: VisitorTokens, clock: Clock) -> None:
    _, visit = tokens.issue("cnv_1", "pub_1", "https://shop.example")
    assert tokens.renewed(visit) is None, "young"
    while True:
        clock.now += LIFETIME * 0.6
        fresh = tokens.renewed(visit)
        if fresh is None:
            break
        assert fresh[1].began == START
        assert fresh[1].origin == visit.origin
        visit = fresh[1]
    assert visit.expires == START + LONGEST
