"""Dates of birth and expiry dates of cards. Every other date is left alone: appointments are no personal data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.asking import expected
from guardrails.context import Tag
from guardrails.dictionary import LANGUAGES, in_dictionary
from guardrails.name_lists import kind
from guardrails.reading import Reading
from guardrails.recognizers import Candidate
from guardrails.spelled import is_number

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|"
    "november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|"
    "januar|janner|februar|marz|maerz|mai|juni|juli|oktober|dezember|okt|dez|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|"
    "janvier|fevrier|mars|avril|juin|juillet|aout|septembre|octobre|novembre|decembre|"
    "gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|"
    "janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro|novembro|dezembro|"
    "januari|februari|maart|mei|augustus|"
    "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|wrzesnia|pazdziernika|listopada|grudnia"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|\.|º|er)?"
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"(?<![\w/.-])(?:"
    rf"{_YEAR} ?[-/.] ?[01]?\d ?[-/.] ?[0-3]?\d"
    rf"|[0-3]?\d ?[-/.] ?[0-3]?\d ?[-/.] ?(?:{_YEAR}|'?\d\d)"
    rf"|[0-3]\d[ ]{{1,2}}[01]\d[ ]{{1,2}}{_YEAR}"
    rf"|{_DAY} ?(?:de |of |del |d')?(?:{_MONTHS})\.?,?(?:(?: de| del| of)? {_YEAR}| '?\d\d(?!\d|:|\.\d| uhr))?"
    rf"|(?:the )?(?:{_MONTHS})\.? {_DAY}(?:,? {_YEAR}|,? '\d\d)?"
    rf"|(?:0[1-9]|[12]\d|3[01])-(?:{_MONTHS})-{_YEAR}"
    rf"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])19\d\d|19\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    rf")(?![\w/]|[.-]\d)"
)
_MONTH_YEAR = re.compile(
    rf"(?<!\w)(?:(?:{_MONTHS})\.?,?(?: de| of)? {_YEAR}|(?:0?[1-9]|1[0-2])[/.-](?:19\d\d|200\d))(?!\w)"
)
# Forms that are dates only right behind a word for birth: 040690, 19900604, 6/90, june 4th 90.
_SHORT = re.compile(
    rf"(?<![\w/.-])(?:{_YEAR} [01]\d [0-3]\d|\d{{6}}|\d{{8}}|"
    rf"(?:0?[1-9]|1[0-2])[/.-]\d\d|(?:{_MONTHS})\.? {_DAY},? \d\d|"
    rf"{_DAY} (?:de |di )?(?:{_MONTHS})\.? (?:de |del |of )?'?\d\d|\d{{1,2}} \d{{1,2}} (?:\d\d)?\d\d)(?![\w/:]|[.-]\d)"
)
_BIRTH_YEAR = re.compile(r"(?<![\w/.-])(?:19\d\d|20[01]\d)(?![\w/]|[.-]\d)")
_EXPIRY = re.compile(
    rf"(?<![\w/.-])(?:(?:0?[1-9]|1[0-2]) ?[/\-. ] ?(?:20)?[2-4]\d|(?:{_MONTHS})\.?,? (?:de |of )?20[2-4]\d)"
    r"(?![\w/]|[.-]\d)"
)
_CARD = re.compile(
    r"(?<!\d)(?:\d{4}(?:[ -]?\d{4}){3}|\d{4}[ -]?\d{6}[ -]?\d{4,5}|\d{13,19}|\d(?:[_.*-]\d){12,18}|"
    r"\d\d(?: \d\d){6,8}(?: \d)?)(?!\d)"
)
_CODE = re.compile(r"(?<![\w/.,:-])\d{3,4}(?![\w/]|[.:,-]\d)")
_GRANDPARENT = re.compile(
    r"(?<!\w)(?:grand(?:ma|mother|pa|father|dad|mum|mom)|granny|nan|oma|opa|grossmutter|grossvater|abuel[oa]|"
    r"mamie|papy|"
    r"grand-mere|grand-pere|nonn[oa]|avo|overgrootmoeder|great aunt|mum|mom|mother|dad|father|aunt|uncle|mutter|"
    r"vater|mama|papa|tante|onkel|madre|padre|tia|tio|mere|pere|oncle|zi[ao]|mae|pai|moeder|vader|oom|patient(?:in)?|"
    r"neighbour),? ?(?:who |de |di |von |van |d')?\(?"
    r"(?:(?:is|a|ist|wird|tiene|cumple|ha|compie|tem|faz|heeft|turns|turned|has turned|aura) )?"
    r"(?P<age>9\d|1[01]\d)(?![\w/]|[.,-]\d)|"
    r"(?<![\w.,/-])(?P<young>9\d|1[01]\d) years young|"
    # "she's 91 and on her own"; not "95 % sure", "90 minutes late"
    r"(?<!\w)(?:(?:i|she|he)(?: a|')?m|(?:s?he) is|s?he'?s|ich bin|(?:er|sie) ist|ik ben|(?:hij|zij|ze) is) "
    r"(?P<is>9\d|1[01]\d)(?=\Z|[;!?)\n]|[.,](?:\s|\Z)| (?:and|but|now|so|this|next|und|aber|en|maar)\b)"
)
_LATEST_OLD = 2012
_CHAT = 80
_FEW = 4
_BARE_AGE = re.compile(r"(?<![\w.,/-])(?:9\d|1[01]\d)(?![\w/]|[.,-]\d)")
_AGE = re.compile(
    r"\b(9\d|1[0-2]\d)(?= ?(?:-| )?(?:years? old|yrs? old|year-old|jahre "
    r"alt|jahriger?|anos|ans|anni|jaar)\b)|(?<=\baged )(9\d|1[01]\d)\b|"
    r"(?<=\bage )(9\d|1[01]\d)\b|(?<=\bage: )(9\d|1[01]\d)\b|(?<=\bage - )(9\d|1[01]\d)\b"
)


class Dates:
    name = "dates"
    description = "dates of birth, expiry dates and codes of cards, ages over 89"
    entities = ("DATE_OF_BIRTH", "CARD_EXPIRY", "CVV", "AGE")

    def find(self, reading: Reading) -> Iterator[Candidate]:
        yield from _in_words(reading)
        if not any(c.isdigit() for c in reading.text):
            return
        yield from _births(reading)
        yield from _expiries(reading)
        for match in _AGE.finditer(reading.folded):
            yield Candidate(match.start(), match.end(), "AGE", 0.8)
        for match in _GRANDPARENT.finditer(reading.folded):
            yield Candidate(*match.span(match.lastgroup or 0), "AGE", 0.75)
        if "AGE" in expected(reading.asked) and len(reading.around.words) <= _FEW:
            for match in _BARE_AGE.finditer(reading.folded):
                yield Candidate(match.start(), match.end(), "AGE", 0.75)


def _births(reading: Reading) -> Iterator[Candidate]:
    asked = "DATE_OF_BIRTH" in expected(reading.asked) and len(reading.around.words) <= 14
    for match in _DATE.finditer(reading.folded):
        start, end = match.span()
        if _party(reading, start, match.group()):
            continue
        if _named(reading, start, end, "DATE_OF_BIRTH"):
            yield Candidate(start, end, "DATE_OF_BIRTH", 0.9)
        elif asked:
            yield Candidate(start, end, "DATE_OF_BIRTH", 0.8)
        elif _of_somebody(reading, start, end):
            yield Candidate(start, end, "DATE_OF_BIRTH", 0.7)
        elif _long_ago(match.group()) and len(reading.around.words) <= _CHAT and not _began(reading, start):
            # A full date of decades ago, in a chat, is a birthday far more often than anything else.
            yield Candidate(start, end, "DATE_OF_BIRTH", 0.55)
    for match in _MONTH_YEAR.finditer(reading.folded):
        if any(tag.name == "DATE_OF_BIRTH" for _, tag in reading.around.before(match.start(), 2)):
            yield Candidate(match.start(), match.end(), "DATE_OF_BIRTH", 0.8)
    for match in _SHORT.finditer(reading.folded):
        if any(gap <= 1 and tag.name == "DATE_OF_BIRTH" for gap, tag in reading.around.before(match.start(), 2)):
            yield Candidate(match.start(), match.end(), "DATE_OF_BIRTH", 0.92)
    for match in _BIRTH_YEAR.finditer(reading.folded):
        born = any(gap <= 2 and tag.name == "DATE_OF_BIRTH" for gap, tag in reading.around.before(match.start(), 2))
        if born or (asked and len(reading.around.words) <= 3):
            yield Candidate(match.start(), match.end(), "DATE_OF_BIRTH", 0.7)


def _of_somebody(reading: Reading, start: int, end: int) -> bool:
    """A date of years ago in brackets behind a name or a word for kin: "my daughter Ines (12.09.2016)"."""
    year = re.search(r"(?:19|20)\d\d", reading.folded[start:end])
    said = reading.around.words_before(start, 4)
    if _apart(reading, start, end) and any(word in _KIN for word in said):
        short = re.search(r"[./-](\d\d)\Z", reading.folded[start:end])
        number = int(year.group()) if year else 2000 + int(short.group(1)) if short else _LATEST_CHILD + 1
        return number <= _LATEST_CHILD
    bracketed = reading.text[max(0, start - 2) : start].endswith("(") and reading.text[end : end + 1] in {")", ","}
    if year is None or not bracketed or int(year.group()) > _LATEST_CHILD:
        return False
    return any(word in _KIN for word in said) or (bool(said) and kind(said[-1]) in {"G", "F", "B"})


# "the twelfth of august nineteen seventy four", "zwölften August neunzehnhundertsiebzig", "nueve de mayo del sesenta".
_ORDINAL = (
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w{3,6}teenth|"
    r"(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|twentieth|thirtieth|"
    r"(?:erst|zweit|dritt|viert|funft|sechst|siebt|acht|neunt|zehnt|elft|zwolft|\w{3,6}zehnt|\w{0,13}zwanzigst|"
    r"\w{0,6}dreissigst)e[nr]?|"
    r"premier|primero|primo|primeiro|eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|"
    r"\w{3,6}tiende|\w{0,13}twintigste|\w{0,8}dertigste"
)
_YEAR_WORD = (
    r"hundred|thousand|mil|mille|cento|cents?|neunzehnhundert\w*|zweitausend\w*|negentienhonderd\w*|tweeduizend\w*|"
    r"millenovecento\w*|duemila\w*|novecientos|novecentos"
)
_LINK = r"of|the|and|de|del|di|du|den|der|am|le|il|el|y|e|et|en"
_SAID = re.compile(r"[ ,.-]{0,2}([^\W_]+)")
_PART = re.compile(rf"(?:{_ORDINAL}|{_YEAR_WORD}|{_LINK}|{_MONTHS}|\d{{1,4}}(?:st|nd|rd|th)?)\Z")
_MONTH = re.compile(rf"(?:{_MONTHS})\Z")
_MOST_SAID = 14


def _in_words(reading: Reading) -> Iterator[Candidate]:
    """A date of birth that is spelled out behind the word for it."""
    for tag in reading.around.tags:
        if tag.name != "DATE_OF_BIRTH":
            continue
        start, end, at, months, told = -1, -1, tag.end, 0, 0
        for _ in range(_MOST_SAID):
            word = _SAID.match(reading.folded, at)
            if word is None:
                break
            said = word.group(1)
            number = is_number(said) or (_PART.match(said) is not None and not re.fullmatch(_LINK, said))
            if number or re.fullmatch(_LINK, said):
                months += _MONTH.match(said) is not None
                told += number
                start = word.start(1) if start < 0 and number else start
                end = word.end(1) if number else end
            elif start >= 0:
                break
            at = word.end()
        if months and told > _MONTH_AND_DAY and start >= 0:
            yield Candidate(start, end, "DATE_OF_BIRTH", 0.82)


_MONTH_AND_DAY = 2


def _apart(reading: Reading, start: int, end: int) -> bool:
    """Between commas: "meine Tochter Leni, 12.3.17, braucht …"."""
    return reading.text[max(0, start - 2) : start] == ", " and reading.text[end : end + 1] in {",", ".", "", "\n"}


_LATEST_CHILD = 2024
_KIN = frozenset(
    "daughter son child kid baby wife husband mother father patient tochter sohn kind frau mann mutter "
    "vater patientin hija "
    "hijo nino nina mujer marido madre padre paciente fille fils enfant femme mari mere pere figlia "
    "figlio bambino bambina "
    "moglie marito filha filho crianca mulher paciente dochter zoon vrouw".split()
)


def _long_ago(text: str) -> bool:
    year = re.search(r"(?:19|20)\d\d", text)
    if year is None:  # 16/12/47 is no date to come
        short = re.fullmatch(r"\d{1,2} ?[./-] ?\d{1,2} ?[./-] ?'?(\d\d)", text)
        return short is not None and int(short.group(1)) >= _SHORT_OLD
    return 1915 <= int(year.group()) <= _LATEST_OLD


_SHORT_OLD = 40


def _named(reading: Reading, start: int, end: int, kind: str) -> bool:
    for _, tag in reading.around.before(start, 8):
        if tag.name == kind:
            return True
        if tag.veto:
            return False
    return any(tag.name == kind for _, tag in reading.around.after(end, 4))


_PARTY = frozenset(
    ["birthday", "bday", "geburtstag", "cumpleanos", "anniversaire", "compleanno", "aniversario", "verjaardag"]
)


def _party(reading: Reading, start: int, text: str) -> bool:
    """A birthday to celebrate is a day without a year, or in a year to come: an appointment."""
    year = re.search(r"(?:19|20)\d\d", text)
    short = re.search(r"\d[./-]\d{1,2}[./-]([3-9]\d)\Z", text)
    if short is not None or (year is not None and int(year.group()) <= _LATEST_OLD + 6):
        return False
    said = reading.around.words_before(start, 6)
    return any(word in _PARTY for word in said) and not {"my", "mein", "mi", "mon", "mio", "meu", "mijn"} & set(said)


def _began(reading: Reading, start: int) -> bool:
    """Whether words say that a thing is dated, or began then: an order, a house, a firm."""
    if any(tag.veto for _, tag in reading.around.before(start, 5)):
        return True
    return any(word in _BEGAN for word in reading.around.words_before(start, 3))


_BEGAN = frozenset(
    "founded established opened since built published released issued printed dated gegrundet eroffnet seit erbaut "
    "erschienen fundada fundado desde abierto construida publicado fondee fonde depuis construite paru fondata fondato "
    "dal costruita uscito fundada aberta construida lancado opgericht sinds gebouwd geopend verschenen".split()
)


def _expiries(reading: Reading) -> Iterator[Candidate]:
    cards = [m.span() for m in _CARD.finditer(reading.digits)]
    for match in _EXPIRY.finditer(reading.folded):
        near_card = any(0 <= match.start() - end <= 30 or 0 <= start - match.end() <= 30 for start, end in cards)
        if near_card or (
            _named(reading, match.start(), match.end(), "CARD_EXPIRY") and not _of_a_ware(reading, match.start())
        ):
            yield Candidate(match.start(), match.end(), "CARD_EXPIRY", 0.85)
    near = [m.end() for m in _EXPIRY.finditer(reading.folded) if any(0 <= m.start() - end <= 30 for _, end in cards)]
    said = any(tag.name == "CREDIT_CARD" for tag in reading.around.tags)
    for end in [*(end for _, end in cards), *(near if said else ())]:
        for match in _CODE.finditer(reading.folded, end, end + 24):
            before = [tag for _, tag in reading.around.before(match.start(), 2) if tag.veto]
            if match.start() >= end and (not before or (said and _says_code(reading, before))):
                yield Candidate(match.start(), match.end(), "CVV", 0.6)


def _of_a_ware(reading: Reading, at: int) -> bool:
    """ "batch 7741 expires 08/2027", "passport valid until 03/2031": something else than a card ends."""
    named = {tag.name for _, tag in reading.around.before(at, 8)}
    other = any(tag.veto for _, tag in reading.around.before(at, 8)) or named & _DOCUMENTS or _what_ends(reading, at)
    return bool(other) and "CREDIT_CARD" not in {tag.name for tag in reading.around.tags}


def _what_ends(reading: Reading, at: int) -> bool:
    """Whether a thing is named right before the word for its end: "milk exp 11/28", "offer valid until 03/2029"."""
    ends = next((tag for _, tag in reading.around.before(at, 8) if tag.name == "CARD_EXPIRY"), None)
    said = reading.around.words_before(ends.start, 1) if ends is not None else []
    return bool(said) and said[0] not in _NO_THING and any(in_dictionary(said[0], one) for one in LANGUAGES)


_NO_THING = frozenset(
    "it that which and my the this one date is was card with on at she he y el la mi que es et le la ma qui il e la il "
    "mio che o a meu und die der das meine ist sie en de het mijn is and or number no".split()
)
_DOCUMENTS = frozenset({"PASSPORT", "DRIVER_LICENSE", "ID_CARD"})


def _says_code(reading: Reading, before: list[Tag]) -> bool:
    """Whether all that speaks against it is the word "code" itself."""
    return all(reading.folded[tag.start : tag.end] in {"code", "codes", "cod"} for tag in before)


recognizer = Dates()
