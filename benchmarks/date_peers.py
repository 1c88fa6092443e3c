"""Recognizers-Text and dateparser, run by a Python of their own: JSON lines in, JSON lines out.

    PYTHON -m venv DIR && DIR/bin/pip install recognizers-text-suite==1.0.2a2 emoji==1.7.0 dateparser
    python -m benchmarks.dates … --peer-python DIR/bin/python

A line is ``{"reader", "text", "language", "now", "month_first"}``; the answer ``{"found": [[kind, start, end, others]],
"ms"}`` with values as ``bots.dates`` writes them. Imports nothing of the project.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from datetime import datetime, timedelta
from typing import Any

_CULTURES = {"en": "en-us", "es": "es-es", "fr": "fr-fr"}
_FORMS = {"date": "%Y-%m-%d", "time": "%H:%M", "datetime": "%Y-%m-%dT%H:%M"}


def main() -> None:
    """Answer every line of standard input."""
    warnings.simplefilter("ignore")
    readers: dict[str, Any] = {"recognizers": Recognizers(), "dateparser": Dateparser()}
    for line in sys.stdin:
        asked = json.loads(line)
        begun = time.process_time()
        try:
            found = readers[asked["reader"]].read(asked)
        except Exception:  # noqa: BLE001 - a peer that fails found nothing
            found = []
        print(json.dumps({"found": found, "ms": 1000 * (time.process_time() - begun)}), flush=True)


class Recognizers:
    """Microsoft's port, which reads dates of English, Spanish and French."""

    def __init__(self) -> None:
        from recognizers_date_time import DateTimeRecognizer  # type: ignore  # noqa: PLC0415 - a peer

        self.models = {code: DateTimeRecognizer(c).get_datetime_model() for code, c in _CULTURES.items()}

    def read(self, asked: dict[str, Any]) -> list[list[Any]]:
        """Every value of every entity; of several readings the first that is not past leads."""
        model, now = self.models.get(asked["language"]), datetime.fromisoformat(asked["now"])
        if model is None:
            return []
        found = []
        for one in model.parse(asked["text"], now):
            kind = one.type_name.split(".")[-1]
            values = [_value(kind, v) for v in (one.resolution or {}).get("values", ())]
            kept = [v for v in values if v]
            if kept:
                ahead = [v for v in kept if v[0] >= now.isoformat()[:16]] or kept
                found.append([kind, ahead[0][0], ahead[0][1], ["/".join(filter(None, v)) for v in kept]])
        return found


def _value(kind: str, value: dict[str, str]) -> tuple[str, str | None] | None:
    form = {"date": 10, "datetime": 16, "time": 5}.get(kind.removesuffix("range"))
    if form is None:
        return None
    if kind.endswith("range"):
        start, end = value.get("start"), value.get("end")
        return (start[:form].replace(" ", "T"), end[:form].replace(" ", "T")) if start and end else None
    said = value.get("value")
    return (said[:form].replace(" ", "T"), None) if said else None


class Dateparser:
    """The dateparser package, searching for the language given."""

    def __init__(self) -> None:
        from dateparser.search import search_dates  # type: ignore  # noqa: PLC0415 - a peer

        self.search = search_dates

    def read(self, asked: dict[str, Any]) -> list[list[Any]]:
        """Moments, told to be days when they fall on midnight, and times when they fall on today or tomorrow."""
        now = datetime.fromisoformat(asked["now"])
        order = "MDY" if asked["month_first"] else "DMY"
        settings = {"RELATIVE_BASE": now, "PREFER_DATES_FROM": "future", "DATE_ORDER": order}
        found = self.search(asked["text"], languages=[asked["language"]], settings=settings) or []
        told = []
        for _, moment in found:
            plain = moment.replace(tzinfo=None)
            kind = "date" if (plain.hour, plain.minute) in ((0, 0), (now.hour, now.minute)) else "datetime"
            others = [plain.strftime(form) for form in _FORMS.values()]
            near = timedelta(0) <= plain - now < timedelta(days=1) and ":" in asked["text"]
            told.append([kind, plain.strftime(_FORMS["time" if near else kind]), None, others])
        return told


if __name__ == "__main__":
    main()
