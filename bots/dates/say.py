"""A day and a time as a person would say them, in the eight languages of the interface."""

from __future__ import annotations

from datetime import date, datetime

_DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
}
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
_DAY_FORM = {
    "en": "{day} {n} {month}", "de": "{day}, {n}. {month}", "es": "{day} {n} de {month}", "fr": "{day} {n} {month}",
    "it": "{day} {n} {month}", "pt": "{day}, {n} de {month}", "nl": "{day} {n} {month}", "ar": "{day} {n} {month}",
}  # fmt: skip


def full_names(language: str) -> tuple[str, ...]:
    """The names of days and months, written out."""
    return (*_DAYS[language].replace("-feira", "").split(), *_MONTHS[language].split())


def weekday_name(weekday: int, language: str) -> str:
    """A weekday's name; Monday is 0."""
    return _DAYS[language if language in _DAYS else "en"].split()[weekday]


def say_day(day: date, language: str, *, today: date | None = None) -> str:
    """ "Friday 20 March", with the year when it is not this one's."""
    speech = language if language in _DAYS else "en"
    said = _DAY_FORM[speech].format(
        day=_DAYS[speech].split()[day.weekday()], n=day.day, month=_MONTHS[speech].split()[day.month - 1]
    )
    return said if today is None or day.year == today.year else f"{said} {day.year}"


def say_time(moment: datetime, language: str, *, today: date | None = None) -> str:
    """ "Friday 20 March, 15:00"."""
    return f"{say_day(moment.date(), language, today=today)}, {moment:%H:%M}"
