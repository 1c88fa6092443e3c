"""A calendar elsewhere, on a real CalDAV server of its own process: bookings go there, what is busy blocks here."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx2
import pytest

from records.ids import new_id
from records.outbox import WAITING, Outbox
from records.outside import Login, OutsideCalendars
from tests.servers import free_port
from tests.workspace.conftest import BOOKING, Clock
from workspace import bookings, caldav, calendars, outbox, studio
from workspace.bookings import NotFree
from workspace.caldav import There
from workspace.errors import BadRequest
from workspace.roles import Actor, Desk, NotAllowed, Role

NINE = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
FRIDAY = date(2026, 3, 20)
LONDON = ZoneInfo("Europe/London")
LOGIN = Login("ada", "not-a-real-one", private=True)


@dataclass
class Server:
    """A running CalDAV server; ``process`` can be ended and started again on the same folder."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        (self.folder / "users").write_text(f"{LOGIN.user}:{LOGIN.password}\n", "utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "radicale", "--hosts", f"127.0.0.1:{self.port}", "--config", "",
             "--storage-filesystem-folder", str(self.folder / "collections"), "--auth-type", "htpasswd",
             "--auth-htpasswd-filename", str(self.folder / "users"), "--auth-htpasswd-encryption", "plain",
             "--auth-delay", "0", "--web-type", "none", "--logging-level", "error"],
        )  # fmt: skip
        until = time.monotonic() + 60
        while True:
            try:
                httpx2.get(f"{self.url}/.well-known/caldav", timeout=5)
            except httpx2.HTTPError:
                assert time.monotonic() < until, "the calendar server did not come"
                assert self.process.poll() is None, "the calendar server ended"
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """End it."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)
            self.process = None


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("caldav"), free_port())
    made.start()
    yield made
    made.stop()


@pytest.fixture
def there(server: Server) -> There:
    """A new calendar on it."""
    if server.process is None:
        server.start()
    address = f"{server.url}/{LOGIN.user}/{new_id('cal')}/"
    made = httpx2.request("MKCALENDAR", address, auth=(LOGIN.user, LOGIN.password))
    assert made.status_code == 201
    return There(address, LOGIN)


@pytest.fixture
def bot(desk: Desk) -> str:
    return studio.import_bot(desk, BOOKING, "salon.yaml").bot


def put(there: There, name: str, *lines: str) -> None:
    """Somebody writes an event into it with a program of their own."""
    text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", "BEGIN:VEVENT", f"UID:{name}",
                        "DTSTAMP:20260301T000000Z", *lines, "END:VEVENT", "END:VCALENDAR", ""])  # fmt: skip
    caldav.write(there, f"{name}.ics", text.encode())


def seen(there: There) -> list[tuple[str, datetime]]:
    found = caldav.events(there, NINE - timedelta(days=5), NINE + timedelta(days=5), LONDON)
    return sorted((one.uid, one.start) for one in found)


def deliver(desk: Desk) -> None:
    while outbox.deliver(desk.app, desk.actor.workspace):
        pass


def free(desk: Desk, bot: str) -> list[str]:
    return [f"{one.start:%H:%M}" for one in bookings.free_times(desk, bot, "cut", FRIDAY, FRIDAY)]


def test_bookings_are_written_moved_and_taken_out_there(desk: Desk, bot: str, there: There) -> None:
    before = bookings.add(desk, bot, "cut", NINE).appointment.id
    calendars.add(desk, bot, "", there.address, LOGIN)
    deliver(desk)
    assert seen(there) == [(f"{before}@tacit", NINE)]
    bookings.move(desk, before, NINE + timedelta(hours=1))
    deliver(desk)
    assert seen(there) == [(f"{before}@tacit", NINE + timedelta(hours=1))]
    bookings.cancel(desk, before)
    deliver(desk)
    assert seen(there) == []


def test_what_is_busy_there_blocks_here_even_in_the_commit(desk: Desk, bot: str, there: There) -> None:
    put(there, "dentist", "DTSTART:20260320T093000Z", "DTEND:20260320T110000Z", "SUMMARY:Dentist")
    calendars.add(desk, bot, "", there.address, LOGIN)
    times = free(desk, bot)
    assert times[:2] == ["09:00", "11:00"]
    with pytest.raises(NotFree) as refused:
        bookings.add(desk, bot, "cut", NINE + timedelta(hours=1))
    assert refused.value.why == "taken"


def test_what_counts_as_busy(desk: Desk, bot: str, there: There) -> None:
    every = free(desk, bot)
    put(there, "length", "DTSTART:20260320T090000Z", "DURATION:PT30M")
    put(there, "zone", "DTSTART;TZID=Europe/Berlin:20260320T110000", "DTEND;TZID=Europe/Berlin:20260320T113000")
    put(there, "weekly", "DTSTART:20260306T110000Z", "DTEND:20260306T113000Z", "RRULE:FREQ=WEEKLY;COUNT=4")
    put(there, "free", "DTSTART:20260320T120000Z", "DTEND:20260320T123000Z", "TRANSP:TRANSPARENT")
    put(there, "off", "DTSTART:20260320T130000Z", "DTEND:20260320T133000Z", "STATUS:CANCELLED")
    calendars.add(desk, bot, "", there.address, LOGIN)
    gone = [one for one in every if one not in free(desk, bot)]
    assert gone == ["09:00", "09:15", "09:45", "10:00", "10:15", "10:45", "11:00", "11:15"]


def test_a_whole_day_there_closes_the_day_here_until_the_calendar_is_removed(
    desk: Desk, bot: str, there: There
) -> None:
    put(there, "trip", "DTSTART;VALUE=DATE:20260320", "DTEND;VALUE=DATE:20260321")
    made = calendars.add(desk, bot, "", there.address, LOGIN)
    assert free(desk, bot) == []
    calendars.remove(desk, made.id)
    assert free(desk, bot)


def test_our_own_events_do_not_block_and_are_put_right_when_moved_there(
    desk: Desk, bot: str, there: There, clock: Clock
) -> None:
    booking = bookings.add(desk, bot, "cut", NINE).appointment.id
    calendars.add(desk, bot, "", there.address, LOGIN)
    deliver(desk)
    later = "DTSTART:20260320T130000Z", "DTEND:20260320T133000Z"
    caldav.delete(there, f"{booking}.ics")
    put(there, f"{booking}@tacit", *later)
    caldav.delete(there, f"{booking}@tacit.ics")
    text = f"UID:{booking}@tacit"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", text, "DTSTAMP:20260301T000000Z", *later,
             "END:VEVENT", "END:VCALENDAR", ""]  # fmt: skip
    caldav.write(there, f"{booking}.ics", "\r\n".join(lines).encode())
    clock.pass_(minutes=6)
    calendars.read_due(desk.app, desk.actor.workspace)
    assert "13:00" in free(desk, bot)
    deliver(desk)
    assert seen(there) == [(f"{booking}@tacit", NINE)]


def test_the_bookings_of_another_bot_or_installation_in_the_same_calendar_block(
    desk: Desk, bot: str, there: There
) -> None:
    other = studio.import_bot(desk, BOOKING.replace("id: salon", "id: barber"), "barber.yaml").bot
    booking = bookings.add(desk, other, "cut", NINE).appointment.id
    for name, hour in ((f"{booking}@tacit", "09"), ("bkg_elsewhere@tacit", "11")):
        put(there, name, f"DTSTART:20260320T{hour}0000Z", f"DTEND:20260320T{hour}3000Z")
    calendars.add(desk, bot, "", there.address, LOGIN)
    assert not {"09:00", "11:00"} & set(free(desk, bot))
    assert {"09:30", "11:30"} <= set(free(desk, bot))


def test_a_moved_event_waits_once_to_be_put_right_however_often_it_is_read(
    desk: Desk, bot: str, there: There, clock: Clock
) -> None:
    booking = bookings.add(desk, bot, "cut", NINE).appointment.id
    calendars.add(desk, bot, "", there.address, LOGIN)
    deliver(desk)
    caldav.delete(there, f"{booking}.ics")
    put(there, f"{booking}@tacit", "DTSTART:20260320T130000Z", "DTEND:20260320T133000Z")
    for _ in range(3):
        clock.pass_(minutes=6)
        calendars.read_due(desk.app, desk.actor.workspace)
    rows = Outbox(desk.app.store(desk.actor.workspace)).listing(subject=booking, states=[WAITING])
    assert len(rows) == 1


def test_what_is_read_of_a_calendar_removed_meanwhile_blocks_nothing(desk: Desk, bot: str, there: There) -> None:
    made, now = calendars.add(desk, bot, "", there.address, LOGIN), desk.app.clock()
    calendars.remove(desk, made.id)
    stored = OutsideCalendars(desk.app.store(desk.actor.workspace))
    stored.read(made, [(NINE, NINE + timedelta(hours=8))], now=now, again=now)
    assert "09:00" in free(desk, bot)


def test_while_it_is_away_bookings_wait_and_what_it_said_last_still_blocks(
    desk: Desk, bot: str, there: There, clock: Clock, server: Server
) -> None:
    put(there, "dentist", "DTSTART:20260320T100000Z", "DTEND:20260320T120000Z")
    calendars.add(desk, bot, "", there.address, LOGIN)
    server.stop()
    booking = bookings.add(desk, bot, "cut", NINE).appointment.id
    deliver(desk)
    assert [row.error for row in outbox.waiting(desk)] == ["The service did not answer."]
    clock.pass_(minutes=6)
    calendars.read_due(desk.app, desk.actor.workspace)
    (told,) = calendars.listing(desk, bot)
    assert told.error == "The service did not answer."
    assert "10:30" not in free(desk, bot)
    server.start()
    deliver(desk)
    assert (f"{booking}@tacit", NINE) in seen(there)
    clock.pass_(minutes=6)
    calendars.read_due(desk.app, desk.actor.workspace)
    assert calendars.listing(desk, bot)[0].error == ""


def test_a_person_s_calendar_blocks_that_person(desk: Desk, there: There) -> None:
    bot = studio.import_bot(desk, BOOKING + "staff: [{id: jo, name: Jo}, {id: sam, name: Sam}]\n", "salon.yaml").bot
    put(there, "dentist", "DTSTART:20260320T090000Z", "DTEND:20260320T100000Z")
    calendars.add(desk, bot, "jo", there.address, LOGIN)
    with pytest.raises(NotFree):
        bookings.add(desk, bot, "cut", NINE, staff="jo")
    booking = bookings.add(desk, bot, "cut", NINE, staff="sam").appointment.id
    deliver(desk)
    assert booking not in str(seen(there))


def test_a_calendar_that_cannot_be_used_is_refused_with_the_reason(desk: Desk, bot: str, there: There) -> None:
    cases = {
        "refused user and password": (there.address, Login("ada", "wrong", private=True)),
        "inside a private network": (there.address, Login("ada", "x")),
        "answered 404": (there.address.rstrip("/") + "x/", LOGIN),
        "plain text": ("http://calendar.example/ada/", LOGIN),
    }
    for said, (address, login) in cases.items():
        with pytest.raises(BadRequest, match=said):
            calendars.add(desk, bot, "", address, login)
    with pytest.raises(BadRequest, match="no such person"):
        calendars.add(desk, bot, "nobody", there.address, LOGIN)
    editor = Desk(desk.app, Actor("mem_1", desk.actor.workspace, Role.EDITOR))
    with pytest.raises(NotAllowed):
        calendars.add(editor, bot, "", there.address, LOGIN)
