"""run_turn: the order of a turn, written once.

```
Incoming → 1 input → commit → 2 bot (3 tools) → 4 output → 5 close, commit → Accepted, Said…, Closed
```

The turns of one conversation run one after the other (the caller sees to it). A reply that is cut, or fails, is stored
with what had been released, so it can be read back.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import groupby
from time import perf_counter
from typing import Any

from bots.answering.language import reply_language
from bots.config import BotConfig
from bots.errors import Interrupted
from bots.kinds import Kind, Turn
from bots.kinds._attended import attended
from bots.kinds._care import cared
from bots.models import ChatModel
from bots.models.attentive import Attentive
from bots.phrases import phrase
from bots.reply import Reply
from bots.toolbox import STATE_KEY, Toolbox, seen
from bots.tools import Services
from bots.types import (
    Accepted,
    Bar,
    Closed,
    Conversation,
    FindingSeen,
    Json,
    Message,
    ReplyPart,
    Said,
    TurnEvent,
    TurnResult,
)
from bots.watch import Watch
from bots.words.care import Need, heard
from guardrails import Action, ClearedText, Guardrails, Outcome, OutputContext, Stage, Verdict
from guardrails.faults import fault
from guardrails.pipeline import trusted
from records.audit import SYSTEM, AuditNote
from records.conversations import Conversations, TurnRow
from records.vault import SealedVault

log = logging.getLogger(__name__)
_LONG, _SAME = 20, 4  # characters; turns before this one
_SAID_BEFORE = 6  # messages a number may be typed over


@dataclass(frozen=True)
class LiveBot:
    """A bot ready to answer: its file, its kind, its guardrails, and what it works with."""

    id: str
    public_id: str
    config: BotConfig
    version: int | None
    guardrails: Guardrails
    kind: Kind
    model: ChatModel | None
    services: Services


@dataclass(frozen=True, slots=True)
class Incoming:
    """What arrived, raw: only this file sees it, and only to clear it.

    ``label``: the words of a choice that was offered, when the text is just that; they are ours, not the visitor's.
    """

    message_id: str
    text: str
    choice: str | None
    at: datetime
    label: str | None = None


def run_turn(  # noqa: PLR0913 - a turn needs its bot, talk, message, vault and records
    bot: LiveBot,
    conversation: Conversation,
    incoming: Incoming,
    vault: SealedVault,
    records: Conversations,
    *,
    stop: Callable[[], bool] = lambda: False,
    timer: Callable[[], float] = perf_counter,
) -> Iterator[TurnEvent]:
    """Answers one message: Accepted, Said…, Closed. Closing the iterator or ``stop()`` stores the reply as cut."""
    watch = Watch(timer)
    with watch("input"):  # 1 input: nothing goes on before this has ended
        asked = bot.kind.asked(conversation)
        said = tuple(turn.message for turn in conversation.turns[-_SAID_BEFORE:])
        clear = bot.guardrails.clear
        verdict = _chosen(incoming) or clear(incoming.text, Stage.INPUT, vault=vault, asked=asked, earlier=said)
        message = Message(incoming.message_id, verdict.text, incoming.at, incoming.choice)
        language = reply_language(incoming.text, conversation.language)
    with watch("store"):  # the first of two commits: the message, cleared
        opened = records.open_turn(conversation.id, **_opening(bot, incoming, verdict), vault=vault)
    if opened.replay is not None and opened.replay.state != "open":
        yield from _replay(bot, opened.replay, vault)
        return
    running = Running(bot, conversation, incoming, verdict, vault, records, watch, opened.turn_id)
    reply, attentive = Reply(), bot.model and Attentive(bot.model, stop)
    try:
        yield Accepted(opened.turn_id, _bars(verdict))
        if verdict.asks:
            yield Said(reply.say(phrase("ask_not", language) + "\n\n", watch))
        turn, need = Turn(bot.config, conversation, message, attentive), _need(bot, incoming)
        if need is not None:  # before the block: who is in danger is heard whatever else they wrote
            parts = cared(need, language, turn, running.toolbox, bot.kind)
        elif (refused := verdict.reason if verdict.blocked else _repeated(conversation, message)) is not None:
            parts = reply.refuse(refused, language)
        else:  # 2 bot, which acts through 3 tools
            parts = bot.kind.respond(turn, running.toolbox)
        for piece in _released(running, reply, parts):  # 4 output
            if stop():
                reply.state = "cut"
                break
            yield Said(_shown(bot, reply.say(piece, watch), vault))
        if reply.withheld:
            yield Said(reply.say(phrase("withheld", language), watch))
    except GeneratorExit:
        reply.state = "cut"
        raise
    except Interrupted:  # asked to stop while the model was still thinking
        reply.state = "cut"
    except Exception as error:  # noqa: BLE001 - the turn's edge: the visitor is told, the log holds no content
        log.error("turn %s failed: %s", opened.turn_id, fault(error))
        reply.fail()
        yield Said(reply.say(phrase("failed", language), watch))
    finally:  # 5 close: the second commit
        result = _close(running, reply)
    yield Closed(result, _shown(bot, result.reply, vault))


@dataclass
class Running:
    """A turn under way."""

    bot: LiveBot
    conversation: Conversation
    incoming: Incoming
    verdict: Verdict
    vault: SealedVault
    records: Conversations
    watch: Watch
    turn: str

    @cached_property
    def toolbox(self) -> Toolbox:
        """The only way to act in this turn."""
        return Toolbox(
            config=self.bot.config,
            bot_id=self.bot.id,
            version=self.bot.version,
            conversation=self.conversation,
            guardrails=self.bot.guardrails,
            vault=self.vault,
            services=self.bot.services,
            now=self.incoming.at,
            measure=self.watch,
        )


def _chosen(incoming: Incoming) -> Verdict | None:
    """Choosing by typing a choice's very words: a staff member's name or a blocked word among them is no finding."""
    return Verdict(Outcome.ALLOW, trusted(incoming.label)) if incoming.label is not None else None


def _need(bot: LiveBot, incoming: Incoming) -> Need | None:
    """What calls for a person now; a button's words and, in a survey, an angry answer do not."""
    if incoming.choice or incoming.label is not None:
        return None
    need = heard(incoming.text, insults=bot.config.kind != "survey")
    return need if need == "unsafe" or bot.kind is not attended else None  # the rest is for the person who is there


def _repeated(conversation: Conversation, message: Message) -> str | None:
    """The same long message again and again; short ones ("next", "yes") and words not stored say nothing."""
    if len(message.text) < _LONG or message.choice or len(conversation.turns) < _SAME:
        return None
    return "flood" if all(turn.message == message.text for turn in conversation.turns[-_SAME:]) else None


def _opening(bot: LiveBot, incoming: Incoming, verdict: Verdict) -> dict[str, Any]:
    # Words that may not be stored are not hashed either: a short answer can be found by trying.
    keep = bot.config.stores_words
    return {
        "message_id": incoming.message_id,
        "body": f"{incoming.text}\x00{incoming.choice or ''}" if keep else "",
        "message": verdict.text if keep and not verdict.blocked else trusted("" if keep else "(answer)"),
        "at": incoming.at,
        "ledger": _ledger(seen(verdict, Stage.INPUT)),
    }


def _released(running: Running, reply: Reply, parts: Iterator[ReplyPart]) -> Iterator[ClearedText]:
    """The reply, window by window. Fixed sentences pass as they are: they hold nothing that was not cleared before."""
    for ours, texts in groupby(reply.texts(parts, running.watch), key=lambda text: text.ours):
        if ours:
            yield from (trusted(text.text) for text in texts)
        else:
            yield from _judged(running, reply, (text.text for text in texts))
        if reply.withheld:
            return


def _judged(running: Running, reply: Reply, texts: Iterator[str]) -> Iterator[ClearedText]:
    bot, toolbox, watch = running.bot, running.toolbox, running.watch
    # known now, at the first word: a kind searches first
    passages = tuple(f"{p.citation.title} › {p.chunk.heading}\n{p.chunk.text}" for p in toolbox.passages)
    context = OutputContext(
        sources=passages,
        published=passages,
        hosts=frozenset(bot.config.links),
        prompt=toolbox.prompt,
        said="\n".join([running.verdict.text, *(f"{t.message}\n{t.reply}" for t in toolbox.conversation.turns[-6:])]),
        acts=tuple(toolbox.acts),
        tools=tuple(tool.name for tool in toolbox.granted()),
        before=str(toolbox.conversation.turns[-1].reply) if toolbox.conversation.turns else "",
    )
    stream = bot.guardrails.stream(texts, vault=toolbox.vault, context=context)
    pieces = iter(stream)
    while True:
        with watch("output"):
            piece = next(pieces, None)
        if piece is None:
            break
        yield piece
    reply.findings.extend(seen(stream.verdict, Stage.OUTPUT))
    if stream.verdict.blocked:
        reply.block, reply.withheld, reply.citations = stream.verdict.reason, True, ()
        if reply.said:
            reply.said.append("\n\n")


def _close(running: Running, reply: Reply) -> TurnResult:
    toolbox, watch = running.toolbox, running.watch
    result = _result(running, reply)
    seen_later = [*toolbox.findings, *reply.findings]
    with watch("store"):
        running.records.close_turn(
            running.turn,
            state=result.state,
            reply=result.reply,
            citations=result.citations,
            choices=result.choices,
            asking=result.asking,
            abstained=result.abstained,
            abstain_reason=result.abstain_reason,
            blocked=result.blocked,
            block_reason=result.block_reason,
            handed_over=result.handed_over,
            handover_reason=result.handover_reason,
            notice=result.notice,
            model=running.bot.model.name if running.bot.model is not None and toolbox.prompt else "",
            milliseconds=watch.milliseconds(),
            begun_with=running.conversation.state,
            conversation_state=_state(running, reply),
            # Calls of tools stand in the ledger too, under a stage of their own: how often, how they ended.
            ledger=_ledger(seen_later) + _calls(running),
            vault=running.vault,
            at=running.incoming.at,
            audit=_audit(running, result),
            to_person=result.to_person,
        )
    return replace(result, milliseconds=watch.milliseconds())


def _result(running: Running, reply: Reply) -> TurnResult:
    toolbox, verdict = running.toolbox, running.verdict
    return TurnResult(
        turn=running.turn,
        message=verdict.text,
        reply=trusted("".join(reply.said)),
        state=reply.state,
        citations=reply.citations,
        choices=reply.choices,
        asking=reply.asking,
        abstained=bool(reply.abstain),
        abstain_reason=reply.abstain,
        blocked=bool(reply.block),
        block_reason=reply.block,
        handed_over=bool(reply.handover),
        handover_reason=reply.handover,
        findings=(*seen(verdict, Stage.INPUT), *toolbox.findings, *reply.findings),
        input_applied=verdict.applied,
        passages=tuple(dict.fromkeys(p.citation for p in toolbox.passages)),
        model_saw="\n\n".join(toolbox.saw) if toolbox.saw else verdict.text,
        notice=reply.notice,
        to_person=running.bot.kind is attended,
    )


def _state(running: Running, reply: Reply) -> dict[str, Json]:
    stands = reply.kept is not None and reply.state != "failed"
    state = dict(reply.kept if stands and reply.kept is not None else running.conversation.state)
    acts = running.toolbox.state()
    return state | ({STATE_KEY: acts} if acts else {})


def _audit(running: Running, result: TurnResult) -> list[AuditNote]:
    """What an auditor asks for: what was stopped, what was refused, what was done; never a word of the talk."""
    notes = [AuditNote(SYSTEM, "turn.blocked", running.turn, {"reason": result.block_reason})] if result.blocked else []
    for call in running.toolbox.calls:
        if call.outcome == "done" and not running.bot.config.stores_words:
            continue  # how many answers an anonymous talk gave would tell which response it was
        if call.outcome != "done" or (call.tool in running.toolbox.tools and running.toolbox.tools[call.tool].writes):
            notes.append(AuditNote(SYSTEM, f"tool.{call.outcome}", running.turn, {"tool": call.tool}))
    return notes


def _calls(running: Running) -> list[tuple[str, str, str, int]]:
    calls = [("tool", call.tool, call.outcome, 1) for call in running.toolbox.calls]
    return calls if running.bot.config.stores_words else [call for call in calls if call[2] != "done"]


def _ledger(findings: Sequence[FindingSeen]) -> list[tuple[str, str, str, int]]:
    return [(f.stage.value, f.entity, f.action, f.count) for f in findings]


def _replay(bot: LiveBot, row: TurnRow, vault: SealedVault) -> Iterator[TurnEvent]:
    """The stored reply again, for a message that was sent twice."""
    result = TurnResult(
        turn=row.id,
        message=row.message,
        reply=row.reply,
        state=row.state,
        citations=row.citations,
        choices=row.choices,
        asking=row.asking,
        abstained=row.abstained,
        abstain_reason=row.abstain_reason,
        blocked=row.blocked,
        block_reason=row.block_reason,
        handed_over=row.handed_over,
        handover_reason=row.handover_reason,
        notice=row.notice,
        milliseconds=row.milliseconds,
        to_person=row.to_person,
    )
    shown = _shown(bot, row.reply, vault)
    yield Accepted(row.id, ())
    if shown:
        yield Said(shown)
    yield Closed(result, shown)


def _shown(bot: LiveBot, text: str, vault: SealedVault) -> str:
    """As the visitor may see it: with the values that visitor typed, if the policy shows them."""
    return bot.guardrails.restore(text, vault) if bot.guardrails.policy.show_own_values else text


def _bars(verdict: Verdict) -> tuple[Bar, ...]:
    """What turns into bars in the widget: only what was kept secret."""
    return tuple(
        Bar(a.finding.start, a.finding.end, a.finding.entity, a.action.value)
        for a in verdict.applied
        if a.action is not Action.ALLOW
    )
