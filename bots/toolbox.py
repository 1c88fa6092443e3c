"""The one gateway to tools: grants, arguments, guardrails, confirmation, budgets, audit.

```
call(name, arguments)
  granted to this bot? → arguments fit the strict schema? → budget left? → TOOL_INPUT
  → confirmed by the person, if it writes? → run (identity, clock and bot from the turn) → TOOL_OUTPUT, RETRIEVAL
```

A model may ask for anything; what it gets is bounded here. Refusals are ToolErrors, said to the model and counted.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import monotonic
from typing import Any, Protocol, cast
from weakref import WeakKeyDictionary

from pydantic import BaseModel, ValidationError

from bots.config import BotConfig
from bots.errors import BadArguments, NeedsConfirmation, NotGranted, ToolError
from bots.schema.common import ToolGrant
from bots.tools import Services, Tool, ToolContext, ToolResult, VariesInWriting, discover
from bots.types import Conversation, FindingSeen, Json
from guardrails.own_values import OwnValues
from guardrails.types import ClearedText, Stage, Vault, Verdict
from knowledge.types import Passage

MAX_CALLS_PER_TURN = 12
MAX_WRITES_PER_CONVERSATION = 20
MAX_ARGUMENT_BYTES = 8_000
MAX_RESULT_CHARACTERS = 20_000
MAX_SECONDS_PER_TURN = 45.0
STATE_KEY = "_toolbox"
_READ = frozenset({Stage.TOOL_OUTPUT, Stage.RETRIEVAL})

# What every bot of a kind may do without a line in its file. Both search and hand-over only help the visitor; a booking
# is confirmed by the flow's own summary, an answer is what the visitor just said.
IMPLICIT: Mapping[str, tuple[ToolGrant, ...]] = {
    "support": (
        ToolGrant(tool="search_knowledge", clear=(), confirm="never", settings={}),
        ToolGrant(tool="hand_over", clear=(), confirm="never", settings={}),
    ),
    "booking": (
        ToolGrant(tool="find_times", clear=(), confirm="never", settings={}),
        ToolGrant(tool="hold_time", clear=(), confirm="never", own=True, settings={}),  # runs out by itself
        ToolGrant(tool="book_time", clear=(), confirm="always", own=True, settings={}),
        ToolGrant(tool="find_booking", clear=("BOOKING_CODE",), confirm="never", own=True, settings={}),
        ToolGrant(tool="move_booking", clear=(), confirm="always", own=True, settings={}),
        ToolGrant(tool="cancel_booking", clear=(), confirm="always", own=True, settings={}),
        ToolGrant(tool="join_waiting", clear=(), confirm="never", own=True, settings={}),
        ToolGrant(tool="find_waiting", clear=("BOOKING_CODE",), confirm="never", own=True, settings={}),
        ToolGrant(tool="take_offer", clear=("BOOKING_CODE",), confirm="always", own=True, settings={}),
        ToolGrant(tool="search_knowledge", clear=(), confirm="never", settings={}),
        ToolGrant(tool="hand_over", clear=(), confirm="never", settings={}),
    ),
    "survey": (
        ToolGrant(tool="record_answer", clear=(), confirm="never", own=True, settings={}),
        ToolGrant(tool="hand_over", clear=(), confirm="never", settings={}),  # when somebody is in danger
    ),
}


class Clears(Protocol):
    """The part of the guardrails a toolbox needs."""

    def clear(
        self,
        text: str,
        stage: Stage,
        *,
        vault: Vault | None = None,
        language: str | None = None,
        asked: str | None = None,
    ) -> Verdict: ...

    def restore(self, text: str, vault: Vault, *, entities: Any = None) -> str: ...


@dataclass(frozen=True, slots=True)
class ToolCall:
    """One line of the action log: which tool, and how it ended (done, refused, failed, or waiting for a yes)."""

    tool: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Pending:
    """A write that waits for the person. ``choice`` is the id of the button bound to these very arguments, ``words``
    what the person is shown of them."""

    tool: str
    arguments: Mapping[str, Json]
    choice: str
    words: str


@dataclass
class Toolbox:
    """The tools of one turn. ``acts``, ``calls``, ``findings`` and ``passages`` tell the engine what happened.

    ``saw`` is what was handed to retrieval or a model, word for word; ``prompt`` the instructions among it.
    ``measure`` is the turn's watch. A turn in which a passage or a result was kept back as an attack is ``tainted``:
    from then on every act that the owner granted wants the person's yes, also one that was confirmed before.
    """

    config: BotConfig
    bot_id: str
    version: int | None
    conversation: Conversation
    guardrails: Clears
    vault: Vault | None
    services: Services
    now: datetime
    measure: Callable[[str], AbstractContextManager[object]] = nullcontext
    tools: Mapping[str, Tool] = field(default_factory=discover)
    acts: list[str] = field(default_factory=list)
    calls: list[ToolCall] = field(default_factory=list)
    findings: list[FindingSeen] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    saw: list[ClearedText] = field(default_factory=list)
    prompt: str = ""
    timer: Callable[[], float] = monotonic
    seconds: float = 0.0

    def hand(self, text: ClearedText, prompt: str = "") -> None:
        """Notes what is handed to a model, for the preview's curtain and for the checks of the reply."""
        self.saw.append(text)
        self.prompt = prompt or self.prompt

    @property
    def tainted(self) -> bool:
        """Whether something read in this turn tried to give orders; it stands in the findings, so in the ledger."""
        return any(found.entity == "attack" and found.stage in _READ for found in self.findings)

    def granted(self) -> tuple[Tool, ...]:
        """The tools this bot may use, in the order of its grants."""
        return tuple(self.tools[name] for name in self._grants() if name in self.tools)

    def call(self, name: str, arguments: Mapping[str, Json], *, confirmed: bool = False) -> ToolResult:
        """Runs one tool. Raises NotGranted, BadArguments or NeedsConfirmation, each saying what would be accepted."""
        try:
            start = self.timer()
            try:
                with self.measure("retrieve" if name == "search_knowledge" else "tools"):
                    result = self._call(name, arguments, confirmed)
            finally:
                self.seconds += self.timer() - start
        except NeedsConfirmation:
            self.calls.append(ToolCall(name, "waiting"))
            raise
        except ToolError:
            self.calls.append(ToolCall(_known_name(name, self.tools), "refused"))
            raise
        except Exception:
            self.calls.append(ToolCall(name, "failed"))
            raise
        self.calls.append(ToolCall(name, "done"))
        return result

    def confirmation(self, name: str, arguments: Mapping[str, Json]) -> str:
        """The id of the button that confirms these very arguments of this very tool in this conversation."""
        body = json.dumps([self.conversation.id, name, arguments], sort_keys=True, ensure_ascii=False)
        return "confirm_" + hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:24]

    def state(self) -> dict[str, Json]:
        """What must be remembered over the turns of a conversation: writes done, tools confirmed once."""
        before = self._before()
        grants = self._grants()
        done = [c.tool for c in self.calls if c.outcome == "done" and self._counts(grants.get(c.tool))]
        kept = {
            "writes": int(cast(int, before.get("writes", 0))) + len(done),
            "confirmed": sorted({*cast("list[str]", before.get("confirmed", [])), *done}),
        }
        return cast("dict[str, Json]", kept) if kept["writes"] else {}

    def _call(self, name: str, arguments: Mapping[str, Json], confirmed: bool) -> ToolResult:
        grant, tool = self._permit(name)
        values = _validate(tool, arguments)
        self._within_budget(grant)
        values = self._clear_arguments(values)
        if _writes(tool, values, grant) and not confirmed and self._must_confirm(grant):
            # As cleared: what waits stands in the conversation's state, and a model's own words may hold a value.
            self._hold(tool, _held(values, arguments), _in_words(tool, values, grant))
        result = tool.run(values, self._context(grant, confirmed))
        return self._clear_result(result, own=grant.own)

    def _permit(self, name: str) -> tuple[ToolGrant, Tool]:
        grants = self._grants()
        if name not in grants or name not in self.tools:
            names = ", ".join(n for n in grants if n in self.tools) or "none"
            raise NotGranted(f"This tool is not granted to this bot. Granted: {names}.")
        return grants[name], self.tools[name]

    def _grants(self) -> dict[str, ToolGrant]:
        own = {grant.tool: grant for grant in self.config.tools}
        return {grant.tool: grant for grant in IMPLICIT.get(self.config.kind, ())} | own

    def _within_budget(self, grant: ToolGrant) -> None:
        if len(self.calls) >= MAX_CALLS_PER_TURN:
            raise NotGranted(f"At most {MAX_CALLS_PER_TURN} calls are allowed in one turn. Answer with what is known.")
        if self.seconds > MAX_SECONDS_PER_TURN:
            raise NotGranted("The tools have taken too long in this turn. Answer with what is known.")
        if self._counts(grant) and int(cast(int, self._before().get("writes", 0))) >= MAX_WRITES_PER_CONVERSATION:
            raise NotGranted("This conversation has used up its acts. Offer a person instead.")

    def _counts(self, grant: ToolGrant | None) -> bool:
        # A survey's answers are writes too, one a question; only acts that want a yes have a budget.
        return grant is not None and grant.confirm != "never" and self.tools[grant.tool].writes

    def _must_confirm(self, grant: ToolGrant) -> bool:
        if self.tainted and grant not in IMPLICIT.get(self.config.kind, ()):
            return True
        if grant.confirm == "once":
            return grant.tool not in cast("list[str]", self._before().get("confirmed", []))
        return grant.confirm == "always"

    def _hold(self, tool: Tool, arguments: Mapping[str, Json], words: str) -> None:
        choice = self.confirmation(tool.name, arguments)
        self.pending.append(Pending(tool.name, dict(arguments), choice, words))
        raise NeedsConfirmation("The person must confirm this first. Say what you would do and ask them to confirm.")

    def _before(self) -> Mapping[str, Json]:
        before = self.conversation.state.get(STATE_KEY)
        return before if isinstance(before, Mapping) else {}

    def _context(self, grant: ToolGrant, confirmed: bool) -> ToolContext:
        return ToolContext(
            bot=self.config,
            bot_id=self.bot_id,
            version=self.version,
            conversation=self.conversation,
            now=self.now,
            services=self.services,
            settings=grant.settings,
            reveal=lambda text: self._reveal(text, grant.clear),
            confirmed=confirmed,
        )

    def _reveal(self, text: str, entities: Sequence[str]) -> str:
        if self.vault is None or not entities:
            return text
        return self.guardrails.restore(text, self.vault, entities=frozenset(entities))

    def _clear_arguments(self, values: BaseModel) -> BaseModel:
        ours: frozenset[str] = getattr(type(values), "OURS", frozenset())  # what the flow itself drew or counted
        said = [name for name in type(values).model_fields if name not in ours]
        cleared = {name: self._clear_value(getattr(values, name)) for name in said}
        return values.model_copy(update=cleared)

    def _clear_value(self, value: Any) -> Any:
        if isinstance(value, str) and _OWN_ID.fullmatch(value):
            return value
        if isinstance(value, str):
            return self._pass(value, Stage.TOOL_INPUT, self.vault)
        if isinstance(value, Mapping):
            return {self._clear_key(key): self._clear_value(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(self._clear_value(item) for item in value)
        if isinstance(value, BaseModel):
            return self._clear_arguments(value)
        return value

    def _clear_key(self, key: Any) -> Any:
        """A model may write a value where a name belongs; the names in the bot's own file are nobody's."""
        own = {detail.id for detail in getattr(self.config, "details", ())}
        return key if key in own else self._clear_value(key)

    def _clear_result(self, result: ToolResult, *, own: bool) -> ToolResult:
        # What a tool tells is not of this visitor because it is told in their talk: sealed in their vault it would be
        # opened for them. Unless the grant says so, only what they have typed themselves is theirs.
        vault = self.vault if own or self.vault is None else OwnValues(self.vault)
        text = self._pass(result.text[:MAX_RESULT_CHARACTERS], Stage.TOOL_OUTPUT, vault) if result.text else ""
        passages = tuple(p for p in map(self._clear_passage, result.passages) if p is not None)
        self.passages.extend(passages)
        if result.act:
            self.acts.append(result.act)
        return replace(result, text=text, passages=passages)

    def _pass(self, text: str, stage: Stage, vault: Vault | None) -> ClearedText:
        verdict = self.guardrails.clear(text, stage, vault=vault)
        self._count(verdict, stage)
        if not verdict.blocked:
            return verdict.text
        if stage is Stage.TOOL_INPUT:
            raise BadArguments("The policy does not let these arguments reach a tool.")
        return verdict.text

    def _clear_passage(self, passage: Passage) -> Passage | None:
        # A prompt quotes title and headings beside the text: an order planted there is one as well.
        chunk, citation = passage.chunk, passage.citation
        parts = [self._clear_part(part) for part in (chunk.text, chunk.heading, citation.title, citation.heading)]
        if any(part.blocked for part in parts):
            return None
        text, heading, title, under = (part.text for part in parts)
        chunk = replace(chunk, text=text, heading=heading)
        return replace(passage, chunk=chunk, citation=replace(citation, title=title, heading=under))

    def _clear_part(self, text: str) -> Verdict:
        verdict = _retrieval_verdict(self.guardrails, text)
        self._count(verdict, Stage.RETRIEVAL)
        return verdict

    def _count(self, verdict: Verdict, stage: Stage) -> None:
        self.findings.extend(seen(verdict, stage))


# The id of a booking, drawn at random by ``records.ids``: nobody's words, and to a guardrail it looks like a key.
_OWN_ID = re.compile(r"(?:bkg|wtl)_[a-z2-7]{26}")


def _held(values: BaseModel, given: Mapping[str, Json]) -> dict[str, Json]:
    """The arguments that were given, cleared; what a tool fills in by itself is left to the call that runs."""
    cleared = values.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return {name: value for name, value in cleared.items() if name in given}


def _writes(tool: Tool, values: BaseModel, grant: ToolGrant) -> bool:
    """Whether this very call changes something; a tool with several acts says so itself."""
    if isinstance(tool, VariesInWriting):
        return tool.writes_with(values, grant.settings)
    return tool.writes


def _in_words(tool: Tool, values: BaseModel, grant: ToolGrant) -> str:
    if isinstance(tool, VariesInWriting):
        return tool.in_words(values, grant.settings)
    shown = ", ".join(f"{name}: {value}" for name, value in values.model_dump(mode="json").items())
    return f"{tool.description} ({shown})" if shown else tool.description


def seen(verdict: Verdict, stage: Stage) -> list[FindingSeen]:
    """A verdict's findings as counts per kind of data and action; a block without a finding counts by its reason."""
    counts: dict[tuple[str, str], int] = {}
    for applied in verdict.applied:
        key = (applied.finding.entity, applied.action.value)
        counts[key] = counts.get(key, 0) + 1
    if verdict.blocked and not any(action == "block" for _, action in counts):
        counts[(verdict.reason.split(":")[0] or "check", "block")] = 1
    return [FindingSeen(stage, entity, action, count) for (entity, action), count in counts.items()]


_CACHED: WeakKeyDictionary[Clears, OrderedDict[bytes, Verdict]] = WeakKeyDictionary()
_CACHE_SIZE = 2_000


def _retrieval_verdict(guardrails: Clears, text: str) -> Verdict:
    """The verdict on a passage, kept per policy: the same few hundred chunks answer most questions, and recognition
    costs more than everything else in a turn. Without a vault, so that nothing of a document enters a visitor's.

    The words as they were are kept by their hash alone; the cleared ones until 2,000 others were used since.
    """
    known = _CACHED.setdefault(guardrails, OrderedDict())
    key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    verdict = known.get(key)
    if verdict is None:
        verdict = known[key] = guardrails.clear(text, Stage.RETRIEVAL)
        while len(known) > _CACHE_SIZE:
            known.popitem(last=False)
    known.move_to_end(key)
    return verdict


def _validate(tool: Tool, arguments: Mapping[str, Json]) -> BaseModel:
    if not _finite(arguments):
        raise BadArguments("Numbers must be finite.")
    try:
        body = json.dumps(arguments, allow_nan=False, ensure_ascii=False)
        most = int(getattr(tool, "argument_bytes", MAX_ARGUMENT_BYTES))  # a tool may take a whole message
        if len(body.encode("utf-8")) > most:
            raise BadArguments(f"The arguments are longer than {most} bytes.")
        return tool.Arguments.model_validate_json(body, strict=True)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False, include_context=False)
        lines = [f"{'.'.join(map(str, fault['loc'])) or 'arguments'}: {fault['msg']}" for fault in faults]
        raise BadArguments("; ".join(lines)) from None
    except (UnicodeEncodeError, ValueError, TypeError, RecursionError):
        raise BadArguments("The arguments are not JSON text.") from None


def _finite(value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, Mapping):
        return all(_finite(item) for item in value.values())
    return all(_finite(item) for item in value) if isinstance(value, list | tuple) else True


def _known_name(name: str, tools: Mapping[str, Tool]) -> str:
    # A model may write anything as a name; only names we know are counted by name.
    return name if name in tools else "unknown"
