"""CalDAV (RFC 4791): the three requests that keep a calendar in step: write an event, delete one, read a span.

Why not the ``caldav`` package (2026-11-25): it drags in parts under the LGPL and a second copy of urllib3, and it
resolves addresses by itself, so a name could lead it inside the own network; ours go through ``bots.fetching``, which
tests the very address it connects to. Events are read by ``icalendar``; repeated ones are spelled out by the server
(``expand``, which every CalDAV server must know).
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from icalendar import Calendar

from bots.fetching import Fetched, FetchFailed, fetch
from records.outside import Login

_LARGEST = 5_000_000
_DATA = "{urn:ietf:params:xml:ns:caldav}calendar-data"
_QUERY = """<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop><C:calendar-data><C:expand start="{start}" end="{end}"/></C:calendar-data></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:time-range start="{start}" end="{end}"/></C:comp-filter></C:comp-filter></C:filter>
</C:calendar-query>"""


class CalendarAway(Exception):
    """The calendar could not be read or written; the message holds no address and no data."""


@dataclass(frozen=True, slots=True)
class There:
    """A calendar elsewhere: the address of its collection, and the log-in."""

    address: str
    login: Login


@dataclass(frozen=True, slots=True)
class Found:
    """An event that takes time. ``repeats``: the server did not spell out a repeated one."""

    uid: str
    start: datetime
    end: datetime
    repeats: bool = False


def write(there: There, name: str, file: bytes) -> None:
    """Put an event under a name, in place of what stood there."""
    answer = _call(there, "PUT", name, file, {"content-type": "text/calendar; charset=utf-8"})
    _must(answer, 200, 201, 204)


def delete(there: There, name: str) -> None:
    """Take an event out; what is not there needs no taking."""
    _must(_call(there, "DELETE", name), 200, 204, 404, 410)


def events(there: There, start: datetime, end: datetime, zone: ZoneInfo) -> list[Found]:
    """Everything between two instants that takes time; whole days in the zone given."""
    span = {"start": f"{start.astimezone(UTC):%Y%m%dT%H%M%SZ}", "end": f"{end.astimezone(UTC):%Y%m%dT%H%M%SZ}"}
    headers = {"depth": "1", "content-type": "application/xml; charset=utf-8"}
    answer = _call(there, "REPORT", "", _QUERY.format(**span).encode(), headers)
    _must(answer, 207)
    return [found for text in _calendars(answer.body) for found in _events(text, zone)]


def _call(
    there: There, method: str, name: str, content: bytes | None = None, headers: Mapping[str, str] | None = None
) -> Fetched:
    pair = base64.b64encode(f"{there.login.user}:{there.login.password}".encode()).decode()
    sent = {**(headers or {}), "authorization": f"Basic {pair}"}
    address = there.address.rstrip("/") + "/" + quote(name)
    try:
        return fetch(
            method, address, content=content, headers=sent, private=there.login.private, accept="*/*", largest=_LARGEST
        )
    except FetchFailed as failure:
        raise CalendarAway(str(failure)) from None


def _must(answer: Fetched, *wanted: int) -> None:
    if answer.status in (401, 403):
        raise CalendarAway("The calendar refused user and password.")
    if answer.status not in wanted:
        raise CalendarAway(f"The calendar answered {answer.status}.")


def _calendars(body: bytes) -> Iterator[str]:
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body or b"\0" in body:  # NUL: UTF-16, in which the others hide
        raise CalendarAway("The calendar answered something that is not read.")
    try:
        tree = ElementTree.fromstring(body)  # noqa: S314 - no entities, see above
    except ElementTree.ParseError:
        raise CalendarAway("The calendar answered something that cannot be read.") from None
    yield from (element.text for element in tree.iter(_DATA) if element.text)


def _events(text: str, zone: ZoneInfo) -> Iterator[Found]:
    try:
        parts = Calendar.from_ical(text).walk("VEVENT")
    except ValueError:  # one event that cannot be read does not hide the others
        return
    for part in parts:
        if str(part.get("TRANSP", "OPAQUE")) == "TRANSPARENT" or str(part.get("STATUS", "")) == "CANCELLED":
            continue
        try:
            start = _instant(part, "DTSTART", zone)
            end = (_instant(part, "DTEND", zone) or start + _length(part)) if start else None
        except (ValueError, OverflowError):  # a time that no clock shows blocks nothing, nor hides the others
            continue
        if start is None or end is None:
            continue
        yield Found(str(part.get("UID", "")), start, end, "RRULE" in part)


def _instant(part: Any, name: str, zone: ZoneInfo) -> datetime | None:
    value = part.decoded(name) if name in part else None
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)
    return datetime.combine(value, time(), tzinfo=zone).astimezone(UTC) if isinstance(value, date) else None


def _length(part: Any) -> timedelta:
    given = part.decoded("DURATION") if "DURATION" in part else None
    whole_day = not isinstance(part.decoded("DTSTART"), datetime)
    return given if isinstance(given, timedelta) else timedelta(days=1 if whole_day else 0)
