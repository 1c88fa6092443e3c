"""Presidio's own recognizers for the numbers of many countries, each only beside one of its own context words.

Without that condition they are the largest source of false alarms (DRIVER_LICENSE, PASSPORT and bank numbers match any
short code). What this package recognizes itself is left out, and so is what names a company rather than a person.
Presidio is imported at the first text that names such a number at all, or by ``warm()``: it takes seconds.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from guardrails.canonical import fold
from guardrails.errors import ModelMissing
from guardrails.reading import Reading
from guardrails.recognizers import Candidate
from guardrails.recognizers._beside import beside

# Presidio's entity → ours, where ours is wider; an entity that stands here neither way is not used.
ENTITIES = {
    "AU_MEDICARE": "AU_MEDICARE",
    "AU_TFN": "AU_TFN",
    "CA_SIN": "CA_SIN",
    "DE_FUEHRERSCHEIN": "DRIVER_LICENSE",
    "DE_HEALTH_INSURANCE": "HEALTH_INSURANCE",
    "DE_ID_CARD": "ID_CARD",
    "DE_KFZ": "LICENSE_PLATE",
    "DE_LANR": "MEDICAL_LICENSE",
    "DE_PASSPORT": "PASSPORT",
    "DE_SOCIAL_SECURITY": "NATIONAL_ID",
    "DE_TAX_ID": "DE_TAX_ID",
    "DE_TAX_NUMBER": "DE_TAX_ID",
    "ES_PASSPORT": "PASSPORT",
    "FI_PERSONAL_IDENTITY_CODE": "NATIONAL_ID",
    "IN_PASSPORT": "PASSPORT",
    "IN_VOTER": "NATIONAL_ID",
    "IN_VEHICLE_REGISTRATION": "LICENSE_PLATE",
    "IT_DRIVER_LICENSE": "DRIVER_LICENSE",
    "IT_IDENTITY_CARD": "ID_CARD",
    "IT_PASSPORT": "PASSPORT",
    "KR_DRIVER_LICENSE": "DRIVER_LICENSE",
    "KR_FRN": "NATIONAL_ID",
    "KR_PASSPORT": "PASSPORT",
    "KR_RRN": "NATIONAL_ID",
    "MEDICAL_LICENSE": "MEDICAL_LICENSE",
    "NG_NIN": "NATIONAL_ID",
    "NG_VEHICLE_REGISTRATION": "LICENSE_PLATE",
    "PH_PASSPORT": "PASSPORT",
    "PH_TIN": "NATIONAL_ID",
    "PH_UMID": "NATIONAL_ID",
    "SE_PERSONNUMMER": "NATIONAL_ID",
    "SG_NRIC_FIN": "NATIONAL_ID",
    "TH_TNIN": "NATIONAL_ID",
    "TR_LICENSE_PLATE": "LICENSE_PLATE",
    "TR_NATIONAL_ID": "NATIONAL_ID",
    "UK_DRIVING_LICENCE": "DRIVER_LICENSE",
    "UK_PASSPORT": "PASSPORT",
    "UK_VEHICLE_REGISTRATION": "LICENSE_PLATE",
    "US_DRIVER_LICENSE": "DRIVER_LICENSE",
    "US_HEALTH_INSURANCE_MEMBER_ID": "HEALTH_INSURANCE",
    "US_ITIN": "US_ITIN",
    "US_MBI": "HEALTH_INSURANCE",
    "US_NPI": "MEDICAL_LICENSE",
    "US_PASSPORT": "PASSPORT",
    "US_PRESCRIPTION_NUMBER": "MEDICAL_RECORD",
    "ZA_DRIVER_LICENSE": "DRIVER_LICENSE",
    "ZA_ID_NUMBER": "NATIONAL_ID",
    "ZA_LICENSE_PLATE": "LICENSE_PLATE",
    "ZA_PASSPORT": "PASSPORT",
    "ZA_INCOME_TAX_NUMBER": "NATIONAL_ID",
}
_NAMED = frozenset(ENTITIES.values())
_REACH = 60


@dataclass(frozen=True, slots=True)
class _Stock:
    """One of Presidio's pattern recognizers, its kind in our catalogue and its context words."""

    recognizer: Any
    presidio: str
    entity: str
    context: re.Pattern[str]


class PresidioStock:
    name = "presidio"
    description = "Presidio's recognizers for numbers of many countries, beside their own context words"
    entities = tuple(sorted(_NAMED))

    def find(self, reading: Reading) -> Iterator[Candidate]:
        names_one = any(tag.name in _NAMED for tag in reading.around.tags)
        if not names_one or not any(c.isdigit() for c in reading.text):
            return
        for stock in _stock():
            if stock.context.search(reading.folded):
                yield from _found(reading, stock)

    def warm(self) -> None:
        """Import Presidio and build its recognizers now."""
        _stock()


def _found(reading: Reading, stock: _Stock) -> Iterator[Candidate]:
    for result in stock.recognizer.analyze(reading.text, [stock.presidio], None) or ():
        near = reading.folded[max(0, result.start - _REACH) : result.end + _REACH // 2]
        if not stock.context.search(near) or not any(c.isdigit() for c in reading.text[result.start : result.end]):
            continue
        # Presidio gives 1.0 to what its checksum confirms; the words beside decide about the rest.
        beside_it = beside(reading, result.start, result.end, {stock.entity: 2.0 if result.score >= 0.9 else 1.0})
        if beside_it is not None and beside_it.score:
            yield Candidate(result.start, result.end, stock.entity, min(0.8, beside_it.score - 0.05))


@functools.cache
def _stock() -> Sequence[_Stock]:
    try:
        analyzer = importlib.import_module("presidio_analyzer")
        module = importlib.import_module("presidio_analyzer.predefined_recognizers")
    except ImportError:
        raise ModelMissing("Presidio is not installed: pip install presidio-analyzer.") from None
    found = []
    for _, kind in inspect.getmembers(module, inspect.isclass):
        if not issubclass(kind, analyzer.PatternRecognizer) or kind is analyzer.PatternRecognizer:
            continue
        recognizer: Any = kind()
        presidio = recognizer.supported_entities[0]
        if presidio in ENTITIES and recognizer.context:
            found.append(_Stock(recognizer, presidio, ENTITIES[presidio], _any_word(recognizer.context)))
    return tuple(found)


def _any_word(words: Sequence[str]) -> re.Pattern[str]:
    longest = sorted({fold(word) for word in words if len(word) > 1}, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")


recognizer = PresidioStock()
