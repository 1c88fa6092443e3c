"""Survey responses: exact answers, and in anonymous mode nothing that joins them to a conversation.

How an anonymous response stays apart (a copy of the database *with its keys* must not join it once it is finished;
``tests/bots/kinds/test_survey_apart.py`` reads every table to prove it):
- ``conversation`` is never written; while the talk is open the row is found by ``link``, a keyed one-way index of the
  conversation's id, and finishing or stopping clears it;
- times are the day only; ids are random and the tables keep no order of insertion (see ``records.tables``);
- the visitor's words are not stored with the turn (``BotFile.stores_words``), the flow's state holds no answer, and
  finishing deletes the talk's turns, findings and sealed values, because branches and findings tell answers;
- the audit trail and the ledger name no call of ``record_answer``: their number would tell how many were asked;
- placeholders in an answer are replaced by the kind of data, because a placeholder belongs to one conversation's vault;
- a ticket (``records.survey_tickets``) says that it was used, not by which response or when;
- a talk that is left open is closed in the same way by the first response begun a day later, and by the hourly sweep
  (``close_left_open``).
Left as known limits: a day with one response and one conversation joins by counting; PostgreSQL's system columns keep
an order of writing until the table is rewritten; write-ahead logs and backups keep the link until they are recycled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from records.errors import Turned
from records.ids import instant, millis, new_id
from records.store import Store, Unit
from records.survey_tickets import claim, redeem, release
from records.tables import answers, conversations, ledger, ratings, responses, turns, vault_entries

__all__ = ["COMPLETE", "PARTIAL", "STOPPED", "Response", "Responses", "Talk", "Turned"]

PARTIAL, COMPLETE, STOPPED = "partial", "complete", "stopped"
OPEN_TO_ALL = "open"
LEFT_OPEN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Talk:
    """The conversation a response belongs to while it is open, and what the survey's file says of keeping.

    ``given`` is what the page told; ``ticket`` the hash that stands for the right to answer once, where ``one_each``
    asks for one; ``drop`` says that what is left half-way is not kept.
    """

    bot: str
    version: int | None
    conversation: str
    anonymous: bool
    given: Mapping[str, Any] = field(default_factory=dict)
    one_each: str = OPEN_TO_ALL
    ticket: str | None = None
    drop: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """A stored response. A skipped answer is None; a question not answered is absent."""

    id: str
    bot: str
    version: int | None
    conversation: str | None
    state: str
    started: datetime
    answers: Mapping[str, Any] = field(default_factory=dict)
    finished: datetime | None = None
    open: bool = False  # somebody may still go on with it


class Responses:
    """The responses of a workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def admit(self, talk: Talk, *, most: int | None, now: datetime) -> None:
        """Whether this talk may answer at all. Raises Turned; writes nothing but the claim of its ticket."""
        with self._store.write() as unit:
            if most is not None and unit.count(responses, *_complete(talk.bot)) >= most:
                raise Turned("full")
            self._claim(unit, talk, now)

    def record(self, talk: Talk, question: str, value: Any, *, now: datetime) -> Mapping[str, Any]:
        """Store one answer (again: the same question overwrites) and give all answers so far. Raises Turned."""
        with self._store.write() as unit:
            response = self._open(unit, talk, now)
            _put(unit, talk.bot, response, question, value)
            return _answers(unit, response)

    def forget(self, talk: Talk, questions: tuple[str, ...], *, now: datetime) -> Mapping[str, Any]:
        """Remove answers that a changed earlier answer made moot, and give the rest."""
        with self._store.write() as unit:
            response = self._open(unit, talk, now)
            unit.delete(answers, answers.c.response == response, answers.c.question.in_(questions))
            return _answers(unit, response)

    def finish(self, talk: Talk, state: str, *, now: datetime) -> None:
        """Close a response as complete or stopped; an anonymous one loses its link, and its turns their words."""
        with self._store.write() as unit:
            if state == STOPPED and talk.drop:
                _remove(unit, [self._link(talk)])
            else:
                response = self._open(unit, talk, now)
                when = _when(talk, now)
                unit.update(responses, responses.c.id == response, state=state, link=None, finished_at=when)
            if state == COMPLETE or not talk.drop:
                redeem(unit, self._link(talk))
            else:
                release(unit, [self._link(talk)])
            if talk.anonymous:
                _wipe(unit, [talk.conversation])

    def turn_away(self, talk: Talk) -> None:
        """End a talk of whose sort there are enough: nothing of it is kept, and its ticket is used."""
        with self._store.write() as unit:
            _remove(unit, [self._link(talk)])
            redeem(unit, self._link(talk))
            if talk.anonymous:
                _wipe(unit, [talk.conversation])

    def close_left_open(self, bot: str, *, now: datetime, drop: bool = False) -> int:
        """Cut the link of responses whose talk was left a day ago; they stay partial, or go. How many."""
        with self._store.write() as unit:
            return self._close_left_open(unit, bot, now, drop)

    def answers(self, talk: Talk) -> Mapping[str, Any]:
        """The answers of an open talk, what the page told among them."""
        with self._store.read() as unit:
            row = unit.first(responses, self._mine(talk))
            return _answers(unit, row.id) if row is not None else dict(talk.given)

    def complete_values(self, bot: str, question: str) -> list[Any]:
        """What complete responses answered to one question; for quotas."""
        whole = sa.select(responses.c.id).where(*_complete(bot))
        with self._store.read() as unit:
            chosen = whole.where(unit.mine(responses))
            where = (answers.c.bot == bot, answers.c.question == question, answers.c.response.in_(chosen))
            return [row.value for row in unit.select(answers, *where, columns=(answers.c.value,))]

    def listing(self, bot: str) -> list[Response]:
        """Every response of a bot with its answers, by day; within a day in the order of their random ids."""
        with self._store.read() as unit:
            rows = unit.select(responses, responses.c.bot == bot, order_by=(responses.c.started_at, responses.c.id))
            given: dict[str, dict[str, Any]] = {}
            for answer in unit.select(answers, answers.c.bot == bot, order_by=(answers.c.question,)):
                given.setdefault(answer.response, {})[answer.question] = answer.value
            return [_response(row, given.get(row.id, {})) for row in rows]

    def _open(self, unit: Unit, talk: Talk, now: datetime) -> str:
        self._claim(unit, talk, now)
        row = unit.first(responses, self._mine(talk))
        if row is not None:
            return str(row.id)
        self._close_left_open(unit, talk.bot, now, talk.drop)
        response = new_id("rsp")
        unit.insert(
            responses,
            id=response,
            bot=talk.bot,
            version=talk.version,
            conversation=None if talk.anonymous else talk.conversation,
            link=self._link(talk),
            state=PARTIAL,
            started_at=_when(talk, now),
            finished_at=None,
        )
        for name, value in talk.given.items():
            _put(unit, talk.bot, response, name, value)
        return response

    def _claim(self, unit: Unit, talk: Talk, now: datetime) -> None:
        """One response for a ticket: of a talk elsewhere that was not finished, nothing stays."""
        if talk.one_each == OPEN_TO_ALL:
            return
        elsewhere = claim(unit, talk.bot, talk.ticket, talk.one_each, self._link(talk), now)
        if elsewhere:
            _remove(unit, [elsewhere])

    def _close_left_open(self, unit: Unit, bot: str, now: datetime, drop: bool) -> int:
        """Which conversations are old is asked of the conversations; the response itself knows only its day."""
        day = millis(_midnight(now - LEFT_OPEN))
        waiting = (responses.c.bot == bot, responses.c.link.is_not(None), responses.c.started_at < day)
        left = unit.select(responses, *waiting, columns=(responses.c.link, responses.c.conversation))
        if not left:
            return 0
        links = [row.link for row in left]
        if any(row.conversation is None for row in left):
            old = unit.select(
                conversations,
                conversations.c.bot == bot,
                conversations.c.last_at < millis(now - LEFT_OPEN),
                _says_something(unit),
                columns=(conversations.c.id,),
            )
            _wipe(unit, [row.id for row in old])
        if drop:
            _remove(unit, links)
        else:
            unit.update(responses, *waiting, link=None)
        release(unit, links)
        return len(left)

    def _mine(self, talk: Talk) -> sa.ColumnElement[bool]:
        return responses.c.link == self._link(talk)

    def _link(self, talk: Talk) -> str:
        return self._store.sealer.index(talk.conversation, "survey-link")


def _complete(bot: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (responses.c.bot == bot, responses.c.state == COMPLETE)


def _put(unit: Unit, bot: str, response: str, question: str, value: Any) -> None:
    where = (answers.c.response == response, answers.c.question == question)
    if not unit.update(answers, *where, value=value):
        unit.insert(answers, id=new_id("ans"), response=response, bot=bot, question=question, value=value)


def _remove(unit: Unit, links: list[str]) -> None:
    """Responses under way with everything answered in them."""
    ids = [row.id for row in unit.select(responses, responses.c.link.in_(links), columns=(responses.c.id,))]
    unit.delete(answers, answers.c.response.in_(ids))
    unit.delete(responses, responses.c.id.in_(ids))


def _says_something(unit: Unit) -> sa.ColumnElement[bool]:
    """Talks that were not wiped yet: of those before them nothing is left to look through at each new one."""
    talk = conversations.c.id
    return sa.or_(
        sa.exists().where(unit.mine(turns), turns.c.conversation == talk),
        sa.exists().where(unit.mine(vault_entries), vault_entries.c.conversation == talk),
        sa.cast(conversations.c.state, sa.Text) != "{}",
    )


def _wipe(unit: Unit, talks: list[str]) -> None:
    """Forget what anonymous talks said: their turns, findings, thumbs and values. How many questions were asked and
    what was found in an answer would tell which response it was. A turn under way stays, emptied, to be closed."""
    for talk in talks:
        said = unit.select(
            turns, turns.c.conversation == talk, columns=(turns.c.id, turns.c.state), order_by=(turns.c.number,)
        )
        for table in (ledger, ratings):
            unit.delete(table, table.c.turn.in_([row.id for row in said]))
        # The last of them: one before it that is open was cut off by a crash and is never closed.
        under_way = [row.id for row in said[-1:] if row.state == "open"]
        unit.delete(turns, turns.c.conversation == talk, turns.c.id.not_in(under_way))
        unit.update(turns, turns.c.conversation == talk, number=1, message="", reply="", choices=[], asking=None)
        unit.delete(vault_entries, vault_entries.c.conversation == talk)
        unit.update(conversations, conversations.c.id == talk, state={})


def _answers(unit: Unit, response: str) -> dict[str, Any]:
    return {row.question: row.value for row in unit.select(answers, answers.c.response == response)}


def _when(talk: Talk, now: datetime) -> int:
    return millis(_midnight(now) if talk.anonymous else now)


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def _response(row: Any, given: Mapping[str, Any]) -> Response:
    return Response(
        row.id, row.bot, row.version, row.conversation, row.state, instant(row.started_at), given,
        instant(row.finished_at) if row.finished_at is not None else None, row.link is not None,
    )  # fmt: skip
