"""Words of the template a bot began from that speak of what its owner has since replaced.

A sentence counts as left over when it stands word for word in a template and names one of that template's services
that this bot does not have. A sentence the owner wrote is never touched, whatever it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bots.config import BotConfig
from bots.schema.booking import BookingFile
from bots.schema.survey import SurveyFile

MOST = 3  # starters made from services; more is a menu, and the bot shows that one itself
PLAIN_WELCOME = "What would you like to book, and when?"
NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{3,}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_COUNTED = re.compile(rf"\b({'|'.join(NUMBERS[1:])}|\d+)( short)? questions?\b", re.IGNORECASE)
_SMALL = frozenset(("and", "for", "the", "small", "with"))
_UNASKED = ("consent", "statement")


@dataclass(frozen=True, slots=True)
class Leftover:
    """A text of the draft with words that no longer fit: where it stands, what it says, what would stand instead."""

    where: str  # the key of the bot file
    says: str
    instead: Any  # the whole new value of that key


def adapted(before: BotConfig, after: BotConfig, started: Iterable[BotConfig]) -> Mapping[str, Any]:
    """What texts become when services or questions change, so that none speaks of what is no longer there. A number of
    questions that was wrong before is the owner's own, and stays."""
    if isinstance(before, SurveyFile) and leftovers(before, ()):
        return {}
    return {found.where: found.instead for found in leftovers(after, started)}


def leftovers(config: BotConfig, started: Iterable[BotConfig]) -> list[Leftover]:
    """Every text of the draft that still speaks of its template, one for each key."""
    if isinstance(config, SurveyFile):
        return list(_miscounted(config))
    if not isinstance(config, BookingFile):
        return []
    stale = _stale(config, [one for one in started if isinstance(one, BookingFile)])
    found = []
    starters = [text for text in config.starters if text in stale]
    if starters:
        found.append(Leftover("starters", " · ".join(starters), _starters(config, stale)))
    for where, text in (("welcome", config.welcome), ("confirmation", config.confirmation)):
        gone = [sentence for sentence in _sentences(text) if sentence in stale]
        if gone:
            kept = [sentence for sentence in _sentences(text) if sentence not in stale]
            instead = [*kept, PLAIN_WELCOME] if where == "welcome" else kept
            found.append(Leftover(where, " ".join(gone), " ".join(instead)))
    return found


def _stale(config: BookingFile, started: Sequence[BookingFile]) -> frozenset[str]:
    """The sentences of all templates that name a service this bot does not offer."""
    own = _services(config)
    return frozenset(
        sentence
        for template in started
        for sentence in (*template.starters, *_sentences(template.welcome), *_sentences(template.confirmation))
        if _words(sentence) & (_services(template) - own)
    )


def _starters(config: BookingFile, stale: frozenset[str]) -> list[str]:
    kept = [text for text in config.starters if text not in stale]
    named = [service.name[:80] for service in config.services]
    return [*kept, *[name for name in named if name not in kept][: max(0, MOST - len(kept))]]


def _services(config: BookingFile) -> frozenset[str]:
    names = (name for service in config.services for name in (service.name, *service.aliases))
    return frozenset(word for name in names for word in _words(name)) - _SMALL


def _words(text: str) -> frozenset[str]:
    return frozenset(found.group().casefold() for found in _WORD.finditer(text))


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.split(text.strip()) if sentence]


def _miscounted(config: SurveyFile) -> Iterator[Leftover]:
    """First words that promise another number of questions than are asked."""
    asked = [question for question in config.questions if question.kind not in _UNASKED]
    said = _COUNTED.search(config.welcome)
    least = sum(question.show_if is None for question in asked)  # the others are asked of some only
    if said is None or not asked or least <= _number(said.group(1)) <= len(asked):
        return
    right = _counted(len(asked), said)
    yield Leftover("welcome", said.group(), config.welcome[: said.start()] + right + config.welcome[said.end() :])


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS.index(word.casefold())


def _counted(asked: int, said: re.Match[str]) -> str:
    word = NUMBERS[asked] if asked < len(NUMBERS) and not said.group(1).isdigit() else str(asked)
    word = word.capitalize() if said.group(1)[0].isupper() else word
    return f"{word}{said.group(2) or ''} question{'' if asked == 1 else 's'}"
