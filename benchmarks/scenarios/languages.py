"""Bookings, changes and cancellations in other languages."""

# ruff: noqa: E501 - tables of phrases, a line each

from __future__ import annotations

import random
from datetime import datetime, timedelta

from benchmarks.customers import Customer, Goal, Phrases
from benchmarks.scenarios.kinds import KINDS, LANGUAGES, Maker, book


def _foreign(language: str) -> Maker:
    def make(now: datetime, p: Phrases, pick: random.Random) -> Customer:
        return book(f"in_{language}", now, p, pick, language=language)

    return make


def _foreign_change(language: str) -> Maker:
    def make(now: datetime, p: Phrases, pick: random.Random) -> Customer:
        start = (now + timedelta(days=5)).replace(hour=11, minute=0)
        hours, line = pick.choice(
            [one for one in _CHANGES[language] if one[1] in p.of([c[1] for c in _CHANGES[language]])]
        )
        talk = book(f"changes_in_{language}", now, p, pick, language=language, start=start, at_summary=[line])
        talk.goal.start = start + timedelta(hours=hours)
        return talk

    return make


def _foreign_cancel(language: str) -> Maker:
    def make(now: datetime, p: Phrases, pick: random.Random) -> Customer:
        line = pick.choice(p.of(_CANCELS[language]))
        sequel = Customer(
            f"cancels_in_{language}", language, Goal(empty=True), line, now, gives_code=True, presses=True
        )
        return book(f"cancels_in_{language}", now, p, pick, language=language, sequel=sequel)

    return make


# From a Monday at 11:00, by how many hours the appointment moves.
_CHANGES: dict[str, tuple[tuple[float, str], ...]] = {
    "de": (
        (1, "eine Stunde später"), (24, "nicht Montag, sondern Dienstag"), (24, "doch lieber Dienstag"),
        (0.5, "eine halbe Stunde später bitte"), (-1, "eine Stunde früher"), (24, "am nächsten Tag"), (2, "um 13 Uhr wäre besser"),
        (2, "lieber um eins"), (24, "geht auch Dienstag?"), (1, "um 12"), (24, "Dienstag zur gleichen Zeit"), (168, "eine Woche später"),
        (48, "ach nein, Mittwoch"), (1, "mach mal 12 Uhr draus"), (-1, "10 Uhr passt mir besser"),
    ),
    "es": (
        (1, "una hora más tarde"), (24, "no el lunes, el martes"), (24, "mejor el martes"), (0.5, "media hora más tarde"),
        (-1, "una hora antes"), (24, "al día siguiente"), (2, "mejor a la una"), (2, "a las 13:00 por favor"), (24, "¿puede ser el martes?"),
        (1, "a las doce"), (24, "el martes a la misma hora"), (168, "una semana después"), (48, "perdón, el miércoles"), (-1, "mejor a las 10"),
    ),
    "fr": (
        (1, "une heure plus tard"), (24, "pas lundi mais mardi"), (24, "plutôt mardi"), (0.5, "une demi-heure plus tard"),
        (-1, "une heure plus tôt"), (24, "le lendemain"), (2, "plutôt à 13h"), (2, "à treize heures s'il vous plaît"), (24, "mardi c'est possible ?"),
        (1, "à midi"), (24, "mardi à la même heure"), (168, "une semaine plus tard"), (48, "pardon, mercredi"), (-1, "10h ce serait mieux"),
    ),
    "it": (
        (1, "un'ora più tardi"), (24, "non lunedì ma martedì"), (24, "meglio martedì"), (0.5, "mezz'ora più tardi"), (-1, "un'ora prima"),
        (24, "il giorno dopo"), (2, "meglio alle 13"), (24, "si può martedì?"), (1, "a mezzogiorno"), (24, "martedì alla stessa ora"),
        (48, "scusi, mercoledì"), (-1, "alle dieci sarebbe meglio"),
    ),
    "pt": (
        (1, "uma hora mais tarde"), (24, "não segunda, terça"), (24, "melhor terça"), (0.5, "meia hora mais tarde"), (-1, "uma hora mais cedo"),
        (24, "no dia seguinte"), (2, "melhor às 13h"), (24, "pode ser na terça?"), (1, "ao meio-dia"), (24, "terça à mesma hora"),
        (48, "desculpe, quarta-feira"), (-1, "às dez seria melhor"),
    ),
    "nl": (
        (1, "een uur later"), (24, "niet maandag maar dinsdag"), (24, "liever dinsdag"), (0.5, "een half uur later"), (-1, "een uur eerder"),
        (24, "de dag erna"), (2, "liever om 13 uur"), (24, "kan dinsdag ook?"), (1, "om 12 uur"), (24, "dinsdag op dezelfde tijd"),
        (48, "sorry, woensdag"), (-1, "10 uur is beter"),
    ),
}  # fmt: skip
_CANCELS = {
    "de": ("ich möchte meinen Termin absagen", "bitte den Termin stornieren", "ich muss leider absagen", "Termin absagen", "ich kann nicht kommen, bitte absagen"),
    "es": ("quiero cancelar mi cita", "tengo que anular la cita", "cancelar", "no puedo ir, cancele la cita por favor"),
    "fr": ("je voudrais annuler mon rendez-vous", "il faut que j'annule", "annuler", "je ne peux pas venir, annulez svp"),
    "it": ("vorrei annullare il mio appuntamento", "devo disdire", "annullare", "non posso venire, annulli l'appuntamento"),
    "pt": ("quero cancelar a minha marcação", "preciso de desmarcar", "cancelar", "não posso ir, cancele por favor"),
    "nl": ("ik wil mijn afspraak annuleren", "ik moet helaas afzeggen", "annuleren", "ik kan niet komen, graag afzeggen"),
}  # fmt: skip

for _language in LANGUAGES:
    KINDS[f"in_{_language}"] = _foreign(_language)
    KINDS[f"changes_in_{_language}"] = _foreign_change(_language)
    KINDS[f"cancels_in_{_language}"] = _foreign_cancel(_language)
