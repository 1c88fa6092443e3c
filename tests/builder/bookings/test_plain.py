"""A fault in a bot file is told by the name of what it is in, and marked beside the day it is about."""

from __future__ import annotations

import pytest

from builder.bookings.cards import fresh_id
from builder.bookings.plain import key, marks, place
from guardrails.errors import Problem

VALUES = {
    "services": [{"id": "cut", "name": "Haircut"}],
    "staff": [{"id": "mina", "name": "Mina"}, {"id": "theo", "name": "Theo"}],
    "special": [{"day": "2026-12-24", "hours": [["09:00", "09:00"]]}],
}


def problem(where: str) -> Problem:
    return Problem("hours", f"draft.yaml, {where}", "It overlaps.", "Make one of two.")


@pytest.mark.parametrize(
    ("where", "said", "of"),
    [
        ("hours.tue", "Opening hours, Tuesday", "hours"),
        ("services[0].minutes", "Service 1, Haircut: length", "services"),
        ("staff[1].hours.tue", "Person 2, Theo: opening hours, Tuesday", "staff"),
        ("staff[7]", "Person 8", "staff"),
        ("cancel_hours", "Customers may change it until … hours before", "cancel_hours"),
    ],
)
def test_the_place_of_a_fault_in_words(where: str, said: str, of: str) -> None:
    assert place(problem(where), VALUES).replace("\\", "") == said
    assert key(problem(where)) == of


def test_a_fault_is_marked_by_id_and_day_and_not_by_number() -> None:
    found = marks([problem("staff[1].hours.tue"), problem("special[0].hours"), problem("hours.wed")], VALUES)
    assert list(found) == ["staff.theo.hours.tue", "special.2026-12-24.hours", "hours.wed"]
    assert set(found.values()) == {"It overlaps. Make one of two."}


@pytest.mark.parametrize(
    ("name", "used", "fresh"),
    [
        ("Hair & Beard", (), "hair-beard"),
        ("Haircut", ("haircut",), "haircut-2"),
        ("3D print", (), "x-3d-print"),
        ("染髪", (), "line"),
    ],
)
def test_a_short_name_is_made_from_what_people_read(name: str, used: tuple[str, ...], fresh: str) -> None:
    assert fresh_id(name, used) == fresh
