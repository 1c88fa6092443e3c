"""Bookings and changes in other languages."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from benchmarks.customers import Customer, Phrases
from benchmarks.scenarios.kinds import KINDS, LANGUAGES, Maker, book


def _foreign(language: str) -> Maker:
    def make(now: datetime, p: Phrases, pick: random.Random) -> Customer:
        return book(f"in_{language}", now, p, pick, language=language)

    return make


def _foreign_change(language: str) -> Maker:
    lines = {
        "de": ("eine Stunde später", "nicht Montag, sondern Dienstag", "doch lieber Dienstag"),
        "es": ("una hora más tarde", "no el lunes, el martes", "mejor el martes"),
        "fr": ("une heure plus tard", "pas lundi mais mardi", "plutôt mardi"),
        "it": ("un'ora più tardi", "non lunedì ma martedì", "meglio martedì"),
        "pt": ("uma hora mais tarde", "não segunda, terça", "melhor terça"),
        "nl": ("een uur later", "niet maandag maar dinsdag", "liever dinsdag"),
    }

    def make(now: datetime, p: Phrases, pick: random.Random) -> Customer:
        start = (now + timedelta(days=5)).replace(hour=11, minute=0)
        n = pick.randrange(3)
        talk = book(
            f"changes_in_{language}", now, p, pick, language=language, start=start, at_summary=[lines[language][n]]
        )
        talk.goal.start = start + (timedelta(days=1) if n else timedelta(hours=1))
        return talk

    return make


for _language in LANGUAGES:
    KINDS[f"in_{_language}"] = _foreign(_language)
    KINDS[f"changes_in_{_language}"] = _foreign_change(_language)
