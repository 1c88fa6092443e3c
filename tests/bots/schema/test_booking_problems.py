"""Faults in the rules of a booking bot: each found, all at once, with its place and a cure."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from bots.config import load
from bots.errors import ConfigError

BASE: dict[str, Any] = {
    "id": "salon", "kind": "booking", "name": "Salon", "timezone": "Europe/Berlin",
    "services": [{"id": "cut", "name": "Cut", "minutes": 60}], "hours": {"fri": [["09:00", "12:00"]]},
}  # fmt: skip
MAIL = {
    "details": [{"id": "email", "kind": "email", "purpose": "To confirm"}],
    "mail": {"detail": "email"},
    "tools": [{"tool": "book_time", "clear": ["EMAIL_ADDRESS"], "confirm": "always"}],
}


def faults(**keys: Any) -> list[str]:
    try:
        load(yaml.safe_dump(BASE | keys), "salon.yaml")
    except ConfigError as error:
        return [f"{p.where.removeprefix('salon.yaml, ')}: {p.message} {p.hint}".strip() for p in error.problems]
    return []


def test_a_usual_file_has_none() -> None:
    assert faults() == []
    assert faults(**MAIL) == []


@pytest.mark.parametrize(
    ("keys", "where", "said"),
    [
        ({"hours": {"fri": [["22:00", "02:00"]]}}, "hours.fri", "22:00 to 24:00, and 00:00 to 02:00 on the next day"),
        ({"hours": {"fri": [["09:00", "12:00"], ["11:00", "15:00"]]}}, "hours.fri", "overlap at 11:00"),
        ({"hours": {"fri": [["09:00", "09:00"], ["10:00", "12:00"]]}}, "hours.fri", "has no length"),
        ({"hours": {"fri": [["09:00", "24:30"]]}}, "hours.fri", "A day ends at 24:00"),
        ({"breaks": {"fri": [["10:00", "09:30"]]}}, "breaks.fri", "ends before it begins"),
        ({"services": [{"id": "cut", "name": "Cut", "minutes": 0}]}, "services[0].minutes", "or more"),
        ({"services": [{"id": "cut", "name": "Cut", "minutes": 240}]}, "services[0]", "the longest time open is 180"),
        ({"hours": {}}, "services[0]", "the longest time open is 0"),
        ({"breaks": {"fri": [["09:30", "11:30"]]}}, "services[0]", "the longest time open is 30"),
        ({"notice_minutes": 3000, "horizon_days": 1}, "services[0]", "earlier than it can be booked"),
        ({"timezone": "Europe/Berlim"}, "timezone", "'Europe/Berlim' is no time zone"),
        ({"locations": [{"id": "west", "name": "West", "timezone": "Mars/Olympus"}]}, "locations[0].timezone", "no"),
        ({"holidays": {"country": "XX"}}, "holidays.country", "No holidays are known of 'XX'"),
        ({"holidays": {"country": "DE", "region": "QQ"}}, "holidays.region", "Known: BB, BE"),
        ({"special": [{"day": "2026-12-24"}, {"day": "2026-12-24"}]}, "special[1].day", "written twice"),
        ({"special": [{"day": "2026-12-24"}], "closed": ["2026-12-24"]}, "special[0].day", "closed as well"),
        ({"existing": [{"start": "2026-03-20", "minutes": 5, "service": "cot"}]}, "existing[0].service", "'cut'?"),
        ({"webhook": {"url": "http://erp.example/hook"}}, "webhook.url", "Use https://"),
        ({"webhook": {"url": "ftp://erp.example"}}, "webhook.url", "no address that can be called"),
        (MAIL | {"tools": []}, "mail", "Under tools: {tool: book_time, clear: [EMAIL_ADDRESS]}"),
        (MAIL | {"mail": {"detail": "phone"}}, "mail.detail", "no detail of the kind email"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place_and_cure(keys: dict[str, Any], where: str, said: str) -> None:
    found = faults(**keys)
    assert found[0].startswith(where), found
    assert said in found[0]


def test_a_service_that_nobody_could_do_is_found() -> None:
    keys = {
        "staff": [{"id": "jo", "name": "Jo", "location": "east"}],
        "locations": [{"id": "east", "name": "East"}, {"id": "west", "name": "West"}],
        "services": [{"id": "cut", "name": "Cut", "minutes": 60, "staff": ["jo"], "locations": ["west"]}],
    }
    assert faults(**keys) == ["services[0]: Nobody can do this service where it is offered. Change staff or locations."]


def test_a_holiday_on_every_day_is_found() -> None:
    fridays = [f"2026-{month:02}-{day:02}" for month, day in ((3, 6), (3, 13), (3, 20), (3, 27), (4, 3))]
    assert "Every day from 2026-03-06 on is closed" in faults(closed=fridays, horizon_days=30)[0]
    assert faults(closed=fridays[:3], horizon_days=30) == []


def test_hours_over_midnight_in_two_parts_hold_a_service_of_both() -> None:
    night = {"fri": [["22:00", "24:00"]], "sat": [["00:00", "02:00"]]}
    assert faults(hours=night, services=[{"id": "party", "name": "Party", "minutes": 240}]) == []


def test_every_fault_is_told_at_once() -> None:
    keys = {
        "timezone": "Nowhere", "hours": {"mon": [["10:00", "09:00"]], "fri": [["09:00", "12:00"]]},
        "services": [{"id": "cut", "name": "Cut", "minutes": 600, "staff": ["jo"]}],
        "holidays": {"country": "ZZ"}, "mail": {"detail": "email"},
    }  # fmt: skip
    assert len(faults(**keys)) == 6, faults(**keys)
