"""The bookings of a bot as a feed for calendar programs, at a secret address that can be revoked.

Without more, an event says service and person of the business. Details of customers are in it only when the owner made
it so, and only while whoever made it may still look behind the bars.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from guardrails import PLACEHOLDER
from records.bookings import TAKEN, Booking, Bookings
from records.errors import Erased
from records.feeds import Feed, Feeds, hashed
from records.members import Members
from records.store import Store
from records.tables import feeds
from records.vault import SealedVault
from workspace import ics
from workspace.assembly import Application
from workspace.booking_links import happening, rules_of
from workspace.errors import BadRequest
from workspace.roles import LOCAL, TABLE, Desk, Role

_BACK, _AHEAD = timedelta(days=30), timedelta(days=732)


@dataclass(frozen=True, slots=True)
class Made:
    """A new feed with its address, which is shown this once."""

    feed: Feed
    url: str


def make(desk: Desk, bot: str, name: str, *, with_details: bool = False) -> Made:
    """A new secret address. ``with_details`` shows customers' details to whoever holds it."""
    desk.allow("bookings.share")
    if with_details:
        desk.allow("bookings.reveal")
    desk.app.bot_row(desk.actor.workspace, bot)
    if not name.strip():
        raise BadRequest("Say whose calendar this is for, so that it can be told from others later.")
    stored = Feeds(desk.app.store(desk.actor.workspace))
    feed, token = stored.make(
        bot, name.strip()[:80], with_details=with_details, by=desk.actor.member, now=desk.app.clock()
    )
    return Made(feed, f"{desk.app.settings.public_url}/feed/{token}.ics")


def listing(desk: Desk, bot: str) -> Sequence[Feed]:
    """The feeds that work."""
    desk.allow("records.view")
    return Feeds(desk.app.store(desk.actor.workspace)).listing(bot)


def revoke(desk: Desk, feed: str) -> None:
    """The address opens nothing from now on."""
    desk.allow("bookings.share")
    Feeds(desk.app.store(desk.actor.workspace)).revoke(feed, by=desk.actor.member, now=desk.app.clock())


def read(app: Application, token: str) -> bytes | None:
    """What an address gives; None when it is none, or was revoked."""
    workspace = app.database.workspace_of(feeds.c.token_hash, hashed(token))
    if workspace is None:
        return None
    store, now = app.store(workspace), app.clock()
    feed = Feeds(store).open(token, now=now)
    config = rules_of(store, feed.bot) if feed is not None else None
    if feed is None or config is None:
        return None
    rows = Bookings(store).listing(feed.bot, now=now, since=now - _BACK, until=now + _AHEAD)
    detailed = feed.with_details and _may_see(store, feed.made_by)
    events = [
        replace(happening(config, row), notes=_opened(store, row) if detailed else None)
        for row in rows
        if row.state in TAKEN
    ]
    return ics.file(events, config.name)


def _may_see(store: Store, member: str) -> bool:
    if member == LOCAL:
        return True
    maker = next((one for one in Members(store).listing() if one.id == member), None)
    return maker is not None and maker.disabled_at is None and Role(maker.role) in TABLE["bookings.reveal"]


def _opened(store: Store, booking: Booking) -> dict[str, str]:
    try:
        vault = SealedVault(store, booking.conversation, booking.person)
    except Erased:
        return {}
    return {
        name: PLACEHOLDER.sub(lambda found: vault.open(found.group()) or found.group(), str(value))
        for name, value in booking.details.items()
    }
