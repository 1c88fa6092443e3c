"""The demo workspace: a made-up shop with its documents, a published support bot, and two drafts."""

from __future__ import annotations

from collections.abc import Callable

from workspace.roles import Desk


def install(desk: Desk, *, progress: Callable[[str], None] | None = None) -> None:
    """Install or renew what /demo holds. Bots that exist already are left as their owner made them."""
    raise NotImplementedError


def installed(desk: Desk) -> bool:
    """Whether the demo's support bot is there."""
    raise NotImplementedError
