"""The few lines of YAML on top of a Markdown or HTML file: id, title, url, language."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from documents.plain import line

_FENCED = re.compile(r"\A\s*(?:<!--\s*)?---[ \t]*\n(.{0,8000}?)\n---[ \t]*(?:\n\s*-->|-->)?[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Front:
    """What the front matter says; everything may be absent."""

    id: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None


def split_front(text: str) -> tuple[Front, str]:
    """The front matter and the text below it. Front matter that is not YAML is dropped as if it were not there."""
    found = _FENCED.match(text)
    if not found:
        return Front(), text
    rest = text[found.end() :]
    if "&" in found[1] and "*" in found[1]:  # no anchors and aliases: they can grow without end
        return Front(), rest
    try:
        values = yaml.load(found[1], Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return Front(), rest
    if not isinstance(values, dict):
        return Front(), text
    return Front(*(_word(values.get(key)) for key in ("id", "title", "url", "language"))), rest


def _word(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return line(str(value))[:500] or None
