"""Simulated customers of a salon: what they want, how they say it, and what they answer to what they read.

Nothing here knows the bot: a customer sees the reply, the buttons and the name of what is asked, as the widget does. A
third of the phrasings (by their hash) is kept apart: ``unseen`` is reported, and never listed.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}
DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "pt": "segunda terça quarta quinta sexta sábado domingo",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
}
SERVICES = {"cut": "Haircut", "color": "Colour", "beard": "Beard trim"}
CALLED = {
    ("cut", "en"): ("haircut", "cut", "trim", "hair cut"),
    ("color", "en"): ("colour", "color", "dye"),
    ("beard", "en"): ("beard trim", "shave"),
    ("cut", "de"): ("Haarschnitt", "Haare schneiden"),
    ("cut", "es"): ("corte de pelo", "corte"),
    ("cut", "fr"): ("coupe", "coupe de cheveux"),
    ("cut", "it"): ("taglio", "taglio di capelli"),
    ("cut", "pt"): ("corte", "corte de cabelo"),
    ("cut", "nl"): ("knippen", "knipbeurt"),
}
STAFF = {"jo": "Jo", "sam": "Sam"}


@dataclass(frozen=True)
class Reply:
    """What a customer sees."""

    text: str
    asking: str | None
    choices: tuple[str, ...]


@dataclass
class Goal:
    """What must be in the calendar at the end; None: nothing at all."""

    service: str = "cut"
    start: datetime | None = None
    within: Callable[[datetime], bool] | None = None
    staff: str | None = None
    empty: bool = False
    gone: bool = False  # booked first, and nothing in the end
    also: list[Goal] = field(default_factory=list)


@dataclass
class Customer:
    """One dialogue: the opening line, prepared lines for the summary, and the goal."""

    kind: str
    language: str
    goal: Goal
    opening: str
    now: datetime
    at_summary: list[str] = field(default_factory=list)  # said at the first summaries instead of yes
    at_time: list[str] = field(default_factory=list)  # said when times are offered
    at_detail: list[str] = field(default_factory=list)  # said when a detail is asked for
    at_phone: list[str] = field(default_factory=list)  # said when the phone number is asked for
    after: list[str] = field(default_factory=list)  # said when all is booked
    sequel: Customer | None = None  # another talk, by the same person, with the code
    bot: str = "plain"
    blind: bool = False
    gives_code: bool = False
    before: Customer | None = None  # somebody else, earlier
    details: Mapping[str, str] = field(default_factory=dict)
    interruptions: list[str] = field(default_factory=list)  # said before answering what is asked
    leaves_after: int = 99
    repairs: int = 0
    turns: int = 0
    presses: bool = False
    final: datetime | None = None  # where the booking is at the end, when it moved in the same talk

    def answer(self, reply: Reply, pick: random.Random, phrases: Phrases) -> str | None:  # noqa: PLR0911
        """The next line, or None when the customer is done."""
        if self.turns >= self.leaves_after:
            return None
        if self.interruptions:
            return self.interruptions.pop(0)
        if reply.asking == "confirm" and self.after and any("ancel" in one for one in reply.choices):
            line = self.after.pop(0)  # the question whether to cancel
            return reply.choices[0] if line == "PRESS" else line
        if reply.asking == "confirm":
            if self.at_summary:
                return self.at_summary.pop(0)
            if self.blind or self._right(reply.text):
                return reply.choices[0] if self.presses and reply.choices else phrases.one(pick, "yes", self.language)
            self.repairs += 1
            return None if self.repairs > 2 else self._repair(phrases)
        if reply.asking == "service":
            return phrases.service(pick, self.goal.service, self.language)
        if reply.asking == "time":
            return self._time(reply, pick, phrases)
        if reply.asking and reply.asking in self.details:
            first = self.at_phone if reply.asking == "phone" and self.at_phone else self.at_detail
            return first.pop(0) if first else self.details[reply.asking]
        if reply.asking == "change":
            return self._repair(phrases)
        if self.after:
            line = self.after.pop(0)
            return reply.choices[0] if line == "PRESS" and reply.choices else line
        return None

    def _time(self, reply: Reply, pick: random.Random, phrases: Phrases) -> str:
        if self.at_time:
            return self.at_time.pop(0)
        if self.goal.start is not None:
            label = next((c for c in reply.choices if self._right(c, service=False)), None)
            if label and pick.random() < 0.4:
                return label
            return phrases.when(pick, self.goal.start, self.now, self.language)
        return reply.choices[0] if reply.choices else phrases.when(pick, self.now + timedelta(days=7), self.now, "en")

    def _repair(self, phrases: Phrases) -> str:
        if self.goal.start is None:
            return "no"
        said = phrases.plain_when(self.goal.start, self.language)
        return f"{'No, ' if self.language == 'en' else ''}{said}"

    def _right(self, text: str, *, service: bool = True) -> bool:
        """Whether a summary says what this customer wants (or one of several things)."""
        moved = [Goal(self.goal.service, self.final)] if self.final else []
        return any(self._says(text, goal, service=service) for goal in (self.goal, *self.goal.also, *moved))

    def _says(self, text: str, goal: Goal, *, service: bool) -> bool:
        if goal.start is None:
            return True
        month = MONTHS[self.language].split()[goal.start.month - 1]
        day = re.search(rf"\b{goal.start.day}\.? (?:de )?{month}", text, re.I)
        clock = f"{goal.start:%H:%M}" in text
        named = not service or SERVICES[goal.service] in text or self.kind.startswith("cancel")
        person = goal.staff is None or not service or STAFF[goal.staff] in text
        return bool(day) and clock and named and person


class Phrases:
    """The words, of one part: "seen" (two thirds) or "unseen"."""

    def __init__(self, part: str) -> None:
        self.part = part

    def of(self, lines: Sequence[str]) -> list[str]:
        """Those of this part; all of them when the part has none."""
        mine = [one for one in lines if self.part == "all" or (_third(one) == (self.part == "unseen"))]
        return mine or list(lines)

    def one(self, pick: random.Random, name: str, language: str) -> str:
        return pick.choice(self.of(LINES[name].get(language) or LINES[name]["en"]))

    def service(self, pick: random.Random, service: str, language: str) -> str:
        return pick.choice(self.of(CALLED.get((service, language)) or (SERVICES[service],)))

    def open(self, pick: random.Random, service: str, when: str, language: str) -> str:
        line = self.one(pick, "open", language)
        return line.format(service=self.service(pick, service, language), when=when)

    def when(self, pick: random.Random, moment: datetime, now: datetime, language: str) -> str:
        return self.joined(
            pick, self.day(pick, moment.date(), now.date(), language), self.clock(pick, moment, language)
        )

    def joined(self, pick: random.Random, day: str, clock: str) -> str:
        return pick.choice((f"{day} {clock}", f"{day} {clock}", f"{clock} {day}"))

    def plain_when(self, moment: datetime, language: str) -> str:
        month = MONTHS[language].split()[moment.month - 1]
        of = "de " if language in ("es", "pt") else ""
        dot = "." if language == "de" else ""
        return f"{moment.day}{dot} {of}{month} {moment:%H:%M}"

    def day(self, pick: random.Random, day: date, today: date, language: str) -> str:
        return pick.choice(self.of(tuple(_days(day, today, language))))

    def clock(self, pick: random.Random, moment: datetime, language: str) -> str:
        return pick.choice(self.of(tuple(_clocks(moment, language))))


def _third(text: str) -> bool:
    return hashlib.sha256(re.sub(r"\d+", "#", text).encode()).digest()[0] % 3 == 0


def _days(day: date, today: date, language: str) -> list[str]:
    away, name = (day - today).days, DAYS[language].split()[day.weekday()]
    month = MONTHS[language].split()[day.month - 1]
    nth = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day not in (11, 12, 13) else 0, "th")
    week = (day - today + timedelta(days=today.weekday())).days // 7
    on, plain = ON[language], [TOMORROW[language]] if away == 1 else []
    if language == "en":
        found = [
            *plain,
            f"on {name} {day.day} {month}",
            f"{month} {day.day}",
            f"on the {day.day}{nth} of {month}",
            f"{day.day} {month[:3]}",
            f"{name} the {day.day}{nth}",
            f"{day.day}/{day.month}",
        ]
        found += [f"on {name}", name.lower(), f"this {name}", name[:3].lower()] if 0 < away < 7 and week == 0 else []
        found += [f"next {name}", f"{name} next week", f"next week on {name}"] if week == 1 and away >= 3 else []
        found += [f"{name} week", f"a week on {name}"] if 7 < away < 14 and day.weekday() != today.weekday() else []
        found += [f"in {away} days"] if 2 <= away <= 10 else []
        found += ["the day after tomorrow"] if away == 2 else []
        return found
    of = "de " if language in ("es", "pt") else ""
    dot = "." if language == "de" else ""
    found = [*plain, f"{on} {day.day}{dot} {of}{month}".strip()]
    found += [f"{on} {name}".strip()] if 0 < away < 7 else []
    found += [NEXT_WEEK[language].format(name)] if week == 1 and away >= 3 else []
    return found


ON = {"en": "on", "de": "am", "es": "el", "fr": "le", "it": "il", "pt": "no dia", "nl": "op"}
TOMORROW = {
    "en": "tomorrow",
    "de": "morgen",
    "es": "mañana",
    "fr": "demain",
    "it": "domani",
    "pt": "amanhã",
    "nl": "morgen",
}
NEXT_WEEK = {
    "de": "nächste Woche {}",
    "es": "el {} de la próxima semana",
    "fr": "{} de la semaine prochaine",
    "it": "{} della prossima settimana",
    "pt": "{} da próxima semana",
    "nl": "volgende week {}",
}
_WORDS = "twelve one two three four five six seven eight nine ten eleven".split()


def _clocks(moment: datetime, language: str) -> list[str]:
    h, m, twelve = moment.hour, moment.minute, moment.hour % 12 or 12
    half_day = "am" if h < 12 else "pm"
    if language == "en":
        found = [f"{h}:{m:02d}", f"at {h}:{m:02d}", f"{twelve}:{m:02d} {half_day}", f"at {twelve}:{m:02d}{half_day}"]
        if m == 0:
            found += [
                f"{twelve}{half_day}",
                f"at {twelve} {half_day}",
                f"at {twelve}",
                f"{twelve} o'clock",
                f"at {_WORDS[h % 12]}",
                f"at {_WORDS[h % 12]} {half_day}",
            ]
            found += [f"at {twelve} in the {'morning' if h < 12 else 'afternoon'}"] if h != 12 else ["at noon"]
        if m == 30:
            found += [f"half past {_WORDS[h % 12]}", f"at {_WORDS[h % 12]} thirty", f"half {_WORDS[h % 12]}"]
        return found
    mark = {
        "de": f"um {h}:{m:02d} Uhr",
        "es": f"a las {h}:{m:02d}",
        "fr": f"à {h}h{m:02d}",
        "it": f"alle {h}:{m:02d}",
        "pt": f"às {h}:{m:02d}",
        "nl": f"om {h}:{m:02d}",
    }[language]
    found = [mark]
    if m == 0:
        found.append(
            {
                "de": f"um {h} Uhr",
                "es": f"a las {twelve}",
                "fr": f"à {h} heures",
                "it": f"alle {h}",
                "pt": f"às {h}h",
                "nl": f"om {h} uur",
            }[language]
        )
    if m == 30:
        after = _AFTER[language][h % 12]
        found.append(
            {
                "de": f"um halb {after}",
                "nl": f"om half {after}",
                "es": f"a las {after} y media",
                "fr": f"à {after} heures et demie",
                "it": f"alle {after} e mezza",
                "pt": f"às {after} e meia",
            }[language]
        )
    return found


_AFTER = {
    "de": "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split(),
    "nl": "een twee drie vier vijf zes zeven acht negen tien elf twaalf".split(),
    "es": "doce una dos tres cuatro cinco seis siete ocho nueve diez once".split(),
    "fr": "douze une deux trois quatre cinq six sept huit neuf dix onze".split(),
    "it": "dodici una due tre quattro cinque sei sette otto nove dieci undici".split(),
    "pt": "doze uma duas três quatro cinco seis sete oito nove dez onze".split(),
}

LINES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "open": {
        "en": (
            "I'd like a {service} {when}",
            "{service} {when} please",
            "can I get a {service} {when}?",
            "Hi, do you have anything for a {service} {when}?",
            "book me a {service} {when}",
            "hello! is it possible to come in for a {service} {when}",
            "need a {service}, {when}",
            "{when} for a {service}, would that work?",
            "I want to make an appointment for a {service} {when}",
            "good morning, could you fit me in {when}? just a {service}",
            "{when}, {service}",
            "Looking for a {service} {when} if you have space",
            "hey can u do {when} for a {service}",
        ),
        "de": (
            "Ich hätte gern einen Termin für {service} {when}",
            "{service} {when} bitte",
            "Hallo, geht {when} ein {service}?",
            "Kann ich {when} zum {service} kommen?",
            "Ich brauche {when} einen Termin, {service}",
            "Guten Tag, {service} {when}, ist da noch was frei?",
        ),
        "es": (
            "Quiero una cita para {service} {when}",
            "{service} {when} por favor",
            "Hola, ¿puedo ir {when} para un {service}?",
            "¿tenéis hueco {when} para {service}?",
            "Necesito un {service} {when}",
        ),
        "fr": (
            "Je voudrais un rendez-vous pour une {service} {when}",
            "{service} {when} s'il vous plaît",
            "Bonjour, une {service} {when}, c'est possible ?",
            "Vous avez une place {when} pour une {service} ?",
            "j'aimerais venir {when} pour une {service}",
        ),
        "it": (
            "Vorrei un appuntamento per un {service} {when}",
            "{service} {when} per favore",
            "Ciao, è possibile un {service} {when}?",
            "avete posto {when} per un {service}?",
        ),
        "pt": (
            "Queria marcar um {service} {when}",
            "{service} {when} por favor",
            "Olá, posso ir {when} fazer um {service}?",
            "têm vaga {when} para {service}?",
        ),
        "nl": (
            "Ik wil graag een afspraak voor {service} {when}",
            "{service} {when} alsjeblieft",
            "Hallo, kan ik {when} langskomen voor {service}?",
            "hebben jullie plek {when} voor {service}?",
        ),
    },
    "yes": {
        "en": (
            "yes",
            "yes please",
            "Yes, book it",
            "perfect, thanks",
            "ok",
            "sounds good",
            "yep",
            "that's right",
            "correct",
            "confirm",
            "go ahead",
            "yes that works",
            "great, do it",
            "sure",
            "that's fine",
            "lovely, yes",
            "y",
            "👍",
        ),
        "de": ("ja", "ja bitte", "passt", "genau", "ja, buchen", "gerne", "stimmt so", "in Ordnung"),
        "es": ("sí", "si, por favor", "vale", "perfecto", "correcto", "de acuerdo", "claro"),
        "fr": ("oui", "oui merci", "parfait", "d'accord", "c'est bon", "oui c'est ça"),
        "it": ("sì", "si grazie", "va bene", "perfetto", "confermo", "esatto"),
        "pt": ("sim", "sim, por favor", "perfeito", "está bem", "confirmo", "certo"),
        "nl": ("ja", "ja graag", "prima", "klopt", "goed zo", "akkoord"),
    },
}
