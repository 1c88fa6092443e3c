"""Names of persons: the tagger's word for word, what the name lists know, and the phrases people introduce names with.

A strong phrase ("my name is", "ich heiße") makes any word behind it a name that is not an everyday word; a weak one
("I am", "soy") only a word that the lists or its capital speak for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from guardrails.asking import expected
from guardrails.canonical import fold
from guardrails.dictionary import in_dictionary
from guardrails.name_lists import CALENDAR, brands, common, kind, places, tells_when
from guardrails.reading import Reading
from guardrails.recognizers import Candidate
from guardrails.recognizers._name_words import (
    BEFORE_A_MONTH,
    GERMAN_BEFORE,
    GERMAN_ONE_OF,
    GERMAN_TRADES,
    LEADS,
    MAYBE_NAMES,
    NO_ANSWER,
    NOBODY,
    NOUN,
    PARTICLES,
    PLACES_TOO,
    PRESENTED_TO,
    PROSE,
    ROLES,
    SAINTS,
    SELF,
    SPEAKER,
    STREETS,
    STRONG,
    SURE,
    THINGS,
    TITLES,
    TO_SOMEBODY,
    WEAK,
    WHERE,
)
from guardrails.recognizers._plain_words import only_words
from guardrails.spelled import is_number
from guardrails.tagger import Token, probabilities, tokens

_SEED = {"balanced": 0.55, "strict": 0.1}
_GROW = 0.25
# "tulip-marble-79"
_CODE = re.compile(r"(?<![\w-])(?=[^\W\d-]{0,12}(?:-[^\W\d-]{0,12}){0,3}-?\d)[\w-]{4,40}(?![\w-])")
_HANDLE_BEFORE = re.compile(r"@[\w.]{1,30}\Z")
_LONGEST = 5


class Names:
    name = "names"
    description = "names of persons: a tagger, name lists and introductions"
    entities = ("PERSON",)

    def find(self, reading: Reading) -> Iterator[Candidate]:
        found = tokens(reading.text)
        folded = [fold(token.text) for token in found]
        scores = probabilities(_unshouted(reading.text, found, folded))
        tagged = list(_tagged(reading, found, folded, scores))
        yield from tagged
        yield from _speakers(reading)
        for whole in _introduced(reading, found, folded, scores):
            # As sure as what it holds, so that of "Ondine" and "Ondine Larrouturou" the longer one stays.
            inside = (one.score for one in tagged if whole.start <= one.start and one.end <= whole.end)
            yield replace(whole, score=max([whole.score, *inside]))
        yield from _presented(reading, found, folded, scores)
        yield from _weakly(reading, found, folded)
        if "PERSON" in expected(reading.asked):
            yield from _answered(found, folded)


def _unshouted(text: str, found: Sequence[Token], folded: Sequence[str]) -> Sequence[Token]:
    """Names in capitals among ordinary words ("my neighbour BLESSING UCHE"), read as if written as usual."""
    if text.isupper() or not any(token.text.isupper() and len(token.text) > 1 for token in found):
        return found
    return [
        replace(token, text=token.text.capitalize()) if token.text.isupper() and _shouted(folded, i) else token
        for i, token in enumerate(found)
    ]


def _shouted(folded: Sequence[str], at: int) -> bool:
    """Whether a word in capitals may be a name; a short one only in front of another ("MIA FERREIRA")."""
    if kind(folded[at]) == "-":
        return False
    size = len(folded[at])
    return size > _ACRONYM or (size == _ACRONYM and at + 1 < len(folded) and kind(folded[at + 1]).isupper())


_ACRONYM = 3


def _tagged(
    reading: Reading, found: Sequence[Token], folded: Sequence[str], scores: Sequence[float]
) -> Iterator[Candidate]:
    seed = _SEED[reading.level]
    at = 0
    while at < len(found):
        if scores[at] < _needed(found, folded, at, seed) or len(found[at].text) < 2:
            at += 1
            continue
        first = last = at
        while first > 0 and (step := _step(found, folded, scores, first, -1)):
            first -= step
        while last + 1 < len(found) and (step := _step(found, folded, scores, last, 1)):
            last += step
        at = last + 1
        first, last = _trimmed(folded, first, last)
        first, last = _without_prose(found, folded, scores, first, last)
        first = _behind_a_kind(reading, found, first, last)
        if first > last or _no_person(reading, found, folded, scores, first, last):
            continue
        if _in_handle(reading, found[first]) or _names_a_kind(reading, found, first, last):
            continue
        score = min(0.95, 0.25 + max(scores[first : last + 1]) * 0.6)  # strict starts at 0.3, where scores are 0.1
        score = max(score, 0.3) if reading.level == "strict" else score
        score = max(score, 0.52) if _rare_amid(found, folded, first) is not None else score
        yield Candidate(found[_with_title(folded, first)].start, found[last].end, "PERSON", score)


def _needed(found: Sequence[Token], folded: Sequence[str], at: int, seed: float) -> float:
    """How sure the tagger must be of a word: less of one the lists know as a name, still less of two in a row."""
    if (rare := _rare_amid(found, folded, at)) is not None:
        return min(seed, rare)
    if kind(folded[at]) == "-" or not found[at].text[0].isupper() or found[at].text.isupper():
        return seed
    following = found[at + 1] if at + 1 < len(found) else None
    if (
        following is not None
        and following.start - found[at].end == 1
        and following.text[0].isupper()
        and kind(folded[at]) in {"G", "B"}
        and kind(folded[at + 1]) != "-"
    ):
        return seed * 0.35
    return seed * 0.7 if kind(folded[at]) in {"G", "B"} else seed


def _rare_amid(found: Sequence[Token], folded: Sequence[str], at: int) -> float | None:
    """What is needed of a rare word written big amid small ones ("esp Nerys on the desk"); None elsewhere."""
    token, before = found[at], found[at - 1] if at else None
    beside = [found[i] for i in (at - 1, at + 1) if 0 <= i < len(found)]
    if before is None or not before.word or not token.text[0].isupper() or token.text.isupper():
        return None
    if any(t.word and not t.text.islower() for t in beside) or not token.text[1:].islower() or folded[at] in places():
        return None
    if kind(folded[at]) in {"G", "B"} and common(folded[at]) <= 1:
        return 0.14
    return 0.34 if kind(folded[at]) == "-" and common(folded[at]) == 0 and len(token.text) > _ACRONYM else None


def _step(found: Sequence[Token], folded: Sequence[str], scores: Sequence[float], at: int, way: int) -> int:
    """How many tokens on the name goes in a direction: over a hyphen, an initial, a particle; 0 at its end."""
    following = at + way
    if not 0 <= following < len(found):
        return 0
    gap = (found[at].end, found[following].start) if way > 0 else (found[following].end, found[at].start)
    if gap[1] - gap[0] > 2:
        return 0
    if scores[following] >= _GROW or (_known(folded[following]) and folded[following] not in places()):
        return 1
    beyond = following + way
    if way < 0:
        step = _prefixed(found, following, beyond)
    elif _unheard_behind(found, folded, at, following, scores[at]):
        step = 1
    else:
        step = _nickname(found, following) or _written_big(found, folded, at, following)
    if step:
        return step
    if 0 <= beyond < len(found) and (scores[beyond] >= _GROW or _hyphened(found, folded, following, beyond)):
        sign = found[following].text
        initial = len(sign) == 1 and found[following].word
        touching = (
            found[beyond].start == found[following].end if way > 0 else found[beyond].end == found[following].start
        )
        if (sign in "-'’" and touching) or initial or folded[following] in PARTICLES or sign == ".":
            return 2
    return 0


def _prefixed(found: Sequence[Token], sign: int, beyond: int) -> int:
    """Steps back over a short word written big that a hyphen ties to a name: "Al-Hassan", "El-Amin"."""
    if beyond < 0 or found[sign].text != "-":
        return 0
    prefix = found[beyond]
    tied = prefix.end == found[sign].start and len(prefix.text) <= _ACRONYM and prefix.text.istitle()
    return 2 if tied else 0


def _nickname(found: Sequence[Token], at: int) -> int:
    """Steps over "(Billie)" to the family name behind it."""
    if (
        found[at].text != "("
        or at + 3 >= len(found)
        or found[at + 2].text != ")"
        or not (found[at + 1].word and found[at + 3].word)
    ):
        return 0
    return 4 if found[at + 1].text[0].isupper() and found[at + 3].text[0].isupper() else 0


def _written_big(found: Sequence[Token], folded: Sequence[str], at: int, following: int) -> int:
    """Steps on to a word written big: a family name, one behind a particle, whatever follows an initial."""
    if _family_behind(found, folded, at, following):
        return 1
    beyond = following + 1
    if beyond >= len(found) or not (found[beyond].word and found[beyond].text[0].isupper()):
        return 0
    initial = found[following].text == "." and len(found[at].text) == 1 and found[at].text.isupper()
    return 2 if initial or (folded[following] in PARTICLES and _family_behind(found, folded, at, beyond)) else 0


def _unheard_behind(found: Sequence[Token], folded: Sequence[str], at: int, following: int, score: float) -> bool:
    """Whether a word written big that is in no list of names or words follows a given name or two of a name."""
    token, name = found[following], found[at]
    if not (token.word and token.text.istitle() and name.text.istitle()):
        return False
    if kind(folded[at]) not in {"G", "B"} and score < _CERTAIN and not (at and found[at - 1].text.istitle()):
        return False
    return common(folded[following]) == 0 and kind(folded[following]) == "-" and token.start - name.end == 1


def _hyphened(found: Sequence[Token], folded: Sequence[str], following: int, beyond: int) -> bool:
    """Whether a hyphen ties on what the lists know, or two words written big: "Achebe-Price"."""
    if found[following].text != "-":
        return False
    sides = (found[2 * following - beyond].text, found[beyond].text)
    return _known(folded[beyond]) or all(side.istitle() and len(side) > _ACRONYM for side in sides)


def _family_behind(found: Sequence[Token], folded: Sequence[str], given: int, family: int) -> bool:
    """Whether a word written big behind a given name is one that can be a family name ("Michael Brown")."""
    name, word = found[given].text, found[family].text
    if not (name[0].isupper() and word[0].isupper() and word.isupper() == name.isupper()):
        return False
    return kind(folded[given]) in {"G", "B"} and kind(folded[family]) != "-" and folded[family] not in CALENDAR


def _known(word: str) -> bool:
    """Whether the lists know a word as a name and as nothing else."""
    return len(word) > 2 and kind(word) in {"G", "F", "B"}


def _trimmed(folded: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """A name without the prose and particles at its ends."""
    while first <= last and (folded[last] in PROSE or folded[last] in PARTICLES):
        last -= 1
    while first <= last and folded[first] in PROSE and folded[first + 1 : first + 2] != ["-"]:
        first += 1  # but not the "Al" of "Al-Hassan"
    return first, last


def _without_prose(
    found: Sequence[Token], folded: Sequence[str], scores: Sequence[float], first: int, last: int
) -> tuple[int, int]:
    """A name without everyday words at its ends: "Gina free", "paul kunnen"."""
    big = any(found[i].text[0].isupper() for i in range(first, last + 1))

    def prose(i: int) -> bool:
        everyday = common(folded[i]) == _EVERYDAY and not kind(folded[i]).isupper() and scores[i] < _SURE
        if big and found[i].text.islower() and kind(folded[i]) == "-" and folded[i] not in PARTICLES:
            return found[i].word and scores[i] < _SURE  # "Regal Billy wackelt"
        return found[i].word and ((big and found[i].text.islower() and everyday) or (not big and everyday))

    while last > first and prose(last):
        last -= 1
    while first < last and prose(first):
        first += 1
    return first, last


_EVERYDAY, _SURE = 3, 0.7


def _no_person(  # noqa: PLR0911 - one line per reason
    reading: Reading, found: Sequence[Token], folded: Sequence[str], scores: Sequence[float], first: int, last: int
) -> bool:
    """Places, months, numbers, and nouns behind a German article: no persons unless something says so."""
    words = [folded[i] for i in range(first, last + 1)]
    before = folded[first - 1] if first else ""
    told = [word for word in words if word not in PARTICLES] or words
    if _street(reading, found, told, last) or _saint([before, *told] if first == last else told):
        return True
    if all(word in places() for word in told) or _in_brand(folded, first, last) or tells_when(words):
        return True
    typed = _typed_prose(reading, found[first : last + 1], words, max(scores[first : last + 1]))
    if typed or _thing_called(folded, first, last) or all(word in NOBODY for word in words):
        return True
    # The English dictionary holds given names, too: "Paula is very reliable" is for the tagger to say.
    sure = (
        reading.language == "en" and first == last and kind(words[0]) in {"G", "B"} and scores[first] >= _MOST_CERTAIN
    )
    if (reading.level != "strict" and not sure) and (
        only_words(reading, found, folded, first, last) or _misspelt_around(reading, found, folded, scores, first, last)
    ):
        return True
    if first == last and words[0] in CALENDAR and (_beside_a_day(folded, first) or before in BEFORE_A_MONTH):
        return True
    if max(scores[first : last + 1]) < _SURE + 0.15 and all(word in CALENDAR or is_number(word) for word in words):
        return True
    if first != last:
        return False
    said = folded[first - 2] if before == "," and first > 1 else before
    ambiguous = kind(words[0]).islower() and scores[first] < _SURE + 0.15 and said not in TO_SOMEBODY
    ambiguous = ambiguous and in_dictionary(words[0], reading.language)
    if (words[0] in PLACES_TOO and before in WHERE) or (ambiguous and reading.level != "strict"):
        return True
    if reading.language == "de" and kind(words[0]) == "-" and common(words[0]) and len(words[0]) > _ACRONYM:
        return True
    german = reading.language == "de" and kind(words[0]) == "-" and not reading.text.islower()
    # A capital says nothing in German, and its endings tell most nouns.
    if german and (NOUN.search(words[0]) is not None or max(scores[first : last + 1]) < _SURE + 0.15):
        return True
    trade = kind(words[0]) not in {"G", "B"} or found[first].text.lower() in GERMAN_TRADES
    if reading.language == "de" and trade and GERMAN_ONE_OF.fullmatch(before):
        return True  # "einen Füller", "mein Bäcker": one of a kind, though families are called so too
    noun = common(words[0]) > 1 and kind(words[0]) not in {"G", "B", "g", "b"}
    return reading.language == "de" and noun and (before in GERMAN_BEFORE or before.endswith(("er", "em", "en", "es")))


def _saint(words: Sequence[str]) -> bool:
    """A feast, a church, a place: "Santo Stefano", "St Albans"."""
    return len(words) == 2 and words[0] in SAINTS and kind(words[1]).upper() in {"G", "B"}


def _street(reading: Reading, found: Sequence[Token], words: Sequence[str], last: int) -> bool:
    """ "Viale Mazzini o Piazza Verdi?": a street without a number is nobody's address."""
    ahead = reading.text[found[last].end : found[last].end + _TO_ITS_NUMBER]
    return words[0] in STREETS and len(words) > 1 and not any(c.isdigit() for c in ahead)


_TO_ITS_NUMBER = 14


def _misspelt_around(
    reading: Reading, found: Sequence[Token], folded: Sequence[str], scores: Sequence[float], first: int, last: int
) -> bool:
    """Whether a message in small letters is so misspelt that an unheard word in it says nothing: "kans nie inloge"."""
    inside = range(first, last + 1)
    if any(not found[i].text.islower() or (found[i].word and kind(folded[i]) != "-") for i in inside):
        return False
    if sum(found[i].word for i in inside) > _TWO_NAMES:
        return True  # three unheard words in small letters: "nomal schiken bidde"
    strange = 0
    for i, token in enumerate(found[:_READ_FOR_SPELLING]):
        if i in inside or not token.word or len(token.text) < _ACRONYM or scores[i] > _GROW:
            continue
        strange += kind(folded[i]) == "-" and not in_dictionary(folded[i], reading.language) and not common(folded[i])
    return strange > 1


_READ_FOR_SPELLING, _TWO_NAMES = 60, 2


def _thing_called(folded: Sequence[str], first: int, last: int) -> bool:
    """A product that bears a first name: "the Billy bookcase", "das Regal Billy", "le canapé Margaux"."""
    before = folded[first - 1] if first else ""
    after = folded[last + 1] if last + 1 < len(folded) else ""
    inside = folded[first : last + 1]
    if first == last and (before in THINGS or after in THINGS):
        return True
    return any(word in THINGS for word in inside) and sum(word not in THINGS for word in inside) <= 1


def _beside_a_day(folded: Sequence[str], at: int) -> bool:
    """Whether a month stands in a date: "7 de julio", "May 12"."""
    before = [word for word in folded[max(0, at - 2) : at] if word not in {"de", "of", ".", "d'"}]
    after = [word for word in folded[at + 1 : at + 3] if word not in {"de", "of", ".", "del"}]
    return bool((before and before[-1][:1].isdigit()) or (after and after[0][:1].isdigit()))


def _in_brand(folded: Sequence[str], first: int, last: int) -> bool:
    """Whether a name is on a label: "Hugo Boss", "Ben & Jerry's". "My name is Ralph Lauren" is introduced elsewhere."""
    begin = max(0, first - _WIDEST_BRAND)
    around = [(i, folded[i].removesuffix("'s")) for i in range(begin, last + _WIDEST_BRAND) if i < len(folded)]
    words = [(i, word) for i, word in around if word[:1].isalnum() and word != "and"]
    for at in range(len(words)):
        for size in range(1, _WIDEST_BRAND + 1):
            window = words[at : at + size]
            if (
                len(window) == size
                and window[0][0] <= first
                and (window[-1][0] >= last or all(folded[i] in THINGS for i in range(window[-1][0] + 1, last + 1)))
                and " ".join(word for _, word in window) in brands()
            ):
                return True
    return False


_WIDEST_BRAND = 4


def _typed_prose(reading: Reading, found: Sequence[Token], words: Sequence[str], score: float) -> bool:
    """Everyday words in small letters, and words with two letters swapped ("etnraron"): people type fast."""
    small = all(token.text.islower() for token in found) or reading.text.isupper()
    if all(
        (_swapped(word) and (score < _MOST_CERTAIN or len(words) > 1)) or (small and _everyday(word)) for word in words
    ):
        return True
    if score >= _CERTAIN or reading.level == "strict" or not small:
        return False
    return all(_plain(word) or _swapped(word) for word in words)


def _everyday(word: str) -> bool:
    return common(word) >= _EVERYDAY and kind(word) in {"F", "f", "-"}


_CERTAIN, _MOST_CERTAIN = 0.9, 0.97


def _plain(word: str) -> bool:
    return common(word) >= _EVERYDAY - 1 and kind(word) not in {"G", "B", "g", "b"}


def _swapped(word: str) -> bool:
    """Whether two neighbours put back make it an everyday word."""
    if kind(word) != "-" or common(word) or len(word) < _LONG_ENOUGH:
        return False
    return any(
        common(word[:i] + word[i + 1] + word[i] + word[i + 2 :]) for i in range(len(word) - 1) if word[i] != word[i + 1]
    )


_LONG_ENOUGH = 5


def _in_handle(reading: Reading, token: Token) -> bool:
    """Whether a word is a piece of a handle, an address or a code ("mara_ok91")."""
    beside = reading.text[max(0, token.start - 1) : token.start] + reading.text[token.end : token.end + 1]
    if any(c in "_@/\\" or c.isdigit() for c in beside):
        return True
    if "-" in beside:
        codes = _CODE.finditer(reading.text, max(0, token.start - 24), min(len(reading.text), token.end + 24))
        if any(code.start() <= token.start < code.end() for code in codes):
            return True
    return "." in beside and _HANDLE_BEFORE.search(reading.text, max(0, token.start - 30), token.start) is not None


def _names_a_kind(reading: Reading, found: Sequence[Token], first: int, last: int) -> bool:
    """Whether the words only say what a number is ("Steuer-ID", a mistyped "Kennzeichen")."""
    start, end = found[first].start, found[last].end
    return any(t.start <= start and end <= t.end and t.name not in MAYBE_NAMES for t in reading.around.tags)


def _behind_a_kind(reading: Reading, found: Sequence[Token], first: int, last: int) -> int:
    """The first token of a name without a word in front that says what follows ("Passowrt Maple444!")."""
    for tag in reading.around.tags:
        if tag.start > found[last].start:
            break
        covered = tag.start <= found[first].start and found[first].end <= tag.end
        if covered and tag.name not in MAYBE_NAMES and kind(fold(found[first].text)) == "-":
            while first <= last and found[first].end <= tag.end:
                first += 1
            return first
    return first


def _with_title(folded: Sequence[str], first: int) -> int:
    before = first - 2 if first > 1 and folded[first - 1] == "." else first - 1
    if before < 0 or folded[before] not in TITLES:
        return first
    return before - 2 if folded[before] == "ssa" and before > 1 else before  # "dott.ssa"


def _introduced(
    reading: Reading, found: Sequence[Token], folded: Sequence[str], scores: Sequence[float]
) -> Iterator[Candidate]:
    starts = {token.start: i for i, token in enumerate(found)}
    for cue in STRONG.finditer(reading.folded):
        first = starts.get(cue.end())
        if first is None or not found[first].word:
            continue
        led = _led(found, folded, first)
        last = led - 1
        while (
            last + 1 < len(found)
            and last - first + 1 < _LONGEST
            and _belongs(reading, found, folded, scores, last + 1, led)
        ):
            last += 1
        while last >= first and folded[last] in PARTICLES:
            last -= 1
        if last < led:
            continue
        if last >= first and (_in_brand(folded, first, last) or folded[first] in NOBODY):
            continue
        if last >= first:
            while first > 0 and folded[first - 1] in PARTICLES and found[first - 1].text[0].isupper():
                first -= 1  # "op naam van" has taken the "Van" of "Van der Velden"
            title = starts.get(cue.start())
            begin = title if title is not None and folded[title] in TITLES else first
            yield Candidate(found[begin].start, found[last].end, "PERSON", 0.75)


def _presented(
    reading: Reading, found: Sequence[Token], folded: Sequence[str], scores: Sequence[float]
) -> Iterator[Candidate]:
    """One given name written small that is a word as well, where somebody says who they are and no more of that clause
    follows: "my name is grace and …", "im bob", "ich bin der max"."""
    starts = {token.start: i for i, token in enumerate(found)}
    for sure, cue in ((True, SURE), (False, SELF)):
        for said in cue.finditer(reading.folded):
            at = starts.get(said.end())
            if at is None or not found[at].word or kind(folded[at]) not in _GIVEN or len(folded[at]) <= _ACRONYM - 1:
                continue
            stops = _ends_there(found, at) or folded[at + 1] in PRESENTED_TO
            thing = said.group().startswith(("this", "it")) and kind(folded[at]) == "g"  # "this is art"
            hinted = folded[at] not in PROSE and scores[at] >= _HINTED and not thing
            if stops and (sure or hinted):
                yield Candidate(found[at].start, found[at].end, "PERSON", 0.75 if sure else 0.62)


def _led(found: Sequence[Token], folded: Sequence[str], first: int) -> int:
    """The first word of a name that begins with initials or particles written big: "F. de Groot", "Van der Velden"."""
    at = first
    while at + 1 < len(found) and at - first < _LONGEST:
        initial = len(found[at].text) == 1 and found[at].text.isupper() and found[at].word
        sign = found[at].text == "." and at > first
        particle = folded[at] in PARTICLES
        if not (initial or sign or particle):
            break
        at += 1
    return at if at > first and found[at].word and found[at].text[0].isupper() else first


def _speakers(reading: Reading) -> Iterator[Candidate]:
    """Who wrote the lines of a chat that was pasted."""
    if ":" not in reading.text:
        return
    for line in SPEAKER.finditer(reading.text):
        words = fold(line.group("name")).rstrip(".").split()
        if line.group("name")[0].isupper() and not any(w in ROLES or w in PROSE or w in CALENDAR for w in words):
            yield Candidate(line.start("name"), line.end("name"), "PERSON", 0.7)


def _weakly(reading: Reading, found: Sequence[Token], folded: Sequence[str]) -> Iterator[Candidate]:
    """Names behind "my daughter", "contact", "booking under": known as such, or rare and written big."""
    starts = {token.start: i for i, token in enumerate(found)}
    shouted = reading.text.isupper()
    for cue in WEAK.finditer(reading.folded):
        first = starts.get(cue.end())
        last = -1 if first is None else first - 1
        while first is not None and last + 1 < len(found) and last - first < _LONGEST - 1:
            token, word = found[last + 1], folded[last + 1]
            acronym = token.text.isupper() and len(token.text) <= _ACRONYM + 1  # "call NHS 111"
            big = token.text[0].isupper() and not (shouted or acronym) and common(word) < _EVERYDAY
            near = last < first or token.start - found[last].end == 1
            listed = kind(word).isupper() and len(word) > _ACRONYM - 1 and common(word) < _EVERYDAY
            if not (near and token.word and word not in PROSE and (listed or big)) or word in places():
                break
            last += 1
        if first is None or last < first or _in_brand(folded, first, last):
            continue
        if not tells_when(folded[first : last + 1]):
            yield Candidate(found[first].start, found[last].end, "PERSON", 0.7)


def _belongs(
    reading: Reading, found: Sequence[Token], folded: Sequence[str], scores: Sequence[float], at: int, first: int
) -> bool:
    token, word = found[at], folded[at]
    if at > first and token.start - found[at - 1].end > 1:
        return False
    if not token.word:
        following = found[at + 1] if at + 1 < len(found) else None
        hyphen = token.text in "-'’" and following is not None and following.word and following.start == token.end
        return hyphen or (token.text == "." and len(found[at - 1].text) == 1)
    if word in PROSE:
        return False
    capital = token.text[0].isupper() and not reading.text.isupper()
    known = kind(word)
    # Nothing in prose is as rare there; a word further only where no prose goes on: "ich heiße zebulon quaxtor".
    placed = at == first or (at == first + 1 and _ends_there(found, at))
    unheard = placed and common(word) == 0 and len(word) > _ACRONYM + 1
    if unheard or (reading.text.isupper() and _shouted_name(word, known, at == first)):
        return True
    if at == first:
        return capital or known.isupper() or (known == "-" and len(word) > 2 and scores[at] > 0.05) or scores[at] > 0.2
    # Behind "je m'appelle Ondine" a capital is enough: rare surnames are in no list and new to the tagger.
    capital = capital and (scores[at] > 0.02 or (at == first + 1 and known == "-"))
    return capital or known.isupper() or scores[at] > 0.25 or word in PARTICLES


def _ends_there(found: Sequence[Token], at: int) -> bool:
    """Whether the sentence ends behind a word."""
    return at + 1 == len(found) or found[at + 1].text in ".,;!?\n"


def _shouted_name(word: str, known: str, first: bool) -> bool:
    """In a message in capitals nothing but the introduction tells a name."""
    rare = known == "-" and len(word) > _ACRONYM and common(word) < _EVERYDAY
    return rare or (first and known in {"g", "b"})


def _answered(found: Sequence[Token], folded: Sequence[str]) -> Iterator[Candidate]:
    """A bare answer to "what is your name?": one to four words, none of them prose; "it's" in front is left out."""
    words = [i for i, token in enumerate(found) if token.word]
    while len(words) > 1 and folded[words[0]] in LEADS:
        words = words[1:]
    if not 1 <= len(words) <= _LONGEST - 1 or any(t.text[0].isdigit() for t in found):
        return
    prose = [i for i in words if folded[i] in PROSE]
    # "Will" and "de Vries": a word of prose that is a name or leads one, as far as it is all that was said.
    harmless = [i for i in prose if folded[i] in PARTICLES or (len(words) == 1 and kind(folded[i]) in _GIVEN)]
    if len(prose) > len(harmless) or (len(words) == 1 and folded[words[0]] in NO_ANSWER):
        return
    if not all(folded[i] in PARTICLES for i in words):
        yield Candidate(found[words[0]].start, found[words[-1]].end, "PERSON", 0.75)


_HINTED = 0.03  # what the tagger says of "bob" in "this is bob"; of "rich" or "late" there it says a tenth of that
_GIVEN = frozenset({"G", "B", "g", "b"})

recognizer = Names()
