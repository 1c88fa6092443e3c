"""The businesses: their bot files, and the free times as they know them themselves."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
BEGIN = datetime(2026, 6, 2, 8, 40)  # noqa: DTZ001 - a Tuesday, on each business's own clock
APART = timedelta(weeks=6)  # between two talks, further than anybody may book


@dataclass(frozen=True)
class Offered:
    """A service: what customers call it, its length, and who does it."""

    id: str
    name: str
    called: tuple[str, ...]
    minutes: int
    capacity: int = 1
    staff: tuple[str, ...] = ()
    after: int = 0


@dataclass(frozen=True)
class Shop:
    """A business as its owner describes it."""

    id: str
    language: str
    name: str
    zone: str
    services: tuple[Offered, ...]
    hours: Mapping[str, tuple[tuple[str, str], ...]]
    staff: Mapping[str, str] = field(default_factory=dict)
    slot: int = 30
    notice: int = 60
    details: bool = False
    begin: datetime = BEGIN

    def file(self, closed: list[date]) -> str:
        """The bot file; YAML reads JSON."""
        services = [
            {"id": s.id, "name": s.name, "aliases": list(s.called), "minutes": s.minutes, "price": "20",
             "buffer_after": s.after, "capacity": s.capacity} | ({"staff": list(s.staff)} if s.staff else {})
            for s in self.services
        ]  # fmt: skip
        asked = [
            {"id": "name", "kind": "name", "required": True, "purpose": "To greet you", "basis": "contract"},
            {"id": "phone", "kind": "phone", "required": False, "purpose": "To reach you", "basis": "contract"},
        ]
        return json.dumps(
            {
                "id": self.id, "kind": "booking", "name": self.name, "language": self.language, "timezone": self.zone,
                "services": services, "staff": [{"id": k, "name": v} for k, v in self.staff.items()],
                "hours": {day: [list(span) for span in spans] for day, spans in self.hours.items()},
                "closed": [d.isoformat() for d in closed], "slot_minutes": self.slot, "notice_minutes": self.notice,
                "horizon_days": 35, "details": asked if self.details else [],
            }
        )  # fmt: skip

    def opens(self, day: date, service: Offered) -> list[datetime]:
        """The times a service may begin on a day."""
        found: list[datetime] = []
        for opens, closes in self.hours.get(DAYS[day.weekday()], ()):
            start, end = (datetime.combine(day, datetime.min.time()) + _clock(c) for c in (opens, closes))
            while start + timedelta(minutes=service.minutes) <= end:
                found.append(start)
                start += timedelta(minutes=self.slot)
        return found

    def some(self, pick: random.Random, now: datetime, service: Offered, low: int = 1, high: int = 13) -> datetime:
        """Some time a service may begin, a number of days ahead."""
        days = [now.date() + timedelta(days=n) for n in range(low, high + 1)]
        pick.shuffle(days)
        return next(pick.choice(times) for day in days if (times := self.opens(day, service)))

    def shut(self, now: datetime) -> date:
        """A weekday within two weeks on which this business is closed for once; each talk has its own."""
        days = (now.date() + timedelta(days=n) for n in range(15, 25))
        return next(day for day in days if DAYS[day.weekday()] in self.hours)


def _clock(said: str) -> timedelta:
    return timedelta(hours=int(said[:2]), minutes=int(said[3:]))


_WEEK = ("mon", "tue", "wed", "thu", "fri")
SHOPS = (
    Shop(
        "physio", "en", "Harbour Physio", "America/New_York",
        (
            Offered("first", "First assessment", ("assessment", "first visit", "initial visit"), 60, after=20),
            Offered("session", "Physio session", ("session", "physio"), 40),
            Offered("yoga", "Back yoga", ("yoga", "yoga class"), 60, capacity=3),
        ),
        dict.fromkeys(_WEEK, (("08:00", "12:00"), ("13:00", "18:00"))), {"ines": "Ines", "marc": "Marc"}, slot=20,
    ),
    Shop(
        "zahnarzt", "de", "Praxis am Markt", "Europe/Vienna",
        (
            Offered("kontrolle", "Kontrolle", ("Kontrolltermin", "Vorsorge", "Check-up"), 30),
            Offered("reinigung", "Zahnreinigung", ("Mundhygiene", "PZR", "Zähne putzen lassen"), 60, after=15),
        ),
        dict.fromkeys(("mon", "tue", "thu", "fri"), (("08:00", "12:30"), ("14:00", "18:00")))
        | {"wed": (("08:00", "13:00"),)},
        {"huber": "Dr. Huber", "maier": "Dr. Maier"}, slot=15, notice=240, details=True,
    ),
    Shop(
        "taller", "es", "Taller Rueda", "Europe/Madrid",
        (
            Offered("revision", "Revisión", ("revisar el coche", "puesta a punto"), 60),
            Offered("aceite", "Cambio de aceite", ("cambiar el aceite", "aceite"), 30),
            Offered("ruedas", "Cambio de neumáticos", ("neumáticos", "ruedas"), 45),
        ),
        dict.fromkeys(_WEEK, (("09:00", "14:00"), ("16:00", "20:00"))) | {"sat": (("09:00", "13:00"),)}, slot=15,
    ),
    Shop(
        "veto", "fr", "Clinique des Tilleuls", "Europe/Paris",
        (
            Offered("consultation", "Consultation", ("visite", "consulter"), 30),
            Offered("vaccin", "Vaccin", ("vaccination", "piqûre"), 15),
            Offered("toilettage", "Toilettage", ("tonte", "toiletter"), 90, staff=("lea",)),
        ),
        dict.fromkeys(("mon", "tue", "thu", "fri"), (("08:30", "12:00"), ("14:00", "19:00")))
        | {"sat": (("09:00", "12:30"),)},
        {"lea": "Léa", "hugo": "Hugo"}, slot=15, notice=120,
    ),
)  # fmt: skip
NIGHT = Shop(
    "observatory", "en", "Night sky tours", "Europe/London", (Offered("tour", "Sky tour", ("tour",), 30),),
    dict.fromkeys(DAYS, (("00:00", "24:00"),)), slot=30,
)  # fmt: skip
