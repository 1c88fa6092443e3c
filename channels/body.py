"""Bodies are bounded and read strictly before anything else looks at them.

Bytes, depth and number length are limited before parsing; NaN, infinities, half characters (lone surrogates) and keys
written twice are refused. The same bytes are then handed on, so that the application parses what was checked.
"""

from __future__ import annotations

import asyncio
import json
import math
import re
from typing import Any, NoReturn

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from channels.problems import ApiError, answer

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
MAX_DIGITS = 40
_SECONDS = 10.0
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_BRACKET = re.compile(rb"[\[\]{}]")
_LONG_NUMBER = re.compile(rb"[0-9.eE+\-]{%d,}" % (MAX_DIGITS + 1))


class StrictJson:
    """Middleware: a request with a body goes on only when its JSON is safe to parse."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self.app(scope, receive, send)
            return
        try:
            data = await _read(Headers(scope=scope), receive)
            if data:
                _media_type(Headers(scope=scope))
                check(data)
        except ApiError as refused:
            await answer(refused)(scope, receive, send)
            return
        await self.app(scope, _replay(data, receive), send)


def check(data: bytes) -> None:
    """Raises ApiError unless the bytes are JSON that is safe to parse."""
    bare = _STRING.sub(b"", data)
    if _LONG_NUMBER.search(bare) or _depth(bare) > MAX_DEPTH:
        raise ApiError("json_unsafe")
    try:
        value = json.loads(
            data.decode("utf-8"), parse_constant=_unsafe, parse_float=_finite, object_pairs_hook=_no_key_twice
        )
    except (ValueError, RecursionError):
        raise ApiError("not_json") from None
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise ApiError("json_unsafe", "A string holds half a character (a lone surrogate).") from None


async def _read(headers: Headers, receive: Receive) -> bytes:
    announced = headers.get("content-length", "0")
    if not announced.isdigit() or int(announced) > MAX_BYTES:
        raise ApiError("body_too_large", headers={"Connection": "close"})
    data = bytearray()
    try:
        async with asyncio.timeout(_SECONDS):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    raise ApiError("body_slow")
                data += message.get("body", b"")
                if len(data) > MAX_BYTES:
                    raise ApiError("body_too_large", headers={"Connection": "close"})
                if not message.get("more_body", False):
                    return bytes(data)
    except TimeoutError:
        raise ApiError("body_slow", headers={"Connection": "close"}) from None


def _media_type(headers: Headers) -> None:
    if headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise ApiError("media_type")


def _replay(data: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": data, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again


def _depth(bare: bytes) -> int:
    depth = deepest = 0
    for bracket in _BRACKET.findall(bare):
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _unsafe(_: str) -> NoReturn:
    raise ApiError("json_unsafe", "NaN and infinities are no JSON.")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ApiError("json_unsafe", "A number is too large.")
    return number


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ApiError("json_unsafe", "A key is written twice.")
    return found
