"""A table's row is read as its name and values; a column is named only where the value does not say what it is."""

from __future__ import annotations

import pytest

from bots.answering.rows import spoken_row


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Repair: Flat tyre; Price: 12 EUR", "Flat tyre: 12 EUR"),
        ("Reparatur: Platter Reifen; Preis: 12 €", "Platter Reifen: 12 €"),
        ("Place: Norland; Way: Air; Price: 4.90 EUR; Time: 2 to 3 days", "Norland, Air: 4.90 EUR, 2 to 3 days"),
        ("Way: Air; Price: 9 EUR; Free from: not free", "Air – 9 EUR, Free from: not free"),
        ("Day: Friday; Shop: 10:00 to 16:00; Desk: 11:00 to 14:00", "Friday: Shop 10:00 to 16:00, Desk 11:00 to 14:00"),
        ("Day: Monday; Shop: closed; Desk: closed", "Monday – Shop: closed, Desk: closed"),
        ("Service: Clean and oil; Price EUR: 119", "Clean and oil: 119 EUR"),  # the column says what its figures are
        ("Service: Clean; Price (€): 12.50; Time in minutes: 40", "Clean: 12.50 €, 40 minutes"),
        ("Plan: Basic; Storage (GB): 5", "Basic – Storage (GB): 5"),
        ("Longest term; Car loan: 5 years; Home loan: 30 years", "Longest term: Car loan 5 years, Home loan 30 years"),
    ],
)
def test_a_row_is_said(row: str, said: str) -> None:
    assert spoken_row(row) == said
