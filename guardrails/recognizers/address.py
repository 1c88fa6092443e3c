"""Postal addresses: street and house number as eight languages write them, and what follows (flat, postcode, city).

Works on folded text, so that "hafenstraße 122a, 98672 neustadt" is found as well as its well-written form. Words that
are also everyday words ("way", "place", "via") count only with more of an address around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from guardrails.asking import expected
from guardrails.reading import Reading
from guardrails.recognizers import Candidate
from guardrails.recognizers._address_tail import tail

_W = r"[^\W\d_](?:[^\W_]|['’.-](?=\w)){0,24}\.?"  # a word of a street's or city's name
_NO = r"(?:s/n(?!\w)|\d{1,5}(?:[ ]?[a-h](?!\w)|(?:(?:-|/)\d{1,4}[a-z]?){1,3}(?!\w)| ?(?:bis|ter)(?!\w))?)"

_EN = (
    r"street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|way|"
    r"court|ct|place|pl|square|sq|terrace|ter|close|crescent|cres|"
    r"parkway|pkwy|highway|hwy|mews|gardens|gdns|grove|quay|wharf|trail|"
    r"trl|circle|cir|alley|loop|plaza|turnpike|pike|row|walk|hill|view|"
    r"rise|green|common|heights|run|path|crossing|point|ridge|bend|manor|"
    r"estate|junction|springs|meadow|meadows"
)
_EVERYDAY = frozenset(
    "way court ct place pl close drive dr row walk hill view rise green "
    "common run path point loop trail bend square sq st circle ter heights "
    "crossing ridge cir estate junction springs".split()
)
_DE = (
    r"(?:strasse|straße|str\.?|weg|platz|allee|gasse|ring|damm|ufer|steig|"
    r"stieg|chaussee|promenade|markt|graben|berg|hof|park|zeile|pfad|"
    r"wall|tor)"
)
_STREETS = tuple(
    re.compile(rf"(?<![\w.,/-])(?:{pattern})(?!\w)")
    for pattern in (
        # 12 Mill Street; 94B Old Quarry Ave
        rf"(?:no\.? ?)?{_NO},? (?:(?:{_W}|\d{{1,3}}(?:st|nd|rd|th)) ){{1,4}}?(?P<kind>{_EN})\.?(?: "
rf"(?:n|s|e|w|ne|nw|se|sw|north|south|east|west))?",
        rf"(?:no\.? ?)?{_NO},? (?:broadway|the {_W})(?=,? (?:apt|unit|flat|{_W},? [a-z]{{2}} \d{{5}}))",
        # 94 bis rue de la Gare
        rf"{_NO},? (?:rue|avenue|av\.?|boulevard|bd|bld|place|chemin|ch\.|"
rf"impasse|allee|allees|quai|cours|route|square|passage|faubourg|rte|"
rf"sentier|esplanade|villa|cite)(?: {_W}){{1,6}}?(?=[,\n]|$| \d{{5}}|"
rf"[.!?;]| (?:a|et|le|en) )",
        # Gartenstraße 49b; Am Alten Markt 7; Unter den Linden 5
        rf"(?:(?:alte[rn]?|neue[rn]?|obere|untere|grosse|große|kleine|lange|"
rf"hohe) )?[^\W\d_][\w-]{{1,30}}{_DE}(?:[ .]{{1,2}}){_NO}",
        rf"(?:{_W}[ -]){{1,3}}(?:strasse|straße|str\.|weg|platz|allee|gasse|ring|damm|ufer|chaussee) {_NO}",
        rf"(?:am|an der|an den|auf der|auf dem|im|in der|in den|unter den|"
rf"zum|zur|bei der|hinter der|vor dem|beim) (?:{_W} ){{1,2}}?{_NO}(?=,? "
rf"?\d{{5}}|, )",
        # Keizersgracht 120-2
        rf"[^\W\d_][\w-]{{1,30}}(?:straat|laan|weg|plein|gracht|kade|dijk|"
rf"singel|dreef|plantsoen|steeg|pad|baan|lei|hof|park|ring) {_NO}(?: "
rf"?(?:hs|[ivx]{{1,4}}|bus \d{{1,3}}))?",
        # C/ Olivo 20, 4º A; Avenida de la Paz, 3
        rf"(?:c/ ?|(?:cl|av|avda|pza|pl|pº|cno|ctra|urb|cra|jr)\. ?|(?:calle|"
rf"cl|avenida|avda|av|plaza|pza|paseo|camino|carretera|ctra|ronda|"
rf"travesia|callejon|glorieta|cuesta|urbanizacion|carrera|cra|calzada|"
rf"diagonal|privada|jiron|andador|cerrada|circuito|boulevard|blvd|peatonal|"
rf"prolongacion|periferico|viaducto|retorno|corredor|pasaje|acceso|"
rf"alameda|rambla|pasadizo|bulevar) )(?:{_W} ?){{1,5}}?,? ?(?:n[ºo°.]{{1,2}} "
rf"?|num\.? ?|numero |# ?)?{_NO}",
        # Cra. 45 # 12-34 Sur; Calle 142 # 36-6 Este
        r"(?:calle|cl|carrera|cra|cr|kr|ak|ac|tr|tv|transversal|diagonal|dg|avenida|av|autopista)\.? (?:calle |"
        r"carrera )?"
r"\d{1,3} ?[a-zª]{0,2}(?: (?:sur|norte|este|oeste|bis))? ?(?:#|n[ºo°.]{1,2}|"
r"-) ?\d{1,3} ?[a-z]{0,2} ?- ?\d{1,3}(?: (?:sur|norte|este|oeste))?",
        # Rua das Flores, 20; Travessa do Carmo 8
        rf"(?:rua|r\.|praceta|pct\.|"
rf"quinta(?!,? (?:as?|ao|pelas|de manha|de tarde|que|dia|depois|antes) )|"  # Thursday at four is no farm
rf"bairro|urbanizacao|impasse|avenida|av\.?|travessa|tv\.|praca|largo|alameda|estrada|"
rf"rodovia|beco|calcada|ladeira|quadra|condominio|fazenda|"
rf"loteamento|residencial|vereda|viela) (?:{_W} ){{0,4}}{_W},? ?(?:n[ºo°.]{{1,2}} "
rf"?|numero )?{_NO}",
        # Via Garibaldi, 12; Corso Vittorio Emanuele II 4
        rf"(?:via|viale|v\.le|piazza|p\.zza|piazzale|corso(?! per )|c\.so|vicolo|largo|"
rf"strada|rotonda|canale|incrocio|stretto|lungomare|lungotevere|salita|contrada|borgo|galleria) (?:{_W} "
rf"){{0,4}}{_W},? ?(?:n[.°º]{{0,2}} ?)?{_NO}",
        # ul. Długa 5/12
        rf"(?:ul\.?|ulica|ulicy|al\.?|aleja|alei|aleje|os\.|osiedle|pl\.|plac|"
rf"placu) (?:{_W} ){{0,3}}{_W} {_NO}(?:(?: m\.? ?|/)\d{{1,4}})?",
        r"(?:p\.? ?o\.? ?box|postfach|apartado(?: de correos)?|boite postale|"
r"bp|casella postale|caixa postal|postbus|skrytka pocztowa) (?:n[ºo°.]{1,2} "
r"?)?\d[\d ]{1,7}",
    )
)  # fmt: skip
_FLAT_WORD = (
    r"apt\.?|apartment|unit|flat|suite|ste\.?|room|rm|fl\.?|floor|apto\.?|"
    r"appt\.?|appartement|wohnung|whg\.?|top|piso|puerta|pta\.?|esc\.?|"
    r"escalera|bajo|int\.?|interno|scala|bat\.?|batiment|etage|etg\.?|"
    r"andar|fracao|bloco|bl\.|casa|bus|lokal|m\.|dpto\.?|depto\.?|house|"
    r"building|bldg\.?|block|lot|c/o|hinterhaus|vorderhaus|seitenflugel"
)
_BEFORE = re.compile(rf"(?<!\w)(?:(?:{_FLAT_WORD}) ?#?(?=[a-z]?-?\d|[a-z]\b)[\w-]{{1,5}}|#\d{{1,5}}[a-z]?)[,]? \Z")
_FLAT = re.compile(
    rf"(?: ?[,\n])? {{0,2}}(?:(?:{_FLAT_WORD}) ?#?[\w-]{{1,5}}(?!\w)|#\d{{1,5}}[a-z]?(?!\w)|"
    rf"\d{{1,2}}\.? ?[ºª°oa](?:[ -]?(?:[a-h]|izq\.?|dcha\.?|esq\.?|dto\.?|"
    rf"\d{{1,2}})(?!\w))?|\d{{1,2}}(?:st|nd|rd|th|e|eme|er|\.) (?:floor|"
    rf"etage|og|stock|piano|andar|verdieping))"
)
_CODE = (
    r"(?:[a-z]-)?\d{5}(?:-\d{3,4})?|\d{4}[- ]\d{3}|\d{4} ?[a-z]{2}(?!\w)|"
    r"\d{2}-\d{3}|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|[a-z]\d[a-z] ?\d[a-z]\d|"
    r"\d{4}"
)
_STATES = (
    r"a[klrz]|c[aot]|d[ce]|fl|ga|hi|i[adln]|k[sy]|la|m[adeinost]|n[cdehjmvy]|"
    r"o[hkr]|pa|ri|s[cd]|t[nx]|ut|v[at]|w[aivy]|nsw|vic|qld|wa|tas|act|"
    r"on|qc|bc|ab|mb|sk|ns|nb"
)
_CITY = (
    rf"(?:(?:san|santa|santo|sao|saint|st\.?|bad|la|le|las|los|den|new|"
    rf"port|west|east|north|south|el|villa|monte|sankt|fort|mount|lake|"
    rf"de|del|da|do|am|an|der) ){{0,2}}{_W}(?:(?: |-)(?:am|an der|im|de|"
    rf"del|la|do|da|upon|sur|sul|aan|den|bei|ob|in|hall|springs|city|beach|"
    rf"park|falls|hills|valley|oaks)(?: {_W})?){{0,1}}"
)
_TAIL = re.compile(
    rf" ?(?:[,\n]| -|) {{0,2}}(?:(?:{_CODE})[, ] ?(?P<city>{_CITY})(?:,? (?:{_STATES})(?!\w))?"
    rf"|(?P<city2>{_CITY}),? (?:(?:{_STATES}),? )?(?:{_CODE})(?!\w)"
    rf"|(?:{_CODE})(?![\w:]))"
)
# "Col. Crédito Constructor", "Botafogo", "Upper Slaughter": districts between the street and the postcode.
_DISTRICT = re.compile(
    rf"(?:[,\n] {{0,2}}{_W}(?: {_W}){{0,4}}){{1,3}}?"
    rf"(?=[,\n] {{0,2}}(?:{_CODE})(?![\w:])|[,\n]? ?(?:{_STATES}),? \d{{5}}(?!\w)|"
    rf"[,\n] {{0,2}}{_CITY},? (?:{_CODE})(?![\w:]))"
)
_TOWN = re.compile(rf"[,\n] {{0,2}}(?P<city>{_CITY})(?=[,.;!?\n)]|$| (?:und|and|y|et|e|en|i)\b)")
_COUNTRY = re.compile(
    r", ?(?:germany|deutschland|spain|espana|france|italy|italia|portugal|"
    r"netherlands|nederland|poland|polska|united kingdom|uk|england|usa|"
    r"us|u\.s\.a\.|canada|australia|ireland|austria|osterreich|switzerland|"
    r"schweiz|brasil|brazil|mexico|argentina|belgium|belgie|india)(?!\w)"
)
_UK_CODE = re.compile(
    r"(?<!\w)(?:gir ?0aa|[a-pr-uwyz](?:\d{1,2}|[a-hk-y]\d[0-9abehmnprv-y]?|"
    r"\d[a-hjkps-uw]) \d[abd-hjlnp-uw-z]{2})(?!\w)"
)
_PLACE = re.compile(
    rf"(?<![\w.,/-])(?:(?:{_CODE}),? {_CITY}|{_CITY},? (?:(?:{_STATES}),? "
    rf")(?:\d{{5}}(?:-\d{{4}})?))(?!\w)"
)
_CODE_WORDS = frozenset(
    ["zip", "zip code", "postcode", "post code", "postal code", "plz", "postleitzahl", "codigo postal", "code postal"]
)
_AFTER_WORD = re.compile(rf"(?: (?:is|ist|es|est|e|jest)|:|=)? {{0,2}}({_CODE})(?![\w-])")
# Words that end a city's name in text without capitals.
_NO_CITY = frozenset(
    "ring call please bitte por favor umleiten le am on and und the "
    "when i my bill ship to with is it for at an in if or but since "
    "before after thanks thank not phone tel telefon email mail order "
    "that this y et e en per prego merci gracias danke obrigado alle "
    "dal el la a de von ab bis since want need we you can could would "
    "should will was has have had s no number name".split()
)
_NO_STREET = re.compile(
    r"\b(?:minutes?|hours?|days?|weeks?|months?|years?|times?|more|of|"
    r"pieces?|pairs?|items?|people|miles?|euros?|dollars?|percent|stars?|"
    r"is|are|was|the only|in a|on the way|by the|per|and|or|for|to|tage|"
    r"dias|jours|giorni|from|my|your|with)\b"
)


class Address:
    name = "address"
    description = "postal addresses of eight languages"
    entities = ("ADDRESS",)

    def find(self, reading: Reading) -> Iterator[Candidate]:
        folded = reading.folded
        if not any(c.isdigit() for c in folded):
            return
        for pattern in _STREETS:
            for match in pattern.finditer(folded):
                found = _street(reading, match)
                if found is not None:
                    yield replace(found, end=tail(reading, found.end))
        for match in _UK_CODE.finditer(folded):
            if not any(tag.veto for _, tag in reading.around.before(match.start(), 3)):
                yield Candidate(match.start(), match.end(), "ADDRESS", 0.55)
        yield from _places(reading)
        yield from _answered(reading)


def _answered(reading: Reading) -> Iterator[Candidate]:
    """A bare answer to "your address?", "your postcode?": all of it, as far as it holds a number."""
    if "ADDRESS" not in expected(reading.asked) or len(reading.around.words) > _SHORT_ANSWER or "?" in reading.text:
        return
    words = [w for w in reading.around.words if w.text not in {"it's", "its", "it", "is", "my"}]
    number = any(c.isdigit() for w in words for c in w.text)
    if number and not any(tag.veto for tag in reading.around.tags):
        yield Candidate(words[0].start, words[-1].end, "ADDRESS", 0.7)


_SHORT_ANSWER = 12


def _street(reading: Reading, match: re.Match[str]) -> Candidate | None:
    folded = reading.folded
    kind = match.groupdict().get("kind")
    start, end = match.span()
    if kind and _NO_STREET.search(match.group(), 1):
        return None
    before = _BEFORE.search(folded, max(0, start - 24), start)
    start = before.start() if before else start
    grown = _grow(reading, end)
    everyday = kind in _EVERYDAY if kind else False
    if everyday and grown == end and not before and not _capital(reading, match):
        return None
    return Candidate(start, grown, "ADDRESS", 0.85 if grown > end or before else 0.65)


def _grow(reading: Reading, end: int) -> int:
    """The end of an address with the flat, postcode, city and country that follow its street."""
    folded = reading.folded
    for pattern in (_FLAT, _FLAT):
        flat = pattern.match(folded, end)
        end = flat.end() if flat else end
    tail = _TAIL.match(folded, end)
    if tail is None and (district := _DISTRICT.match(folded, end)) is not None and not _prose(district.group()):
        end = district.end()
        tail = _TAIL.match(folded, end)
    if tail:
        end = _trim(reading, tail)
        flat = _FLAT.match(folded, end)
        end = flat.end() if flat else end
    else:
        town = _TOWN.match(folded, end)
        if (
            town
            and _is_written_big(reading, town.start("city"))
            and folded[town.start("city") : town.end("city")] not in _NO_CITY
        ):
            end = town.end("city")
            tail = _TAIL.match(folded, end)
            end = _trim(reading, tail) if tail else end
    country = _COUNTRY.match(folded, end)
    return country.end() if country else end


def _prose(text: str) -> bool:
    return any(word in _NO_CITY for word in re.findall(r"[^\W\d_]+", text))


def _trim(reading: Reading, tail: re.Match[str]) -> int:
    """The end of a postcode and city, without the words of the sentence that follow the city."""
    folded = reading.folded
    if tail.group("city2") and any(w in _NO_CITY for w in tail.group("city2").split()[:1]):
        return tail.start()
    if not tail.group("city"):
        return tail.end()
    at, end = tail.start("city"), tail.start("city")
    big = _is_written_big(reading, at)
    for word in re.finditer(r"[^\s]+", folded[at : tail.end()]):
        plain = word.group().strip(".,")
        if plain in _NO_CITY and word.start() == 0:
            break
        if word.start() and (
            plain in _NO_CITY - {"am", "an", "la", "de", "in", "le", "en", "el"}
            or (
                big
                and not _is_written_big(reading, at + word.start())
                and plain
                not in {
                    "am",
                    "an",
                    "der",
                    "de",
                    "del",
                    "la",
                    "do",
                    "da",
                    "upon",
                    "sur",
                    "sul",
                    "im",
                    "den",
                    "bei",
                    "ob",
                    "in",
                }
            )
        ):
            break
        end = at + word.end()
    while end > at and folded[end - 1] in ".,":
        end -= 1
    return end if end > at else len(folded[: tail.start("city")].rstrip(" ,"))


def _is_written_big(reading: Reading, at: int) -> bool:
    return reading.text[at : at + 1].isupper()


def _capital(reading: Reading, match: re.Match[str]) -> bool:
    """Whether the street's own words start with capitals and the number is no count of them."""
    start, end = match.span()
    written = [w for w in re.findall(r"[^\W\d_]+", reading.text[start:end]) if len(w) > 1]
    return len(written) >= 2 and all(w[0].isupper() for w in written) and not reading.text.isupper()


def _places(reading: Reading) -> Iterator[Candidate]:
    """A postcode with its city and no street: beside a word for an address, or asked for."""
    asked = "ADDRESS" in expected(reading.asked) and len(reading.around.words) <= 14
    for tag in reading.around.tags:
        if reading.folded[tag.start : tag.end] in _CODE_WORDS and (code := _AFTER_WORD.match(reading.folded, tag.end)):
            yield Candidate(code.start(1), code.end(1), "ADDRESS", 0.65)
    for match in _PLACE.finditer(reading.folded):
        words = re.findall(r"[^\W\d_]{2,}", match.group())
        if not words or words[0] in _NO_CITY or re.match(r"\d{4}\b(?![- ]\d{3})", match.group()):
            continue
        tagged = any(tag.name == "ADDRESS" for _, tag in reading.around.before(match.start(), 4))
        if asked or tagged:
            yield Candidate(match.start(), match.end(), "ADDRESS", 0.65)


recognizer = Address()
