"""The bench of a bot's knowledge: one question looked into, kept test questions, and how they went over time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bots.types import TurnResult
from guardrails import Guardrails, MemoryVault, Policy
from guardrails.types import Stage
from knowledge.types import Citation, Passage, Retrieval
from records.bench import BenchRecords, TestQuestion
from records.jobs import OPEN, Jobs
from workspace import studio
from workspace.assembly import Application
from workspace.errors import BadRequest
from workspace.roles import Desk
from workspace.trial import Room

MOST = 200
_FIRST = 5


@dataclass(frozen=True, slots=True)
class Tried:
    """A question looked into: passages with the parts of their score, and what the bot would say."""

    question: str
    retrieval: Retrieval
    used: tuple[bool, ...]  # per passage: whether the answer names it
    answer: str
    citations: tuple[Citation, ...]
    abstained: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """How one kept question went. ``place`` is the rank of its source, 0 when it was not among the first five."""

    question: str
    source: str
    place: int
    cited: bool
    abstained: bool
    answer: str

    @property
    def right(self) -> bool:
        """An answer that names the expected source; silence when nothing answers."""
        return self.abstained if not self.source else self.cited and not self.abstained


@dataclass(frozen=True, slots=True)
class Run:
    """One run: shares of the questions concerned, None when there are none of that kind."""

    at: datetime
    why: str
    questions: int
    first: float | None
    five: float | None
    cited: float | None
    refused: float | None
    checked: tuple[Checked, ...] = ()


def ask(desk: Desk, bot: str, question: str, k: int = 8) -> Tried:
    """What the draft finds for a question and what it would say; nothing is stored."""
    desk.allow("bots.preview")
    app, workspace = desk.app, desk.actor.workspace
    app.reach_index(workspace)
    draft = studio.get_draft(desk, bot)
    guard = Guardrails(Policy.load(draft.config.guarded()))
    verdict = guard.clear(question, Stage.INPUT, vault=MemoryVault())
    base = app.knowledge_base(workspace, draft.key, draft.config.knowledge)
    found = Retrieval((), 0.0)
    if base is not None and not verdict.blocked:
        found = app.library(workspace).search(base, verdict.text, k)
    said = _say(app, workspace, bot, question)
    return Tried(
        str(verdict.text), found, tuple(_named(p, said.citations) for p in found.passages), said.reply, said.citations,
        said.abstained, said.abstain_reason or "",
    )  # fmt: skip


def keep(desk: Desk, bot: str, question: str, source: str) -> None:
    """Keeps a test question with the key of the source that should answer it; "" when nothing should."""
    desk.allow("sources.edit")
    draft = studio.get_draft(desk, bot)
    records = BenchRecords(desk.app.store(desk.actor.workspace))
    if not question.strip():
        raise BadRequest("Write the question first.")
    if len(records.questions(bot)) >= MOST:
        raise BadRequest(f"There are {MOST} test questions already. Take one away first.")
    guard = Guardrails(Policy.load(draft.config.guarded()))
    records.add(bot, guard.clear(" ".join(question.split()), Stage.RECORD).text, source, desk.app.clock())


def kept(desk: Desk, bot: str) -> list[TestQuestion]:
    """The kept questions, oldest first."""
    desk.allow("sources.view")
    return BenchRecords(desk.app.store(desk.actor.workspace)).questions(bot)


def forget(desk: Desk, bot: str, question: str) -> None:
    """Takes a test question away."""
    desk.allow("sources.edit")
    BenchRecords(desk.app.store(desk.actor.workspace)).remove(bot, question)


def runs(desk: Desk, bot: str) -> list[Run]:
    """How the kept questions went, oldest first; the last one with every question."""
    desk.allow("sources.view")
    stored = BenchRecords(desk.app.store(desk.actor.workspace)).runs(bot)
    return [_run(row.at, row.why, dict(row.result)) for row in stored]


def after(app: Application, workspace: str, bot: str, why: str) -> None:
    """After a change of the knowledge: the kept questions are asked anew, when there are any and none wait."""
    store = app.store(workspace)
    if not bot or not BenchRecords(store).questions(bot):
        return
    jobs = Jobs(store)
    if not any(job.kind == "bench" and job.detail.get("bot") == bot for job in jobs.find(states=OPEN)):
        jobs.add("bench", app.bot_row(workspace, bot).knowledge_base or "", {"bot": bot, "why": why}, app.clock())


def run(app: Application, workspace: str, bot: str, why: str, tell: Callable[[float], None]) -> Run:
    """Asks every kept question, and stores how it went."""
    records = BenchRecords(app.store(workspace))
    checked = []
    questions = records.questions(bot)
    for number, question in enumerate(questions):
        tell(number / len(questions))
        checked.append(_check(app, workspace, bot, question))
    result = _result(checked)
    now = app.clock()
    records.ran(bot, why, result, now)
    return _run(now, why, result)


def _check(app: Application, workspace: str, bot: str, question: TestQuestion) -> Checked:
    said = _say(app, workspace, bot, question.question)
    found = list(dict.fromkeys(c.source for c in said.passages))
    place = found.index(question.source) + 1 if question.source in found[:_FIRST] else 0
    cited = bool(said.citations) and said.citations[0].source == question.source
    return Checked(question.question, question.source, place, cited, said.abstained, said.reply[:500])


def _say(app: Application, workspace: str, bot: str, question: str) -> TurnResult:
    live = app.live_bot(workspace, bot, draft=True, tried=True)
    return Room(live, live.services.store, app.clock).talk().say(question).result


def _named(passage: Passage, citations: tuple[Citation, ...]) -> bool:
    return any(c.source == passage.citation.source and c.heading == passage.citation.heading for c in citations)


def _result(checked: list[Checked]) -> dict[str, Any]:
    answerable = [c for c in checked if c.source]
    silent = [c for c in checked if not c.source]
    return {
        "questions": len(checked),
        "first": _share([c.place == 1 for c in answerable]),
        "five": _share([c.place > 0 for c in answerable]),
        "cited": _share([c.right for c in answerable]),
        "refused": _share([c.right for c in silent]),
        "checked": [[c.question, c.source, c.place, c.cited, c.abstained, c.answer] for c in checked],
    }


def _share(held: list[bool]) -> float | None:
    return sum(held) / len(held) if held else None


def _run(at: datetime, why: str, result: dict[str, Any]) -> Run:
    return Run(
        at, why, result["questions"], result["first"], result["five"], result["cited"], result["refused"],
        tuple(Checked(*line) for line in result.get("checked", ())),
    )  # fmt: skip
