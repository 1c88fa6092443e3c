"""What belongs behind an address that was found: floor, door, postcode, city, as eight languages write them.

"Prinsengracht 88" goes on with "-III, 1015 DZ Amsterdam", "Calle del Pez 14" with ", 3º izda, 28004 Madrid". One step
takes one part; a city in small letters must be a known place.
"""

from __future__ import annotations

import re

from guardrails.canonical import fold
from guardrails.name_lists import CALENDAR, common, kind, places
from guardrails.reading import Reading

_GAP = r"(?:,? ?\n ?|, ?| - | / | )"
_UNIT = re.compile(
    rf"(?:{_GAP}|[-/] ?)(?:(?:apartment|apartamento|ap|oficina|of|office|"
    r"appartement|appartamento|apt|apto|app|appt|unit|flat|suite|ste|"
    r"floor|fl|room|level|lot|og|eg|dg|ug|etage|stock|stiege|tur|top|zimmer|hinterhaus|vorderhaus|seitenflugel|hs|"
    r"bus|bte|boite|bat|batiment|esc|escalier|escalera|scala|sc|int|interno|piano|piso|puerta|pta|planta|bajo|izq|"
    r"izda|izquierda|dcha|derecha|dto|esquerdo|esq|bloco|bl|casa|lote|sala|andar|conjunto|conj|quadra|kamer|verdieping|"
    r"porte|etg|col|colonia|barrio|bairro)(?![^\W\d_])\.? ?(?:n[ºo°.]{1,2} ?)?(?:\d{1,4}(?:[ -]?[a-z])?|[a-z])?(?!\w)|"
    r"\d{1,2} ?[ºª°]\.? ?(?:(?:izq|izda|dcha|dto|esq|[a-z])(?![^\W\d_])\.?)?(?!\w)|"
    r"\d{1,2}\. ?(?:og|ug|stock|etage)(?!\w))"
)
_MARK = re.compile(r"(?:-[ivx]{1,4}|/ ?(?:[a-z]|\d{1,3})|-\d{1,4})(?!\w)")
_POSTCODE = re.compile(
    rf"{_GAP}(?:[a-z]{{1,2}}-)?(?:\d{{5}}-\d{{3}}|\d{{4}}-\d{{3}}|\d{{2}}-\d{{3}}|\d{{4}} ?[a-z]{{2}}(?!\w)|\d{{4,6}}|"
    r"[a-z]{2} \d{5}(?:-\d{4})?|(?:[a-z]{2} )?[a-z]\d[a-z] ?\d[a-z]\d|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})(?![\w-])"
)
_STATE = re.compile(
    rf"{_GAP}(?:[^\W\d_][\w'’-]{{1,20}} ){{0,2}}[^\W\d_][\w'’-]{{1,20}},? [a-z]{{2}} "
    r"(?:\d{5}(?:-\d{4})?|[a-z]\d[a-z] ?\d[a-z]\d)(?!\w)"
)
# "…, Consolação, São Paulo - SP, 01304-001": words written big up to a postcode
_UNTIL_CODE = re.compile(
    r"(?:, ?(?:[^\W\d_][\w.'’-]{1,20} ){0,3}[^\W\d_][\w.'’-]{1,20}){1,3}(?: ?[-/] ?[a-z]{2})?,? "
    r"(?:\d{5}-\d{3}|\d{4}-\d{3}|\d{4,6})(?![\w-])"
)
# An address may have been cut behind a word for a door, or in the middle of a code.
_CUT = re.compile(r"[ ,]{1,2}(?:apto?|app|appt|unit|flat|int|piso|esc|scala|bus|bte|bat|[a-z]\d[a-z])\.?\Z")
_CITY = re.compile(rf"{_GAP}([^\W\d_][\w'’.-]{{1,24}})")
_REGION = re.compile(r" ?(?:\([a-z]{2}\)|, ?[a-z]{2}|- ?[a-z]{2}|/ ?[a-z]{2})(?![\w.])")
_ENDED = re.compile(r" ?(?:[,.;!?)\n]|\Z)")
_SMALL = frozenset("de la del do da di am an der upon sur im bei den sul".split())
_MOST_STEPS, _MOST_WORDS = 6, 3


def tail(reading: Reading, end: int) -> int:
    """Where an address that was found up to ``end`` really ends."""
    coded = False
    whole = end
    if (cut := _CUT.search(reading.folded, max(0, end - 12), end)) is not None:
        end = cut.start()
    for _ in range(_MOST_STEPS):
        step = _MARK.match(reading.folded, end) or _UNIT.match(reading.folded, end)
        if step is None and not coded and (state := _STATE.match(reading.folded, end)) is not None:
            return max(whole, state.end())
        if step is None and not coded and (far := _UNTIL_CODE.match(reading.folded, end)) is not None:
            parts = [part.strip() for part in reading.text[end : far.end()].split(",") if part.strip()]
            if all(part[0].isupper() or part[0].isdigit() for part in parts):
                coded, end = True, _city(reading, far.end(), sure=True)
                continue
        if step is None and not coded and (step := _POSTCODE.match(reading.folded, end)) is not None:
            coded = True
            end = _city(reading, step.end(), sure=True)
            continue
        if step is None:
            break
        end = step.end()
    return max(whole, end if coded else _city(reading, end, sure=False))


def _city(reading: Reading, at: int, *, sure: bool) -> int:
    """The end of a city's name behind an address; without a postcode in front it must end what is said, or be known."""
    end, begin = at, at
    for _ in range(_MOST_WORDS):
        word = _CITY.match(reading.text, end)
        if word is None or (end > begin and "," in word.group()):
            break
        name = fold(word.group(1)).strip(".")
        big = word.group(1)[0].isupper() and not reading.text.isupper()
        small = sure and end == begin and common(name) < _PROSE and len(name) > len("abc")  # "74000 annecy"
        if name in CALENDAR or not (big or name in places() or small or (name in _SMALL and end > begin)):
            break
        end = word.end()
    words = fold(reading.text[begin:end]).replace(",", " ").split()
    while words and words[-1] in _SMALL:
        end -= len(words.pop()) + 1
    if not words or end <= begin:
        return begin
    known = words[0] in places()
    alone = reading.text[begin : begin + 1] in ",\n" and _ENDED.match(reading.text, end) is not None
    if not (sure or known or (alone and all(common(w) < _PROSE and kind(w) not in {"G", "B"} for w in words))):
        return begin
    region = _REGION.match(reading.folded, end)
    return region.end() if region and (sure or known) else end


_PROSE = 3
