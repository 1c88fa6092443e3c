"""month: a date without its day. Coarse enough for counting by season; for United States health data take "
"generalize."""

from __future__ import annotations

import re

from guardrails.operators._label import label
from guardrails.types import Vault

_NUMERIC = (
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d) ?[-/.] ?(?P<month>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)\d{1,2} ?[-/.] ?(?P<month>\d{1,2}) ?[-/.] ?(?P<year>(?:19|20)\d\d)(?!\d)"),
)
_NAMED = re.compile(
    r"(?P<month>[^\W\d_]{3,12})\.?,?(?: \d{1,2}(?:st|nd|rd|th)?,?)?(?: de| of)? (?P<year>(?:19|20)\d\d)(?!\d)"
)
_DAYS = 12


class Month:
    name = "month"
    description = "replaced by month and year where the value says them, else by the year or the kind alone"
    reversible = False

    def apply(self, entity: str, value: str, _vault: Vault | None, /) -> str:
        return f"[{label(entity)}{self._hint(value)}]"

    def _hint(self, value: str) -> str:
        for pattern in _NUMERIC:
            match = pattern.search(value)
            # 03/14/1987 has its month in front; 03/04/1987 says neither, and then the year alone is right.
            if match and 1 <= int(match.group("month")) <= _DAYS and not _either(value):
                return f": {match.group('year')}-{int(match.group('month')):02}"
        named = _NAMED.search(value)
        if named:
            return f": {named.group('month')} {named.group('year')}"
        year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", value)
        return f": {year.group()}" if year else ""


def _either(value: str) -> bool:
    """Whether day and month could be the other way round."""
    match = re.search(r"(?<!\d)(\d{1,2}) ?/ ?(\d{1,2}) ?/ ?(?:19|20)\d\d", value)
    return match is not None and int(match.group(1)) <= _DAYS and match.group(1) != match.group(2)


operator = Month()
