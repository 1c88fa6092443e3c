"""A table's row as people say it: "Flat tyre: 12 EUR", not "Repair: Flat tyre, Price: 12 EUR"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bots.answering.question import SHAPES

_MOST_NAMING = 2  # cells that name a row: "Germany, Standard"
# Columns whose value says by itself what it is: "4.90 EUR", "2 to 3 working days". In the eight languages.
PLAIN = {
    "money": re.compile(
        r"\b(?:prices?|costs?|fees?|charges?|rates?|amount|preise?|kosten|gebühr(?:en)?|precios?|costes?|tarifas?|prix|"
        r"tarifs?|prezz[oi]|tariff[ae]|preços?|custos?|taxas?|prijs|prijzen|kost)\b", re.I),
    "duration": re.compile(
        r"\b(?:times?|durations?|takes|lasts?|dauer|zeit|lieferzeit|duración|plazo|durée|délai|durata|tempi?|duração|"
        r"prazo|duur|tijd|levertijd)\b", re.I),
}  # fmt: skip
_DAY = re.compile(r"\b(?:days?|weeks?|tag|werktag|día|jour|giorno|dia|dag)\b", re.I)  # "next working day"
# What a column says its bare figures are: "Price EUR", "Price (€)", "Time in minutes".
_UNIT = re.compile(
    r"(?<!\w)(EUR|USD|GBP|CHF|euros?|dollars?|pounds?|€|\$|£|minutes?|hours?|days?|weeks?|months?|Minuten|Stunden|Tagen?|"
    r"Wochen|Monaten?|kg|km|cm|mm)\)?\s*$", re.I)  # fmt: skip
_FIGURE = re.compile(r"\d[\d.,]{0,14}")
# A word that only means something with the name of its column.
_BARE = re.compile(r"(?:yes|no|none|ja|nein|sí|oui|non|si|sì|sim|não|nee|not \w+|[\d.,\s]+|\W+|x)", re.I)


def spoken_row(text: str) -> str:
    """A row ("Region: Germany; Price: 4.90 EUR") as name and values. No word or number of a value is changed or left
    out; only the names of columns that say nothing more are."""
    cells = [_cell(cell) for cell in text.split("; ")]
    head = _naming(cells)
    if not head:
        return ", ".join(_said(column, value, alone=False) for column, value in cells)
    rest = cells[len(head) :]
    said = [_said(column, value, alone=len(cells) == 2 and bool(cells[0][0])) for column, value in rest]
    apart = " – " if any(": " in one for one in said) else ": "
    return f"{', '.join(head)}{apart}{', '.join(said)}"


def _cell(cell: str) -> tuple[str, str]:
    column, colon, value = cell.partition(": ")
    if not colon:
        return "", column
    unit = _UNIT.search(column)
    if unit is None or not _FIGURE.fullmatch(value.strip()):
        return column, value
    kept = column[: unit.start()].rstrip(" ([,/")  # "Price EUR: 119" is "Price: 119 EUR"
    return kept.removesuffix(" in"), f"{value.strip()} {unit[1]}"


def _naming(cells: Sequence[tuple[str, str]]) -> list[str]:
    """The first cells that name what the row is about: words without figures; the last cell is never one."""
    names: list[str] = []
    for _, value in cells[:-1]:
        if len(names) == _MOST_NAMING or re.search(r"\d", value) or _BARE.fullmatch(value.strip()) or not value:
            break
        names.append(value)
    return names if any(_evident(*cell) for cell in cells[len(names) :]) else names[:1]


def _said(column: str, value: str, *, alone: bool) -> str:
    """A cell's value, with the name of its column where the value does not say what it is."""
    bare = bool(_BARE.fullmatch(value.strip()))
    if not column or _evident(column, value) or (alone and not bare):
        return value
    return f"{column}: {value}" if bare or not value[:1].isdigit() else f"{column} {value}"


def _evident(column: str, value: str) -> bool:
    return any(PLAIN[kind].search(column) and (SHAPES[kind].search(value) or _DAY.search(value)) for kind in PLAIN)
