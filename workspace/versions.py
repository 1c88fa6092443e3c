"""Publishing: the check that must pass first, versions that stay, differences in plain words, one-click restore."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from workspace.roles import Desk
from workspace.studio import Draft


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One case of a suite: what was tried, whether the bot held, and what it did (masked)."""

    suite: str  # attacks, tasks, settings
    case: str
    passed: bool
    tried: str
    got: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A suite's bar: how many cases must pass, how many did."""

    suite: str
    passed: int
    total: int
    needed: int

    @property
    def held(self) -> bool:
        return self.passed >= self.needed


@dataclass(frozen=True, slots=True)
class Report:
    """The check of a draft, kept with the version. ``skipped`` is the audited reason for publishing without one."""

    bars: tuple[Bar, ...]
    results: tuple[CheckResult, ...]
    seconds: float
    at: datetime
    skipped: str = ""

    @property
    def passed(self) -> bool:
        return not self.skipped and all(bar.held for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Version:
    """A published version."""

    number: int
    live: bool
    note: str
    published_by: str  # the member's name
    published_at: datetime
    notice_hash: str
    report: Report
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two bot files, with a sentence for people."""

    where: str
    before: str
    after: str
    sentence: str


Progress = Callable[[str, int, int], None]  # (what is being tried, done, of)


def check(desk: Desk, bot: str, *, progress: Progress | None = None) -> Report:
    """Run the attack and task suites against the draft, through the same turn as the widget's. Stores nothing."""
    raise NotImplementedError


def publish(
    desk: Desk, bot: str, *, note: str = "", no_check: str | None = None, progress: Progress | None = None
) -> Version:
    """Make the draft live. Raises PublishBlocked when a bar failed; ``no_check`` is the audited reason to go on."""
    raise NotImplementedError


def versions(desk: Desk, bot: str) -> list[Version]:
    """Every version, newest first."""
    raise NotImplementedError


def diff(desk: Desk, bot: str, before: int | None, after: int | None) -> list[Change]:
    """What changed between two versions; None is the draft."""
    raise NotImplementedError


def restore(desk: Desk, bot: str, number: int) -> Draft:
    """Make an old version the draft again; publishing it is a new version."""
    raise NotImplementedError


def snippet(desk: Desk, bot: str) -> str:
    """The one line of HTML that puts the published bot on a page."""
    raise NotImplementedError
