"""A salon that is open on Friday mornings, seen on the Wednesday before: what the tools of a booking act on."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.talking import Desk

SALON = """
id: salon
kind: booking
name: Salon
timezone: UTC
services: [{id: cut, name: Cut, minutes: 30}]
hours: {fri: [["09:00", "12:00"]]}
"""
NINE = "2026-03-20T09:00:00+00:00"
TEN = "2026-03-20T10:00:00+00:00"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The salon's; a folder's test may open another."""
    return Desk.open(tmp_path, SALON, datetime(2026, 3, 18, 9, 0, tzinfo=UTC))
