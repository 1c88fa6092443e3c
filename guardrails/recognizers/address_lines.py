"""Postal addresses told by their build rather than by a word for a street: what ends in a postcode, what is introduced.

"58018 Carroll Ramp, Port Michael, CO 47021" names no street that a list could hold; its number in front and its state
and ZIP at the end say what it is. Behind "we moved to" or "Lieferadresse:" a number among names is enough. Every
pattern is bounded, so time stays linear.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from guardrails.name_lists import CALENDAR, common
from guardrails.reading import Reading
from guardrails.recognizers import Candidate
from guardrails.recognizers._address_tail import tail

_W = r"[^\W\d_](?:[^\W_]|['’.-](?=\w)){0,24}\.?"
# Every letter of a line is read in one way only, or patterns of ten items would try all of them: a hyphen between
# letters belongs to the word, one beside a digit stands between two items, and what is between is never empty.
_BETWEEN = r"(?:,? ?\n ?|, ?| - | / |-(?=\d)|(?<=\d)-| )"
_WORD = r"[^\W\d_](?:[^\W_]|['’.](?=\w)|(?<!\d)-(?=[^\W\d_])){0,24}\.?"
_ITEM = rf"(?:{_WORD}|(?:# ?)?\d{{1,5}}[a-z]?(?:[-/]\d{{1,4}}(?!\w))?+(?!\w)|\d{{1,3}}(?:st|nd|rd|th)(?!\w))"
_STATES = (
    r"a[klrzaeps]|c[aot]|d[ce]|fl|fm|g[au]|hi|i[adln]|k[sy]|la|m[adehinopst]|n[cdehjmvyelstu]|"
    r"o[hkrn]|p[aerw]|ri|s[cdk]|t[nx]|ut|v[ait]|w[aivy]|nsw|vic|qld|wa|tas|act|qc|bc|ab|mb|sk|ns|nb|yt|nl|"
    r"alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|"
    r"illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|"
    r"missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|"
    r"oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|"
    r"washington|west virginia|wisconsin|wyoming"
)
_AUSTRALIA = r"nsw|vic|qld|wa|sa|tas|act|nt"
_UK = r"[a-pr-uwyz](?:\d{1,2}|[a-hk-y]\d[0-9a-z]?|\d[a-hjkps-uw]) ?\d[abd-hjlnp-uw-z]{2}"
_CANADA = r"[a-ceghj-nprstvxy]\d[a-z] ?\d[a-z]\d"
_NUMBER_FIRST = re.compile(
    rf"(?<![\w.,/-])(?:(?:flat|studio|unit|apt|suite|house|h\.?no\.?) ?[\w/]{{1,5}},?[ "
    rf"\n])?\d{{1,6}}[a-z]?(?:[-/]\d{{1,4}})?,?"
    rf"(?:{_BETWEEN}{_ITEM}){{1,10}}?"
    rf"(?:,? ?(?:{_STATES}),? {{1,2}}\d{{5}}(?:-\d{{4}})?|,? ?(?:{_AUSTRALIA}),? {{1,2}}\d{{4}}|,? "
    rf"?(?:{_STATES})?,? {{0,2}}(?:{_CANADA})|[, "
    rf"\n]{{1,2}}(?:{_UK})"
    rf"|(?<=[^\W\d])(?:-| - | )[1-9]\d{{5}})(?![\w-])"
)
# "RR 2 Box 118", "PO Box 1187"; "qnm 18 conjunto b casa 9", "quadra 4 lote 12"
_RURAL = re.compile(r"(?<!\w)(?:(?:rr|rural route|hc) ?#?\d{1,3},? box|p\.? ?o\.? box|gpo box) ?\d{1,6}(?!\w)")
_PLOT = (
    r"(?<!\w)(?:quadra|qd|q[a-z]{1,3}|conjunto|conj|lote|lt|bloco|bl|casa|chacara|rua|plot|block|sector|phase|house no)"
    r"\.? ?(?:\d{1,4}[a-z]?|[a-z])(?!\w)"
)
_PLOTS = re.compile(rf"{_PLOT}(?:,? {_PLOT}){{1,4}}")
# Houses with a name instead of a number; a door, a postcode or a city must follow.
_NAMED_HOUSE = re.compile(
    rf"(?<!\w)(?:lieu-?dit|hameau|domaine|ferme|residence|res\.|lotissement|immeuble|localita|loc\.|frazione|fraz\.|borgata|"
    rf"cascina|podere|paraje|partida|finca|caserio|aldea|lugar|quinta|sitio|weiler|gut|zorgcentrum|woonzorgcentrum|"
    rf"verzorgingshuis|seniorenresidenz|seniorenheim|altenheim|pflegeheim|wohnanlage|wohnheim|care home|nursing home)"
    rf"(?: {_W}){{1,4}}?(?: \d{{1,4}}[a-z]?)?(?=,| (?:bat|app|appt|kamer|zimmer|room|int|esc)\b| \d{{4,5}}\b|\n)"
)
# "el 5 de la calle Mayor", "au 12 de la rue Verte"
_NUMBER_OF = re.compile(
    r"(?<![\w.,/-])(?:numero |n[º°o]\.? ?)?\d{1,4}(?: ?bis)? (?:de|en|della|di|da|do|van)"
    r"(?: (?:la|el|le|los|las|il|o|a|de))? ?(?:calle|avenida|plaza|paseo|camino|rue|avenue|boulevard|chemin|via|viale|"
    rf"corso|piazza|rua|travessa|alameda)(?: (?:de|del|des|la|las|los|du|da|do|dos|d'))*(?: {_W}){{1,2}}"
)
_PAST_NUMBER = re.compile(r"\d+|\Z")
_MILITARY = re.compile(
    r"(?<!\w)(?:psc|unit|cmr|us(?:s|ns|nv|cgc|numss))\b[\w ,.\n]{1,40}?[ ,\n](?:apo|fpo|dpo),? a[aep] \d{5}(?!\w)"
)
_WORD_FIRST = re.compile(
    rf"(?<![\w.,/-])(?:{_W} ){{0,6}}{_W},? (?:n[.°º]{{0,2}} ?)?(?:s/n|\d{{1,4}}[a-z]?(?:[-/]\d{{1,4}})?)(?!\w)"
    rf"(?:,? {_W} (?:{_W} )?\d{{1,4}}[a-z]?(?!\w)|,? \d{{1,2}} ?[ºª°][ \w.]{{0,8}}?)?(?:(?:,\n?|\n) ?{_W}(?: "
    rf"{_W}){{0,5}})?(?:,\n?|\n|,? ) ?"
    rf"(?:[a-z]-)?(?:\d{{4}} ?[a-z]{{2}}|\d{{4}}-\d{{3}}|\d{{5}}-?\d{{3}}|\d{{5}}|\d{{2}}-\d{{3}}|"
    rf"\d{{4}})(?!\w),? ?\n?{_W}(?:[ -]{_W}){{0,4}}"
    rf"(?: \([a-z]{{2}}\)| / [a-z]{{2}}(?!\w))?"
)
_CITY_FIRST = re.compile(
    rf"(?<![\w.,/-]){_W}(?: {_W}){{0,5}},? \d{{1,4}}[a-z]?(?:,? (?:piso|puerta|esc|bajo|apt|int)\.? ?\w{{1,3}}| "
    rf"\w ?\d{{1,2}})?,?\n? ?"
    rf"{_W}(?: {_W}){{0,3}}, (?:[a-z]{{2,4}} )?\d{{5}}(?!\w)"
)
_CUES = {
    # word for an address → strong; a verb of sending or living → weaker, needs more of an address behind it
    0.88: (
        r"(?:address(?:es)?|anschrift|\w{0,14}adresse|direccion(?: de \w+)?|domicilio(?: fiscal)?|indirizzo(?: "
        r"di \w+)?|endereco(?: de \w+)?|morada"
        r"(?: de \w+)?|\w{0,12}adres|adresse de \w+)(?: (?:on file|nueva|actual|neu|nieuw|correcte?))?"
        r"(?: (?:is|was|should (?:read|be)|used to be|ist(?: jetzt)?|war|lautet|es(?: ahora)?|era|est(?: "
        r"desormais)?|e|now|jetzt|ora|agora|nu|in|to|at|a|of))*|"
        r"(?:i|we|she|he|they)(?:'ve| have)? (?:live[sd]?|stay|resid\w+|(?:just )?moved)(?: now)?(?: at| to| "
        r"in)?|(?<=\s)lives at|"
        r"new (?:place|flat|home|house)(?: is)?|(?:ich )?wohne?(?: ich)?(?: jetzt)?(?: in| an)?(?: der| dem)?|"
        r"wohnhaft(?: in)?|"
        r"umgezogen(?: nach| in)?(?: die| den)?|vivo (?:ahora )?en|vivimos en|me mude a|"
        r"j'habite(?: desormais| maintenant)?(?: au| a| chez)?|nous habitons(?: au| a)?|demenage au|abito (?:ora "
        r")?(?:in|a)|abitiamo in|residente (?:in|a|en)|"
        r"moro (?:agora )?(?:na|no|em)|vivo (?:na|no|em)|moramos (?:na|no|em)|ik woon (?:nu )?(?:op|aan|in)(?: "
        r"de| het)?|verhuisd naar|wonen (?:op|aan|in)"
    ),
    0.7: (
        r"(?:ship|send|deliver|post|mail|forward|redirect|go|goes|bring|come|delivery|shipping|parcel|package|"
        r"order|refund)(?:ed)?(?: \w+){0,4}? to|"
        r"(?:pick|picked) (?:\w+ )?up (?:at|from)|located at|liefer\w*(?: \w+){0,2} (?:an|nach)|(?:schick\w*|"
        r"send\w*)(?: \w+){0,3} (?:an|nach)|"
        r"(?:mandad|manden|enviad|envien|envio|entreguen|entregad)\w*(?: \w+)?(?: a| en)?|(?:a )?livrer(?: "
        r"\w+)?(?: a| au| chez)|livrez(?: \w+)? (?:au|a)|envoye\w*(?: \w+)? (?:a|au)|"
        r"(?:spedi|consegna|manda)\w*(?: \w+)? (?:a|in)|(?:entreg|envi|mand)\w*(?: \w+)? (?:em|na|no|para)|"
        r"(?:bezorg|stuur|lever)\w*(?: \w+){0,2} (?:op|naar|aan)|bezorgen op"
    ),
}  # fmt: skip
_CUED = tuple((re.compile(rf"(?<!\w)(?:{words})\s?:?\s{{1,2}}"), score) for score, words in _CUES.items())
_TOKEN = re.compile(
    rf"(?:{_W}|#?\d{{1,8}}[a-z]?(?:[-/.]\d{{1,5}})?[a-z]?(?!\w)|[a-z]{{1,2}}\d[\da-z]?(?!\w)|\d[a-z]{{2}}(?!\w)|"
    rf"\(\w\w\)|\d{{1,2}}\.?[ºª°oa](?!\w))"
)
_GAP = re.compile(r"(?:,? ?\n ?|, ?|\. (?=(?:og|eg|ug|etage|stock|stk|floor|piso|andar|piano)\b)| / | - |-| )?")
_STOP = frozenset(
    "near next behind opposite between at to by than more other into only instead please thanks thank and but "
    "because since when where which that "
    "if so i we you it he she they is was are not "
    "before after until with without for from of my your our their would could can will should do does did has "
    "have had "
    "und aber weil wenn dass bitte danke bei mit ohne ist war nicht statt seit ich wir sie oder "
    "por pero porque cuando que con sin gracias tercer y o no es era desde "
    "et mais parce quand avec sans merci svp c'est depuis qui pas "
    "ma perche quando con senza grazie che non e ed da "
    "mas porque quando com sem obrigado obrigada que nao e "
    "en maar omdat als met zonder bedankt graag niet sinds "
    "minutes minuten minutos minuti hours stunden days tage dias jours giorni weeks people times euros euro dollars "
    "ring call phone tel telefon email mail order bill invoice number".split()
)  # fmt: skip
_IN_NAMES = frozenset({"com", "mail", "bei", "ring", "per", "con", "che", "order", "ich"})
_LONGEST = 18
_SURE = 0.8


# At the level strict: a number beside words written big, with what follows them.
_BIG = r"[A-ZÀ-Þ][\w'’.-]{1,24}"
_ANY_PLACE = re.compile(
    rf"(?<![\w.,/-])(?:\d{{1,5}}[a-z]?,? {_BIG}(?:,? {_BIG}){{1,6}}|{_BIG}(?: (?:d[aeo]s? |del |la "
    rf")?{_BIG}){{1,5}},? \d{{1,5}}(?!\w))"
    rf"(?:,? \d{{4,8}}(?:-\d{{3,4}})?(?!\w))?(?:,? {_BIG}){{0,3}}(?:,? [A-Z0-9]{{2,4}} ?[A-Z0-9]{{3}}(?!\w)|,? "
    rf"[A-Z]{{2}} \d{{5}}(?!\w))?"
)


class AddressLines:
    name = "address_lines"
    description = "postal addresses that end in a postcode or are introduced as such"
    entities = ("ADDRESS",)

    def find(self, reading: Reading) -> Iterator[Candidate]:
        if any(c.isdigit() for c in reading.folded):
            for found in _lines(reading):
                yield replace(found, end=tail(reading, found.end))


def _lines(reading: Reading) -> Iterator[Candidate]:
    folded = reading.folded
    yield from _numbered(folded)
    yield from _told(reading)
    for code in _CODE_LAST.finditer(reading.text):
        start = _houses_name(reading.text, code.start())
        if start is not None:
            yield Candidate(start, code.end(), "ADDRESS", 0.82)
    for pattern in (_WORD_FIRST, _CITY_FIRST):
        for match in pattern.finditer(folded):
            start = _first_name(reading, match.start(), match.end())
            if start is not None and not _counts(folded[start : match.end()]):
                yield Candidate(start, match.end(), "ADDRESS", 0.86)
    if reading.level == "strict" and not reading.text.isupper():
        for match in _ANY_PLACE.finditer(reading.text):
            if not _counts(match.group().lower()):
                yield Candidate(match.start(), match.end(), "ADDRESS", 0.33)
    for cue, score in _CUED:
        for match in cue.finditer(folded):
            yield from _introduced(reading, match.end(), score)


def _told(reading: Reading) -> Iterator[Candidate]:
    """Addresses told by a word of their own: boxes, plots, named houses."""
    folded = reading.folded
    for match in _NUMBER_OF.finditer(folded):
        yield Candidate(match.start(), match.end(), "ADDRESS", 0.75)
    for match in _NAMED_HOUSE.finditer(folded):
        if tail(reading, match.end()) > match.end():
            yield Candidate(match.start(), match.end(), "ADDRESS", 0.84)
    for match in itertools.chain(_RURAL.finditer(folded), _PLOTS.finditer(folded), _MILITARY.finditer(folded)):
        yield Candidate(match.start(), match.end(), "ADDRESS", 0.88)


def _numbered(folded: str) -> Iterator[Candidate]:
    """Addresses that begin with a house number."""
    at = 0
    while (match := _NUMBER_FIRST.search(folded, at)) is not None:
        if _counts(match.group()) or _all_everyday(match.group()):
            # "policy 12513, damage at 654 Abiola Mall, …": the address may begin at the next number.
            past = _PAST_NUMBER.search(folded, match.start())
            at = past.end() if past else len(folded)
            continue
        yield Candidate(match.start(), match.end(), "ADDRESS", 0.87)
        at = match.end()


def _counts(text: str) -> bool:
    """Whether plain words of prose or a month stand in it, so that the numbers count something."""
    words = _LETTERS.findall(text)
    return any(w in _NEVER or (len(w) > 2 and w in _STOP and w not in _IN_NAMES) for w in words)


def _all_everyday(text: str) -> bool:
    """Whether no word is rarer than those of prose: "570078, last year 647109" are readings of a meter."""
    return all(common(word) >= _PROSE for word in _LETTERS.findall(text))


_PROSE = 3
_LETTERS = re.compile(r"[^\W\d_]+")
_NEVER = CALENDAR | {"is", "by", "on", "if"}


_CODE_LAST = re.compile(
    r"(?<![\w-])(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|"
    r"[A-Z]{2},? \d{5}(?:-\d{4})?)(?![\w-])"
)
_BACK = re.compile(r"(?P<word>[^\W_][\w'’.&-]{0,24}|#\d{1,4})(?P<gap>,? ?\n ?|, ?| )\Z")
_SMALL = frozenset("on upon under by the of le la in and st next de du sur".split())
_MOST_WORDS, _WIDEST_WORD = 16, 30


def _houses_name(text: str, at: int) -> int | None:
    """Where the words written big begin that lead to a postcode: "Rose Cottage, Upper Slaughter, GL54 2JD"."""
    begin, gaps, words = at, 0, 0
    first: int | None = None
    for _ in range(_MOST_WORDS):
        before = _BACK.search(text, max(0, begin - _WIDEST_WORD), begin)
        if before is None or before.start() == begin:
            break
        word = before.group("word")
        big = word[0].isupper() or word[0].isdigit() or word[0] == "#"
        if not (big or word in _SMALL) or word.lower() in _STOP - _IN_NAMES - _SMALL:
            break
        if word.endswith(".") and len(word) > _ABBREVIATION:
            break
        gap = "," in before.group("gap") or "\n" in before.group("gap")
        begin = before.start()
        if big:
            gaps, words, first = gaps + gap, words + 1, begin
    return first if gaps and words > 1 else None


def _first_name(reading: Reading, start: int, end: int) -> int | None:
    """Where the words written big begin that lead to the house number; text in one case only is left to the cues."""
    if reading.text.isupper():
        return None
    begin: int | None = None
    for word in _WRITTEN.finditer(reading.text, start, end):
        text = word.group()
        if text[0].isdigit() or (text.lower() == "s" and reading.text[word.end() : word.end() + 2].lower() == "/n"):
            return begin
        if len(text) > _ABBREVIATION and text.endswith("."):
            begin = None  # a sentence has ended
        elif text[0].isupper():
            begin = word.start() if begin is None else begin
        elif text.rstrip(".") not in _PARTICLES:
            begin = None
    return None


_WRITTEN = re.compile(r"[^\W\d_][\w'’.-]*|\d+")
_ABBREVIATION = 5
_PARTICLES = frozenset(
    "de la le les du des d del della delle dei di da do dos das y e et of the van der den het op aan am an im in "
    "zum zur "
    "bei auf unter upon sur san santa n".split()
)


def _introduced(reading: Reading, at: int, score: float) -> Iterator[Candidate]:
    folded, end, start = reading.folded, at, at
    words = numbers = commas = rare = capitals = 0
    code = False
    for _ in range(_LONGEST):
        gap = _GAP.match(folded, end) if end > at else None
        token = _TOKEN.match(folded, gap.end() if gap else end)
        if token is None:
            break
        text = token.group().rstrip(".")
        if re.match(r":\d", folded[token.end() : token.end() + 2]):
            break  # a time of day
        if text in _STOP and not (reading.text[token.start()].isupper() and not reading.text.isupper()):
            break
        if text[0].isdigit() or text[0] == "#" or any(c.isdigit() for c in text):
            numbers += 1
            code = code or len(re.sub(r"\D", "", text)) >= 4 or not text[0].isdigit()
        elif len(text) > 1:
            words += 1
            rare += common(text) < 3
            capitals += reading.text[token.start()].isupper()
        commas += bool(gap and ("," in gap.group() or "\n" in gap.group()))
        end = token.end()
        if folded[end : end + 1] in ".!?;" and folded[end + 1 : end + 2] in {"", " ", "\n"} and len(text) > 3:
            break
    while end > start and folded[end - 1] in ".,- ":
        end -= 1
    eager = score > _SURE or reading.level == "strict"
    enough = numbers and words and (rare or capitals) and (eager or (code and (commas or words > 1)))
    if enough and not re.match(r"\d{1,2}[:.]\d\d\b|\d{1,2}\s?(?:am|pm|uhr|h)\b", folded[start:end]):
        last = _last_number(folded, start, end)
        # In small letters nothing says where the city ends: a word behind the last number at most.
        if capitals == 0 and not reading.text.isupper():
            end = min(end, last)
        yield Candidate(start, end, "ADDRESS", score if code or score < 0.8 else 0.72)


def _last_number(folded: str, start: int, end: int) -> int:
    """The end of a stretch with the two words behind its last number, as far as they stand close."""
    last = max((m.end() for m in re.finditer(r"\d", folded[start:end])), default=end - start) + start
    tail = re.match(
        r"\w{0,3}(?:[ ,]{1,2}(?:d[aeo]s? |del |la )?['’]?[^\W\d_][\w'’-]{2,}){0,3}(?: \(\w\w\)| / \w\w)?",
        folded[last:end],
    )
    return last + (tail.end() if tail else 0)


recognizer = AddressLines()
