"""The words of the guardrails: what is found, what is decided, and text that has been cleared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Stage(StrEnum):
    """Where in a turn text passes a policy."""

    INPUT = "input"
    RETRIEVAL = "retrieval"
    TOOL_INPUT = "tool_input"
    TOOL_OUTPUT = "tool_output"
    OUTPUT = "output"
    RECORD = "record"
    EXPORT = "export"


class Action(StrEnum):
    """What the policy does with one kind of data at one stage. YAML and screens say *mask* for ``REDACT``."""

    ALLOW = "allow"
    REDACT = "redact"
    ASK = "ask"
    BLOCK = "block"


class Outcome(StrEnum):
    """What became of a whole text."""

    ALLOW = "allow"
    REDACT = "redact"
    BLOCK = "block"


class Origin(StrEnum):
    """Who wrote a text that is checked for attacks; each origin has a threshold of its own."""

    MESSAGE = "message"
    DOCUMENT = "document"


class ClearedText(str):
    """Text that has passed a policy: the only text that models, indexes, stores and logs accept.

    Proof by type. Only ``guardrails/pipeline.py`` and ``guardrails/stream.py`` make one (a test reads the tree);
    any string operation on it gives a plain ``str`` again, so the proof cannot be carried over by accident.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """One kind of data in the catalogue.

    ``name`` follows Presidio where it has one; ``label`` is what a shop owner reads; ``group`` is one of identifier,
    financial, health, credential, contact, location, special.
    """

    name: str
    label: str
    group: str
    examples: tuple[str, ...] = ()
    presidio: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Where personal data stands in a text, never the value. Offsets are code points of the original, end exclusive."""

    start: int
    end: int
    entity: str
    score: float
    recognizer: str


@dataclass(frozen=True, slots=True)
class Applied:
    """A finding and what the policy did with it; ``rule`` names the line of the policy that decided."""

    finding: Finding
    action: Action
    rule: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of ``clear``: outcome, the text that may go on, why, and every finding with its action.

    ``text`` is empty when the outcome is a block. ``reason`` is a stable code: "" when nothing happened, else for
    example ``entity:CREDIT_CARD``, ``attack``, ``secret``, ``too_long``, ``check_failed:<name>``.
    """

    outcome: Outcome
    text: ClearedText
    reason: str = ""
    applied: tuple[Applied, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(a.finding for a in self.applied)

    @property
    def blocked(self) -> bool:
        return self.outcome is Outcome.BLOCK

    @property
    def asks(self) -> bool:
        """Whether the policy wants people asked not to share what was found."""
        return any(a.action is Action.ASK for a in self.applied)


@dataclass(frozen=True, slots=True)
class Attack:
    """How much a text looks like an attack, 0..1 (rules raise it); ``block`` at or above the origin's threshold."""

    score: float
    block: bool
    reason: str

    @property
    def by_rule(self) -> bool:
        """Whether a rule or a hiding place gave it away; the model's heads only find it likely."""
        return not self.reason.startswith("model")


@dataclass(frozen=True, slots=True)
class OutputContext:
    """What a reply is judged against: what it may quote, where it may link, what it must not repeat.

    ``sources`` are what it may quote; those of them that the owner published are in ``published`` too: the contacts and
    names that stand there are no secret.
    ``prompt`` is what a model was told and is empty when no model wrote the reply; ``said`` is what this talk holds
    already; ``acts`` are the acts that were really done; ``words`` are words the owner does not want to read; ``tools``
    are the names of the tools a model could call; ``before`` are the bot's own words right before the sentence judged,
    of this reply or of its last one, so that nothing is told piece by piece.
    """

    sources: tuple[str, ...] = ()
    hosts: frozenset[str] = frozenset()
    prompt: str = ""
    said: str = ""
    acts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    before: str = ""
    published: tuple[str, ...] = ()


class Check(Protocol):
    """One guardrail on what a bot says: looks at a sentence and says why it must not be said, or None.

    ``stops`` ends the reply; otherwise the sentence alone is left out. A check that raises ends the reply.
    """

    name: str
    description: str
    stops: bool

    def judge(self, sentence: str, context: OutputContext) -> str | None: ...


class Vault(Protocol):
    """A conversation's pairs of placeholder and value. The in-memory one lives here, the sealed one in records."""

    def seal(self, entity: str, value: str) -> str:
        """The placeholder for a value; the same surface form gives the same placeholder within a conversation."""
        ...

    def open(self, placeholder: str) -> str | None:
        """The value behind a placeholder of this conversation, or None."""
        ...

    def known(self) -> Iterable[tuple[str, str]]:
        """Every (entity, value) sealed so far: a value seen once is recognized again."""
        ...
