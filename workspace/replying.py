"""Words of a member of staff for a visitor: judged by the bot's own policy before they are said, in the talk itself.

What the bot may not say, its people may not say through it either. Refused words are never lost: the error says what to
change, and the caller still holds them. Values of the visitor go as they are kept (a placeholder, opened for them
alone); values of anybody else would arrive as a mask, so that is asked for first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bots.toolbox import seen
from guardrails import OutputContext, Verdict
from guardrails.catalogue import ENTITIES
from guardrails.markup import tidy
from guardrails.types import Action, Stage
from guardrails.vault import PLACEHOLDER
from records.attending import Attending
from records.audit import AuditNote, AuditTrail
from records.errors import ConversationEnded, Erased, NotTaken, UnknownRow
from records.vault import SealedVault
from workspace.errors import BadRequest, ReplyRefused, UnknownConversation, WouldCover
from workspace.place import Place, find
from workspace.roles import Desk

LONGEST = 4000
_WHY: Mapping[str, str] = {
    "check:owner_words": "it holds a word that this bot is never to say. The list is under Keeps secret",
    "check:encoded": "it holds hidden or encoded text. Write it in plain words",
}
_GONE = "The customer has ended this talk, or it was deleted. Your words were not sent."


@dataclass(frozen=True, slots=True)
class Replied:
    """The number of the line, and how many values arrive as a mask, by kind."""

    number: int
    covered: Mapping[str, int]


def reply(desk: Desk, conversation: str, text: str, *, covered: bool = False) -> Replied:
    """Say something in a talk that this member has taken.

    Raises BadRequest, ReplyRefused (its message says what to change), WouldCover (unless ``covered``: the values of
    others go as masks), UnknownConversation when there is nobody to read it any more.
    """
    desk.allow("inbox.work")
    text = text.strip()
    if not text:
        raise BadRequest("Write something first.")
    if len(text) > LONGEST:
        raise BadRequest("An answer has at most 4,000 letters. Say it in two.")
    app, place = desk.app, _own(desk, conversation)
    try:
        vault = SealedVault(place.store, place.row.id, place.row.person)
        verdict = _judged(desk, place, text, vault)
        masked = _masked(verdict)
        if masked and not covered:
            raise WouldCover(_kept_secret(masked), masked)
        line = Attending(place.store).say(
            conversation, desk.actor.member, verdict.text, ledger=_ledger(verdict), vault=vault, now=app.clock()
        )
    except NotTaken:
        raise BadRequest("You have not taken this talk, or a colleague has taken it since. Take over first.") from None
    except (ConversationEnded, Erased, UnknownRow):
        raise UnknownConversation(_GONE) from None
    return Replied(line.number, masked)


def _own(desk: Desk, conversation: str) -> Place:
    place = find(desk.app, conversation)
    if place.store.workspace != desk.actor.workspace:
        raise UnknownConversation("There is no such conversation, or its time to be kept is over.")
    return place


def _judged(desk: Desk, place: Place, text: str, vault: SealedVault) -> Verdict:
    bot = place.bot
    # Whoever answers may say who they are.
    context = OutputContext(hosts=frozenset(bot.config.links), published=(desk.actor.name,))
    verdict = bot.guardrails.stream((), vault=vault, context=context).judge(text)
    if verdict.blocked or verdict.reason.startswith("check:"):
        _refuse(desk, place, verdict.reason, _WHY.get(verdict.reason, "") or _stopped(verdict))
    if tidy(text, context.hosts) != text:
        hosts = ", ".join(bot.config.links)
        listed = f"to {hosts}" if hosts else "to sites on the bot's list, which is empty"
        why = f"pictures and HTML cannot be sent, and links may only lead {listed}, without anything after a ? or #"
        _refuse(desk, place, "markup", why)
    return verdict


def _refuse(desk: Desk, place: Place, reason: str, why: str) -> None:
    note = AuditNote(desk.actor.member, "reply.refused", place.row.id, {"reason": reason})
    AuditTrail(place.store).append(note, now=desk.app.clock())
    raise ReplyRefused(f"Not sent: {why}. Your words are still here.")


def _stopped(verdict: Verdict) -> str:
    entity = verdict.reason.removeprefix("entity:")
    if entity in ENTITIES:
        return f"this bot's policy stops {_label(entity)} in answers. Take it out, or give it to the customer elsewhere"
    return "this bot's guardrails stop it in answers"


def _masked(verdict: Verdict) -> Mapping[str, int]:
    """Values that arrive as a mask: those that the policy covers and that are not the visitor's own."""
    hidden = Counter(item.finding.entity for item in verdict.applied if item.action is not Action.ALLOW)
    own = Counter(found[1] for found in PLACEHOLDER.finditer(verdict.text))
    return {entity: count for entity, count in (hidden - own).items() if count > 0}


def _kept_secret(masked: Mapping[str, int]) -> str:
    kinds = ", ".join(_label(entity) for entity in sorted(masked))
    return (
        f"Not sent yet: this bot keeps {kinds} secret in answers, so the customer would read a mask instead. "
        "Take it out, or send it covered. An address or number of the shop itself can be allowed under Keeps secret."
    )


def _label(entity: str) -> str:
    label = ENTITIES[entity].label if entity in ENTITIES else "this kind of data"
    return label if label[:2].isupper() and label[:2].isalpha() else label[0].lower() + label[1:]


def _ledger(verdict: Verdict) -> list[tuple[str, str, str, int]]:
    return [(found.stage.value, found.entity, found.action, found.count) for found in seen(verdict, Stage.OUTPUT)]
