"""Health: a condition, allergy or medicine that the text ties to somebody.

"My blood pressure app will not sync" is nobody's diagnosis; "a seat near the toilet because of epilepsy" is. Known
conditions come from ``health.yaml``; unknown ones by the endings medicine uses in all these languages (-itis, -osis).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from guardrails.asking import expected
from guardrails.reading import Reading
from guardrails.recognizers import Candidate

LEXICON = Path(__file__).with_name("health.yaml")
_ENDINGS = re.compile(
    r"(?<!\w)[a-z]{4,20}(?:itis|osis|osos|iasis|emia|aemia|amie|emie|"
    r"algia|algie|pathy|pathie|patia|plegia|plegie|phrenia|rrhea|rrhoea|"
    r"uria|ectomy|ektomie|trophy|trophie|sclerosis|sklerose|sclerose|"
    r"myopie|pnoe|pnea)(?!\w)"
)
_NO_CONDITION = frozenset(
    (
        "diagnosis academia bohemia premium telepathy sympathy empathy apathy "
        "antipathy nostalgia trophy catastrophe symbiosis osmosis hypnosis "
        "metamorphosis tennis academie biochemia alchemia alchemie chemie "
        "akademie industrie photosynthesis apotheosis telepatia simpatia "
        "antipatia empatia nostalgie sympathie prognosis chemia"
    ).split()
)
_ALLERGIC = re.compile(
    r"(?<!\w)(?:allergic to|allergisch (?:gegen|auf|voor)|alergic[oa] "
    r"(?:a|al|ao|as)|allergique (?:a|au|aux)|allergic[oa] (?:a|al|alle|"
    r"ai|agli)|alergi[ac][oa]? (?:a|al|ao)|intolerant to|allergie (?:gegen|"
    r"auf|aux|au|alle|ai|al|voor)|uczulon[ya] na) (?:the |la |el |les "
    r"|il |das |die )?[^\W\d_]{3,20}(?:(?:,| and| or| und| y| et| e| "
    r"en) [^\W\d_]{3,20}){0,3}"
)
_LEFT = re.compile(
    r"(?<!\w)(?:(?:(?:a|an|my|mild|severe|chronic|acute|early|early-stage|"
    r"late-stage|stage|advanced|terminal|type|congenital|recurrent|bad|"
    r"postnatal|peanut|nut|food|egg|milk|soy|gluten|wheat|fish|shellfish|"
    r"dust|cat|latex|penicillin|chronische[rns]?|schwere[rns]?|akute[rns]?|"
    r"leichte[rns]?|chronique|severe|grave|aguda?|cronic[oa]|croni[ck][oa]|"
    r"1|2|ii|i|iv|3|4)) ){1,3}\Z"
)
_ALLERGY = re.compile(
    r"(?<!\w)(?:(?:a |an |my )?(?:severe |bad |mild )?[a-z]{3,14} (?:allergy|"
    r"allergies|intolerance)|[a-z]{3,16}(?:allergie|intoleranz))(?!\w)"
)
_NO_ALLERGY = frozenset("any the your food no other about have has list which what these those for with".split())
_WINDOW = 110


@dataclass(frozen=True, slots=True)
class _Words:
    conditions: re.Pattern[str]
    medicines: re.Pattern[str]
    persons: re.Pattern[str]
    cues: re.Pattern[str]
    topics: re.Pattern[str]


class Health:
    name = "health"
    description = "conditions, allergies and medicines tied to somebody"
    entities = ("HEALTH",)

    def find(self, reading: Reading) -> Iterator[Candidate]:
        words, folded = _words(), reading.folded
        asked = "HEALTH" in expected(reading.asked)
        for pattern, score in ((words.conditions, 0.8), (words.medicines, 0.7), (_ENDINGS, 0.65), (_ALLERGY, 0.75)):
            for match in pattern.finditer(folded):
                first = match.group().split()[0]
                if match.group() in _NO_CONDITION or (pattern is _ALLERGY and first in _NO_ALLERGY):
                    continue
                if asked or _somebodys(folded, match, words):
                    yield Candidate(_left(folded, match.start()), match.end(), "HEALTH", score)
        for match in _ALLERGIC.finditer(folded):
            yield Candidate(match.start(), match.end(), "HEALTH", 0.8)


def _somebodys(folded: str, match: re.Match[str], words: _Words) -> bool:
    start, end = max(0, match.start() - _WINDOW), min(len(folded), match.end() + _WINDOW)
    around = folded[start : match.start()] + " | " + folded[match.end() : end]
    if words.topics.search(around):
        return False
    return words.cues.search(around) is not None or words.persons.search(around) is not None


def _left(folded: str, start: int) -> int:
    before = folded[max(0, start - 40) : start]
    match = _LEFT.search(before)
    if match and match.group() == "an " and folded[start] not in "aeiou":
        return start  # "ich leide an Migräne": German, no article
    return start - len(match.group()) if match else start


@functools.cache
def _words() -> _Words:
    raw = yaml.load(LEXICON.read_bytes(), Loader=yaml.CSafeLoader)
    return _Words(**{name: _any_of(text) for name, text in raw.items()})


def _any_of(text: str) -> re.Pattern[str]:
    phrases = sorted({p.strip() for p in text.replace("\n", " ").split(",") if p.strip()}, key=len, reverse=True)
    return re.compile(r"(?<![\w'])(?:" + "|".join(map(re.escape, phrases)) + r")(?![\w])")


recognizer = Health()
