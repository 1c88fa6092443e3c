"""What is left of talks once their words are gone: sealed values, for as long as a booking or an answer needs them,
and the bare row, for as long as a consent record names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from guardrails import PLACEHOLDER
from records.ids import millis
from records.sealing import Sealer
from records.tables import (
    answers,
    bookings,
    consents,
    conversations,
    handovers,
    person_lines,
    responses,
    turns,
    vault_entries,
    waiting_list,
)
from records.unit import Unit

_IN = 500  # ids per statement: SQLite binds a limited number of values
_NAMING = (turns, consents, vault_entries, handovers, person_lines, bookings, waiting_list, responses)


def delete_values(unit: Unit, talks: Sequence[str]) -> None:
    """Values that a booking or an answer still needs stay until it goes."""
    needed: set[str] = set()
    for row in unit.select(bookings, bookings.c.conversation.in_(talks), columns=(bookings.c.details,)):
        needed |= _placeholders(row.details)
    for row in unit.select(waiting_list, waiting_list.c.conversation.in_(talks), columns=(waiting_list.c.details,)):
        needed |= _placeholders(row.details)
    given = [r.id for r in unit.select(responses, responses.c.conversation.in_(talks), columns=(responses.c.id,))]
    for row in unit.select(answers, answers.c.response.in_(given), columns=(answers.c.value,)):
        needed |= _placeholders(row.value)
    where = vault_entries.c.conversation.in_(talks)
    gone = [
        row.id
        for row in unit.select(vault_entries, where, columns=(vault_entries.c.id, vault_entries.c.placeholder))
        if row.placeholder not in needed
    ]
    for part in parts(gone):
        unit.delete(vault_entries, vault_entries.c.id.in_(part))


def delete_silent_values(unit: Unit, bot: str, before: datetime) -> None:
    """Values of talks whose words are gone already, or that were none (bookings made by hand), once nothing needs them:
    whatever needed them last, and in whatever order it went. Talks younger than ``before`` may still be written."""
    spoken = sa.exists().where(unit.mine(turns), turns.c.conversation == conversations.c.id)
    silent = sa.select(conversations.c.id).where(
        unit.mine(conversations), conversations.c.bot == bot, conversations.c.last_at < millis(before), ~spoken
    )
    held = sa.select(vault_entries.c.conversation).distinct()
    rows = unit.execute(held.where(unit.mine(vault_entries), vault_entries.c.conversation.in_(silent)))
    for part in parts([row.conversation for row in rows]):
        delete_values(unit, part)


def delete_bare_talks(unit: Unit, sealer: Sealer, bot: str, before: datetime, now: datetime) -> int:
    """Rows of talks that nothing names any more, with their people's keys; how many. A widget that was opened and left
    unanswered leaves such a row too. Of the person a tombstone stays, by which a restored backup is cleaned again."""
    named = [sa.exists().where(unit.mine(table), table.c.conversation == conversations.c.id) for table in _NAMING]
    bare = (conversations.c.bot == bot, conversations.c.last_at < millis(before), ~sa.or_(*named))
    rows = unit.select(conversations, *bare, columns=(conversations.c.id, conversations.c.person))
    for part in parts([row.id for row in rows]):
        unit.delete(conversations, conversations.c.id.in_(part))
    gone = {row.person for row in rows}
    for part in parts(gone):
        others = unit.select(conversations, conversations.c.person.in_(part), columns=(conversations.c.person,))
        gone -= {row.person for row in others}
    for person in gone:
        sealer.erase_person(unit, person, now)
    return len(rows)


def parts(ids: Iterable[str]) -> Iterator[list[str]]:
    """The ids in pieces that one statement may name."""
    everything = list(ids)
    for start in range(0, len(everything), _IN):
        yield everything[start : start + _IN]


def _placeholders(value: Any) -> set[str]:
    return {found.group() for found in PLACEHOLDER.finditer(str(value))}
