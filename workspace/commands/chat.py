"""``chat``: the same turn as the widget's, on the terminal or, with ``--jsonl``, for scripts.

Lines of different conversations are answered side by side, each conversation in its order. A little over 300 lines,
because a line's way from reading to answer is easier to follow in one place.
"""

from __future__ import annotations

import argparse
import threading
from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bots.engine import Incoming
from bots.errors import BotError
from bots.types import Choice, Closed
from records.errors import RecordError
from workspace import studio, talk
from workspace.commands import WAIT, Context
from workspace.errors import BadRequest, WorkspaceError
from workspace.lines import read_json
from workspace.notices import NoticeText
from workspace.studio import ACTIONS

WORKERS = 8
WAITING = 1_000
_YES, _NO = "agree", "decline"


class _Chat:
    name = "chat"
    help = "talk to a bot"
    example = """echo '{"conversation": "c1", "text": "When are you open?"}' | python -m workspace chat shop --jsonl"""
    alone = False

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("bot", metavar="BOT", help="the bot file's id")
        parser.add_argument("--jsonl", action="store_true", help="JSON lines in and out, many conversations at once")
        parser.add_argument("--draft", action="store_true", help="the draft instead of the live version")
        parser.add_argument("--now", metavar="ISO", help="a clock that stands still; without offset in the bot's zone")
        parser.add_argument("--ask-consent", action="store_true", help="ask for consent as the widget does")

    def run(self, args: argparse.Namespace, context: Context) -> int:
        talks = _Talks(context, args)
        return _jsonl(talks, context) if args.jsonl else _terminal(talks, context)


@dataclass
class _Line:
    """A line to answer: what was said in which conversation, and when."""

    conversation: str
    text: str
    choice: str | None
    at: datetime | None
    subject: str | None
    id: Any = None
    page: Mapping[str, str] = field(default_factory=dict)
    invitation: str | None = None


@dataclass
class _Thread:
    """One conversation of this process: its lines wait here and are answered one after the other."""

    waiting: deque[_Line] = field(default_factory=deque)
    busy: bool = False
    id: str = ""
    notice: NoticeText | None = None
    wording: str = ""
    held: _Line | None = None  # the first words, in memory only, while consent is asked
    consented: bool = False
    choices: tuple[Choice, ...] = ()
    number: int = 0


class _Clock:
    """Stands still at ``--now`` and goes forward with a line's ``now``; without either it is the real one.

    Lines that go back in time show that every conversation has a time of its own; then each keeps its own.
    """

    def __init__(self, start: datetime | None) -> None:
        self._now = start
        self._own: dict[str, datetime] = {}
        self._apart = False

    def at(self, conversation: str, now: datetime | None) -> datetime | None:
        if now is None:
            return self._own.get(conversation, self._now) if self._apart else self._now
        self._apart = self._apart or (self._now is not None and now < self._now and conversation not in self._own)
        self._own[conversation] = max(now, self._own.get(conversation, now))
        self._now = max(now, self._now or now)
        return self._own[conversation]


class _Talks:
    """The conversations of one run with one bot."""

    def __init__(self, context: Context, args: argparse.Namespace) -> None:
        self.app = context.desk.app
        draft = studio.get_draft(context.desk, studio.find(context.desk, args.bot))
        self.zone = ZoneInfo(draft.config.timezone)
        self.bot = draft.public_id
        self.draft: bool = args.draft
        self.ask: bool = args.ask_consent
        self.clock = _Clock(moment(args.now, self.zone) if args.now else None)
        self.card = talk.card(self.app, self.bot, draft=self.draft)
        if draft.config.kind == "support":
            self.app.claim_index(context.desk.actor.workspace, lambda: context.say(WAIT))

    def answer(self, thread: _Thread, line: _Line) -> dict[str, Any]:
        """The answer to a line, as the line that goes out."""
        if not thread.id:
            self._start(thread, line)
        if not thread.consented:
            if thread.held is None:
                return self._ask_consent(thread, line)
            said = line.choice or talk.choice_named(line.text, thread.choices)
            if said == _NO:
                thread.held = None  # nothing of it was read; a new message asks anew
                return _plain(line, self.card.declined)
            if said != _YES:
                return self._ask_consent(thread, thread.held)
            self._consent(thread, "button", line.at)
            line, thread.held = thread.held, None
        return self._send(thread, line)

    def _start(self, thread: _Thread, line: _Line) -> None:
        started = talk.start(
            self.app, self.bot, origin=line.conversation, language=None, timezone=None, subject=line.subject,
            channel="cli", draft=self.draft, page=line.page, invitation=line.invitation, now=line.at,
        )  # fmt: skip
        thread.id, thread.notice, thread.wording = started.conversation, started.notice, started.consent
        if not self.ask:
            self._consent(thread, "cli", line.at)

    def _consent(self, thread: _Thread, method: str, at: datetime | None) -> None:
        assert thread.notice is not None
        talk.consent(
            self.app, thread.id, notice_hash=thread.notice.hash, language=thread.notice.language,
            wording=thread.wording, method=method, now=at,
        )  # fmt: skip
        thread.consented = True

    def _ask_consent(self, thread: _Thread, line: _Line) -> dict[str, Any]:
        thread.held = line
        thread.choices = (Choice(_YES, self.card.consent_button), Choice(_NO, self.card.decline_button))
        return _plain(line, thread.wording, asking="consent", choices=thread.choices)

    def _send(self, thread: _Thread, line: _Line) -> dict[str, Any]:
        thread.number += 1
        choice = line.choice or talk.choice_named(line.text, thread.choices)
        at = line.at or self.app.clock()
        incoming = Incoming(f"cli-{thread.number}", line.text, choice, at)
        closed = None
        for event in talk.send(self.app, thread.id, incoming, subject=line.subject):
            if isinstance(event, Closed):
                closed = event
        assert closed is not None
        thread.choices = closed.result.choices
        return _answer(line, closed)


def _jsonl(talks: _Talks, context: Context) -> int:
    threads: dict[str, _Thread] = {}
    guard = threading.Lock()
    room = threading.BoundedSemaphore(WAITING)

    def emit(item: Mapping[str, Any]) -> None:
        with guard:
            context.emit(item)

    def work(thread: _Thread) -> None:
        while True:
            with guard:
                if not thread.waiting:
                    thread.busy = False
                    return
                line = thread.waiting.popleft()
            try:
                emit(_safely(talks, thread, line, context))
            finally:
                room.release()

    with ThreadPoolExecutor(WORKERS, thread_name_prefix="tacit-chat") as pool:
        futures: list[Future[None]] = []
        for raw in context.lines:
            if not raw.strip():
                continue
            line = _parse(raw, talks)
            if isinstance(line, dict):
                emit(line)
                continue
            room.acquire()
            with guard:
                thread = threads.setdefault(line.conversation, _Thread())
                thread.waiting.append(line)
                idle, thread.busy = not thread.busy, True
            if idle:
                futures = [f for f in futures if not f.done()]
                futures.append(pool.submit(work, thread))
    for future in futures:
        future.result()
    return 0


def _terminal(talks: _Talks, context: Context) -> int:
    context.say(f"{talks.card.name} ({talks.card.ai_label}): {talks.card.welcome}")
    context.say("Type a line and press Enter; an empty line ends the talk.")
    thread = _Thread()
    for raw in context.lines:
        text = raw.decode("utf-8", "replace").strip()
        if not text:
            break
        said = _safely(talks, thread, _Line("terminal", text, None, talks.clock.at("terminal", None), None), context)
        if "error" in said:
            context.out(said["error"]["message"])
            continue
        context.out(said["reply"])
        for citation in said["citations"]:
            context.out(f"  source: {citation['title']}" + (f" › {citation['heading']}" if citation["heading"] else ""))
        for choice in said["choices"]:
            context.out(f"  [{choice['label']}]")
    return 0


def _safely(talks: _Talks, thread: _Thread, line: _Line, context: Context) -> dict[str, Any]:
    """An answer or an error of this line; the next line is read either way."""
    try:
        return talks.answer(thread, line)
    except (WorkspaceError, BotError, RecordError) as error:
        code = getattr(error, "code", "") or _snake(type(error).__name__)
        return _error(code, str(error), line.conversation, line.id)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - the line's edge: said without content
        context.say(f"a turn failed: {type(error).__name__}")
        return _error("internal", "This line could not be answered.", line.conversation, line.id)


def _parse(raw: bytes, talks: _Talks) -> _Line | dict[str, Any]:
    seen: dict[str, Any] = {}
    try:
        item = read_json(raw)
        if not isinstance(item, dict):
            raise BadRequest("A line is one JSON object.")
        seen = item
        return _line(item, talks)
    except BadRequest as error:
        name = seen.get("conversation")
        return _error("bad_line", str(error), name if isinstance(name, str) else None, seen.get("id"))


def _line(item: Mapping[str, Any], talks: _Talks) -> _Line:
    conversation, text, choice = item.get("conversation"), item.get("text"), item.get("choice")
    if not isinstance(conversation, str) or not 0 < len(conversation) <= 200:
        raise BadRequest('"conversation" is needed: a name of up to 200 signs, such as "c1".')
    if text is None and choice is not None:
        text = ""
    if not isinstance(text, str):
        raise BadRequest('"text" is needed: what the visitor says.')
    if choice is not None and not isinstance(choice, str):
        raise BadRequest('"choice" is the id of a button, as text.')
    visitor = item.get("visitor") or {}
    subject = visitor.get("subject") if isinstance(visitor, Mapping) else visitor
    if subject is not None and not isinstance(subject, str):
        raise BadRequest('"visitor" is an object such as {"subject": "id of the signed-in person"}.')
    now = item.get("now")
    if now is not None and not isinstance(now, str):
        raise BadRequest('"now" is a time such as "2026-03-18T09:00".')
    at = talks.clock.at(conversation, moment(now, talks.zone) if now else None)
    page, invitation = item.get("page") or {}, item.get("invitation")
    if not isinstance(page, Mapping) or not all(isinstance(v, str) for v in page.values()):
        raise BadRequest('"page" is an object of texts such as {"plan": "paid"}.')
    if invitation is not None and not isinstance(invitation, str):
        raise BadRequest('"invitation" is the token of a one-time link, as text.')
    return _Line(conversation, text, choice, at, subject or None, item.get("id"), dict(page), invitation)


def moment(text: str, zone: ZoneInfo) -> datetime:
    """A time as typed; without an offset it is the zone's. Raises BadRequest."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadRequest("A time is written as 2026-03-18T09:00, with or without an offset.") from None
    return found if found.tzinfo is not None else found.replace(tzinfo=zone)


def _answer(line: _Line, closed: Closed) -> dict[str, Any]:
    result = closed.result
    return {
        "conversation": line.conversation,
        **({"id": line.id} if line.id is not None else {}),
        "reply": closed.shown,
        "citations": [
            {"source": c.source, "title": c.title, "url": c.url, "heading": c.heading} for c in result.citations
        ],
        "abstained": result.abstained,
        "blocked": result.blocked,
        "handed_over": result.handed_over,
        "asking": result.asking,
        "choices": [{"id": c.id, "label": c.label} for c in result.choices],
        "findings": _findings(closed),
        "ms": {stage: round(spent, 2) for stage, spent in result.milliseconds.items()},
    }


def _findings(closed: Closed) -> list[dict[str, str]]:
    """What was found in the visitor's own words, one entry each, in order; other stages are in the privacy ledger."""
    found = sorted(closed.result.input_applied, key=lambda applied: applied.finding.start)
    return [{"entity": applied.finding.entity, "action": ACTIONS[applied.action]} for applied in found]


def _plain(line: _Line, reply: str, *, asking: str | None = None, choices: tuple[Choice, ...] = ()) -> dict[str, Any]:
    """An answer of the desk itself, before any turn."""
    return {
        "conversation": line.conversation, **({"id": line.id} if line.id is not None else {}), "reply": reply,
        "citations": [], "abstained": False, "blocked": False, "handed_over": False, "asking": asking,
        "choices": [{"id": c.id, "label": c.label} for c in choices], "findings": [], "ms": {},
    }  # fmt: skip


def _error(code: str, message: str, conversation: str | None, line_id: Any) -> dict[str, Any]:
    known = {"conversation": conversation} if conversation is not None else {}
    return {**known, **({"id": line_id} if line_id is not None else {}), "error": {"code": code, "message": message}}


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


command = _Chat()
