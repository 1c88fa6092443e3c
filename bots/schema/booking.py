"""The keys of a booking bot."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from bots.schema.common import BotFile, Clock, Day, Id, Strict
from bots.schema.spoken import flow_words
from bots.schema.written import as_price, as_week

Spans = tuple[tuple[Clock, Clock], ...]
Hours = Annotated[dict[Day, Spans], BeforeValidator(as_week)]


class SpecialDay(Strict):
    """One date with hours of its own, in place of the weekly ones; without hours it is closed."""

    day: date
    hours: Spans = ()


class Holidays(Strict):
    """Closed on the public holidays of a country; ``open`` names those that are worked on."""

    country: str = Field(pattern=r"^[A-Z]{2}$", title="Country", description="Two letters, such as DE.")
    region: str = Field("", max_length=40, title="Region", description="Such as BE for Berlin.")
    open: tuple[date, ...] = Field((), max_length=100, title="Holidays that are worked on")


class Service(Strict):
    """Something that can be booked."""

    id: Id
    name: str = Field(min_length=1, max_length=80, title="Name")
    aliases: tuple[str, ...] = Field((), title="Other words customers use")
    minutes: int = Field(ge=1, le=1440, title="Length in minutes")
    price: Annotated[str, BeforeValidator(as_price)] = Field("", max_length=40, title="Price as shown")
    includes: str = Field("", max_length=400, title="What is included", description="Told when a customer asks.")
    buffer_before: int = Field(0, ge=0, le=480, title="Minutes kept free before")
    buffer_after: int = Field(0, ge=0, le=480, title="Minutes kept free after")
    staff: tuple[Id, ...] = Field((), title="Who can do it", description="Empty: everyone.")
    capacity: int = Field(1, ge=1, le=1000, title="Places at the same time")
    notice_minutes: int | None = Field(None, ge=0, le=43200, title="Own shortest notice in minutes")
    horizon_days: int | None = Field(None, ge=1, le=730, title="Own number of days ahead")
    daily_limit: int | None = Field(None, ge=1, le=1000, title="Most bookings a day")
    locations: tuple[Id, ...] = Field((), title="Where it is offered", description="Empty: everywhere.")
    approval: bool = Field(False, title="Each booking is accepted by a person first")


class Staff(Strict):
    """A person or resource with hours of their own (empty: the business's)."""

    id: Id
    name: str = Field(min_length=1, max_length=80, title="Name")
    hours: Hours | None = Field(None, title="Own hours")
    breaks: Hours | None = Field(None, title="Own breaks", description="Empty: those of the place.")
    closed: tuple[date, ...] = Field((), max_length=400, title="Days off")
    special: tuple[SpecialDay, ...] = Field((), max_length=400, title="Days with other hours")
    location: Id | None = Field(None, title="Where they work", description="Empty: the first location.")
    daily_limit: int | None = Field(None, ge=1, le=1000, title="Most bookings a day")


class Location(Strict):
    """A place of the business. What it leaves out is as the business has it."""

    id: Id
    name: str = Field(min_length=1, max_length=80, title="Name")
    address: str = Field("", max_length=200, title="Address")
    timezone: str = Field("", max_length=60, title="Own time zone")
    hours: Hours | None = Field(None, title="Own opening hours")
    breaks: Hours | None = Field(None, title="Own breaks")
    closed: tuple[date, ...] = Field((), max_length=400, title="Closed days")
    special: tuple[SpecialDay, ...] = Field((), max_length=400, title="Days with other hours")
    holidays: Holidays | None = Field(None, title="Own public holidays")


class Mail(Strict):
    """What is sent to a customer who left an address. Needs the grant ``book_time`` with ``clear: [EMAIL_ADDRESS]``."""

    detail: Id = Field(title="Which detail is the address")
    confirmation: bool = Field(True, title="When it is booked")
    changes: bool = Field(True, title="When it is moved or cancelled")
    reminders: tuple[int, ...] = Field((), max_length=5, title="Reminders, in hours before")


class Webhook(Strict):
    """A service that is told of each booking; signed, without personal values."""

    url: str = Field(min_length=8, max_length=500, title="Address")
    private: bool = Field(False, title="The service may be inside a private network")


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
    people: int = Field(1, ge=1, le=1000, title="How many places of a class are taken")


class BookingFile(BotFile):
    """A bot that books appointments and never the same time twice."""

    kind: Literal["booking"]
    services: tuple[Service, ...] = Field(min_length=1, max_length=200, title="Services")
    staff: tuple[Staff, ...] = Field((), max_length=200, title="Staff and resources")
    hours: Hours = Field(title="Opening hours")
    breaks: Hours = Field(default_factory=dict, title="Breaks")
    closed: tuple[date, ...] = Field((), max_length=400, title="Closed days")
    special: tuple[SpecialDay, ...] = Field((), max_length=400, title="Days with other hours")
    holidays: Holidays | None = Field(None, title="Public holidays")
    locations: tuple[Location, ...] = Field((), max_length=50, title="Locations")
    slot_minutes: int = Field(15, ge=5, le=240, title="Times are offered every … minutes")
    notice_minutes: int = Field(60, ge=0, le=43200, title="Shortest notice in minutes")
    horizon_days: int = Field(60, ge=1, le=730, title="How many days ahead can be booked")
    daily_limit: int | None = Field(None, ge=1, le=10_000, title="Most bookings a day")
    hold_minutes: int = Field(5, ge=1, le=60, title="How long a time is held while details are asked")
    details: tuple[Detail, ...] = Field((), max_length=20, title="What is asked")
    pending_hours: int = Field(24, ge=1, le=336, title="How long a request waits to be accepted")
    confirmation: str = Field("", max_length=500, title="Words after booking")
    cancellation: str = Field("", max_length=500, title="Cancellation policy", description="Shown before booking.")
    cancel_hours: int = Field(0, ge=0, le=720, title="Customers may change it until … hours before")
    waiting_list: bool = Field(False, title="Offer freed times to those who wait")
    offer_minutes: int = Field(60, ge=5, le=2880, title="How long a freed time is kept for the one it is offered to")
    mail: Mail | None = Field(None, title="E-mail to customers")
    webhook: Webhook | None = Field(None, title="Service told of bookings")
    existing: tuple[ExistingBooking, ...] = Field((), title="Time already taken")

    def too_late(self, starts: datetime, now: datetime) -> bool:
        """Whether a customer may no longer change a booking: from then on it is a matter of people."""
        return now >= starts - timedelta(hours=self.cancel_hours)

    @property
    def own_names(self) -> tuple[str, ...]:
        """Staff and places are asked for by name, services by their words; masked, nothing could be booked."""
        staff = [name for person in self.staff for name in (person.name, *person.name.split()[:1])]
        services = [name for service in self.services for name in (service.name, *service.aliases)]
        places = [name for place in self.locations for name in (place.name, *place.name.split())]
        return (*flow_words(), *staff, *services, *places)
