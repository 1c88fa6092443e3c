"""One JSON value from one line of input, bounded before it is parsed: bytes, depth, length of numbers."""

from __future__ import annotations

import json
import math
from typing import Any

from workspace.errors import BadRequest

MAX_LINE = 1_000_000
MAX_DEPTH = 20


def read_json(raw: bytes) -> Any:
    """One JSON value, bounded before and after it is read. Raises BadRequest."""
    if len(raw) > MAX_LINE:
        raise BadRequest(f"The line is longer than {MAX_LINE} bytes.")
    if _depth(raw) > MAX_DEPTH:
        raise BadRequest(f"The line is nested deeper than {MAX_DEPTH} levels.")
    try:
        value = json.loads(raw.decode("utf-8"), parse_constant=_refuse, parse_int=_whole, parse_float=_number)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise BadRequest("The line holds half of a character (a lone surrogate).") from None
    except (ValueError, RecursionError):
        raise BadRequest("The line is not JSON.") from None
    return value


def _depth(raw: bytes) -> int:
    """How deep brackets nest, counting those inside strings too: an upper bound, found without parsing."""
    depth = deepest = 0
    inside = escaped = False
    for byte in raw:
        if inside:
            inside, escaped = (byte != 0x22 or escaped), (byte == 0x5C and not escaped)
        elif byte == 0x22:
            inside = True
        elif byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest


def _refuse(text: str) -> float:
    raise ValueError(f"{text} is no JSON number")


def _whole(text: str) -> int:
    if len(text) > 40:
        raise ValueError("a number too long")
    return int(text)


def _number(text: str) -> float:
    value = float(text) if len(text) <= 60 else math.inf
    if not math.isfinite(value):
        raise ValueError("a number out of range")
    return value
