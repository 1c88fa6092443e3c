"""Application: the only file that picks real adapters. Heavy parts are made at first use.

One per process and data folder; ``application(settings)`` gives the same one again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from bots.engine import LiveBot
from knowledge.library import Library
from records.database import Database
from records.store import Store
from workspace.settings import Settings

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)


class Application:
    """What the product is made of: database, knowledge, guardrails and models, put together from settings."""

    def __init__(self, settings: Settings, clock: Clock = system_clock) -> None:
        self.settings = settings
        self.clock = clock

    @property
    def database(self) -> Database:
        """The database, opened and migrated at first use."""
        raise NotImplementedError

    def store(self, workspace: str) -> Store:
        """The database seen from one workspace."""
        raise NotImplementedError

    def library(self, workspace: str) -> Library:
        """The knowledge bases of a workspace; the first call takes the index's lock."""
        raise NotImplementedError

    def live_bot(self, workspace: str, bot_id: str, *, draft: bool = False) -> LiveBot:
        """A bot ready to answer: its live version or its draft. Cached until the bot or the model settings change."""
        raise NotImplementedError

    def warm(self) -> None:
        """Load the heavy parts (recognizers, embeddings, index) so that the first visitor does not wait."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of files and locks."""
        raise NotImplementedError


def application(settings: Settings) -> Application:
    """The process's application for these settings."""
    raise NotImplementedError
