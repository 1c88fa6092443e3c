"""Publishing as a piece of work of its own: it goes on when the browser's tab closes, and whoever comes back sees it.

One at a time per bot. In memory: a publication that the process's end cut short has published nothing (making a version
live is one commit at its very end), and is started again by hand.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from datetime import datetime
from weakref import WeakKeyDictionary

from bots.errors import BotError
from guardrails.faults import fault
from records.errors import RecordError
from workspace import studio, versions
from workspace.assembly import Application
from workspace.errors import PublishBlocked, WorkspaceError
from workspace.roles import Desk
from workspace.versions import Report, Version

log = logging.getLogger(__name__)
BROKEN = "Publishing broke off on our side. Nothing was published; try again."


@dataclass
class Publication:
    """One publication: how far it is, and what became of it. Only its thread writes."""

    bot: str
    draft_of: datetime  # when the draft that is tested was last changed
    by: str
    what: str = ""
    done: int = 0
    of: int = 0
    version: Version | None = None
    report: Report | None = None  # of a check that failed
    problem: str = ""
    _over: threading.Event = field(default_factory=threading.Event)

    @property
    def over(self) -> bool:
        """Whether it has ended, well or not."""
        return self._over.is_set()

    def wait(self, seconds: float) -> bool:
        """Waits for the end, at most so long; whether it came."""
        return self._over.wait(seconds)


def start(desk: Desk, bot: str, *, note: str = "", no_check: str | None = None) -> Publication:
    """Begin to publish the draft; the one under way when there is one. Raises NotAllowed and AnsweringAway at once."""
    desk.allow("bots.publish")
    if no_check is not None:
        desk.allow("bots.publish_unchecked")
    draft = studio.get_draft(desk, bot)
    versions.may_go_live(desk, draft)
    desk.app.reach_index(desk.actor.workspace)
    with _GUARD:
        known = _known(desk.app).get(_key(desk, bot))
        if known is not None and not known.over:
            return known
        made = Publication(bot, draft.changed_at, desk.actor.name)
        _known(desk.app)[_key(desk, bot)] = made
    threading.Thread(target=_run, args=(desk, made, note, no_check), name="tacit-publish", daemon=True).start()
    return made


def last(desk: Desk, bot: str) -> Publication | None:
    """The publication of this bot that is under way or ended last, since the process began."""
    desk.allow("bots.view")
    with _GUARD:
        return _known(desk.app).get(_key(desk, bot))


class _Stopped(Exception):
    """The process ends."""


def _run(desk: Desk, made: Publication, note: str, no_check: str | None) -> None:
    def progress(what: str, done: int, of: int) -> None:
        made.what, made.done, made.of = what, done, of
        if desk.app.stopping.is_set():
            raise _Stopped

    try:
        made.version = versions.publish(desk, made.bot, note=note, no_check=no_check, progress=progress)
    except PublishBlocked as blocked:
        made.report, made.problem = blocked.report, str(blocked)
    except _Stopped:
        made.problem = BROKEN
    except (WorkspaceError, BotError, RecordError) as error:
        made.problem = str(error)
    except Exception as error:  # noqa: BLE001 - the edge of a thread: what is lost here nobody would see
        log.error("publishing failed: %s", fault(error))
        made.problem = BROKEN
    finally:
        made._over.set()


_GUARD = threading.Lock()
_PUBLICATIONS: WeakKeyDictionary[Application, dict[tuple[str, str], Publication]] = WeakKeyDictionary()


def _known(app: Application) -> dict[tuple[str, str], Publication]:
    return _PUBLICATIONS.setdefault(app, {})


def _key(desk: Desk, bot: str) -> tuple[str, str]:
    return desk.actor.workspace, bot
