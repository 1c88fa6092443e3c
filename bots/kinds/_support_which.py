"""Which one is meant: the choice between pages that fit equally, and "the second one" of a list just read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from bots import cleared
from bots.answering.intent import has_content
from bots.answering.question import understand
from bots.answering.units import Unit
from bots.answering.words import SMALL, terms, tokens
from bots.kinds._support_talk import Talk
from bots.types import Ask, Choice, Cite, Json, Offer, ReplyPart
from bots.words import plain, spoken, table, words_like
from bots.words.options import by_place
from guardrails.types import ClearedText
from knowledge.types import Citation

WHICH = "which"
_PAGE = "page:"
_SHORT = 8  # words of a message that can be a choice
_LISTED, _NAME_WORDS, _LONGEST = 8, 8, 80  # items of a list that are remembered, and the most of a name
_NOUN = re.compile(r"(?:ones?|options?|choices?|items?|entry|variante?|option|opci[oó]n|opzione|opção|optie|punkt)\W*")
_LAST = ("last", "letzte", "letzten", "ultima", "ultimo", "derniere", "dernier", "laatste")
_VERB = frozenset(
    "cost costs include includes cover covers mean means take takes come comes kostet kosten dauert cuesta cuestan "
    "coûte costa custa kost".split()
)


def ask(question: str, options: Sequence[Citation], talk: Talk) -> Iterator[ReplyPart]:
    """The clarifying question, with a button for each page; the question waits in the talk."""
    talk.which = {"question": question, "pages": [[c.source, str(c.title), c.url, str(c.heading)] for c in options]}
    yield talk.say("which")
    yield Ask(WHICH)
    yield Offer(tuple(Choice(f"{_PAGE}{n}", str(c.title)) for n, c in enumerate(options, 1)))
    yield Cite(tuple(options))
    talk.misses = 0


def chosen(text: str, choice: str | None, which: Mapping[str, Json], talk: Talk) -> Citation | None:
    """The page a button or a short message names: by its words, or by its place. None when it names no one of them."""
    pages = [Citation(*row) for row in cast("list[list[str]]", which["pages"])]
    if choice is not None and choice.startswith(_PAGE) and choice[len(_PAGE) :].isdecimal():
        at = int(choice[len(_PAGE) :]) - 1
        return pages[at] if 0 <= at < len(pages) else None
    if len(text.split()) > _SHORT:
        return None
    common = set.intersection(*(set(terms(page.title)) for page in pages))
    said = set(terms(text))
    named = [page for page in pages if said & (set(terms(page.title)) - common)]
    if len(named) == 1:
        return named[0]
    if named:
        return None
    found = (by_place(text, len(pages), language) for language in spoken(text, talk.language))
    places = next((each for each in found if each), [])
    return pages[places[0]] if len(places) == 1 else None


def listed(units: Sequence[Unit]) -> list[str]:
    """The names of a list's items, so that "the second one" means something; none when it is no list."""
    names = [_name(unit) for unit in units if unit.kind != "sentence"]
    return names[:_LISTED] if len(names) > 1 and all(names) else []


def by_its_place(text: ClearedText, talk: Talk) -> ClearedText | None:
    """A question about "the second one" as one about the thing by its name; None when it points at nothing."""
    words = text.split()
    at, place = _place(words, len(talk.listed), spoken(text, talk.language))
    if place is None or not _points(words, at):
        return None
    noun = at + 1 < len(words) and bool(_NOUN.fullmatch(words[at + 1].lower()))
    before, after = " ".join(words[:at]), " ".join(words[at + 1 + noun :])
    name = cleared.stored(talk.listed[place])
    if understand(f"{before} {after}").wants == "fact" and not has_content(f"{before} {after}"):
        return cleared.join([cleared.fixed("what about"), name])  # "and the second one?" asks what was asked before
    return cleared.join([cleared.part(text, before), name, cleared.part(text, after)])


def _name(unit: Unit) -> str:
    """What an item is called: what stands before its colon or dash, a row's words without figures, its first words."""
    if unit.kind == "row":
        cells = [cell.rpartition(": ")[2] for cell in unit.text.split("; ")]
        return " ".join([cell for cell in cells if not re.search(r"\d", cell)][:2])[:_LONGEST]
    head = re.split(r":\s| [–—-] ", unit.text, maxsplit=1)[0]
    return " ".join(head.split()[:_NAME_WORDS])[:_LONGEST]


def _place(words: Sequence[str], size: int, languages: Sequence[str]) -> tuple[int, int | None]:
    """Where an ordinal stands among the words, and the place it names, from 0; (0, None) when none does."""
    for at, word in enumerate(words):
        for language in languages:
            for number, patterns in table("ordinals", language).items():
                if any(words_like(p).fullmatch(plain(word)) for p in patterns) and int(number) <= size:
                    return at, int(number) - 1
            if size and plain(word) in _LAST:
                return at, size - 1
    return 0, None


def _points(words: Sequence[str], at: int) -> bool:
    """Whether an ordinal stands for a thing of its own: "the second one", "the second?", not "the second month"."""
    after = words[at + 1 : at + 2]
    if words[at][-1:] in ".?!," or not after or _NOUN.fullmatch(after[0].lower()):
        return True
    following = tokens(after[0])
    return all(t in SMALL or t in _VERB for t in following)
