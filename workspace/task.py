"""One job while it runs: where it works, how far it is, and whether it should go on."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from bots import config as bot_file
from bots.config import BotConfig
from guardrails import Guardrails, Policy
from knowledge.library import Library
from records.bots import BotRow
from records.jobs import JobRow, Jobs
from records.store import Store
from workspace.assembly import Application

_TELL = 0.4  # seconds between two words about progress


class Cancelled(Exception):
    """The job is not to go on."""


@dataclass
class Task:
    """A job that was taken."""

    app: Application
    workspace: str
    row: JobRow
    detail: dict[str, Any] = field(default_factory=dict)
    _told: float = 0.0

    def __post_init__(self) -> None:
        self.detail = dict(self.row.detail)

    @property
    def store(self) -> Store:
        """The database of the job's workspace."""
        return self.app.store(self.workspace)

    @property
    def library(self) -> Library:
        """Its knowledge."""
        return self.app.library(self.workspace)

    @property
    def bot(self) -> BotRow:
        """The bot it works for."""
        return self.app.bot_row(self.workspace, self.detail["bot"])

    @property
    def config(self) -> BotConfig:
        """That bot's draft."""
        return bot_file.load(self.bot.draft)

    @property
    def guardrails(self) -> Guardrails:
        """That bot's policy at work."""
        return Guardrails(Policy.load(self.config.guarded()))

    def tell(self, share: float, **detail: Any) -> None:
        """Says how far it is, now and then. Raises Cancelled when it is not to go on."""
        self.detail |= detail
        if self.app.stopping.is_set():
            raise Cancelled
        if monotonic() - self._told < _TELL and not detail:
            return
        self._told = monotonic()
        if not Jobs(self.store).progress(self.row.id, min(1.0, share), self.app.clock(), self.detail):
            raise Cancelled

    def stopped(self) -> bool:
        """Whether it is not to go on."""
        try:
            self.tell(self.detail.get("share", 0.0))
        except Cancelled:
            return True
        return False
