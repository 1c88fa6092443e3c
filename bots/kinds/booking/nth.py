"""Which of several things offered a message picks by its place: "the second one", "der letzte passt", "2"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bots.words import plain, table, terms, words_like
from bots.words.numbers import count

LAST = -1

# What may stand beside the place: what is offered, taking it, and that it suits. Anything else says something more.
_BESIDE = re.compile(
    r"time|slot|one|option|opening|suggestion|appointment|offer|those|these|of|is|are|was|s|ones|"
    r"ill|id|i|take|choose|pick|have|book|go|with|for|would|be|can|will|like|suits?|sounds|works?|good|fine|great|best|ok|"
    r"uhr|termin|zeit|uhrzeit|vorschlag|slot|nehme|nehmen|nehm|ich|wir|der|die|das|den|dem|von|vom|bitte|ist|ware?|"
    r"passt|geht|klappt|gut|super|prima|perfekt|mir|uns|am|besten|"
    r"hora|hueco|cita|turno|opcion|propuesta|tomo|quiero|quedo|me|con|que|del|va|viene|sirve|bien|esta|perfect[ao]|el|la|"
    r"creneau|horaire|proposition|choix|heure|rdv|rendez|vous|prends|celui|celle|ci|je|jaime|ira|irait|convient|cest|"
    r"conviendrait|arrange|serait|est|tres|parfait|sera|ca|"
    r"orario|proposta|opzione|posto|prendo|quell[ao]|bene|benissimo|perfett[ao]|per|mi|e|andrebbe|"
    r"horario|vaga|opcao|fico|com|serve|pode|ser|da|otim[ao]|melhor|esta|bom|boa|"
    r"tijd|plek|voorstel|optie|afspraak|moment|neem|doe|is|lijkt|goed|prima|uit|komt|maar|"
    r"um|an|at|on|por|para|pour|voor|a|o|de|het|you|ve|got|sie|ihr|haben|habt|tengais|tenga[ns]?|tienen?|haya|hay|vous|avez|"
    r"avete|tiverem|tem|tenham|jullie|hebben|che"
)


def nth(text: str, offered: int, languages: Sequence[str]) -> int | None:
    """The place of the one picked, from 0; None where a message picks none or says more than that."""
    bare = plain(text)
    for language in languages:
        for place, span in _places(bare, language):
            if place < offered and _nothing_more(f"{bare[: span[0]]} {bare[span[1] :]}", language):
                return place % offered
    numbers = count(text, languages[0]).numbers
    if len(numbers) == 1 and bare.isdigit() and 1 <= numbers[0].value <= offered:
        return int(numbers[0].value) - 1
    return None


def soonest(text: str, languages: Sequence[str]) -> bool:
    """Whether a message takes the first of what is free, whichever it is ("asap", "the earliest you have")."""
    bare = plain(text)
    found = ((words_like(p).search(bare), one) for one in languages for p in terms("soonest", one))
    return any(at and _nothing_more(f"{bare[: at.start()]} {bare[at.end() :]}", one) for at, one in found)


def _places(bare: str, language: str) -> Iterator[tuple[int, tuple[int, int]]]:
    named = [(int(number) - 1, p) for number, patterns in table("ordinals", language).items() for p in patterns]
    for place, pattern in (*named, *((LAST, p) for p in terms("last", language))):
        found = words_like(pattern).search(bare)
        if found:
            yield place, found.span()


def _nothing_more(rest: str, language: str) -> bool:
    """Whether what stands beside a place only takes it ("… passt", "I'd go with …")."""
    for name in ("unmistakable_yes", "filler"):
        rest = words_like("|".join(terms(name, language))).sub(" ", rest)
    return all(_BESIDE.fullmatch(word) for word in rest.split())
