"""Fields of forms: what stands behind a label says what it is, however it is built.

"Town: Swindon", "vorname Anneliese, nachname Trautwein", a pasted table with a row of headings. A label counts from two
on, so that "Name: blue teapot" alone is no form; values that say "none" are none.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from guardrails.reading import Reading
from guardrails.recognizers import Candidate

LABELS = Path(__file__).with_name("forms.yaml")


@functools.cache
def _labels() -> Mapping[str, str]:
    """Every label and its kind."""
    raw: dict[str, str] = yaml.load(LABELS.read_bytes(), Loader=yaml.CSafeLoader)
    return {label.strip(): entity for entity, labels in raw.items() for label in labels.replace("\n", " ").split(",")}


@functools.cache
def _label() -> re.Pattern[str]:
    any_of = "|".join(re.escape(label) for label in sorted(_labels(), key=len, reverse=True))
    return re.compile(
        rf"(?:(?<=\n)|(?<=[|;,/•·*]) ?|\A) {{0,3}}(?:[-*•·] ?|\d{{1,2}}[.)] ?)?(?P<label>{any_of})\.?"
        r"(?: ?\*| ?\([^()\n]{1,20}\))?(?P<sign> ?[:=] ?| ?[-–] | )(?=\S)"
    )


_VALUE_ENDS = re.compile(r"[\n|;]|\Z")
_NOTHING = frozenset(
    "none no nil n/a na - -- nothing unknown same keine keiner nein nichts ninguna ningunada aucun aucune non rien "
    "nessuna nessuno niente nenhuma nenhum geen nee niets yes ja si oui sim known tbd".split()
)
_LONGEST = {"PERSON": 48, "ADDRESS": 110, "DATE_OF_BIRTH": 32, "HEALTH": 60, "PHONE_NUMBER": 30, "EMAIL_ADDRESS": 60}
_FEWEST = 2
_MOST_CELLS = 12
_ABBREVIATION, _POSTCODE = 2, 4
_ABBREVIATION = 2


@dataclass(frozen=True, slots=True)
class Field:
    """A label, its kind and where its value stands."""

    label: str
    entity: str
    start: int
    end: int
    signed: bool


class Forms:
    name = "forms"
    description = "what stands behind the labels of forms and under the headings of tables"
    entities = ("PERSON", "ADDRESS", "DATE_OF_BIRTH", "HEALTH", "PHONE_NUMBER")

    def find(self, reading: Reading) -> Iterator[Candidate]:
        fields = list(_fields(reading.folded))
        if (
            len({reading.folded[f.start : f.end] for f in fields}) < _FEWEST
            or len({f.entity for f in fields}) < _FEWEST
        ):
            fields = []
        for field in [*fields, *_table(reading.folded)]:
            if _fits(field, reading.folded[field.start : field.end]):
                yield Candidate(field.start, field.end, field.entity, 0.72 if field.signed else 0.66)


def _fields(folded: str) -> Iterator[Field]:
    """Every label with its value: to the line's end, or to the next label of the same line."""
    found = list(_label().finditer(folded))
    for at, match in enumerate(found):
        stop = _VALUE_ENDS.search(folded, match.end())
        end = stop.start() if stop else len(folded)
        signed = match.group("sign").strip() != ""
        if at + 1 < len(found):
            end = min(end, found[at + 1].start())
        elif not signed or "," in folded[match.start() - 2 : match.start()]:
            comma = folded.find(",", match.end(), end)  # the last field of a line of fields
            end = comma if comma > 0 else end
        label = match.group("label")
        yield _trimmed(folded, Field(label, _labels()[label], match.end(), end, signed))


def _trimmed(folded: str, field: Field) -> Field:
    start, end = field.start, field.end
    while end > start and folded[end - 1] in " \t,.;/|-–•*\n":
        end -= 1
    while start < end and folded[start] in " \t":
        start += 1
    return replace(field, start=start, end=end)


def _fits(field: Field, value: str) -> bool:
    """Whether a value can be one of its kind."""
    words = re.findall(r"[^\W\d_]+", value)
    digits = sum(c.isdigit() for c in value)
    if not value or value in _NOTHING or len(value) > _LONGEST[field.entity]:
        return False
    if field.entity == "PERSON":
        return not digits and 0 < len(words) <= 5 and "@" not in value and "?" not in value
    if field.entity == "DATE_OF_BIRTH":
        return digits >= 4 or len(words) >= 4
    if field.entity == "HEALTH":
        return bool(words) and words[0] not in _NOTHING and "?" not in value
    if field.entity == "PHONE_NUMBER":
        return digits >= 6
    long_enough = field.signed or len(value) > _ABBREVIATION
    return field.entity == "ADDRESS" and (bool(words) or digits >= _POSTCODE) and long_enough and "?" not in value


def _table(folded: str) -> Iterator[Field]:
    """The cells under headings that are labels: pasted from a sheet, CSV or Markdown."""
    lines = [(m.start(), m.group()) for m in re.finditer(r"[^\n]+", folded)]
    columns: list[str] = []
    sign = ""
    for start, line in lines:
        if not columns:
            sign = next((s for s in ("|", "\t", ";", ",") if s in line), "")
            cells = [cell.strip(" *") for cell in line.strip("| ").split(sign)] if sign else []
            kinds = [_kind(cell) for cell in cells]
            known = sum(bool(kind) for kind in kinds)
            columns = kinds if known >= _FEWEST and known * 2 >= len(kinds) and len(kinds) <= _MOST_CELLS else []
        elif sign in line:
            yield from _cells(start, line, sign, columns)
        else:
            columns = []


def _kind(cell: str) -> str:
    return _labels().get(cell.strip("."), "")


def _cells(start: int, line: str, sign: str, columns: Sequence[str]) -> Iterator[Field]:
    at = len(line) - len(line.lstrip("| "))
    for kind in columns:
        end = line.find(sign, at)
        end = len(line) if end < 0 else end
        field = _trimmed(line, Field(kind, kind, at, end, signed=True))
        if kind and set(line[at:end]) - set(" -:|"):
            yield replace(field, start=start + field.start, end=start + field.end)
        at = end + 1
        if at > len(line):
            return


recognizer = Forms()
