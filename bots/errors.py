"""Errors of the bots, named by who must act.

BotError
├── ConfigError       the owner: a bot file that cannot be used; every Problem at once
├── AnswerError       the visitor: an answer that does not fit; says how to answer
├── ToolError         the model: a call that is refused; says what would be accepted
│   ├── NotGranted        the tool or the field is not granted to this bot
│   │   └── NotSignedIn       the site has not vouched for this visitor
│   ├── BadArguments      the arguments do not fit the tool's schema
│   └── NeedsConfirmation the person must confirm these very arguments first
├── ModelError        the endpoint: timed out, 429, 5xx, garbage, cut in the middle
├── Interrupted       nobody: the reply was asked to stop (withdrawn, or the process ends) and is stored as cut
└── ConversationClosed  the visitor withdrew consent or the talk has ended
"""

from __future__ import annotations

from guardrails.errors import Problem

__all__ = [
    "AnswerError", "BadArguments", "BotError", "ConfigError", "ConversationClosed", "Interrupted",
    "ModelError", "NeedsConfirmation", "NotGranted", "NotSignedIn", "Problem", "ToolError",
]  # fmt: skip


class BotError(Exception):
    """Base of this package's errors."""


class ConfigError(BotError):
    """A bot file with problems, all of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(p) for p in problems))
        self.problems = problems


class AnswerError(BotError):
    """What the visitor said does not answer the question; the message is said to the visitor."""


class ToolError(BotError):
    """A tool call that was refused; the message is said to the model."""


class NotGranted(ToolError):
    """The bot has no grant for this tool or field."""


class NotSignedIn(NotGranted):
    """The act needs to know who the visitor is, and the site has not said."""


class BadArguments(ToolError):
    """Arguments outside the tool's schema."""


class NeedsConfirmation(ToolError):
    """A write that the person must confirm first."""


class ModelError(BotError):
    """The model endpoint failed; ``code`` is timeout, busy, server, garbage, cut, refused or unreachable."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Interrupted(BotError):
    """The reply must end now, before the model has said (more of) it."""


class ConversationClosed(BotError):
    """Nothing more may be said in this conversation."""
