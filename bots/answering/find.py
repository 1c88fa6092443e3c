"""A question's answer, alone or as a follow-up: where both are possible both are looked up, the better wins."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bots import cleared
from bots.answering.answer import Answer, Earlier, answer, from_page
from bots.answering.followup import leans, may_lean
from bots.answering.gloss import glossed
from bots.answering.glossary import GLOSSED
from bots.answering.place import ADDRESS, PLACE_ASKED
from bots.answering.score import Embed
from bots.answering.words import terms
from bots.words import plain
from guardrails.types import ClearedText
from knowledge.embedders import joins_languages
from knowledge.types import Citation, Retrieval

# A question that stands well alone is not read as a follow-up.
_SURE_ALONE = 0.75
_LITTLE = 0.15  # how much surer a question of one word must be alone to be read alone: "what's the price?"
_OF_ANYTHING = frozenset(terms("cost price fee time duration number limit size deadline maximum minimum"))
_SENTENCE, _NAMES = 3, 2  # words of a sentence; words of a heading that is a name and no more ("Contact and hours")
_OURS = re.compile(r"\b(?:you|your|yours|u|ur|pay)\b", re.IGNORECASE)

Look = Callable[[ClearedText, frozenset[str]], Retrieval]


@dataclass(frozen=True, slots=True)
class Found:
    """A question, what was searched for it, and what that gives. ``follows``: it was read with the one before."""

    asked: str
    query: ClearedText
    retrieval: Retrieval
    answer: Answer
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Finder:
    """How a question is looked up and answered: the search, the embedder, the longest answer in sentences, and the
    language asked in."""

    look: Look
    embed: Embed | None
    sentences: int
    language: str = "en"

    def find(self, question: ClearedText, earlier: Earlier) -> Found:
        """The best of what the question finds alone and with the question it may go on from."""
        if not earlier.question:
            return self._read(question, question, Earlier())
        if leans(question):
            return self._together(question, earlier)
        alone = self._read(question, question, Earlier(sources=earlier.sources if may_lean(question) else frozenset()))
        if may_lean(question):  # the talk so far may say which page is meant
            alone = replace(alone, answer=replace(alone.answer, options=()))
        asks_little = _asks_little(question, alone)
        if not may_lean(question) or (alone.answer.sure >= _SURE_ALONE and not asks_little):
            return alone
        together = self._together(question, earlier)
        return alone if alone.answer.sure > together.answer.sure + _LITTLE * asks_little else together

    def on(self, question: ClearedText, page: Citation) -> Found:
        """What a page gives for a question, when the customer has chosen it."""
        query = cleared.without_placeholders(cleared.join([question, cleared.stored(page.title)]))
        retrieval = self.look(query, frozenset({page.source}))
        bare = cleared.without_placeholders(question)
        return Found(question, query, retrieval, from_page(bare, retrieval, self.embed, self.sentences, page.source))

    def _together(self, question: ClearedText, earlier: Earlier) -> Found:
        return self._read(question, cleared.join([cleared.stored(earlier.question), question]), earlier)

    def _read(self, question: ClearedText, query: ClearedText, earlier: Earlier) -> Found:
        query = cleared.without_placeholders(query)  # random letters find nothing
        where = bool(PLACE_ASKED.search(question))
        if where:  # "where are you?" has no word that any paper has
            query = cleared.stored(f"{query} {ADDRESS}")
        retrieval = self.look(query, earlier.sources)
        bare = str(cleared.without_placeholders(question))
        typed = next((p for p in retrieval.passages[:1] if p.typed), None)
        if typed is not None and _same_words(bare, typed.chunk.heading):
            given = from_page(bare, retrieval, self.embed, self.sentences, typed.citation.source)
            return Found(question, query, retrieval, given)
        if typed is None and self._foreign(retrieval):
            bare, earlier = self._glossed(bare), replace(earlier, question=self._glossed(earlier.question))
            query = cleared.stored(self._words(query, retrieval))
            retrieval = self.look(query, earlier.sources)
        bare = f"{bare} {ADDRESS}" if where else bare
        given = answer(bare, retrieval, self.embed, self.sentences, earlier)
        return Found(question, query, retrieval, given, follows=bool(earlier.question))

    def _foreign(self, retrieval: Retrieval) -> bool:
        """Whether a question must be put into English to be compared with what was found."""
        written = [p.chunk.language or "en" for p in retrieval.passages]
        return self.language in GLOSSED and 2 * written.count("en") > len(written)

    def _glossed(self, text: str) -> str:
        return glossed(text, self.language)

    def _words(self, query: str, retrieval: Retrieval) -> str:
        """What is searched for: a model of many languages reads the question as it was asked as well."""
        return f"{query} {self._glossed(query)}" if joins_languages(retrieval.embedding_model) else self._glossed(query)


def _asks_little(question: str, alone: Found) -> bool:
    """Whether a sentence asks with one word, which may be asked of anything spoken of; a page of that name, and what is
    asked of the business ("your opening hours"), stand alone."""
    said = set(terms(question))
    if len(said) > 1 or len(question.split()) < _SENTENCE or _OURS.search(question):
        return False
    page = alone.answer.closest
    named = page is not None and any(said <= (name := set(terms(n))) and len(name) <= _NAMES for n in _names(page))
    return said <= _OF_ANYTHING or not named


def _names(page: Citation) -> tuple[str, str]:
    return page.title, page.heading.rsplit(" › ", 1)[-1]


def _same_words(question: str, typed: str) -> bool:
    """Whether a question is word for word the one the owner typed an answer for."""
    return plain(question) == plain(typed.rsplit(" › ", 1)[-1])
