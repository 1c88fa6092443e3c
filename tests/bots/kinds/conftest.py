"""A salon and a survey to talk to, each on a database of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.talking import Desk

SALON = """
id: salon
kind: booking
name: Salon
timezone: Europe/Berlin
services:
  - {id: cut, name: Haircut, aliases: [cut, trim], minutes: 30, price: 30 EUR}
  - {id: color, name: Colour, aliases: [dye], minutes: 90, staff: [sam]}
staff:
  - {id: jo, name: Jo}
  - {id: sam, name: Sam}
hours:
  mon: [["09:00", "17:00"]]
  tue: [["09:00", "17:00"]]
  wed: [["09:00", "17:00"]]
  thu: [["09:00", "17:00"]]
  fri: [["09:00", "17:00"]]
closed: [2026-04-03]
slot_minutes: 30
notice_minutes: 60
horizon_days: 60
"""

SURVEY = """
id: visit
kind: survey
name: Your visit
anonymity: confidential
questions:
  - {id: recommend, kind: nps, text: How likely are you to recommend us?}
  - {id: why, kind: long_text, text: What was bad?, required: false, show_if: {question: recommend, op: le, value: 6}}
  - {id: liked, kind: multiple, text: What did you like?, options: [Advice, Choice, Prices], required: false}
thanks: Thank you.
"""


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 18, 9, 0, tzinfo=UTC)  # a Wednesday, 10:00 in Berlin


@pytest.fixture
def salon(tmp_path: Path, now: datetime) -> Desk:
    return Desk.open(tmp_path, SALON, now)


@pytest.fixture
def survey(tmp_path: Path, now: datetime) -> Desk:
    return Desk.open(tmp_path, SURVEY, now)


@pytest.fixture
def anonymous(tmp_path: Path, now: datetime) -> Desk:
    return Desk.open(tmp_path, SURVEY.replace("confidential", "anonymous"), now)
