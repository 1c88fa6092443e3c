"""Where something is wrong, as the owner of a business would say it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bots.schema.booking import BookingFile
from builder import words
from builder.components.opening import DAYS
from guardrails.errors import Problem

LISTS = {"services": "Service", "staff": "Person", "locations": "Place", "details": "Question"}
KEYS = {
    "hours": "opening hours", "breaks": "breaks", "special": "days with other hours", "closed": "closed days",
    "holidays": "public holidays", "staff": "who can do it", "minutes": "length", "mail": "e-mail",
    "purpose": "why it is asked",
    "timezone": "time zone", "location": "where they work", "locations": "where it is offered",
    "label": "how it is asked",
    "buffer_before": "minutes kept free before", "buffer_after": "minutes kept free after", "capacity": "places",
    "basis": "legal basis", "name": "name",
}  # fmt: skip


def key(problem: Problem) -> str:
    """The key of the bot file that a problem is in."""
    return re.split(r"[.\[]", _where(problem))[0]


def place(problem: Problem, values: Mapping[str, Any]) -> str:
    """The place of a problem in words: "Person 2, Theo: opening hours, Tuesday"."""
    found = re.match(r"(\w+)\[(\d+)\]\.?(.*)", _where(problem))
    if not found:
        said = _rest(_where(problem))
        return words.plain(said[:1].upper() + said[1:]) or "This cannot be saved yet"
    of, number, rest = found[1], int(found[2]), found[3]
    items: Sequence[Mapping[str, Any]] = values.get(of, ())
    name = str(items[number].get("label") or items[number].get("name") or "") if number < len(items) else ""
    head = f"{LISTS.get(of, KEYS.get(of, of).capitalize())} {number + 1}" + (f", {name}" if name else "")
    return words.plain(f"{head}: {_rest(rest)}" if rest else head)


def marks(problems: Sequence[Problem], values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong by place, lists by id or day and not by number: "staff.theo.hours.tue", "special.2026-12-25"."""
    return {_named(_where(one), values): f"{one.message} {one.hint}".strip() for one in problems}


def _named(path: str, values: Any) -> str:
    """The path with each number in it replaced by the id or the day of that item."""
    found = re.match(r"(.*?)(\w+)\[(\d+)\](.*)", path)
    if not found:
        return path
    head, of, number, rest = found[1], found[2], int(found[3]), found[4].lstrip(".")
    items = values.get(of) if isinstance(values, Mapping) else None
    item = items[number] if items and number < len(items) else {}
    name = str(item.get("id") or item.get("day") or number)
    return f"{head}{of}.{name}" + (f".{_named(rest, item)}" if rest else "")


def _where(problem: Problem) -> str:
    return problem.where.partition(", ")[2] or problem.where


def _rest(path: str) -> str:
    parts = [part for part in re.split(r"[.\[\]]+", path) if part and not part.isdigit()]
    return ", ".join(DAYS.get(part) or KEYS.get(part) or _title(part) for part in parts)


def _title(name: str) -> str:
    known = BookingFile.model_fields.get(name)
    return (known.title if known else None) or name.replace("_", " ")
