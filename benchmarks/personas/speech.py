"""How people of one language talk: phrases of a file, days and clock times of a moment, and the part set aside."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Speech:
    """One language, one part of its phrases."""

    language: str
    part: str
    pick: random.Random = field(hash=False)

    @property
    def words(self) -> dict[str, Any]:
        return _file(self.language)

    def one(self, name: str, **values: str) -> str:
        """A phrase of a list."""
        return self.pick.choice(self.mine(self.words[name])).format(**values)

    def mine(self, lines: Sequence[str]) -> list[str]:
        """Those of this part; all when it has none."""
        kept = [one for one in lines if self.part == "all" or half(one) == self.part]
        return kept or list(lines)

    def weekday(self, day: date) -> str:
        return str(self.words["weekdays"][day.weekday()])

    def month(self, day: date) -> str:
        return str(self.words["months"][day.month - 1])

    def day(self, day: date, today: date) -> str:
        """A day in some way that names it and no other."""
        away, week = (day - today).days, (day - today + timedelta(days=today.weekday())).days // 7
        names = ["any"]
        names += ["tomorrow"] if away == 1 else []
        names += ["after_tomorrow"] if away == 2 else []
        names += ["near"] if 2 <= away < 7 else []
        names += ["next_week"] if week == 1 and away > 3 else []
        names += ["week_today"] if away == 7 else []
        forms = [form for name in names for form in self.mine(self.words["days"][name])]
        return self.pick.choice(forms).format(
            wd=self.weekday(day), month=self.month(day), d=day.day, nth=_nth(day.day), m=day.month, iso=day.isoformat()
        )

    def clock(self, moment: datetime) -> str:
        """A clock time in some way that names it and no other within opening hours."""
        clocks, hour, minute = self.words["clocks"], moment.hour, moment.minute
        names = ["any"]
        names += ["full"] if minute == 0 else []
        names += {15: ["quarter"], 30: ["half"], 45: ["three_quarters"]}.get(minute, [])
        names += ["twenty"] if minute == 20 else ["forty"] if minute == 40 else []
        names += ["full_morning" if hour < 12 else "full_later"] if minute == 0 and hour != 12 else []
        forms = [form for name in names for form in self.mine(clocks.get(name) or [])]
        count = self.words["numbers"]
        form = str(self.pick.choice(forms or clocks["any"]))
        return form.format(
            h=hour, m=minute, mm=f"{minute:02d}", t=hour % 12 or 12, w=count[hour % 12 or 12], nw=count[hour % 12 + 1],
            n=hour % 12 + 1, half="am" if hour < 12 else "pm", part=self.words["parts"][int(hour >= 12)],
        )  # fmt: skip

    def when(self, moment: datetime, today: date) -> str:
        return self.one("joined", day=self.day(moment.date(), today), clock=self.clock(moment))

    def plainly(self, moment: datetime) -> str:
        """A moment that cannot be misread: the customer is putting something right."""
        return str(self.words["plainly"]).format(d=moment.day, month=self.month(moment), time=f"{moment:%H:%M}")


def half(phrase: str) -> str:
    """The part a phrase belongs to."""
    return "report" if hashlib.sha256(re.sub(r"\W+", " ", phrase).encode()).digest()[1] % 2 else "develop"


@cache
def _file(language: str) -> dict[str, Any]:
    found = yaml.load((FOLDER / f"{language}.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def _nth(n: int) -> str:
    return f"{n}{'th' if n in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"
