"""Where a booking talk stands: one frozen value, replaced step by step, kept as JSON with the conversation."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bots.kinds.booking.wish import Wish
from bots.types import Json


@dataclass(frozen=True, slots=True)
class Picked:
    """A time and who does it; ``staff`` None: whoever is free."""

    start: datetime
    staff: str | None

    def kept(self) -> dict[str, Json]:
        return {"start": self.start.isoformat(), "staff": self.staff}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Picked:
        return cls(datetime.fromisoformat(kept["start"]), kept["staff"])


@dataclass(frozen=True, slots=True)
class Next:
    """A service that is booked after the one being booked; ``wish`` empty: right after it."""

    service: int
    wish: Wish = field(default_factory=Wish)

    def kept(self) -> dict[str, Json]:
        return {"service": self.service, "wish": self.wish.arguments()}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Next:
        return cls(int(kept["service"]), Wish.of(kept.get("wish") or {}))


@dataclass(frozen=True, slots=True)
class Appointment:
    """A booking that exists, as far as its customer may know it."""

    id: str
    start: datetime
    service: str
    staff: str | None
    people: int = 1

    def kept(self) -> dict[str, Json]:
        start = self.start.isoformat()
        return {"id": self.id, "start": start, "service": self.service, "staff": self.staff, "people": self.people}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Appointment:
        start = datetime.fromisoformat(kept["start"])
        return cls(kept["id"], start, kept["service"], kept["staff"], int(kept.get("people") or 1))


@dataclass(frozen=True, slots=True)
class State:
    """What is known so far. ``service``, ``staff`` and ``place`` (the location; -1: any)
    are places in the bot file.

    ``slot`` is the time picked and held, ``offers`` the times last shown, ``token`` names the summary last shown;
    ``mode`` is book (None), move or cancel, and ``target`` the booking that is moved or cancelled. ``people`` is how
    many come (None: one, or as many as before), ``queue`` what is booked after this one, ``opened`` are bookings whose
    code was given, ``last`` what was booked last, ``round`` how many drafts came before, ``buttons`` the labels last
    shown, ``entity`` the personal data the open question expects.
    """

    language: str = ""
    service: int | None = None
    staff: int | None = None
    place: int | None = None
    people: int | None = None
    queue: tuple[Next, ...] = ()
    wish: Wish = field(default_factory=Wish)
    slot: Picked | None = None
    offers: tuple[Picked, ...] = ()
    details: Mapping[str, Json] = field(default_factory=dict)
    asking: str | None = None
    entity: str | None = None
    token: str | None = None
    mode: str | None = None
    target: Appointment | None = None
    opened: tuple[str, ...] = ()
    last: Appointment | None = None
    last_token: str | None = None
    round: int = 0
    buttons: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> State:
        """The state a conversation was left in; keys of other versions are passed over."""
        values: dict[str, Any] = {f.name: kept[f.name] for f in fields(cls) if kept.get(f.name) is not None}
        for name, kind in (("wish", Wish), ("slot", Picked), ("target", Appointment), ("last", Appointment)):
            if name in values:
                values[name] = kind.of(values[name])
        values["offers"] = tuple(Picked.of(one) for one in values.get("offers", ()))
        values["queue"] = tuple(Next.of(one) for one in values.get("queue", ()))
        values["opened"] = tuple(values.get("opened", ()))
        return cls(**values)

    def kept(self) -> dict[str, Json]:
        """The state as JSON; what is empty is left out."""
        told: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        told["wish"] = self.wish.arguments()
        for name in ("slot", "target", "last"):
            told[name] = told[name].kept() if told[name] else None
        told["offers"] = [one.kept() for one in self.offers]
        told["queue"] = [one.kept() for one in self.queue]
        told["opened"] = list(self.opened)
        return {name: value for name, value in told.items() if value or (value == 0 and value is not False)}

    def day(self, zone: ZoneInfo) -> date | None:
        """The day being talked about: of the time picked, the wish, all offers, or what is moved."""
        if self.slot:
            return self.slot.start.astimezone(zone).date()
        if self.wish.day:
            return self.wish.day
        days = {one.start.astimezone(zone).date() for one in self.offers}
        if len(days) == 1:
            return days.pop()
        return self.target.start.astimezone(zone).date() if self.target and self.mode == "move" else None

    def table(self, zone: ZoneInfo) -> datetime | None:
        """The time "an hour later" is counted from."""
        if self.slot:
            return self.slot.start
        return self.wish.moment(zone) or (self.offers[-1].start if self.offers else None)

    def without_draft(self) -> State:
        """What remains when a booking is made, dropped or begun anew."""
        return State(
            language=self.language, opened=self.opened, last=self.last, last_token=self.last_token,
            round=self.round + 1, buttons=self.buttons, place=self.place,
        )  # fmt: skip

    def reopened(self, zone: ZoneInfo) -> State:
        """The picked time becomes a wish again: another service or person may still do it then."""
        return replace(self, wish=Wish.exactly(self.slot.start, zone), slot=None) if self.slot else self

    def summary(self) -> str:
        """Names one summary: what it says, and how many drafts this talk has closed before it."""
        said = {name: value for name, value in self.kept().items() if name in _SUMMED}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


_SUMMED = ("mode", "service", "people", "slot", "details", "target", "round")
