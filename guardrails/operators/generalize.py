"""generalize: a coarser fact instead of the value: an age band, a ZIP's first three digits, a year of birth.

HIPAA Safe Harbor, 45 CFR 164.514(b)(2)(i): ages over 89 become one band; of a ZIP the first three digits may stay
unless fewer than 20,000 people live there; of dates only the year, and not even that when it tells of such an age.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

from guardrails.operators._label import label
from guardrails.types import Vault

# ZIP3 areas of under 20,000 people by the 2010 census, as HHS lists them in its de-identification guidance.
_SMALL_ZIP3 = frozenset(
    ["036", "059", "102", "203", "205", "369", "556", "692", "753", "772", "821", "823", "878", "879", "884", "893"]
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ZIP = re.compile(r"(?<!\d)(\d{3})\d\d(?:-\d{4})?(?!\d)")


def _now() -> int:
    return datetime.now(UTC).year


class Generalize:
    """``this_year`` says which years of birth tell of an age over 89."""

    name = "generalize"
    description = "replaced by a coarser fact (age band, year, first digits of a ZIP)"
    reversible = False

    def __init__(self, this_year: Callable[[], int] = _now) -> None:
        self._this_year = this_year

    def apply(self, entity: str, value: str, _vault: Vault | None, /) -> str:
        return f"[{label(entity)}{self._hint(entity, value)}]"

    def _hint(self, entity: str, value: str) -> str:
        if entity == "AGE" and (age := re.search(r"\d{1,3}", value)):
            return f": {_band(int(age.group()))}"
        if entity == "DATE_OF_BIRTH" and (year := _YEAR.search(value)):
            old = self._this_year() - int(year.group()) >= _OLDEST_BAND
            return ": 90 or more years ago" if old else f": {year.group()}"
        if entity == "ADDRESS" and (codes := _ZIP.findall(value)):
            # The last one: a house number in front may have five digits too.
            return f": ZIP {'000' if codes[-1] in _SMALL_ZIP3 else codes[-1]}"
        return ""


def _band(age: int) -> str:
    return "90 or over" if age >= _OLDEST_BAND else f"{age // 10 * 10} to {age // 10 * 10 + 9}"


_OLDEST_BAND = 90


operator = Generalize()
