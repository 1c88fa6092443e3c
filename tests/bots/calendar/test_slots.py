"""Hours, buffers, notice, horizon, closed days, places, and the two nights on which the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest

from bots.calendar import Busy, Calendar, WhyNot
from bots.calendar.search import Wish, search
from bots.schema.booking import BookingFile

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)  # a Wednesday, 10:00 in Berlin
FRIDAY = date(2026, 3, 20)


def file(**keys: Any) -> BookingFile:
    service = {"id": "cut", "name": "Cut", "minutes": 60} | keys.pop("service", {})
    return BookingFile.model_validate(
        {"id": "salon", "kind": "booking", "name": "Salon", "timezone": "Europe/Berlin", "services": [service],
         "hours": {"fri": [["09:00", "12:00"]]}, "slot_minutes": 30} | keys
    )  # fmt: skip


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=BERLIN).astimezone(UTC)


def busy(day: date, begin: str, end: str, service: str = "cut", staff: str = "") -> Busy:
    return Busy(staff, service, at(day, begin), at(day, begin), at(day, end))


def walls(config: BookingFile, *taken: Busy, day: date = FRIDAY, now: datetime = NOW) -> list[str]:
    calendar = Calendar(config, taken, now)
    slots = calendar.free(config.services[0], day, day)
    return [f"{s.start.astimezone(BERLIN):%H:%M}" for s in slots]


def why(config: BookingFile, day: date, clock: str, *taken: Busy, now: datetime = NOW) -> WhyNot | None:
    return Calendar(config, taken, now).why_not(config.services[0], at(day, clock))


def test_a_whole_appointment_lies_inside_the_opening_hours() -> None:
    assert walls(file()) == ["09:00", "09:30", "10:00", "10:30", "11:00"]


def test_a_taken_time_is_not_offered_and_touching_ends_are_free() -> None:
    assert walls(file(), busy(FRIDAY, "10:00", "11:00")) == ["09:00", "11:00"]


def test_buffers_count_against_other_appointments_and_not_against_closing_time() -> None:
    config = file(service={"buffer_before": 15, "buffer_after": 15})
    assert walls(config) == ["09:00", "09:30", "10:00", "10:30", "11:00"]
    assert walls(config, busy(FRIDAY, "10:15", "10:45")) == ["09:00", "11:00"]


def test_a_break_splits_the_day() -> None:
    config = file(hours={"fri": [["09:00", "10:00"], ["11:00", "12:00"]]})
    assert walls(config) == ["09:00", "11:00"]


@pytest.mark.parametrize(
    ("clock", "day", "reason"),
    [
        ("10:00", FRIDAY, None),
        ("11:30", FRIDAY, WhyNot.HOURS),
        ("10:10", FRIDAY, WhyNot.GRID),
        ("10:00", date(2026, 3, 21), WhyNot.CLOSED),
        ("10:00", date(2026, 3, 13), WhyNot.PAST),
        ("10:00", date(2026, 9, 4), WhyNot.FAR),
    ],
)
def test_why_a_time_cannot_be_booked(clock: str, day: date, reason: WhyNot | None) -> None:
    assert why(file(), day, clock) is reason


def test_notice_is_counted_to_the_minute() -> None:
    config, now = file(notice_minutes=60), at(FRIDAY, "08:30")
    assert why(config, FRIDAY, "09:00", now=now) is WhyNot.SOON
    assert why(config, FRIDAY, "09:30", now=now) is None


def test_a_closed_date_overrules_the_weekly_hours() -> None:
    assert walls(file(closed=[FRIDAY])) == []


def test_time_taken_in_the_file_blocks_with_the_buffers_of_its_service() -> None:
    config = file(
        service={"buffer_after": 30}, existing=[{"start": "2026-03-20T09:00", "minutes": 60, "service": "cut"}]
    )
    assert walls(config) == ["10:30", "11:00"]


def test_a_day_on_which_only_the_people_of_a_service_are_away_is_not_called_closed() -> None:
    config = file(
        service={"staff": ["jo"]},
        hours={"thu": [["09:00", "12:00"]], "fri": [["09:00", "12:00"]]},
        staff=[{"id": "jo", "name": "Jo", "hours": {"fri": [["09:00", "12:00"]]}}, {"id": "sam", "name": "Sam"}],
    )
    assert why(config, FRIDAY - timedelta(days=1), "10:00") is WhyNot.AWAY
    assert why(config, FRIDAY + timedelta(days=1), "10:00") is WhyNot.CLOSED


def test_staff_work_their_own_hours_and_only_what_they_can() -> None:
    config = file(
        service={"staff": ["jo"]},
        staff=[{"id": "jo", "name": "Jo", "hours": {"fri": [["10:00", "11:00"]]}}, {"id": "sam", "name": "Sam"}],
    )
    assert walls(config) == ["10:00"]


def test_a_room_has_several_places_at_the_same_time() -> None:
    config = file(service={"capacity": 2})
    one = busy(FRIDAY, "09:00", "10:00")
    assert "09:30" in walls(config, one)
    assert walls(config, one, one) == ["10:00", "10:30", "11:00"]


def test_a_class_with_a_teacher_begins_together() -> None:
    config = file(service={"capacity": 3, "staff": ["jo"]}, staff=[{"id": "jo", "name": "Jo"}])
    assert walls(config, busy(FRIDAY, "09:00", "10:00", staff="jo")) == ["09:00", "10:00", "10:30", "11:00"]


class TestClockChange:
    """29 March 2026: 02:00 to 03:00 does not exist in Berlin. 25 October 2026: it comes twice."""

    NIGHT: ClassVar = {"sun": [["00:00", "06:00"]]}

    def test_in_spring_the_missing_hour_is_not_offered(self) -> None:
        config = file(hours=self.NIGHT, slot_minutes=60, service={"minutes": 60})
        day = date(2026, 3, 29)
        assert walls(config, day=day, now=NOW) == ["00:00", "01:00", "03:00", "04:00", "05:00"]

    def test_in_spring_a_missing_time_is_explained(self) -> None:
        config = file(hours=self.NIGHT, slot_minutes=30)
        calendar = Calendar(config, (), NOW)
        day = date(2026, 3, 29)
        found = search(calendar, config.services[0], Wish(day, day, (time(2, 30),)), None)
        assert found.why is WhyNot.NO_SUCH_TIME
        assert found.slots

    def test_in_autumn_the_doubled_hour_is_two_times(self) -> None:
        config = file(hours=self.NIGHT, slot_minutes=60, horizon_days=365)
        day = date(2026, 10, 25)
        assert walls(config, day=day) == ["00:00", "01:00", "02:00", "02:00", "03:00", "04:00", "05:00"]
        found = search(Calendar(config, (), NOW), config.services[0], Wish(day, day, (time(2, 0),)), None)
        assert found.twice
        assert found.slots[1].start - found.slots[0].start == timedelta(hours=1)

    def test_an_opening_in_the_gap_is_the_moment_of_the_jump(self) -> None:
        config = file(hours={"sun": [["02:30", "05:00"]]}, slot_minutes=60)
        assert walls(config, day=date(2026, 3, 29)) == ["03:00", "04:00"]


def test_a_taken_time_is_answered_with_the_nearest_free_ones() -> None:
    config = file()
    calendar = Calendar(config, [busy(FRIDAY, "10:00", "11:00")], NOW)
    found = search(calendar, config.services[0], Wish(FRIDAY, FRIDAY, (time(10, 0),)), None)
    assert found.why is WhyNot.TAKEN
    assert [f"{s.start.astimezone(BERLIN):%H:%M}" for s in found.slots][:2] == ["09:00", "11:00"]


def test_of_two_readings_of_a_clock_time_the_free_one_is_taken() -> None:
    config = file(hours={"fri": [["09:00", "18:00"]]})
    found = search(Calendar(config, (), NOW), config.services[0], Wish(FRIDAY, FRIDAY, (time(3), time(15))), None)
    assert found.exact
    assert found.slots[0].start == at(FRIDAY, "15:00")
