"""Work behind the pages, one job at a time: reading uploads and websites, looking for pages, test questions, models.

```
page ─ add ─▶ jobs (table) ─▶ Runner, a thread of the process that owns the index ─▶ worker process: read, clear, embed
                  ▲ schedule of sites                     └─ store, index
```
A job survives its process: uploads wait sealed in the store, and what ran is taken up again at the next start. Two
processes never run the same one, because a job is taken in one commit and only the index's owner takes any.
"""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from weakref import WeakKeyDictionary

from guardrails.faults import fault
from knowledge.errors import IndexOwned, KnowledgeError
from records.errors import NoSpace
from records.jobs import CANCELLED, DONE, FAILED, OPEN, RUNNING, WAITING, JobRow, Jobs
from records.sites import Sites
from workspace import readings
from workspace.assembly import Application
from workspace.errors import BadRequest
from workspace.roles import Desk
from workspace.task import Cancelled, Task

log = logging.getLogger(__name__)

_LOOK = 3.0  # seconds between two looks for work that another process left
_LITTLE = 2_000_000  # bytes
_FAILED = "This failed inside the product. Try it again; if it fails again, report it."
_KINDS: Mapping[str, Callable[[Task], None]] = readings.KINDS


def add(app: Application, workspace: str, kind: str, subject: str, detail: Mapping[str, object]) -> str:
    """A job that begins soon; its id."""
    job = Jobs(app.store(workspace)).add(kind, subject, detail, app.clock())
    wake(app)
    return job


def open_jobs(desk: Desk, subject: str) -> list[JobRow]:
    """What is going on with a knowledge base, oldest first."""
    desk.allow("sources.view")
    return Jobs(desk.app.store(desk.actor.workspace)).find(subject, OPEN)[::-1]


def last_jobs(desk: Desk, subject: str, limit: int = 5) -> list[JobRow]:
    """What went on with a knowledge base, newest first."""
    desk.allow("sources.view")
    return Jobs(desk.app.store(desk.actor.workspace)).find(subject, (DONE, FAILED, CANCELLED), limit)


def no_room(desk: Desk) -> bool:
    """Whether the disk under the data folder is full, so that jobs wait for room."""
    desk.allow("sources.view")
    return _full(desk.app)


def _full(app: Application) -> bool:
    return shutil.disk_usage(app.settings.data).free < _LITTLE


def get(desk: Desk, job: str) -> JobRow:
    """One job."""
    desk.allow("sources.view")
    found = Jobs(desk.app.store(desk.actor.workspace)).get(job)
    if found is None:
        raise BadRequest("There is no such job.")
    return found


def cancel(desk: Desk, job: str) -> None:
    """Stops a job; what it has read stays, what it has not is not read."""
    desk.allow("sources.edit")
    app, workspace = desk.app, desk.actor.workspace
    row = Jobs(app.store(workspace)).get(job)
    if row is not None and Jobs(app.store(workspace)).end(job, CANCELLED, app.clock()) and row.state == WAITING:
        readings.clean_up(Task(app, workspace, row))


def work(app: Application, workspace: str) -> bool:
    """Does the oldest waiting job, here and now; False when there is none."""
    jobs = Jobs(app.store(workspace))
    row = jobs.take(app.clock())
    if row is None:
        return False
    task = Task(app, workspace, row)
    try:
        _KINDS[row.kind](task)
    except Cancelled:
        readings.clean_up(task)
        if app.stopping.is_set():  # taken up again at the next start
            jobs.release(row.id, app.clock())
    except NoSpace as full:  # it goes on by itself when there is room again
        log.error("job waits for room (%s): %s", row.kind, fault(full))
        jobs.release(row.id, app.clock())
        return False
    except KnowledgeError as error:
        jobs.end(row.id, FAILED, app.clock(), str(error))
    except Exception as error:  # noqa: BLE001 - one job must not end the others; its text must not be told
        if app.stopping.is_set():  # its worker or its database was closed under it
            jobs.release(row.id, app.clock())
            return False
        log.error("job failed (%s): %s", row.kind, fault(error))
        jobs.end(row.id, FAILED, app.clock(), _FAILED)
    else:
        jobs.end(row.id, DONE, app.clock())
    return True


def wake(app: Application) -> None:
    """Lets this process's runner look for work now. A builder beside the chat API has none: the API's will look."""
    if not app.settings.builder_only:
        _runner(app).wake()


@contextmanager
def running(app: Application) -> Iterator[None]:
    """For a server's lifespan: jobs and schedules run until the block ends."""
    app.work_aside()
    runner = _runner(app)
    try:
        yield
    finally:
        runner.end()


class _Runner:
    def __init__(self, app: Application) -> None:
        self._app = app
        self._bell = threading.Event()
        self._ended = False
        self._claimed: set[str] = set()
        self._thread = threading.Thread(target=self._run, name="tacit-jobs", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        self._bell.set()

    def end(self) -> None:
        self._ended = True
        self._bell.set()
        self._thread.join(10)

    def _run(self) -> None:
        while not self._ended and not self._app.stopping.is_set():
            self._bell.clear()
            if not self._round():
                self._bell.wait(_LOOK)

    def _round(self) -> bool:
        """One look at every workspace; whether anything was done. What fails in one does not stop the next."""
        busy = False
        try:
            for found in self._app.database.workspaces():
                try:
                    busy = self._look(found.id) or busy
                except Exception as error:  # noqa: BLE001 - the next look tries again
                    log.error("looking for jobs failed: %s", fault(error))
        except Exception as error:  # noqa: BLE001 - a locked database now may be free in a moment
            log.error("looking for jobs failed: %s", fault(error))
        return busy

    def _look(self, workspace: str) -> bool:
        schedule(self._app, workspace)
        if not Jobs(self._app.store(workspace)).find(states=OPEN, limit=1) or _full(self._app):
            return False
        if workspace not in self._claimed:
            try:
                self._app.library(workspace).claim()
            except IndexOwned:  # another process does the work
                return False
            self._claimed.add(workspace)
            Jobs(self._app.store(workspace)).resume(self._app.clock())
        try:
            return not self._ended and work(self._app, workspace)
        except NoSpace:  # not even that it waits could be noted: the next look makes it wait
            self._claimed.discard(workspace)
            raise


def schedule(app: Application, workspace: str) -> int:
    """Jobs for the sites whose time has come; how many."""
    store, now = app.store(workspace), app.clock()
    sites, jobs = Sites(store), Jobs(store)
    due = sites.due(now)
    for site in due:
        sites.schedule(site.id, site.every_hours, now + timedelta(hours=site.every_hours))
        if not any(job.detail.get("site") == site.id for job in jobs.find(site.knowledge_base, OPEN)):
            jobs.add("site", site.knowledge_base, {"site": site.id, "bot": site.settings.get("bot", "")}, now)
    return len(due)


_RUNNERS: WeakKeyDictionary[Application, _Runner] = WeakKeyDictionary()
_MAKING = threading.Lock()


def _runner(app: Application) -> _Runner:
    with _MAKING:
        found = _RUNNERS.get(app)
        if found is None or not found._thread.is_alive():
            found = _RUNNERS[app] = _Runner(app)
        return found


__all__: Sequence[str] = (
    "CANCELLED", "DONE", "FAILED", "OPEN", "RUNNING", "WAITING", "JobRow", "add", "cancel", "get", "last_jobs",
    "open_jobs", "running", "schedule", "wake", "work",
)  # fmt: skip
