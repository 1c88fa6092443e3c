"""Numbers and addresses written in words, in eight languages: which spans to replace, and by what.

Works on folded text (lower case, no accents). A number in words counts only in a run ("four one one one"), so that
prose such as "one or two" stays as it is.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

Edits = Iterator[tuple[int, int, str]]

_UNITS: Mapping[str, str] = {
    "en": "zero one two three four five six seven eight nine",
    "de": "null eins zwei drei vier funf sechs sieben acht neun",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "fr": "zero un deux trois quatre cinq six sept huit neuf",
    "it": "zero uno due tre quattro cinque sei sette otto nove",
    "pt": "zero um dois tres quatro cinco seis sete oito nove",
    "nl": "nul een twee drie vier vijf zes zeven acht negen",
    "pl": "zero jeden dwa trzy cztery piec szesc siedem osiem dziewiec",
}
_TEENS: Mapping[str, str] = {
    "en": "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "de": "zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn",
    "es": "diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve",
    "fr": "dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf",
    "it": "dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
    "pt": "dez onze doze treze catorze quinze dezasseis dezassete dezoito dezanove",
    "nl": "tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien",
    "pl": "dziesiec jedenascie dwanascie trzynascie czternascie pietnascie szesnascie siedemnascie osiemnascie "
    "dziewietnascie",
}
_TENS: Mapping[str, str] = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "fr": "vingt trente quarante cinquante soixante",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "pl": "dwadziescia trzydziesci czterdziesci piecdziesiat szescdziesiat siedemdziesiat osiemdziesiat "
    "dziewiecdziesiat",
}
_ALSO: Mapping[str, Mapping[str, str]] = {
    "en": {"oh": "0", "o": "0", "nought": "0", "naught": "0", "fourty": "40", "niner": "9"},
    "de": {"ein": "1", "eine": "1", "zwo": "2", "fuenf": "5", "fuenfzehn": "15", "zwoelf": "12", "dreißig": "30"},
    "es": {"una": "1"},
    "fr": {"une": "1"},
    "it": {"una": "1"},
    "pt": {"uma": "1", "duas": "2", "meia": "6", "dezesseis": "16", "dezessete": "17", "dezenove": "19"},
    "nl": {},
    "pl": {"jedna": "1", "dwie": "2"},
}
_TIMES = {"double": 2, "triple": 3, "doppelt": 2, "doble": 2, "doppio": 2, "duplo": 2, "dubbel": 2, "dreifach": 3}
_TIMES |= {"treble": 3, "triplo": 3}
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_JOIN = re.compile(r"[ \t\n,.\-/–]{1,3}\Z")
_FEWEST_WORDS, _FEWEST_DIGITS = 3, 4


@functools.cache
def _phrases() -> Mapping[tuple[str, ...], Mapping[str, str]]:
    """("quatre", "vingt", "dix") → {"fr": "90"}: every number from 0 to 99 in every language."""
    table: dict[tuple[str, ...], dict[str, str]] = {}
    for lang, units in _UNITS.items():
        for phrase, value in _numbers(lang, units.split(), _TEENS[lang].split(), _TENS[lang].split()):
            table.setdefault(tuple(phrase.replace("-", " ").split()), {})[lang] = value
        for word, value in _ALSO[lang].items():
            table.setdefault((word,), {})[lang] = value
    return table


@functools.cache
def _starts() -> frozenset[str]:
    return frozenset(phrase[0] for phrase in _phrases()) | frozenset(_TIMES)


def _numbers(lang: str, units: Sequence[str], teens: Sequence[str], tens: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield from ((word, str(n)) for n, word in enumerate(units))
    yield from ((word, str(n)) for n, word in enumerate(teens, 10))
    yield from _hundreds(lang, units)
    if lang == "fr":
        yield from _french_tens(units, teens)
    for ten, word in enumerate(tens, 2):
        yield word, f"{ten}0"
        for unit in range(1, 10):
            for phrase in _compound(lang, word, units[unit], unit):
                yield phrase, f"{ten}{unit}"


_HUNDREDS: Mapping[str, str] = {
    "es": "cien doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos",
    "pt": "cem duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos",
}


def _hundreds(lang: str, units: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Numbers are read out in threes as well: "nine hundred, four one two", "seiscientos cincuenta y cinco"."""
    for unit in range(1, 10):
        word = {
            "en": f"{units[unit]} hundred",
            "de": f"{'ein' if unit == 1 else units[unit]}hundert",
            "fr": f"{units[unit]} cent" if unit > 1 else "cent",
            "it": f"{units[unit]}cento" if unit > 1 else "cento",
            "nl": f"{units[unit]}honderd" if unit > 1 else "honderd",
        }.get(lang) or (_HUNDREDS[lang].split()[unit - 1] if lang in _HUNDREDS else "")
        if word:
            yield word, f"{unit}00"
    if lang in {"es", "pt"}:
        yield ("ciento" if lang == "es" else "cento"), "100"


def _compound(lang: str, ten: str, unit: str, value: int) -> tuple[str, ...]:
    one = {"de": "ein"}.get(lang, unit) if value == 1 else unit
    if lang in {"de", "nl"}:
        return (f"{one}und{ten}",) if lang == "de" else (f"{one}en{ten}",)
    if lang == "it":
        return (ten[:-1] + unit if unit[0] in "uo" else ten + unit,)
    if lang == "es":
        return (f"veinti{unit}", f"{ten} y {unit}") if ten == "veinte" else (f"{ten} y {unit}", f"{ten} {unit}")
    if lang == "pt":
        return (f"{ten} e {unit}",)
    if lang == "fr" and value == 1:
        return (f"{ten} et un", f"{ten} un")
    return (f"{ten} {unit}",)


def _french_tens(units: Sequence[str], teens: Sequence[str]) -> Iterator[tuple[str, str]]:
    for n in range(10):
        yield f"soixante {teens[n]}", str(70 + n)
        yield f"quatre vingt {teens[n]}", str(90 + n)
        yield f"quatre vingt {units[n]}" if n else "quatre vingt", str(80 + n)
    yield "quatre vingts", "80"
    yield "soixante et onze", "71"
    yield "septante", "70"
    yield "nonante", "90"


def is_number(word: str) -> bool:
    """Whether a folded word is a number in one of the languages."""
    return (word,) in _phrases()


def number_edits(folded: str) -> Edits:
    """The runs of numbers in words, each word replaced by its digits."""
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(folded)]
    if sum(2 if token[0] in _TIMES else token[0] in _starts() for token in tokens) < _FEWEST_WORDS - 1:
        return
    at = 0
    while at < len(tokens):
        run = _run(folded, tokens, at)
        if run is None:
            at += 1
            continue
        edits, at = run
        yield from edits


_Token = tuple[str, int, int]


def _run(folded: str, tokens: Sequence[_Token], at: int) -> tuple[list[tuple[int, int, str]], int] | None:
    edits: list[tuple[int, int, str]] = []
    languages = frozenset(_UNITS)
    digits = words = 0
    first = at
    plus = at > 0 and tokens[at - 1][0] == "plus" and _joined(folded, tokens[at - 1], tokens[at])
    while at < len(tokens) and (at == first or _joined(folded, tokens[at - 1], tokens[at])):
        if tokens[at][0].isdecimal():
            digits += len(tokens[at][0])
            at += 1
            continue
        step = _number(tokens, at, languages)
        if step is None and words and _letter_of_a_code(folded, tokens, at, languages):
            at += 1
            continue
        if step is None or (tokens[at][0] == "o" and at == first):
            break
        value, used, spoken = step
        edits.append((tokens[at][1], tokens[at + used - 1][2], value))
        languages = spoken or languages
        digits, words, at = digits + len(value), words + 1, at + used
    if digits < _FEWEST_DIGITS or not (words >= _FEWEST_WORDS or (words and digits >= 7)):
        return None
    if plus:
        edits.insert(0, (tokens[first - 1][1], tokens[first][1], "+"))
    return edits, at


def _letter_of_a_code(folded: str, tokens: Sequence[_Token], at: int, languages: frozenset[str]) -> bool:
    """A letter or two inside a code that is read out ("I T zero nine Y nine zero …"); the letter itself stays."""
    for following in range(at, min(at + 4, len(tokens) - 1)):
        if len(tokens[following][0]) > 1 or not _joined(folded, tokens[following], tokens[following + 1]):
            return False
        if tokens[following + 1][0].isdecimal() or _number(tokens, following + 1, languages):
            return True
    return False


def _joined(folded: str, left: _Token, right: _Token) -> bool:
    return right[1] - left[2] <= 3 and _JOIN.match(folded[left[2] : right[1]]) is not None


def _number(
    tokens: Sequence[_Token], at: int, languages: frozenset[str]
) -> tuple[str, int, frozenset[str] | None] | None:
    """The digits that a phrase at a token stands for, how many tokens it takes, and the languages it is spoken in."""
    times = _TIMES.get(tokens[at][0])
    if times and at + 1 < len(tokens):
        following = _number(tokens, at + 1, languages) if tokens[at + 1][0] not in _TIMES else None
        if following and len(following[0]) == 1:
            return following[0] * times, following[1] + 1, following[2]
        if tokens[at + 1][0].isdecimal() and len(tokens[at + 1][0]) == 1:
            return tokens[at + 1][0] * times, 2, None
        return None
    for length in range(min(4, len(tokens) - at), 0, -1):
        known = _phrases().get(tuple(t[0] for t in tokens[at : at + length]))
        if known:
            spoken = languages & known.keys()
            if spoken:
                return _with_rest(tokens, at, known[min(spoken)], length, frozenset(spoken))
    return None


def _with_rest(
    tokens: Sequence[_Token], at: int, value: str, used: int, spoken: frozenset[str]
) -> tuple[str, int, frozenset[str]]:
    """Hundreds with the tens behind them: "six hundred and twelve"; a comma between begins a new number."""
    following = at + used
    if len(value) != len("100"):
        return value, used, spoken
    if following + 1 < len(tokens) and tokens[following][0] in {"and", "e"}:
        following += 1
    if following >= len(tokens) or tokens[following][1] - tokens[following - 1][2] > 1:
        return value, used, spoken
    rest = _number(tokens, following, spoken)
    if rest is None or len(rest[0]) > len("99") or tokens[following][0] in _TIMES:
        return value, used, spoken
    return value[0] + rest[0].zfill(2), following - at + rest[1], spoken


# --- e-mail addresses in words --------------------------------------------------------------------------------------

_AT = r"at|arroba|chiocciola|arobase|arobas|klammeraffe|apenstaartje|aet|malpa|ad"
_DOT = r"dot|punto|punkt|point|ponto|punt|kropka|period"
_SIGNS = {
    "underscore": "_",
    "unterstrich": "_",
    "guion bajo": "_",
    "dash": "-",
    "hyphen": "-",
    "minus": "-",
    "plus": "+",
}
_SIGNS |= {"tiret bas": "_", "tiret": "-", "bindestrich": "-", "trattino": "-", "guion": "-", "hifen": "-"}
_SIGNS |= {"streepje": "-", "sottolineato": "_", "sublinhado": "_"}
_SIGN = "|".join(sorted(_SIGNS, key=len, reverse=True))
_OPEN, _CLOSE = r"[ \n]{0,2}[\[({<]{1,2} ?", r" ?[\])}>]{1,2}[ \n]{0,2}"


def _word(names: str, sign: str) -> str:
    return rf"(?:{_OPEN}(?:{names}){_CLOSE}|[ \n]{{1,2}}(?:{names})[ \n]{{1,2}}|[ \n]{{0,2}}{sign}[ \n]{{0,2}})"


# Known by their name alone: "mara at gmail", "mara@hotmail com".
PROVIDERS = (
    r"gmail|googlemail|hotmail|outlook|yahoo|icloud|gmx|proton|protonmail|msn|posteo|libero|orange|wanadoo|laposte|"
    r"ziggo|kpnmail|sapo|uol|terra|t-online|onet|interia"
)
_ATS = rf"(?:{_word(_AT, '@')}|{_OPEN}a{_CLOSE})"
_DOTS = _word(_DOT, r"\.")
_SPOKEN = "|".join(sorted({word for units in _UNITS.values() for word in units.split()}, key=len, reverse=True))
# "j dot smith 82 at", "rohan seven three at": a number belongs to the word before it.
_JOINS = rf"(?:{_DOTS}|[ \n]{{1,2}}(?:{_SIGN})[ \n]{{1,2}}| (?=\d{{1,4}}[ @\[(]|(?:{_SPOKEN}) ))"
# Bounded everywhere; the look-behind keeps a match from starting inside a word.
_ADDRESS = re.compile(
    rf"(?<![\w.+-])([\w+-][\w.+-]{{0,40}}(?:{_JOINS}[\w+-]{{1,40}}){{0,5}}?"
    rf"(?:{_DOTS}(?:de|van|den|der|la|du|di|da|dos|el|al|le|von) "
    rf"(?:(?:de|den|der|la) )?[\w+-]{{1,40}})?)({_ATS})"
    rf"([\w-]{{1,40}}(?: [\w-]{{2,20}})?(?:{_DOTS}[\w-]{{2,40}}){{1,4}}|"
    rf"(?:{PROVIDERS})(?: (?:com|net|de|es|fr|it|pt|nl|br))?)(?![\w@])"
)
_PART = re.compile(rf"{_JOINS}")
ENDINGS = frozenset(
    "com net org edu gov io co de es fr it pt nl pl uk us eu ca au in "
    "br at ch be ie info biz me app dev ai mx ar jp cn "
    "ru se no dk fi cz gr hu ro tr nz za tv cc xyz online shop store email mail example test invalid cloud tech".split()
)
# "shopping at amazon dot com" is no address: verbs and pronouns before an "at" in words.
_NO_NAME = frozenset(
    "in up out on off over to by for again look looked looking shop shopping shopped order ordered buy bought see saw "
    "seen work working worked me us you him her them it is was are were be available found here there not sign signed "
    "visit visited check checked account login registered paid sold this that page site deal price offer search stay "
    "live arrived meet".split()
)


def address_edits(folded: str) -> Edits:
    """E-mail addresses in words or with gaps: the words for @ and dot replaced by the signs."""
    if "@" not in folded and not re.search(rf"\b(?:{_AT})\b|[\[({{<] ?a ?[\])}}>]", folded):
        return
    at = 0
    while (match := _ADDRESS.search(folded, at)) is not None:
        if _is_address(match):
            yield from _signs(folded, match)
            at = match.end()
        else:  # "mail me at ravi dot petrov at …": the local part may begin behind the first "at"
            at = match.end(2)


def _is_address(match: re.Match[str]) -> bool:
    local, at_words, domain = match.groups()
    if " " not in match.group() and "\n" not in match.group() and at_words == "@":
        return False  # as usual: nothing to replace
    known = _KNOWN.match(domain) is not None
    if re.split(r"[^\w]+", domain.strip())[-1] not in ENDINGS and not known:
        return False
    # "at post office dot com" is a place unless what stands before is put together like a name in an address.
    if local.isalpha() and at_words.strip() != "@" and (_TWO_WORDS.match(domain) if not known else domain.isalpha()):
        return False
    if at_words.strip() != "@" and local in _NO_NAME:
        return False
    literal_dots = all(p.group().startswith(".") for p in _PART.finditer(domain))
    # "me@shop.example. Com…": a sentence has ended
    return not (at_words == "@" and literal_dots and "\n" not in domain and ". " in domain)


_BLANK = re.compile(r"(?<=\w) (?=\w)")


def _within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


_KNOWN = re.compile(rf"(?:{PROVIDERS})(?![\w-])")
_TWO_WORDS = re.compile(rf"[\w-]+ (?!(?:{_DOT}) )[\w-]+")


def _signs(folded: str, match: re.Match[str]) -> Edits:
    # The pattern looks a little beyond a join, so it must see what stands behind the local part.
    within = _PART.finditer(folded, match.start(1), match.end(1) + 2)
    spans = [(m.start(), m.end()) for m in within if m.end() < match.end(1)]
    spans += [m.span() for m in _BLANK.finditer(folded, match.start(1), match.end(1)) if not _within(m.start(), spans)]
    spans.append(match.span(2))
    spans += [(m.start(), m.end()) for m in _PART.finditer(folded, match.start(3), match.end(3))]
    spans += [m.span() for m in _BLANK.finditer(folded, match.start(3), match.end(3)) if not _within(m.start(), spans)]
    spans.sort()
    for (start, end), (following, _) in pairwise([*spans, (match.end(), match.end())]):
        if end > following:
            continue
        words = folded[start:end].strip(" \n[](){}<>")
        blank = "." if start > match.end(2) and _KNOWN.match(match.group(3)) else ""
        sign = "@" if (start, end) == match.span(2) else _SIGNS.get(words, "." if folded[start:end] != " " else blank)
        if folded[start:end] != sign:
            yield start, end, sign
