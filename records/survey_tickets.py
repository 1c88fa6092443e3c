"""The right to answer a survey once, without saying who answered what.

An invitation is a random token in a link; the database keeps a keyed hash of it and whether it was used. Somebody
signed in is a keyed hash of their id with the survey's. While a talk is open the ticket carries the response's own
``link``, so that a second tab with the same invitation takes over instead of answering twice; the end clears both in
one commit. The table keeps no order and no time of use, so a used ticket cannot be lined up with a response.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from records.errors import Turned
from records.ids import instant, millis, new_id
from records.store import Store
from records.tables import survey_batches, survey_tickets
from records.unit import Unit

INVITED, MEMBER = "invited", "signed_in"


@dataclass(frozen=True, slots=True)
class Batch:
    """Links made together and what became of them; which one is whose is known to who sent them alone."""

    id: str
    name: str
    made_by: str
    made_at: datetime
    expires_at: datetime | None
    links: int
    used: int


def blind(store: Store, bot: str, secret: str, sort: str) -> str:
    """What a token or a signed-in id is kept as: it can be checked, and says nothing."""
    return store.sealer.index(f"{bot}\x00{secret}", f"survey-{sort}")


class SurveyTickets:
    """The invitations of a workspace's surveys."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def invite(
        self, bot: str, count: int, *, name: str, made_by: str, expires_at: datetime | None, now: datetime
    ) -> Sequence[str]:
        """New one-time tokens, told once and never again."""
        tokens = [secrets.token_urlsafe(18) for _ in range(count)]
        batch, until = new_id("sbt"), millis(expires_at) if expires_at else None
        with self._store.write() as unit:
            unit.insert(
                survey_batches, id=batch, bot=bot, name=name, made_by=made_by, made_at=millis(now), expires_at=until
            )
            rows = [
                {"id": new_id("stk"), "bot": bot, "batch": batch, "token_hash": blind(self._store, bot, token, INVITED),
                 "expires_at": until, "used": False, "link": None}
                for token in tokens
            ]  # fmt: skip
            unit.insert_many(survey_tickets, rows)
        return tokens

    def batches(self, bot: str) -> list[Batch]:
        """The links made for a survey, the newest first."""
        with self._store.read() as unit:
            rows = unit.select(survey_batches, survey_batches.c.bot == bot, order_by=(survey_batches.c.made_at.desc(),))
            return [_batch(unit, row) for row in rows]

    def withdraw(self, batch: str) -> int:
        """Takes back links that were not used; how many."""
        mine = survey_tickets.c.batch == batch
        with self._store.write() as unit:
            return unit.delete(survey_tickets, mine, survey_tickets.c.used.is_(False))


def claim(unit: Unit, bot: str, ticket: str | None, sort: str, link: str, now: datetime) -> str | None:
    """Take a ticket for an open talk. Gives the link of the talk it was taken from, if any. Raises Turned."""
    if ticket is None:
        raise Turned("uninvited" if sort == INVITED else "signed_out")
    row = unit.first(survey_tickets, survey_tickets.c.token_hash == ticket, survey_tickets.c.bot == bot)
    if row is None and sort == INVITED:
        raise Turned("uninvited")
    if row is None:
        unit.insert(
            survey_tickets, id=new_id("stk"), bot=bot, batch="", token_hash=ticket, expires_at=None, used=False,
            link=link,
        )  # fmt: skip
        return None
    if row.used:
        raise Turned("used")
    if row.expires_at is not None and row.expires_at < millis(now):
        raise Turned("expired")
    if row.link == link:
        return None
    unit.update(survey_tickets, survey_tickets.c.id == row.id, link=link)
    return str(row.link) if row.link else None


def redeem(unit: Unit, link: str) -> None:
    """The talk is over: its ticket is used, and nothing joins the two any more."""
    unit.update(survey_tickets, survey_tickets.c.link == link, used=True, link=None)


def release(unit: Unit, links: Sequence[str]) -> None:
    """Talks that were left: their tickets may be used again."""
    unit.update(survey_tickets, survey_tickets.c.link.in_(links), link=None)


def _batch(unit: Unit, row: object) -> Batch:
    batch = row.id  # type: ignore[attr-defined]
    mine = survey_tickets.c.batch == batch
    return Batch(
        batch, row.name, row.made_by, instant(row.made_at),  # type: ignore[attr-defined]
        instant(row.expires_at) if row.expires_at else None,  # type: ignore[attr-defined]
        unit.count(survey_tickets, mine), unit.count(survey_tickets, mine, survey_tickets.c.used.is_(True)),
    )  # fmt: skip
