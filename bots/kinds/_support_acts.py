"""Acts of the owner's services: local rules say which one a message calls for, what is missing is asked, a write waits
for a yes. With a model the model calls them; either way only through the toolbox.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from bots import owner_pattern
from bots.answering.intent import asks_to_act, intent
from bots.answering.words import terms, tokens
from bots.errors import BadArguments, NeedsConfirmation, NotGranted, NotSignedIn, ToolError
from bots.kinds._support_talk import Talk, abstain, hand_over
from bots.phrases import phrase
from bots.toolbox import Pending, Toolbox
from bots.tools import ToolResult
from bots.tools.http_request import Action, Input, actions_of, said
from bots.types import Choice, Json, Offer, ReplyPart, Text
from guardrails.vault import PLACEHOLDER

TOOL = "http_request"
LEAVE = "leave"
_NUMBER = re.compile(r"(?<![\w.])\d[\d ]{0,18}(?![\w.]*\d)")
_ASKING = frozenset(
    "where when how many much which what who wo wann wie welche dónde cuándo cuánto où quand combien dove quando "
    "quanto onde waar wanneer hoeveel".split()
)
_LOOKED_AT = 500  # characters of a message in which a value is looked for


@dataclass(frozen=True, slots=True)
class Act:
    """An act of the owner's, chosen, with the values known so far."""

    name: str
    action: Action
    values: Mapping[str, Json]

    @property
    def missing(self) -> tuple[str, ...]:
        """Inputs without a value."""
        return tuple(name for name in self.action.inputs if name not in self.values)


def called(text: str, toolbox: Toolbox) -> Act | None:
    """The act a message calls for: by the owner's own words for it, or by its description when the message is about
    the customer's own affairs. Nothing is changed for a message that only asks about something."""
    own = intent(text).name == "account"
    have = _told_by(text)
    best: tuple[int, str, Action] | None = None
    for name, action in _granted(toolbox).items():
        score = max((2 + len(_told_by(words)) for words in action.when if _told_by(words) <= have), default=0)
        if not score and own and (action.method != "GET") == asks_to_act(text):
            told = set(terms(action.description))
            score = len(told & have) if (told <= have or action.method == "GET") else 0
        if score and (best is None or score > best[0]):
            best = (score, name, action)
    return Act(best[1], best[2], _values(best[2], text)) if best else None


def goes_on(text: str, waiting: Mapping[str, Json], toolbox: Toolbox) -> Act | None:
    """The act that waited for a value, with the one this message gives; None when it gives none."""
    name = str(waiting.get("action"))
    action = _granted(toolbox).get(name)
    if action is None:
        return None
    known = cast("Mapping[str, Json]", waiting.get("inputs") or {})
    asked = next((n for n in action.inputs if n not in known), None)
    given = dict(_values(action, text))
    if asked is not None and asked not in given:
        whole = _whole(action.inputs[asked], text)
        given |= {asked: whole} if whole is not None else {}
    return Act(name, action, {**given, **known}) if given else None


def perform(act: Act, toolbox: Toolbox, talk: Talk) -> Iterator[ReplyPart]:
    """Asks for what is missing, or does it and tells what came of it."""
    if act.missing:
        talk.act = {"action": act.name, "inputs": dict(act.values)}
        yield Text(phrase("need_value", talk.language, what=_name(act, act.missing[0])))
        return
    try:
        result = toolbox.call(TOOL, {"action": act.name, "inputs": dict(act.values)})
    except NeedsConfirmation:
        yield from ask_to_confirm(toolbox.pending[-1], talk, after=False)
    except NotSignedIn:
        yield talk.say("sign_in")
        yield from abstain("account", talk)
    except BadArguments:
        wrong = next(iter(act.action.inputs), "")
        talk.act = {"action": act.name, "inputs": {}}
        yield Text(phrase("bad_value", talk.language, what=_name(act, wrong)))
    except NotGranted:
        yield talk.say("service_failed")
        yield from abstain("tool_failure", talk)
    else:
        yield from _told(act, result, talk)


def ask_to_confirm(pending: Pending, talk: Talk, *, after: bool) -> Iterator[ReplyPart]:
    """What would be done, with the button bound to these very arguments."""
    talk.pending = {"tool": pending.tool, "arguments": dict(pending.arguments), "choice": pending.choice}
    yield Text(("\n\n" if after else "") + phrase("confirm_act", talk.language, act=pending.words))
    yield Offer(
        (Choice(pending.choice, phrase("do_it", talk.language)), Choice(LEAVE, phrase("leave_it", talk.language)))
    )


def decided(choice: str | None, text: str, pending: Mapping[str, Json], language: str) -> bool | None:
    """Yes only by the button bound to these arguments, or its very words; anything else lets go of it."""
    if choice == pending.get("choice") or same(text, phrase("do_it", language)):
        return True
    return False if choice == LEAVE or same(text, phrase("leave_it", language)) else None


def settle(yes: bool, pending: Mapping[str, Json], toolbox: Toolbox, talk: Talk) -> Iterator[ReplyPart]:
    """Does what was confirmed, or leaves it."""
    if not yes:
        yield talk.say("left_act")
        return
    arguments = cast("Mapping[str, Json]", pending.get("arguments") or {})
    try:
        result: ToolResult = toolbox.call(str(pending.get("tool")), arguments, confirmed=True)
    except NotSignedIn:
        yield talk.say("sign_in")
        yield from abstain("account", talk)
        return
    except (ToolError, NotGranted):
        yield talk.say("act_failed")
        yield from hand_over("tool_failure", toolbox, talk)
        return
    yield talk.say("done_act")
    if result.text:
        yield Text(f"\n\n{result.text}")


def same(text: str, label: str) -> bool:
    """Whether a message is a button's words."""
    return text.strip(" .!").casefold() == label.casefold()


def _told_by(text: str) -> set[str]:
    """What a phrase says for finding its act: words with a meaning, and the question words."""
    return {*terms(text), *(token for token in tokens(text) if token in _ASKING)}


def _granted(toolbox: Toolbox) -> Mapping[str, Action]:
    settings = next((grant.settings for grant in toolbox.config.tools if grant.tool == TOOL), None)
    return actions_of(settings) if settings is not None else {}


def _told(act: Act, result: ToolResult, talk: Talk) -> Iterator[ReplyPart]:
    data = dict(result.data or {})
    talk.misses = 0
    if data.get("found") is False:
        talk.act = {"action": act.name, "inputs": {}} if act.action.inputs else None
        yield talk.say("not_there")
    elif act.action.say and said(act.action, {**act.values, **data}):
        yield Text(result.text)
    else:
        lines = [f"- {name.rsplit('.', 1)[-1].replace('_', ' ').capitalize()}: {value}" for name, value in data.items()]
        yield talk.say("looked_up")
        yield Text("\n\n" + "\n".join(lines))


def _name(act: Act, name: str) -> str:
    given = act.action.inputs.get(name)
    return (given.ask if given is not None else "") or name.replace("_", " ")


def _values(action: Action, text: str) -> dict[str, Json]:
    """The values a message holds, each where only one can be meant."""
    found: dict[str, Json] = {}
    for name, wanted in action.inputs.items():
        value = _value(wanted, text[:_LOOKED_AT])
        if value is not None:
            found[name] = value
    return found


def _value(wanted: Input, text: str) -> Json:
    if wanted.kind == "choice":
        said_of = [o for o in wanted.options if re.search(rf"\b{re.escape(o)}\b", text, re.IGNORECASE)]
        return said_of[0] if len(said_of) == 1 else None
    if wanted.kind == "text":
        return owner_pattern.found(wanted.pattern, text) if wanted.pattern else None
    bare = PLACEHOLDER.sub(" ", text)
    numbers = [n.replace(" ", "") for n in _NUMBER.findall(bare)]
    if not numbers:
        hidden = PLACEHOLDER.search(text)  # a long number may have been taken for personal data
        return hidden[0] if hidden else None
    return int(numbers[0]) if len(numbers) == 1 else None


def _whole(wanted: Input, text: str) -> Any:
    """A message that is nothing but the text asked for."""
    plain = text.strip().rstrip(".!")
    fits = wanted.kind == "text" and not wanted.pattern and 0 < len(plain) <= wanted.max_length
    return plain if fits and not plain.endswith("?") else None
