"""Breaks, special days, days off, public holidays, locations with a zone of their own, limits of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest

from bots.calendar import Busy, Calendar, WhyNot
from bots.calendar.search import Wish, search
from bots.schema.booking import BookingFile

BERLIN, LISBON = ZoneInfo("Europe/Berlin"), ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)  # a Wednesday
FRIDAY, SATURDAY = date(2026, 3, 20), date(2026, 3, 21)
GOOD_FRIDAY = date(2026, 4, 3)


def file(**keys: Any) -> BookingFile:
    service = {"id": "cut", "name": "Cut", "minutes": 60} | keys.pop("service", {})
    return BookingFile.model_validate(
        {"id": "salon", "kind": "booking", "name": "Salon", "timezone": "Europe/Berlin", "services": [service],
         "hours": {"fri": [["09:00", "12:00"]]}, "slot_minutes": 60} | keys
    )  # fmt: skip


def times(config: BookingFile, day: date = FRIDAY, staff: str | None = None, taken: tuple[Busy, ...] = ()) -> list[str]:
    calendar = Calendar(config, taken, NOW)
    found = calendar.free(config.services[0], day, day, staff)
    return [f"{s.start.astimezone(calendar.zone_of(s.staff)):%H:%M}" for s in found]


def booked(clock: str, service: str = "cut", staff: str = "", day: date = FRIDAY) -> Busy:
    start = datetime.combine(day, time.fromisoformat(clock), tzinfo=BERLIN).astimezone(UTC)
    return Busy(staff, service, start, start, start + timedelta(minutes=60))


def test_a_break_is_cut_out_and_the_grid_begins_again_behind_it() -> None:
    assert times(file(breaks={"fri": [["10:00", "10:30"]]})) == ["09:00", "10:30"]


def test_breaks_of_ones_own_stand_in_place_of_the_business_s() -> None:
    config = file(breaks={"fri": [["10:00", "11:00"]]}, staff=[
        {"id": "jo", "name": "Jo"}, {"id": "sam", "name": "Sam", "breaks": {"fri": [["09:00", "10:00"]]}},
    ])  # fmt: skip
    assert times(config, staff="jo") == ["09:00", "11:00"]
    assert times(config, staff="sam") == ["10:00", "11:00"]


def test_a_special_day_stands_in_place_of_the_week() -> None:
    assert times(file(special=[{"day": FRIDAY, "hours": [["14:00", "16:00"]]}])) == ["14:00", "15:00"]
    assert times(file(special=[{"day": SATURDAY, "hours": [["09:00", "10:00"]]}]), SATURDAY) == ["09:00"]
    assert times(file(special=[{"day": FRIDAY}])) == []


def test_a_special_day_narrows_hours_of_ones_own() -> None:
    late = {"id": "jo", "name": "Jo", "hours": {"fri": [["11:00", "20:00"]]}}
    assert times(file(staff=[late], special=[{"day": FRIDAY, "hours": [["09:00", "13:00"]]}])) == ["11:00", "12:00"]


def test_a_day_off_and_a_special_day_of_one_person() -> None:
    config = file(staff=[
        {"id": "jo", "name": "Jo", "closed": [FRIDAY]},
        {"id": "sam", "name": "Sam", "special": [{"day": FRIDAY, "hours": [["15:00", "16:00"]]}]},
    ])  # fmt: skip
    assert times(config, staff="jo") == []
    assert times(config, staff="sam") == ["15:00"]


def test_public_holidays_are_closed_unless_worked_on() -> None:
    assert times(file(holidays={"country": "DE"}), GOOD_FRIDAY) == []
    assert times(file(holidays={"country": "DE", "open": [GOOD_FRIDAY]}), GOOD_FRIDAY) == ["09:00", "10:00", "11:00"]
    assert times(file(holidays={"country": "US"}), GOOD_FRIDAY) == ["09:00", "10:00", "11:00"]
    special = [{"day": GOOD_FRIDAY, "hours": [["10:00", "11:00"]]}]
    assert times(file(holidays={"country": "DE"}, special=special), GOOD_FRIDAY) == ["10:00"]


def test_holidays_of_a_region() -> None:
    women_s_day = date(2027, 3, 8)  # in Berlin a holiday, in Bavaria not
    open_mondays = {"hours": {"mon": [["09:00", "10:00"]]}, "horizon_days": 400}
    assert times(file(holidays={"country": "DE", "region": "BE"}, **open_mondays), women_s_day) == []
    assert times(file(holidays={"country": "DE", "region": "BY"}, **open_mondays), women_s_day) == ["09:00"]


def test_a_stretch_goes_on_over_midnight() -> None:
    config = file(hours={"fri": [["22:00", "24:00"]], "sat": [["00:00", "01:00"]]}, service={"minutes": 120})
    assert times(config) == ["22:00", "23:00"]


def test_what_begins_after_midnight_is_the_next_days_alone() -> None:
    config = file(hours={"fri": [["22:00", "24:00"]], "sat": [["00:00", "03:00"]]})
    assert times(config) == ["22:00", "23:00"]
    assert times(config, SATURDAY) == ["00:00", "01:00", "02:00"]


class TestLocations:
    """A house in Berlin with Jo, and one in Lisbon, an hour behind, that names nobody."""

    CONFIG = file(
        staff=[{"id": "jo", "name": "Jo"}],
        locations=[
            {"id": "berlin", "name": "Berlin"},
            {"id": "lisbon", "name": "Lisbon", "timezone": "Europe/Lisbon", "hours": {"fri": [["10:00", "12:00"]]}},
        ],
    )

    def test_each_has_its_hours_on_its_own_clock(self) -> None:
        assert times(self.CONFIG, staff="jo") == ["09:00", "10:00", "11:00"]
        assert times(self.CONFIG, staff="@lisbon") == ["10:00", "11:00"]

    def test_a_calendar_of_one_location_knows_only_that(self) -> None:
        there = Calendar(self.CONFIG, (), NOW).at_location("lisbon")
        assert {s.staff for s in there.free(self.CONFIG.services[0], FRIDAY, FRIDAY)} == {"@lisbon"}
        assert there.zone == LISBON

    def test_a_clock_time_is_looked_for_on_the_clock_of_each(self) -> None:
        eleven = Wish(FRIDAY, FRIDAY, (time(11),))
        found = search(Calendar(self.CONFIG, (), NOW), self.CONFIG.services[0], eleven, None)
        assert [(s.staff, s.start.hour) for s in found.slots] == [("jo", 10), ("@lisbon", 11)]
        there = search(Calendar(self.CONFIG, (), NOW, "lisbon"), self.CONFIG.services[0], eleven, None)
        assert there.exact
        assert not there.twice

    def test_a_service_of_one_location(self) -> None:
        config = file(locations=[{"id": "a", "name": "A"}, {"id": "b", "name": "B"}], service={"locations": ["b"]})
        assert Calendar(config, (), NOW).able(config.services[0]) == ("@b",)


class TestLimits:
    """At most so many bookings a day: of the business, of a service, of a person."""

    TWO: ClassVar[list[dict[str, str]]] = [{"id": "jo", "name": "Jo"}, {"id": "sam", "name": "Sam"}]

    def test_of_the_business(self) -> None:
        config = file(daily_limit=1, staff=self.TWO)
        assert times(config, taken=(booked("09:00", staff="jo"),)) == []
        day_before = booked("09:00", staff="jo", day=FRIDAY - timedelta(days=1))
        assert times(config, taken=(day_before,))

    def test_of_a_service(self) -> None:
        config = file(service={"daily_limit": 1})
        assert times(config, taken=(booked("09:00"),)) == []
        assert times(config, taken=(booked("09:00", service="dye"),)) == ["10:00", "11:00"]

    def test_of_a_person(self) -> None:
        staff = [{"id": "jo", "name": "Jo", "daily_limit": 1}, {"id": "sam", "name": "Sam"}]
        taken = (booked("09:00", staff="jo"),)
        assert times(file(staff=staff), staff="jo", taken=taken) == []
        assert times(file(staff=staff), staff="sam", taken=taken) == ["09:00", "10:00", "11:00"]

    def test_the_reason_is_told(self) -> None:
        config = file(daily_limit=1)
        start = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
        assert Calendar(config, (booked("09:00"),), NOW).why_not(config.services[0], start) is WhyNot.FULL

    def test_what_the_file_says_is_taken_counts(self) -> None:
        config = file(daily_limit=2, existing=[{"start": "2026-03-20T09:00", "minutes": 60, "service": "cut"}])
        (limit,) = Calendar(config, (), NOW).limits(config.services[0], datetime(2026, 3, 20, 9, tzinfo=UTC), "")
        assert limit.most == 1
        assert limit.until - limit.since == timedelta(days=1)


@pytest.mark.parametrize(("own", "expected"), [(None, WhyNot.SOON), (0, None), (10_000, WhyNot.SOON)])
def test_notice_of_a_service(own: int | None, expected: WhyNot | None) -> None:
    config = file(notice_minutes=5000, service={"notice_minutes": own})
    assert Calendar(config, (), NOW).why_not(config.services[0], datetime(2026, 3, 20, 9, tzinfo=UTC)) is expected


def test_days_ahead_of_a_service() -> None:
    config = file(horizon_days=60, service={"horizon_days": 5})
    in_a_week = datetime(2026, 3, 27, 9, tzinfo=UTC)
    assert Calendar(config, (), NOW).why_not(config.services[0], in_a_week) is WhyNot.FAR
