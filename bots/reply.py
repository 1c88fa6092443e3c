"""A reply while it is being made: the parts a kind gives, noted as they come."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field

from bots.phrases import phrase
from bots.types import (
    Abstain,
    Ask,
    Choice,
    Cite,
    FindingSeen,
    HandOver,
    Json,
    Notice,
    Offer,
    ReplyPart,
    SetState,
    Text,
)
from bots.watch import Watch
from knowledge.types import Citation


@dataclass
class Reply:
    """What has become of the reply so far."""

    said: list[str] = field(default_factory=list)
    citations: tuple[Citation, ...] = ()
    choices: tuple[Choice, ...] = ()
    asking: str | None = None
    abstain: str = ""
    block: str = ""
    handover: str = ""
    notice: str = ""
    state: str = "complete"
    kept: Mapping[str, Json] | None = None
    findings: list[FindingSeen] = field(default_factory=list)
    withheld: bool = False

    def say(self, piece: str, watch: Watch) -> str:
        """Notes released words."""
        watch.first("first")
        self.said.append(piece)
        return piece

    def fail(self) -> None:
        """The turn ends in an apology: what the kind promised so far does not stand."""
        self.state, self.citations, self.choices, self.asking, self.handover = "failed", (), (), None, ""
        if self.said:
            self.said.append("\n\n")

    def refuse(self, reason: str, language: str) -> Iterator[ReplyPart]:
        """A blocked message gets a fixed answer; which one depends on why."""
        self.block = reason
        yield Text(phrase(_refusal(reason), language), ours=True)

    def texts(self, parts: Iterator[ReplyPart], watch: Watch) -> Generator[Text, None, None]:
        """The words among the parts; every other part is noted as it comes."""
        while True:
            with watch("bot"):
                part = next(parts, None)
            if part is None:
                return
            if isinstance(part, Text):
                yield part
            else:
                self._note(part)

    def _note(self, part: ReplyPart) -> None:
        match part:
            case Cite(citations):
                self.citations = tuple(dict.fromkeys((*self.citations, *citations)))
            case Offer(choices):
                self.choices = choices
            case Ask(slot, _):
                self.asking = slot
            case Abstain(reason):
                self.abstain = reason
            case HandOver(reason):
                self.handover = reason
            case SetState(state):
                self.kept = state
            case Notice(text):
                self.notice = text
            case Text():
                pass


def _refusal(reason: str) -> str:
    if reason in ("too_long", "flood"):
        return reason
    return "blocked_data" if reason.startswith("entity:") else "blocked"
