"""A day is spoken of by the two days it lies between."""

from __future__ import annotations

import pytest

from bots.answering.days import days_held
from bots.answering.question import understand


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Are you open on 28 December?", "We are closed from 24 December to 2 January."),
        ("Are you open on 1 January?", "We are closed from 24 December to 2 January."),
        ("Are you open on December 28th?", "Closed 27–30 December."),
        ("Is the desk open on 3 May?", "Holidays: May 1 to 5"),
        ("Is the desk open on May 3?", "Holidays: April 28 to May 5"),
        ("When are you open on Wednesday?", "Tuesday to Friday: 10:00 to 18:30"),
        ("Open Sundays?", "Open Fri-Mon"),
        ("Haben Sie mittwochs auf?", "Montag bis Freitag 9 bis 18 Uhr"),
        ("Are you open on Christmas Day?", "We are closed on 25 December and 1 January."),
        ("Open on Boxing Day?", "Closed from 24 December to 2 January."),
        ("Open on 28 December?", "We are closed between 24 December and 2 January."),
        ("Haben Sie an Silvester geöffnet?", "Geschlossen vom 24. Dezember bis 2. Januar."),
        ("Haben Sie am 28. Dezember geöffnet?", "Geschlossen vom 24. Dezember bis 2. Januar."),
    ],
)
def test_a_day_between_two_is_spoken_of(question: str, text: str) -> None:
    assert days_held(understand(question), text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When are you open on Monday?", "Tuesday to Friday: 10:00 to 18:30"),
        ("Are you open on Boxing Day?", "We are closed on 25 December and 1 January."),
        ("Are you open on 3 January?", "We are closed from 24 December to 2 January."),
        ("Are you open on 28 November?", "Closed 27–30 December."),
        ("Are you open on Sunday?", "Closed 27–30 December."),
        ("Are you open on 28 December?", "Call 555 27 30 in December."),
    ],
)
def test_another_day_is_not(question: str, text: str) -> None:
    assert not days_held(understand(question), text)
