"""A question in the middle of a booking: answered from the bot file or the knowledge, then the talk goes on.

Prices, lengths, hours and addresses stand in the file itself; everything else is looked up like a support question, and
quoted with its source. What is not known is said so: guessing would be worse than a pause in the talk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bots import cleared
from bots.answering.answer import answer
from bots.calendar.hours import Openings
from bots.calendar.slots import DAYS
from bots.dates.say import say_day, weekday_name
from bots.errors import ToolError
from bots.flow import Speech
from bots.kinds.booking.whereabouts import asks_where
from bots.schema.booking import BookingFile
from bots.toolbox import Toolbox
from bots.types import Cite, ReplyPart, Text
from bots.words import plain, says
from guardrails.types import ClearedText
from knowledge.types import Citation, Retrieval

SENTENCES = 2
TOPICS = ("ask_cancellation", "ask_includes", "ask_length", "ask_hours", "ask_price")
OF_SERVICES = ("ask_includes", "ask_length", "ask_price")
_ASKS = re.compile(
    r"\?\s*$|^(?:what|when|where|who|why|how|do|does|is|are|can|could|was|wo|wie|wer|warum|haben|gibt|que|cuando|donde|"
    r"como|quien|hay|ou|quand|comment|qui|avez|est|come|dove|chi|avete|onde|quem|tem|waar|hoe|wie|hebben)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """An answer: the owner's own words, or a quotation with its sources."""

    words: str
    quoted: bool = False
    citations: tuple[Citation, ...] = ()

    def parts(self) -> Iterator[ReplyPart]:
        yield Text(self.words + "\n\n" if self.quoted else self.words + " ", ours=not self.quoted)
        if self.citations:
            yield Cite(self.citations)


def wonders(text: str) -> bool:
    """Whether a message is a question that wants an answer of its own, beside the booking ("do you have parking?")."""
    return bool(_WONDERS.search(plain(text)))


_WONDERS = re.compile(
    r"^(?:and |but |oh |ok |und |y |et |e |en )?(?:"
    r"(?:what|where|who|why|how|which)(?: s| is| are| do| does| about)?\b(?! time| day)|"
    r"(?:do|does|have) (?:you|they|i)\b|(?:is|are) there\b|(?:is|are|do) (?:they|the) \w+|"
    r"(?:wo|wie|wer|warum|weshalb|welche[rsn]?|was)\b|"
    r"(?:haben|habt|gibt|braucht?|muss|brauche) (?:sie|ihr|es|man|ich)\b|"
    r"(?:que|cual|como|donde|quien|por que|cuanto) \w+|hay \w+|teneis|tienen|"
    r"(?:ou|comment|pourquoi|qui|quel(?:le)?s?|est ce|qu est) \w+|y a t il|avez vous|faut il|"
    r"(?:dove|come|chi|perche|quale|cosa|che) \w+|(?:c e|ci sono|avete|devo) \w+|"
    r"(?:onde|como|quem|porque|qual|o que) \w+|(?:ha|tem|tens|voces tem) \w+|"
    r"(?:waar|hoe|wie|waarom|welke|wat) \w+|(?:is er|zijn er|hebben jullie|hebt u|moet ik)\b)"
)


def asks(text: str) -> bool:
    """Whether a message has the shape of a question."""
    return bool(_ASKS.search(text.strip()))


def topic_of(text: str, speech: Speech) -> str | None:
    """What is asked that stands in the bot file."""
    return next((t for one in speech.read for t in TOPICS if says(t, text, one)), None)


def from_the_file(
    text: str, bot: BookingFile, service: int | None, speech: Speech, day: date | None = None
) -> Told | None:
    """Price, length, opening hours (of one day), address or what a cancellation costs, when that is what is asked."""
    topic = topic_of(text, speech)
    if topic == "ask_cancellation":
        return Told(_ended(bot.cancellation)) if bot.cancellation else None
    if topic == "ask_hours" and day is not None and not bot.locations:
        return Told(_open_on(day, bot, speech))
    chosen = [bot.services[service]] if service is not None else list(bot.services)
    if topic == "ask_includes":
        told = [s for s in chosen if s.includes]
        return Told(" ".join(f"{s.name}: {_ended(s.includes)}" for s in told)) if told else None
    if topic == "ask_price":
        lines = [f"{s.name}: {s.price}" for s in chosen if s.price]
    elif topic == "ask_length":
        lines = [f"{s.name}: {s.minutes} min" for s in chosen]
    elif topic == "ask_hours":
        lines = [
            f"{weekday_name(DAYS.index(day), speech.reply)} " + ", ".join(f"{a}–{b}" for a, b in spans)
            for day, spans in sorted(bot.hours.items(), key=lambda item: DAYS.index(item[0]))
            if spans
        ]
    elif asks_where(text, speech.read):
        lines = [f"{place.name}: {place.address}" for place in bot.locations if place.address]
    else:
        return None
    return Told("; ".join(lines) + ".") if lines else None


def _open_on(day: date, bot: BookingFile, speech: Speech) -> str:
    """The hours of one day, with its breaks and holidays, or that it is closed."""
    openings, zone = Openings(bot), ZoneInfo(bot.timezone)
    said = say_day(day, speech.reply)
    spans = sorted({span for one in openings.everyone for span in openings.on(day, one)})
    if not spans:
        return speech.say("not_closed", day=said)
    whole: list[tuple[datetime, datetime]] = []
    for begin, end in spans:
        if whole and begin <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((begin, end))
    return f"{said}: " + ", ".join(f"{a.astimezone(zone):%H:%M}–{b.astimezone(zone):%H:%M}" for a, b in whole) + "."


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def from_the_knowledge(text: ClearedText, toolbox: Toolbox, about: str = "") -> Told | None:
    """What the documents say, in their own words; None when they are silent. ``about`` is the service a question like
    "what is included?" is about."""
    query = cleared.without_placeholders(text)
    query = cleared.join((cleared.fixed(f"{about}:"), query)) if about else query
    toolbox.hand(query)
    try:
        result = toolbox.call("search_knowledge", {"query": query})
    except ToolError:
        return None
    confidence = (result.data or {}).get("confidence", 0.0)
    retrieval = Retrieval(result.passages, float(confidence) if isinstance(confidence, int | float) else 0.0)
    given = answer(query, retrieval, toolbox.services.embed, SENTENCES) if retrieval.passages else None
    if given is None or given.outcome != "answer" or given.extract is None:
        return None
    return Told(given.extract.text, quoted=True, citations=given.extract.citations)
