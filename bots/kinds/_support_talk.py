"""What support remembers of a talk, and its words for not knowing and for a person taking over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from bots.answering.answer import Answer
from bots.answering.language import reply_language
from bots.kinds import Turn
from bots.phrases import phrase
from bots.schema.support import SupportFile
from bots.toolbox import Toolbox
from bots.types import Abstain, Ask, Choice, Cite, Conversation, HandOver, Json, Offer, ReplyPart, SetState, Text
from bots.words import spoken
from bots.words.affirm import affirms
from guardrails.vault import PLACEHOLDER
from knowledge.embedders import joins_languages
from knowledge.types import Retrieval

PERSON, NO_CONTACT = "person", "no_contact"
CONTACT = "contact"
_ENTITIES = ("EMAIL_ADDRESS", "PHONE_NUMBER")
_SHORT = 40
# Why a person is needed, when the offer after a miss is taken: what was missed says it.
_WHY = {
    "missing": "missing",
    "premise": "missing",
    "unclear": "missing",
    "account": "unsupported",
    "out_of_scope": "unsupported",
    "advice": "policy",
    "tool_failure": "tool_failure",
}


@dataclass
class Talk:
    """What support remembers of a conversation, and the words of this turn. ``offered`` says after what a person was
    offered; ``pending`` is a write that waits for a yes, ``act`` an act that waits for a value, ``which`` a question
    that waits for the page it is about; ``listed`` are the items of the list read last."""

    bot: SupportFile
    language: str
    misses: int = 0
    about: str = ""
    offered: str = ""
    pending: Mapping[str, Json] | None = None
    act: Mapping[str, Json] | None = None
    contact: bool = False
    cited: frozenset[str] = frozenset()
    which: Mapping[str, Json] | None = None
    listed: list[str] = field(default_factory=list)

    def say(self, key: str, **values: str) -> Text:
        """A fixed sentence in the visitor's language."""
        return Text(phrase(key, self.language, **values), ours=True)

    def state(self) -> SetState:
        """What is kept for the next turn."""
        kept: dict[str, Json] = {"misses": self.misses, "about": self.about, "language": self.language}
        some = {"offered": self.offered, "pending": self.pending, "act": self.act, "which": self.which}
        kept |= {name: cast(Json, value) for name, value in some.items() if value}
        kept |= {"listed": cast(Json, self.listed)} if self.listed else {}
        return SetState(kept | ({"contact": True} if self.contact else {}))

    def yes(self, text: str) -> bool:
        """Whether a short message says yes."""
        return len(text) < _SHORT and affirms(text, spoken(text, self.language)) is True

    def no(self, text: str) -> bool:
        """Whether a short message says no."""
        return len(text) < _SHORT and affirms(text, spoken(text, self.language)) is False

    @property
    def scope(self) -> str:
        """What the bot is about, in words."""
        return self.bot.scope.rstrip(". ") or phrase("our_services", self.language, name=self.bot.name)


def remembered(turn: Turn) -> tuple[Talk, Talk]:
    """The talk for this turn and as it was before it."""
    bot, state = cast(SupportFile, turn.bot), turn.conversation.state
    spoken_so_far = str(state.get("language") or turn.conversation.language)
    offered = state.get("offered")
    before = Talk(
        bot,
        spoken_so_far,
        misses=cast(int, state.get("misses") or 0),
        about=str(state.get("about") or ""),
        offered=offered if isinstance(offered, str) else "asked" if offered else "",
        pending=_mapping(state.get("pending")),
        act=_mapping(state.get("act")),
        contact=bool(state.get("contact")),
        which=_mapping(state.get("which")),
        listed=[str(item) for item in cast("list[Json]", state.get("listed") or [])],
    )
    language = reply_language(turn.message.text, spoken_so_far)
    cited = (
        frozenset(c.source for c in turn.conversation.turns[-1].citations) if turn.conversation.turns else frozenset()
    )
    now = Talk(
        bot, language, misses=before.misses, about=before.about, cited=cited, listed=before.listed
    )  # fmt: skip
    return now, before


def asked(conversation: Conversation) -> str | None:
    """The personal kind expected: a number, when an address was asked for to answer at (an e-mail needs no hint)."""
    return "PHONE_NUMBER" if conversation.state.get("contact") else None


def miss(given: Answer, talk: Talk, looked: Retrieval | None = None) -> Iterator[ReplyPart]:
    """The honest reply; each kind of not knowing has its own words. ``looked`` is what was found, when the reason may
    be that it is in another language."""
    elsewhere = looked is not None and _in_other_language(looked, talk.language)
    if given.outcome == "out_of_scope" and not elsewhere:
        yield from decline("out_of_scope", talk)
        return
    reason = "premise" if given.outcome == "premise" else "missing"
    yield talk.say(reason)
    if elsewhere:
        yield Text(" " + phrase("searched_in", talk.language), ours=True)
    if given.closest is not None and given.outcome in ("closest", "premise"):
        yield Text(" " + phrase("closest", talk.language, title=given.closest.title), ours=True)
        yield Cite((given.closest,))
    yield from abstain(reason, talk)


def _in_other_language(looked: Retrieval, language: str) -> bool:
    """Whether a question could hardly be found: most passages are in another language, and the search joins none."""
    if joins_languages(looked.embedding_model):
        return False
    spoken_there = [p.chunk.language or language for p in looked.passages]
    return 2 * sum(one != language for one in spoken_there) > len(spoken_there)


def decline(reason: str, talk: Talk) -> Iterator[ReplyPart]:
    """Why this is not answered here."""
    yield talk.say(reason, scope=talk.scope) if reason == "out_of_scope" else talk.say(reason)
    if reason == "unclear":
        yield Abstain(reason)
        return
    yield from abstain(reason, talk)


def abstain(reason: str, talk: Talk) -> Iterator[ReplyPart]:
    """Counts a miss and offers a person; a question that is none of ours only when it is not the first miss."""
    talk.misses += 1
    yield Abstain(reason)
    if reason == "out_of_scope" and talk.misses < talk.bot.handover.offer_after_misses:
        return
    yield Text(" " + phrase("connect", talk.language), ours=True)
    if talk.misses >= talk.bot.handover.offer_after_misses:
        yield from _reaching(talk)
    yield from offer(talk, reason)


def _reaching(talk: Talk) -> Iterator[ReplyPart]:
    """What the owner says about reaching a person: in the talk's language, or quoted as it stands."""
    own, handover = talk.bot.handover.contact, talk.bot.handover
    said = handover.contact_in.get(talk.language, "")  # type: ignore[call-overload, unused-ignore]
    if not said and own:
        mine = talk.language == talk.bot.language
        said = own if mine else phrase("shop_says", talk.language, name=talk.bot.name, said=own)
    if said:
        yield Text(" " + said, ours=True)


def offer(talk: Talk, after: str) -> Iterator[ReplyPart]:
    """The button to a person."""
    talk.offered = after
    yield Offer((Choice(PERSON, phrase("person", talk.language)),))


def hand_over(reason: str, toolbox: Toolbox, talk: Talk) -> Iterator[ReplyPart]:
    """The act, with its typed reason, and the words for it."""
    toolbox.call("hand_over", {"reason": reason})
    yield from handed_words(reason, toolbox.now, talk)


def handed_words(reason: str, now: datetime, talk: Talk) -> Iterator[ReplyPart]:
    """What the visitor sees: a person will see to it, and where that person may answer.

    Staff answer in the talk itself while the visitor is there. Who leaves before that is reached elsewhere or not at
    all, so a way to reach them is asked for at any hour.
    """
    talk.misses = 0
    away = not talk.bot.somebody_there(now)
    yield talk.say("person_away" if away else "handed_over")
    yield from _reaching(talk)
    talk.contact = True
    yield Text("\n\n" + phrase("leave_contact", talk.language), ours=True)
    yield Ask(CONTACT, "PHONE_NUMBER")
    yield Offer((Choice(NO_CONTACT, phrase("no_contact", talk.language)),))
    yield HandOver(reason)


def contact(text: str, choice: str | None, talk: Talk) -> Iterator[ReplyPart] | None:
    """The reply to an address or number left out of hours, or to "no"; None when the message is something else."""
    if choice == NO_CONTACT or talk.no(text):
        return iter((talk.say("contact_not_kept"),))
    left = {match[1] for match in PLACEHOLDER.finditer(text)}
    return iter((talk.say("contact_kept"),)) if left.intersection(_ENTITIES) else None


def why(after: str) -> str:
    """The reason of a hand-over that follows an offer."""
    return _WHY.get(after, "asked")


def _mapping(value: Json | None) -> Mapping[str, Json] | None:
    return value if isinstance(value, Mapping) else None
