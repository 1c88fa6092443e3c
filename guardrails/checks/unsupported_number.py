"""Leaves out a model's sentence with a number that stands in no source and in nothing said before."""

from __future__ import annotations

import re
from functools import lru_cache

from guardrails.types import OutputContext
from guardrails.vault import PLACEHOLDER

# Numbers in words from ten on ("one" and "two" are everyday speech), months and days of the week: in English, German,
# Spanish, French, Italian, Portuguese and Dutch, each line words of the same value.
_WORDS = {
    word: value
    for value, words in {
        "10": "ten zehn diez dix dieci dez tien",
        "11": "eleven elf once onze undici",
        "12": "twelve zwölf doce douze dodici doze twaalf",
        "13": "thirteen dreizehn trece treize tredici treze dertien",
        "14": "fourteen vierzehn catorce quatorze quattordici catorze veertien",
        "15": "fifteen fünfzehn quince quinze quindici vijftien",
        "16": "sixteen sechzehn dieciséis seize sedici dezasseis dezesseis zestien",
        "17": "seventeen siebzehn diecisiete dix-sept diciassette dezassete dezessete zeventien",
        "18": "eighteen achtzehn dieciocho dix-huit diciotto dezoito achttien",
        "19": "nineteen neunzehn diecinueve dix-neuf diciannove dezanove negentien",
        "20": "twenty zwanzig veinte vingt venti vinte twintig",
        "30": "thirty dreißig treinta trente trenta trinta dertig",
        "40": "forty vierzig cuarenta quarante quaranta quarenta veertig",
        "50": "fifty fünfzig cincuenta cinquante cinquanta vijftig",
        "60": "sixty sechzig sesenta soixante sessanta sessenta zestig",
        "70": "seventy siebzig setenta soixante-dix settanta zeventig",
        "80": "eighty achtzig ochenta quatre-vingts ottanta oitenta tachtig",
        "90": "ninety neunzig noventa novanta negentig",
        "100": "hundred hundert cien cent cento cem honderd",
        "1000": "thousand tausend mil mille duizend",
        "mon": "monday mondays montag montags lunes lundi lunedì segunda-feira maandag",
        "tue": "tuesday tuesdays dienstag dienstags martes mardi martedì terça-feira dinsdag",
        "wed": "wednesday wednesdays mittwoch mittwochs miércoles mercredi mercoledì quarta-feira woensdag",
        "thu": "thursday thursdays donnerstag donnerstags jueves jeudi giovedì quinta-feira donderdag",
        "fri": "friday fridays freitag freitags viernes vendredi venerdì sexta-feira vrijdag",
        "sat": "saturday saturdays samstag samstags sonnabend sábado sábados samedi sabato zaterdag",
        "sun": "sunday sundays sonntag sonntags domingo domingos dimanche domenica zondag",
    }.items()
    for word in words.split()
}
# Months count beside a day or a year only: "may", "march" and "mars" are everyday words. A source may write 2026-03-03.
_MONTHS = {
    word: f"month {number}"
    for number, words in enumerate(
        (
            "january januar jänner enero janvier gennaio janeiro januari",
            "february februar febrero février febbraio fevereiro februari",
            "march märz marzo mars março maart",
            "april abril avril aprile",
            "may mai mayo maggio maio mei",
            "june juni junio juin giugno junho",
            "july juli julio juillet luglio julho",
            "august agosto août augustus",
            "september septiembre septembre settembre setembro",
            "october oktober octubre octobre ottobre outubro",
            "november noviembre novembre novembro",
            "december dezember diciembre décembre dicembre dezembro",
        ),
        1,
    )
    for word in words.split()
}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_MONTH = re.compile(
    rf"\d(?:st|nd|rd|th|er|º|\.)?\s(?:of\s|de\s)?({_NAMES})(?!\w)|(?<!\w)({_NAMES})\s(?:de\s)?\d", re.IGNORECASE
)
_ISO = re.compile(r"(?<!\d)\d{4}-(\d\d)-\d\d(?!\d)")
_SPELLED = re.compile(r"(?<!\w)(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")(?!\w)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_LIST_MARK = re.compile(r"^\s*\d{1,2}[.)]\s", re.MULTILINE)
_CITATION = re.compile(r"\[\d{1,2}\]")


class UnsupportedNumber:
    """Prices, dates and periods are promises, in figures or words: they come from the documents or are not said."""

    name = "unsupported_number"
    description = "Leaves out sentences of a model with a number that stands in no source"
    stops = False

    def judge(self, sentence: str, context: OutputContext) -> str | None:
        """Say so when a number is foreign; replies that no model wrote are not asked."""
        if not context.prompt:
            return None
        said = PLACEHOLDER.sub(" ", _CITATION.sub(" ", _LIST_MARK.sub(" ", sentence)))
        known = _numbers("\n".join((*context.sources, context.said, context.prompt)))
        return self.name if any(number not in known for number in _claimed(said)) else None


check = UnsupportedNumber()


@lru_cache(maxsize=64)
def _numbers(text: str) -> frozenset[str]:
    return frozenset(_claimed(text))


def _claimed(text: str) -> list[str]:
    spelled = [_WORDS[word.lower()] for word in _SPELLED.findall(text)]
    months = [_MONTHS[(before or after).lower()] for before, after in _MONTH.findall(text)]
    months += [f"month {int(number)}" for number in _ISO.findall(text)]
    return [*(_plain(n) for n in _NUMBER.findall(text)), *spelled, *months]


def _plain(number: str) -> str:
    """4,90 and 4.90 are one number; so are 10:00 and 10, 09:30 and 9:30, the 03 of a date and 3."""
    number = number.replace(",", ".").replace(":00", "").lstrip("0") or "0"
    return number.removesuffix(".00").removesuffix(".0")
