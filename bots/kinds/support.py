"""support: answers from the owner's documents, names the source, and says when it does not know.

```
message → a button or a yes? → small talk, person, account …? → each question: leans on the last? → search
        → a model writes from the passages, or the embedded answerer quotes them → or: I do not know, a person?
```
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import cast

from bots import cleared
from bots.answering import questions
from bots.answering.answer import Earlier
from bots.answering.find import Finder, Found
from bots.answering.followup import leans, may_lean
from bots.answering.intent import aside, has_content, intent
from bots.answering.language import passage_language
from bots.answering.words import terms
from bots.errors import ModelError
from bots.kinds import Turn
from bots.kinds import _support_which as which
from bots.kinds._grounded import Written, grounds, rewritten, write
from bots.kinds._support_acts import ask_to_confirm, called, decided, goes_on, perform, same, settle
from bots.kinds._support_talk import (
    PERSON,
    Talk,
    asked,
    contact,
    decline,
    hand_over,
    handed_words,
    miss,
    offer,
    remembered,
    why,
)
from bots.phrases import phrase
from bots.schema.support import SupportFile
from bots.toolbox import Toolbox
from bots.tools.hand_over import ACT
from bots.types import Cite, Conversation, Json, Notice, ReplyPart, Text
from guardrails.types import ClearedText
from knowledge.types import Citation, Retrieval

_HANDED = {"person": "asked", "upset": "upset"}  # danger, threats and insults are heard before: kinds/_care.py
_OWN_TOOLS = ("search_knowledge", "hand_over")
_LONGEST_QUERY = 1500  # characters of a message that are searched for: the tool takes 2,000, and 8,000 bytes
_CHAT = ("greeting", "thanks", "bye", "fine")


class _Support:
    name = "support"
    description = "Answers questions from the owner's documents, with sources, or says that it does not know"

    def asked(self, conversation: Conversation) -> str | None:
        """Where to answer out of hours; nothing else personal is ever asked for."""
        return asked(conversation)

    def respond(self, turn: Turn, toolbox: Toolbox) -> Iterator[ReplyPart]:
        """Parts of the reply to one message."""
        assert isinstance(turn.bot, SupportFile)
        talk, before = remembered(turn)
        yield from _reply(turn, toolbox, talk, before)
        yield talk.state()

    def hand_over(self, reason: str, turn: Turn, toolbox: Toolbox) -> Iterator[ReplyPart]:
        """A person takes over now: with this bot's hours and, when nobody is there, where to answer."""
        talk, _ = remembered(turn)
        yield from hand_over(reason, toolbox, talk)
        yield talk.state()


kind = _Support()


def _reply(turn: Turn, toolbox: Toolbox, talk: Talk, before: Talk) -> Iterator[ReplyPart]:
    text, choice = turn.message.text, turn.message.choice
    waiting = _waiting(turn, toolbox, talk, before)
    if waiting is not None:
        yield from waiting
    elif choice == PERSON or same(text, phrase("person", talk.language)) or (before.offered and talk.yes(text)):
        yield from hand_over(why(before.offered), toolbox, talk)
    elif before.offered and talk.no(text):
        yield talk.say("else")
    else:
        yield from _by_intent(turn, toolbox, talk)


def _waiting(turn: Turn, toolbox: Toolbox, talk: Talk, before: Talk) -> Iterator[ReplyPart] | None:
    """The reply to what the last turn waited for: a yes, an address, a value; None when this is something else."""
    text, choice = turn.message.text, turn.message.choice
    if before.pending is not None:
        yes = decided(choice, text, before.pending, talk.language)
        return settle(yes, before.pending, toolbox, talk) if yes is not None else None
    if before.contact:
        return contact(text, choice, talk)
    if before.act is not None:
        act = goes_on(text, before.act, toolbox)
        return perform(act, toolbox, talk) if act is not None else None
    if before.which is not None:
        page = which.chosen(text, choice, before.which, talk)
        return _on_page(str(before.which["question"]), page, toolbox, talk) if page is not None else None
    return None


def _by_intent(turn: Turn, toolbox: Toolbox, talk: Talk) -> Iterator[ReplyPart]:
    name = intent(turn.message.text).name
    if name in _CHAT:
        yield talk.say(name)
    elif name in ("human", "abilities"):
        yield talk.say(name, name=talk.bot.name, scope=talk.scope)
        if name == "human":
            yield from offer(talk, "asked")
    elif name in _HANDED:
        if name != "person":
            yield talk.say(name)
            yield Text("\n\n", ours=True)
        yield from hand_over(_HANDED[name], toolbox, talk)
    else:
        yield from _by_matter(name, turn, toolbox, talk)


def _by_matter(name: str, turn: Turn, toolbox: Toolbox, talk: Talk) -> Iterator[ReplyPart]:
    if name == "account" and talk.about and leans(turn.message.text):
        name = "question"  # "how do I reset my password?", "and change my address?" goes on asking how
    act = called(turn.message.text, toolbox) if turn.model is None else None
    if act is not None:
        yield from perform(act, toolbox, talk)
    elif name == "advice" or (name == "account" and not _may_act(turn, toolbox)):
        yield from decline(name, talk)
    elif name == "task" or (name == "elsewhere" and not _told_of(turn.message.text, toolbox)):
        yield from decline("out_of_scope", talk)
    elif not has_content(turn.message.text) and not (talk.about and leans(turn.message.text)):
        yield from decline("unclear", talk)
    else:
        yield from _answers(turn, toolbox, talk)


def _told_of(text: ClearedText, toolbox: Toolbox) -> bool:
    """Whether a page is about a matter that is usually none of a business's: the weather, football …"""
    matter = set(terms(aside(text)))
    found = _look(toolbox, cleared.without_placeholders(text), frozenset())
    return any(matter <= set(terms(f"{p.citation.title} {p.chunk.heading}")) for p in found.passages)


def _may_act(turn: Turn, toolbox: Toolbox) -> bool:
    """Whether a model may look things up or change them with tools the owner granted."""
    return turn.model is not None and any(tool.name not in _OWN_TOOLS for tool in toolbox.granted())


# Answers


def _answers(turn: Turn, toolbox: Toolbox, talk: Talk) -> Iterator[ReplyPart]:
    parts = questions.split(turn.message.text)
    goes_on_from = talk.about
    found: list[Found] = []
    for part in parts:
        found.append(_find(cleared.part(turn.message.text, part), toolbox, talk))
        if found[-1].answer.extract is not None:  # "… and how long does it take?" goes on from the page just found
            talk.cited = frozenset(c.source for c in found[-1].answer.extract.citations)
    options = found[0].answer.options if len(found) == 1 and turn.model is None else ()
    if options:
        yield from which.ask(found[0].asked, options, talk)
        return
    if goes_on_from and len(found) == 1:
        found = [_understood(found[0], turn, toolbox, talk)]
    near = any(f.answer.outcome in ("answer", "closest", "premise") for f in found)
    if turn.model is not None and (near or _may_act(turn, toolbox)):
        written = Written()
        try:
            yield from _written(turn, toolbox, talk, found, written)
            return
        except ModelError:
            toolbox.prompt = ""  # from here on no model writes
            yield Notice(phrase("model_failed", talk.language))
            if written.said:
                yield Text("…\n\n", ours=True)
    if not any(f.answer.outcome == "answer" for f in found):
        yield from miss(found[0].answer, talk, found[0].retrieval)
        return
    yield from _quoted(found, talk)


def _on_page(question: str, page: Citation, toolbox: Toolbox, talk: Talk) -> Iterator[ReplyPart]:
    """The answer to a question that waited for the page it is about."""
    asked_before = cleared.stored(question)
    talk.about = asked_before
    found = _finder(toolbox, talk).on(asked_before, page)
    yield from _quoted([found], talk) if found.answer.extract is not None else miss(found.answer, talk)


def _finder(toolbox: Toolbox, talk: Talk) -> Finder:
    return Finder(partial(_look, toolbox), toolbox.services.embed, talk.bot.answer_sentences, talk.language)


def _find(question: ClearedText, toolbox: Toolbox, talk: Talk) -> Found:
    question = which.by_its_place(question, talk) or question
    found = _finder(toolbox, talk).find(question, Earlier(talk.about, talk.cited))
    if not found.follows and found.answer.outcome != "out_of_scope":
        talk.about = question
    return found


def _understood(found: Found, turn: Turn, toolbox: Toolbox, talk: Talk) -> Found:
    """A follow-up that local rules could not answer is put into full words by the model, if there is one."""
    if turn.model is None or found.answer.outcome == "answer" or not may_lean(found.asked):
        return found
    try:
        question = rewritten(turn, toolbox)
    except ModelError:  # said later, by the reply itself
        return found
    return _find(question, toolbox, talk) if question is not None else found


def _look(toolbox: Toolbox, query: ClearedText, near: frozenset[str]) -> Retrieval:
    toolbox.hand(query)
    pages = cast("list[Json]", sorted(near)[:_MOST_NEAR])
    asked = cleared.shortened(query, _LONGEST_QUERY)
    result = toolbox.call("search_knowledge", {"query": asked, "near": pages})
    data = result.data or {}
    return Retrieval(result.passages, cast(float, data.get("confidence", 0.0)), str(data.get("model", "")))


_MOST_NEAR = 8


def _quoted(found: list[Found], talk: Talk) -> Iterator[ReplyPart]:
    """The embedded answerer's words: the quotations, in the order asked, with what is unknown said so."""
    said: list[str] = []
    quoted: set[str] = set()
    cited: list[Citation] = []
    for one in found:
        extract = one.answer.extract
        if extract is None:
            said.append(f"“{one.asked.strip()}”: {phrase('missing', talk.language)}")
        elif all(" ".join(unit.text.split()) in quoted for unit in extract.used):
            continue  # "is there a sauna, and when is it open?" has one answer
        else:
            said.append(extract.text)
            quoted.update(" ".join(unit.text.split()) for unit in extract.used)
            cited.extend(extract.citations)
    language = passage_language("\n".join(said), talk.language)
    if language != talk.language:
        yield talk.say("quoted")
        yield Text("\n\n", ours=True)
    yield Text("\n\n".join(said))
    yield Cite(tuple(dict.fromkeys(cited)))
    talk.misses = 0
    if len(found) == 1 and found[0].answer.extract is not None:
        talk.listed = which.listed(found[0].answer.extract.used) or talk.listed


def _written(turn: Turn, toolbox: Toolbox, talk: Talk, found: list[Found], written: Written) -> Iterator[ReplyPart]:
    """A model's words from the passages; when it finds no answer in them, the same honest reply as without one."""
    likeliest = tuple(f.answer.closest.source for f in found if f.answer.closest is not None)
    passages = grounds([f.retrieval for f in found], likeliest)
    for piece in write(turn, toolbox, passages, talk.language, written):
        yield Text(piece)
    handed = next((act.removeprefix(ACT) for act in toolbox.acts if act.startswith(ACT)), "")
    if handed:
        yield Text("\n\n" if written.said else "", ours=True)
        yield from handed_words(handed, toolbox.now, talk)
    elif toolbox.pending:
        yield from ask_to_confirm(toolbox.pending[-1], talk, after=written.said)
    elif not written.said:
        yield from miss(found[0].answer, talk)
        return
    if written.citations:
        yield Cite(written.citations)
    talk.misses = 0
