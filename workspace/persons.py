"""Somebody asks what is held of them: find it by what they give, export, correct or forget it, and answer in time.

The sealed values are compared with what the person gave (a number, an address, a name); what was given is written
nowhere. Each step is a row of the audit trail with counts, and these rows are the register of requests: when it came,
until when it is to be answered (one month, GDPR Art. 12(3)) and what was done. Answers to an anonymous survey cannot
be found, by nobody.
"""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from guardrails import PLACEHOLDER
from records.audit import AuditNote, AuditTrail
from records.bookings import Bookings
from records.bots import Bots
from records.conversations import ConversationRow, Conversations
from records.errors import Erased
from records.ids import new_id
from records.store import Store
from records.tables import answers, bookings, consents, conversations, responses, turns, vault_entries
from records.vault import SealedVault
from workspace import downloads, forget
from workspace.errors import BadRequest
from workspace.roles import Desk

LOOKED, ASKED, EXPORTED = "person.looked_up", "person.asked", "person.exported"
CORRECTED, ERASED, ANSWERED = "person.corrected", "person.erased", "person.answered"
_LEAST = 4  # letters or digits: fewer would find half of everybody
_LONGEST = 200  # characters of a value that is put right
_NUMBER = 9  # digits at the end that tell two numbers apart, with or without their country


@dataclass(frozen=True, slots=True)
class Held:
    """A talk of the person who asks, in counts."""

    conversation: str
    bot_name: str
    started: datetime
    messages: int
    bookings: int
    answers: int


@dataclass(frozen=True, slots=True)
class Request:
    """A row of the register; ``done`` are the steps taken, in their order. Whose it was is kept nowhere."""

    id: str
    asked: datetime
    due: datetime
    talks: int
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was erased, and what stays."""

    messages: int
    values: int
    answers: int
    bookings_kept: int  # the booked times, without what was given for them


def find(desk: Desk, given: str) -> tuple[Request, list[Held]]:
    """What is held of whoever gave this, newest first, and the request that may be opened for it. Looking opens none:
    it only stands in the trail. Raises BadRequest when it is too short."""
    desk.allow("privacy.act")
    wanted = _plain(given)
    if len(wanted) < _LEAST:
        raise BadRequest("That is too short to find one person. Ask for a number, an address or the whole name.")
    store, now = desk.app.store(desk.actor.workspace), desk.app.clock()
    found = _talks(store, _persons(store, wanted))
    names = {row.id: row.name for row in (*Bots(store).listing(), *Bots(store).listing(archived=True))}
    held = [_held(store, row, names.get(row.bot, "")) for row in found]
    request = Request(new_id("req"), now, _in_a_month(now), len(held))
    _note(desk, LOOKED, request.id, {"talks": len(held)})
    return request, held


def ask(desk: Desk, request: str, talks: int) -> None:
    """The person has asked: from now on there is a month to answer. Doing it twice is no error."""
    desk.allow("privacy.act")
    trail = AuditTrail(desk.app.store(desk.actor.workspace))
    if not any(row.subject == request for row in trail.listing(action=ASKED)):
        _note(desk, ASKED, request, {"talks": talks})


def export(desk: Desk, request: str, talks: Sequence[str]) -> str:
    """Everything held in these talks, with the values, as a JSON file; the path it is fetched from, once."""
    desk.allow("privacy.act")
    store = desk.app.store(desk.actor.workspace)
    rows = Conversations(store).some(talks).values()
    ask(desk, request, len(rows))
    data = json.dumps([_told(store, row) for row in rows], ensure_ascii=False, indent=1, default=str)
    _note(desk, EXPORTED, request, {"talks": len(rows)})
    return downloads.offer(desk, f"{request}.json", "application/json", data.encode())


def correct(desk: Desk, request: str, talks: Sequence[str], wrong: str, right: str) -> int:
    """Put a value right (GDPR Art. 16) in these talks, their bookings and answers; in how many places it was sealed.

    The person says both values, so nothing is shown to whoever types them. What was sent before stays as it was sent.
    Raises BadRequest when the right one cannot be such a value, or nothing held reads like the wrong one.
    """
    desk.allow("privacy.act")
    store, right, read = desk.app.store(desk.actor.workspace), right.strip(), _plain(wrong)
    rows = Conversations(store).some(talks).values()
    vaults = [SealedVault(store, row.id, row.person) for row in rows]
    kinds = {kind for vault in vaults for kind, value in vault.known() if _plain(value) == read}
    if not read or not kinds:
        raise BadRequest("Nothing in these talks reads like that. Type it as they gave it then.")
    _fits(right, kinds)
    ask(desk, request, len(vaults))
    with store.write() as unit:
        places = sum(vault.correct(unit, lambda value: _plain(value) == read, right) for vault in vaults)
    _note(desk, CORRECTED, request, {"talks": len(vaults), "places": places})
    return places


def erase(desk: Desk, request: str, talks: Sequence[str]) -> Receipt:
    """Forget these talks as if their visitor had asked in the chat; a booked time stays booked, without details."""
    desk.allow("privacy.act")
    store = desk.app.store(desk.actor.workspace)
    mine = list(Conversations(store).some(talks))
    ask(desk, request, len(mine))
    done = [forget.forget(desk.app, talk) for talk in mine]
    with store.read() as unit:
        kept = unit.count(bookings, bookings.c.conversation.in_(mine))
    receipt = Receipt(sum(d.turns for d in done), sum(d.values for d in done), sum(d.answers for d in done), kept)
    _note(desk, ERASED, request, {"talks": len(mine), **asdict(receipt)})
    return receipt


def answered(desk: Desk, request: str) -> None:
    """The person has got their answer."""
    desk.allow("privacy.act")
    _note(desk, ANSWERED, request, {})


def register(desk: Desk) -> list[Request]:
    """The requests that came, newest first."""
    desk.allow("privacy.view")
    trail = AuditTrail(desk.app.store(desk.actor.workspace))
    done: dict[str, list[str]] = {}
    for act in (EXPORTED, CORRECTED, ERASED, ANSWERED):
        for row in trail.listing(action=act):
            done.setdefault(row.subject, []).append(act)
    return [
        Request(row.subject, row.at, _in_a_month(row.at), int(row.detail["talks"]), tuple(done.get(row.subject, ())))
        for row in trail.listing(action=ASKED)
    ]


def _fits(right: str, kinds: set[str]) -> None:
    """It goes where the wrong one went: into letters, calendars and exports."""
    if not right or len(right) > _LONGEST or not right.isprintable() or PLACEHOLDER.search(right):
        raise BadRequest(f"Type the right one on one line, in at most {_LONGEST} characters.")
    if "EMAIL_ADDRESS" in kinds and not re.fullmatch(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+", right):
        raise BadRequest("The right one is no e-mail address. An address has one @ and no spaces.")
    if "PHONE_NUMBER" in kinds and not re.fullmatch(r"\+?[\d\s()./-]{6,30}", right):
        raise BadRequest("The right one is no telephone number. It has digits, and a + before the country.")


def _persons(store: Store, wanted: str) -> set[str]:
    """Whose sealed values hold it. Each is opened: an index over all people would tell who they are."""
    found: set[str] = set()
    with store.read() as unit:
        rows = unit.select(vault_entries)
    for row in rows:
        try:
            value = store.sealer.open(
                row.sealed_value, table="vault_entries", column="sealed_value", row=row.id, person=row.person
            )
        except Erased:
            continue
        if _plain(value) == wanted:
            found.add(row.person)
    return found


def _talks(store: Store, persons: Iterable[str]) -> list[ConversationRow]:
    with store.read() as unit:
        rows = unit.select(
            conversations, conversations.c.person.in_(sorted(persons)), order_by=(conversations.c.started_at.desc(),)
        )
    known = Conversations(store).some([row.id for row in rows])
    return [known[row.id] for row in rows]


def _held(store: Store, row: ConversationRow, name: str) -> Held:
    with store.read() as unit:
        given = [r.id for r in unit.select(responses, responses.c.conversation == row.id, columns=(responses.c.id,))]
        return Held(
            row.id, name, row.started_at, unit.count(turns, turns.c.conversation == row.id),
            unit.count(bookings, bookings.c.conversation == row.id), unit.count(answers, answers.c.response.in_(given)),
        )  # fmt: skip


def _told(store: Store, row: ConversationRow) -> dict[str, Any]:
    clear = _opener(SealedVault(store, row.id, row.person))
    with store.read() as unit:
        agreed = unit.select(consents, consents.c.conversation == row.id)
        given = unit.select(responses, responses.c.conversation == row.id)
        said = unit.select(answers, answers.c.response.in_([one.id for one in given]))
    return {
        "started": row.started_at,
        "language": row.language,
        "agreed": [{"notice": one.notice_hash, "wording": one.wording} for one in agreed],
        "messages": [
            {"at": turn.at, "message": clear(turn.message), "reply": clear(turn.reply)}
            for turn in Conversations(store).turns(row.id)
        ],
        "bookings": [
            {
                "start": one.starts,
                "service": one.service,
                "people": one.seats,
                "state": one.state,
                "details": clear(one.details),
            }
            for one in Bookings(store).of_conversation(row.id)
        ],
        "answers": [{"question": one.question, "answer": clear(one.value)} for one in said],
    }


def _opener(vault: SealedVault) -> Callable[[Any], Any]:
    def clear(value: Any) -> Any:
        if isinstance(value, str):
            return PLACEHOLDER.sub(lambda found: vault.open(found.group()) or found.group(), value)
        if isinstance(value, list | tuple):
            return [clear(one) for one in value]
        if isinstance(value, dict):
            return {name: clear(one) for name, one in value.items()}
        return value

    return clear


def _plain(value: str) -> str:
    """The same number, address or name typed another way comes out the same."""
    digits = re.sub(r"\D", "", value)
    if len(digits) >= 7 and not re.search(r"[^\W\d_]{3}|@", value):
        return digits[-_NUMBER:]
    return " ".join(value.casefold().split())


def _in_a_month(day: datetime) -> datetime:
    year, month = day.year + day.month // 12, day.month % 12 + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))


def _note(desk: Desk, act: str, request: str, detail: dict[str, int]) -> None:
    trail = AuditTrail(desk.app.store(desk.actor.workspace))
    trail.append(AuditNote(desk.actor.member, act, request, detail), now=desk.app.clock())
