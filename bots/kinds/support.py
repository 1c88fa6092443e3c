"""support: answers from the owner's documents, names the source, and says when it does not know.

```
message → a button or a yes? → small talk, person, account …? → each question: leans on the last? → search
        → a model writes from the passages, or the embedded answerer quotes them → or: I do not know, a person?
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import cast

from bots import cleared
from bots.answering import questions
from bots.answering.answer import Answer, Earlier
from bots.answering.find import Finder, Found
from bots.answering.followup import leans
from bots.answering.intent import has_content, intent
from bots.answering.language import passage_language, reply_language
from bots.errors import ModelError, NotGranted, ToolError
from bots.kinds import Turn
from bots.kinds._grounded import Written, grounds, write
from bots.phrases import phrase
from bots.schema.support import SupportFile
from bots.toolbox import Pending, Toolbox
from bots.tools import ToolResult
from bots.tools.hand_over import ACT
from bots.types import (
    Abstain,
    Choice,
    Cite,
    Conversation,
    HandOver,
    Json,
    Notice,
    Offer,
    ReplyPart,
    SetState,
    Text,
)
from bots.words import spoken
from bots.words.affirm import affirms
from guardrails.types import ClearedText
from knowledge.types import Citation, Retrieval

PERSON, LEAVE = "person", "leave"
_HANDED = {"person": "asked", "upset": "upset", "unsafe": "unsafe"}
_OWN_TOOLS = ("search_knowledge", "hand_over")
_LONGEST_QUERY = 1500  # characters of a message that are searched for: the tool takes 2,000, and 8,000 bytes
_CHAT = ("greeting", "thanks", "bye", "fine")


@dataclass
class _Talk:
    """What support remembers of a conversation, and the words of this turn."""

    bot: SupportFile
    language: str
    misses: int = 0
    about: str = ""
    offered: bool = False
    pending: Mapping[str, Json] | None = None
    cited: frozenset[str] = frozenset()

    def say(self, key: str, **values: str) -> Text:
        return Text(phrase(key, self.language, **values), ours=True)

    def state(self) -> SetState:
        kept: dict[str, Json] = {"misses": self.misses, "about": self.about, "language": self.language}
        if self.offered:
            kept["offered"] = True
        if self.pending:
            kept["pending"] = dict(self.pending)
        return SetState(kept)


class _Support:
    name = "support"
    description = "Answers questions from the owner's documents, with sources, or says that it does not know"

    def asked(self, conversation: Conversation) -> str | None:  # noqa: ARG002 - the protocol's
        """Support never asks for personal data."""
        return None

    def respond(self, turn: Turn, toolbox: Toolbox) -> Iterator[ReplyPart]:
        """Parts of the reply to one message."""
        assert isinstance(turn.bot, SupportFile)
        talk, before = _remembered(turn)
        yield from _reply(turn, toolbox, talk, before)
        yield talk.state()


kind = _Support()


def _reply(turn: Turn, toolbox: Toolbox, talk: _Talk, before: _Talk) -> Iterator[ReplyPart]:
    text, choice = turn.message.text, turn.message.choice
    decided = _decided(choice, text, before.pending, talk.language) if before.pending is not None else None
    if decided is not None and before.pending is not None:
        yield from _settle(decided, before.pending, toolbox, talk)
    elif choice == PERSON or _same(text, phrase("person", talk.language)) or (before.offered and _yes(text, talk)):
        yield from _hand_over("asked", toolbox, talk)
    elif before.offered and _no(text, talk):
        yield talk.say("else")
    else:
        yield from _by_intent(turn, toolbox, talk)


def _by_intent(turn: Turn, toolbox: Toolbox, talk: _Talk) -> Iterator[ReplyPart]:
    name = intent(turn.message.text).name
    if name in _CHAT:
        yield talk.say(name)
    elif name in ("human", "abilities"):
        yield talk.say(name, name=talk.bot.name, scope=_scope(talk))
        if name == "human":
            yield from _offer(talk)
    elif name in _HANDED:
        if name != "person":
            yield talk.say(name)
            yield Text("\n\n", ours=True)
        yield from _hand_over(_HANDED[name], toolbox, talk)
    elif name == "advice" or (name == "account" and not _may_act(turn, toolbox)):
        yield from _decline(name, talk)
    elif name == "task":
        yield from _decline("out_of_scope", talk)
    elif not has_content(turn.message.text) and not (talk.about and leans(turn.message.text)):
        yield from _decline("unclear", talk)
    else:
        yield from _answers(turn, toolbox, talk)


def _may_act(turn: Turn, toolbox: Toolbox) -> bool:
    """Whether a model may look things up or change them with tools the owner granted."""
    return turn.model is not None and any(tool.name not in _OWN_TOOLS for tool in toolbox.granted())


def _remembered(turn: Turn) -> tuple[_Talk, _Talk]:
    """The talk for this turn and as it was before it."""
    bot, state = cast(SupportFile, turn.bot), turn.conversation.state
    spoken_so_far = str(state.get("language") or turn.conversation.language)
    pending = state.get("pending")
    before = _Talk(
        bot,
        spoken_so_far,
        misses=cast(int, state.get("misses") or 0),
        about=str(state.get("about") or ""),
        offered=bool(state.get("offered")),
        pending=pending if isinstance(pending, Mapping) else None,
    )
    language = reply_language(turn.message.text, spoken_so_far)
    cited = (
        frozenset(c.source for c in turn.conversation.turns[-1].citations) if turn.conversation.turns else frozenset()
    )
    return _Talk(bot, language, misses=before.misses, about=before.about, cited=cited), before


# Answers


def _answers(turn: Turn, toolbox: Toolbox, talk: _Talk) -> Iterator[ReplyPart]:
    parts = questions.split(turn.message.text)
    found = [_find(cleared.stored(part), toolbox, talk) for part in parts]
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
        yield from _miss(found[0].answer, talk)
        return
    yield from _quoted(found, talk)


def _find(question: ClearedText, toolbox: Toolbox, talk: _Talk) -> Found:
    finder = Finder(partial(_look, toolbox), toolbox.services.embed, talk.bot.answer_sentences)
    found = finder.find(question, Earlier(talk.about, talk.cited))
    if not found.follows and found.answer.outcome != "out_of_scope":
        talk.about = question
    return found


def _look(toolbox: Toolbox, query: ClearedText, near: frozenset[str]) -> Retrieval:
    toolbox.hand(query)
    pages = cast("list[Json]", sorted(near)[:_MOST_NEAR])
    asked = cleared.shortened(query, _LONGEST_QUERY)
    result = toolbox.call("search_knowledge", {"query": asked, "near": pages})
    return Retrieval(result.passages, cast(float, (result.data or {}).get("confidence", 0.0)))


_MOST_NEAR = 8


def _quoted(found: list[Found], talk: _Talk) -> Iterator[ReplyPart]:
    """The embedded answerer's words: the quotations, in the order asked, with what is unknown said so."""
    said: list[str] = []
    cited: list[Citation] = []
    for one in found:
        extract = one.answer.extract
        if extract is None:
            said.append(f"“{one.asked.strip()}”: {phrase('missing', talk.language)}")
        elif extract.text not in said:
            said.append(extract.text)
            cited.extend(extract.citations)
    language = passage_language("\n".join(said), talk.language)
    if language != talk.language:
        yield talk.say("quoted")
        yield Text("\n\n", ours=True)
    yield Text("\n\n".join(said))
    yield Cite(tuple(dict.fromkeys(cited)))
    talk.misses = 0


def _written(turn: Turn, toolbox: Toolbox, talk: _Talk, found: list[Found], written: Written) -> Iterator[ReplyPart]:
    """A model's words from the passages; when it finds no answer in them, the same honest reply as without one."""
    likeliest = tuple(f.answer.closest.source for f in found if f.answer.closest is not None)
    passages = grounds([f.retrieval for f in found], likeliest)
    for piece in write(turn, toolbox, passages, talk.language, written):
        yield Text(piece)
    handed = next((act.removeprefix(ACT) for act in toolbox.acts if act.startswith(ACT)), "")
    if handed:
        yield Text("\n\n" if written.said else "", ours=True)
        yield from _handed_words(handed, talk)
    elif toolbox.pending:
        yield from _ask_to_confirm(toolbox.pending[-1], talk, after=written.said)
    elif not written.said:
        yield from _miss(found[0].answer, talk)
        return
    if written.citations:
        yield Cite(written.citations)
    talk.misses = 0


# Not knowing, and a person


def _miss(given: Answer, talk: _Talk) -> Iterator[ReplyPart]:
    """The honest reply; each kind of not knowing has its own words."""
    if given.outcome == "out_of_scope":
        yield from _decline("out_of_scope", talk)
        return
    yield Text(phrase("premise" if given.outcome == "premise" else "missing", talk.language), ours=True)
    if given.closest is not None and given.outcome in ("closest", "premise"):
        yield Text(" " + phrase("closest", talk.language, title=given.closest.title), ours=True)
        yield Cite((given.closest,))
    yield from _abstain("premise" if given.outcome == "premise" else "missing", talk)


def _decline(reason: str, talk: _Talk) -> Iterator[ReplyPart]:
    yield talk.say(reason, scope=_scope(talk)) if reason == "out_of_scope" else talk.say(reason)
    if reason == "unclear":
        yield Abstain(reason)
        return
    yield from _abstain(reason, talk)


def _abstain(reason: str, talk: _Talk) -> Iterator[ReplyPart]:
    talk.misses += 1
    yield Abstain(reason)
    if reason == "out_of_scope" and talk.misses < talk.bot.handover.offer_after_misses:
        return
    yield Text(" " + phrase("connect", talk.language), ours=True)
    if talk.misses >= talk.bot.handover.offer_after_misses and talk.bot.handover.contact:
        yield Text(" " + talk.bot.handover.contact, ours=True)
    yield from _offer(talk)


def _offer(talk: _Talk) -> Iterator[ReplyPart]:
    talk.offered = True
    yield Offer((Choice(PERSON, phrase("person", talk.language)),))


def _hand_over(reason: str, toolbox: Toolbox, talk: _Talk) -> Iterator[ReplyPart]:
    toolbox.call("hand_over", {"reason": reason})
    yield from _handed_words(reason, talk)


def _handed_words(reason: str, talk: _Talk) -> Iterator[ReplyPart]:
    talk.misses = 0
    yield talk.say("handed_over")
    if talk.bot.handover.contact:
        yield Text(" " + talk.bot.handover.contact, ours=True)
    yield HandOver(reason)


# Acts that want a yes


def _ask_to_confirm(pending: Pending, talk: _Talk, *, after: bool) -> Iterator[ReplyPart]:
    talk.pending = {"tool": pending.tool, "arguments": dict(pending.arguments), "choice": pending.choice}
    yield Text(("\n\n" if after else "") + phrase("confirm_act", talk.language, act=pending.words))
    yield Offer(
        (Choice(pending.choice, phrase("do_it", talk.language)), Choice(LEAVE, phrase("leave_it", talk.language)))
    )


def _decided(choice: str | None, text: str, pending: Mapping[str, Json], language: str) -> bool | None:
    """Yes only by the button bound to these arguments, or its very words; anything else lets go of it."""
    if choice == pending.get("choice") or _same(text, phrase("do_it", language)):
        return True
    return False if choice == LEAVE or _same(text, phrase("leave_it", language)) else None


def _settle(yes: bool, pending: Mapping[str, Json], toolbox: Toolbox, talk: _Talk) -> Iterator[ReplyPart]:
    if not yes:
        yield talk.say("left_act")
        return
    try:
        arguments = cast("Mapping[str, Json]", pending.get("arguments") or {})
        result: ToolResult = toolbox.call(str(pending.get("tool")), arguments, confirmed=True)
    except (ToolError, NotGranted):
        yield talk.say("act_failed")
        yield from _hand_over("tool_failure", toolbox, talk)
        return
    yield talk.say("done_act")
    if result.text:
        yield Text(f"\n\n{result.text}")


def _yes(text: str, talk: _Talk) -> bool:
    return len(text) < 40 and affirms(text, spoken(text, talk.language)) is True


def _no(text: str, talk: _Talk) -> bool:
    return len(text) < 40 and affirms(text, spoken(text, talk.language)) is False


def _same(text: str, label: str) -> bool:
    return text.strip(" .!").casefold() == label.casefold()


def _scope(talk: _Talk) -> str:
    return talk.bot.scope.rstrip(". ") or phrase("our_services", talk.language, name=talk.bot.name)
