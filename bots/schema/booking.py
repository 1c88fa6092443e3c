"""The keys of a booking bot."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from bots.schema.common import BotFile, Clock, Day, Id, Strict
from bots.schema.spoken import flow_words

Hours = dict[Day, tuple[tuple[Clock, Clock], ...]]


class Service(Strict):
    """Something that can be booked."""

    id: Id
    name: str = Field(min_length=1, max_length=80, title="Name")
    aliases: tuple[str, ...] = Field((), title="Other words customers use")
    minutes: int = Field(ge=1, le=1440, title="Length in minutes")
    price: str = Field("", max_length=40, title="Price as shown")
    buffer_before: int = Field(0, ge=0, le=480, title="Minutes kept free before")
    buffer_after: int = Field(0, ge=0, le=480, title="Minutes kept free after")
    staff: tuple[Id, ...] = Field((), title="Who can do it", description="Empty: everyone.")
    capacity: int = Field(1, ge=1, le=1000, title="Places at the same time")


class Staff(Strict):
    """A person or resource with hours of their own (empty: the business's)."""

    id: Id
    name: str = Field(min_length=1, max_length=80, title="Name")
    hours: Hours | None = Field(None, title="Own hours")


class Detail(Strict):
    """Something asked for the appointment, with the reason for asking it."""

    id: Id
    kind: Literal["name", "phone", "email", "text", "number", "yesno"]
    required: bool = True
    label: str = Field("", max_length=120, title="How it is asked")
    purpose: str = Field(min_length=1, max_length=200, title="Why it is asked")
    basis: str = Field("contract", min_length=1, max_length=100, title="Legal basis")


class ExistingBooking(Strict):
    """Time already taken, for scripts."""

    start: datetime
    minutes: int = Field(ge=1, le=1440)
    service: Id | None = None
    staff: Id | None = None


class BookingFile(BotFile):
    """A bot that books appointments and never the same time twice."""

    kind: Literal["booking"]
    services: tuple[Service, ...] = Field(min_length=1, max_length=200, title="Services")
    staff: tuple[Staff, ...] = Field((), max_length=200, title="Staff and resources")
    hours: Hours = Field(title="Opening hours")
    closed: tuple[date, ...] = Field((), title="Closed days")
    slot_minutes: int = Field(15, ge=5, le=240, title="Times are offered every … minutes")
    notice_minutes: int = Field(60, ge=0, le=43200, title="Shortest notice in minutes")
    horizon_days: int = Field(60, ge=1, le=730, title="How many days ahead can be booked")
    hold_minutes: int = Field(5, ge=1, le=60, title="How long a time is held while details are asked")
    details: tuple[Detail, ...] = Field((), max_length=20, title="What is asked")
    confirmation: str = Field("", max_length=500, title="Words after booking")
    existing: tuple[ExistingBooking, ...] = Field((), title="Time already taken")

    @property
    def own_names(self) -> tuple[str, ...]:
        """Staff are asked for by name and services by their words; masked, nothing could be booked."""
        staff = [name for person in self.staff for name in (person.name, *person.name.split()[:1])]
        services = [name for service in self.services for name in (service.name, *service.aliases)]
        return (*flow_words(), *staff, *services)
