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
from guardrails.name_lists import common
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
# Words that tie whatever follows to somebody: "diagnosed with", "ich leide an"; what follows must be no everyday word.
_TIED = re.compile(
    r"(?<!\w)(?:(?P<sure>diagnosed (?:with|as))|(?:my|his|her) diagnosis(?: is|:| of)|suffer(?:s|ing|ed)? "
    r"(?:from|with)|treated for|recovering from|"
    r"living with|because of (?:my|his|her)|due to (?:my|his|her)|leide[nt]?(?: (?:\w{3,8} ){0,2}(?:an|unter))|"
    r"leidet (?:an|unter)|"
    r"diagnose(?: ist|:| lautet)|erkrankt an|diagnostiziert mit|padezco(?: de)?|padece(?: de)?|sufro de|sufre de|"
    r"diagnosticad[oa] (?:con|de|com)|diagnosticaron|enferm[oa] de|souffre (?:de |d')|souffrons (?:de |d')|"
    r"atteinte? (?:de |d')|"
    r"soffro di|soffre di|affett[oa] da|malat[oa] di|in cura per|sofro de|sofre de|doente de|lijdt? aan|"
    r"gediagnosticeerd met|"
    r"behandeld voor)[ ]?(?P<value>(?:(?:a|an|the|my|un|une|uno|una|um|uma|la|le|el|il|lo|l'|un'|de|d'|een|de|"
    r"einen?|einer|eine|der|die|"
    r"severe|chronic|mild|acute|a mild|grave|leichte[rn]?|schwere[rn]?|chronische[rn]?|hoge|lage)[ ]|l'|un'|d')*"
    r"(?P<head>[^\W\d_][\w'-]{3,24})(?: (?:of|de|del|du|des|di|da|do|van|von) (?:la |the )?[^\W\d_]{3,20}| "
    r"[^\W\d_]{4,20})?)"
)
_TAKES = re.compile(
    r"(?<!\w)(?:i|he|she|they|we|i'm|i am|she's|he's|who)? ?(?:take|takes|taking|took|prescribed|am on|i'm on|is "
    r"on|nehme|nimmt|nehmen|tomo|toma|"
    r"tomando|me recetaron|prends|prend|prendo|prende|assumo|tomar|slik|slikt|gebruik|neem|medikament|medication|"
    r"medicine|pills?|tablets?)"
    r"(?: \w{1,10}){0,4}? (?P<drug>[a-z][a-z-]{4,22})(?![\w-])"
)
# Endings of the international names of medicines (WHO's list of stems).
_DRUG = re.compile(
    r"\w{2,}(?:formin[ae]?|statin[ae]?|sartan[oe]?|pril[eo]?|olol[oe]?|dipin[oae]?|azol[eo]?|triptan[oe]?|"
    r"setron[e]?|oxetin[ae]?|tralin[ae]?|"
    r"alopram|azepam|azolam|idon[ae]?|apin[ae]?|cillin[ae]?|mycin[ae]?|micin[ae]?|floxacin[oae]?|cyclin[e]?|mab|"
    r"nib|avir|ovir|parin[ae]?|xaban|gliptin[ae]?|"
    r"gliflozin|glutide|lukast|terol|solon[ae]?|sone|thyroxin[e]?|triptylin[ea]?|barbital|codone|trigin[ea]?|"
    r"cetam|gabalin[ae]?|pentin[ae]?)\Z"
)
_DOSE = re.compile(r" \d{1,4}(?:[.,]\d{1,3})?(?: ?(?:mg|mcg|ug|g|ml|ie|iu|ui|units?))?(?![\w:.,]\d|\w)")
# Where it is, or how far along: "cancer de la thyroïde", "a lump in my left breast", "embarazada de 7 meses".
_BODY = (
    "breast|thyroid|lung|liver|kidney|prostate|skin|colon|bowel|stomach|throat|neck|back|spine|knee|hip|shoulder|foot|"
    "hand|wrist|ankle|eye|ear|jaw|brain|heart|blood|bones?|uterus|ovar(?:y|ies)|brust|schilddruse|lunge|leber|niere|"
    "haut|darm|magen|hals|rucken|knie|hufte|schulter|fuss|auge|ohr|kopf|herz|pecho|mama|tiroides|pulmon|higado|rinon|piel|"
    "estomago|garganta|cuello|espalda|rodilla|cadera|hombro|pie|mano|ojo|oido|cerebro|corazon|sein|thyroide|poumons?|"
    "foie|rein|peau|estomac|gorge|cou|dos|genou|hanche|epaule|pied|main|oeil|oreille|coeur|seno|tiroide|polmon[ei]|"
    "fegato|rene|pelle|stomaco|gola|collo|schiena|ginocchio|anca|spalla|piede|occhio|orecchio|cuore|tireoide|pulmao|"
    "figado|rim|pele|pescoco|costas|joelho|quadril|ombro|coracao|borst|schildklier|longen?|lever|nier|huid|darm|maag|"
    "keel|nek|rug|heup|schouder|voet|oog|oor|hart"
)
_WHERE = re.compile(
    r" (?:of|in|on|im|in der|am|an der|de|del|du|des|di|do|da|van|en|no|na|nel|nella|al|alla|a la|au|op|aan)"
    r"(?: (?:the|my|his|her|la|el|le|les|mi|mon|ma|il|lo|o|a|de|het|mijn|der|meiner|meinem|left|right|linken|rechten))"
    rf"{{0,2}} (?:{_BODY})(?!\w)(?: (?:left|right|izquierd[oa]|derech[oa]|gauche|droite?|sinistr[oa]|destr[oa]|"
    r"esquerd[oa]|direit[oa])(?!\w))?"
    r"|,? (?:im |de |di |in de |en la |no |nel |al |a )?\d{1,2}(?:\.|º|e|er|th|rd|nd|ste)? ?"
    r"(?:weeks?|wks|months?|monat|"
    r"woche|monate|wochen|ssw|semanas?|mes(?:es|i)?|mois|semaines?|settiman[ae]|mese|weken|maanden|maand)(?!\w)"
)
_TAIL_PROSE = frozenset(
    "since for and but from when so now last this that year years in on at with without desde hace cuando por "
    "pero y para seit "
    "und aber wenn weil bei mit depuis quand mais pour avec et da dal quando ma con per e desde mas com para "
    "sinds en maar als "
    "which who is are was were again anymore badly today every schon sehr auch noch molto muito mucho beaucoup "
    "also too very "
    "very ogni cada chaque jeden elke voor jaren anni anos ans jahren please bitte".split()
)
_NO_ALLERGY = frozenset("any the your food no other about have has list which what these those for with".split())
_WINDOW = 110
# "I have …", "my son has …", "tengo …" right before it: no topic in the message can make it somebody else's.
_HAS = re.compile(
    r"(?<!\w)(?:i have|i've|i've got|he has|she has|(?:son|daughter|wife|husband|mother|father|mum|mom|dad|child|"
    r"kid) has|ich habe|"
    r"(?:sohn|tochter|frau|mann) hat|tengo|tiene|j'ai|(?:fils|fille) a|ho|(?:figlio|figlia) ha|tenho|(?:filho|"
    r"filha) tem|ik heb|"
    r"(?:zoon|dochter) heeft) (?:a |an |un |une |una |um |uma |ein |eine |einen |een )?(?:\w{3,10} )?\Z"
)


@dataclass(frozen=True, slots=True)
class _Words:
    conditions: re.Pattern[str]
    medicines: re.Pattern[str]
    persons: re.Pattern[str]
    cues: re.Pattern[str]
    being: re.Pattern[str]
    topics: re.Pattern[str]


class Health:
    name = "health"
    description = "conditions, allergies and medicines tied to somebody"
    entities = ("HEALTH",)

    def find(self, reading: Reading) -> Iterator[Candidate]:
        words, folded = _words(), reading.folded
        asked = "HEALTH" in expected(reading.asked) or reading.level == "strict"
        for pattern, score in ((words.conditions, 0.8), (words.medicines, 0.7), (_ENDINGS, 0.65), (_ALLERGY, 0.75)):
            for match in pattern.finditer(folded):
                first = match.group().split()[0]
                if match.group() == "als" and not reading.text[match.start() : match.end()].isupper():
                    continue  # "if" and "than" in German and Dutch
                if match.group() in _NO_CONDITION or (pattern is _ALLERGY and first in _NO_ALLERGY):
                    continue
                if asked or _somebodys(reading, match, words):
                    more = (_DOSE if pattern is words.medicines else _WHERE).match(folded, match.end())
                    yield Candidate(_left(folded, match.start()), more.end() if more else match.end(), "HEALTH", score)
        yield from _tied(reading)
        for match in _ALLERGIC.finditer(folded):
            yield Candidate(match.start(), match.end(), "HEALTH", 0.8)


def _tied(reading: Reading) -> Iterator[Candidate]:
    folded = reading.folded
    for match in _TIED.finditer(folded):
        head, end = match.group("head"), match.end()
        last = re.search(r" (\w+)\Z", match.group("value"))
        if last and last.group(1) in _TAIL_PROSE and last.group(1) != head:
            end -= len(last.group())
        # "diagnosed with" is about people; one suffers from delays and bad luck as well.
        if common(head) < (3 if match.group("sure") else 2) and head not in _TAIL_PROSE:
            yield Candidate(match.start("value"), end, "HEALTH", 0.78)
    for match in _TAKES.finditer(folded):
        drug = match.group("drug")
        if (_DRUG.fullmatch(drug) and common(drug) < 3) or _words().medicines.fullmatch(drug):
            dose = _DOSE.match(folded, match.end())
            yield Candidate(match.start("drug"), dose.end() if dose else match.end(), "HEALTH", 0.75)


def _somebodys(reading: Reading, match: re.Match[str], words: _Words) -> bool:
    folded = reading.folded
    start, end = max(0, match.start() - _WINDOW), min(len(folded), match.end() + _WINDOW)
    around = folded[start : match.start()] + " | " + folded[match.end() : end]
    if words.topics.search(around) and not _HAS.search(folded, start, match.start()):
        return False
    if words.cues.search(around) is not None:
        return True
    sides = ((start, match.start()), (match.end(), end))
    if any(_person(reading, one) for side in sides for one in words.persons.finditer(folded, *side)):
        return True
    if match.re is words.medicines:
        return False  # "is paracetamol sold without prescription": it is something, nobody is
    return any(
        len(folded[one.end() : match.start()].split()) < _BESIDE
        for one in words.being.finditer(folded, start, match.start())
    )


_BESIDE = 4


def _person(reading: Reading, match: re.Match[str]) -> bool:
    """Whether a word means a person: not the article or preposition that looks like one ("el" for "él", "il", "im")."""
    word = match.group()
    if word == "im":
        return reading.language == "en"
    if word == "el" and reading.language == "es":
        return reading.text[match.start() : match.end()].lower() != "el"
    return word != "il" or reading.language == "fr"


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
    return re.compile(r"(?:(?<![\w'])|(?<=\b[ld]')|(?<=\bun'))(?:" + "|".join(map(re.escape, phrases)) + r")(?![\w])")


recognizer = Health()
