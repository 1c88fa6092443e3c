"""Errors of the workspace, named by who must act. Each has a stable ``code`` for scripts and the HTTP API.

WorkspaceError
├── UnknownBot            no bot of that id here (or, publicly, none published)
├── NotPublished          the bot has no live version yet: publish it or talk to the draft
├── UnknownConversation   no such talk, or its time to be kept is over
├── UnknownTurn           no such turn in this talk
├── OriginRefused         the page's address is not on the bot's list
├── ConsentNeeded         nothing is read before the visitor consents
├── NoticeChanged         the consent names a notice that is no longer the current one
├── IdentityMismatch      the signed-in person is not the one this talk belongs to
├── DraftChanged          somebody saved the draft since it was opened
├── PublishBlocked        the check before publishing failed; carries the report
├── InvitationRefused     the link was used, is too old, or never existed
├── LoginRefused          wrong e-mail or password, or locked for a while (``retry_after`` seconds)
├── WeakPassword          too short or too common
├── FolderBusy            another server or command works on this data folder
├── AnsweringAway         a builder beside the chat API needs the API's process, which is not running
├── ReplyRefused          the guardrails stop what a member of staff wrote; the message says what to change
├── WouldCover            the policy would mask something in it (``kinds``): take it out or send it covered
└── BadRequest            anything else the caller must mend
``bots.errors.ConversationClosed`` and ``records.conversations.MessageConflict`` are raised as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class WorkspaceError(Exception):
    """Base of this package's errors."""

    code = "error"


class UnknownBot(WorkspaceError):
    """No bot of that id."""

    code = "unknown_bot"


class NotPublished(WorkspaceError):
    """No live version yet."""

    code = "not_published"


class UnknownConversation(WorkspaceError):
    """No such talk."""

    code = "unknown_conversation"


class UnknownTurn(WorkspaceError):
    """No such turn in this talk."""

    code = "unknown_turn"


class OriginRefused(WorkspaceError):
    """The page may not carry this bot."""

    code = "origin_refused"


class ConsentNeeded(WorkspaceError):
    """Consent comes first."""

    code = "consent_needed"


class NoticeChanged(WorkspaceError):
    """The notice consented to is not the current one."""

    code = "notice_changed"


class IdentityMismatch(WorkspaceError):
    """Another person's talk."""

    code = "identity_mismatch"


class DraftChanged(WorkspaceError):
    """The draft was saved by somebody else meanwhile."""

    code = "draft_changed"


class PublishBlocked(WorkspaceError):
    """The check before publishing failed; ``report`` says where (a ``versions.Report``)."""

    code = "publish_blocked"

    def __init__(self, message: str, report: Any) -> None:
        super().__init__(message)
        self.report = report


class InvitationRefused(WorkspaceError):
    """The one-time link does not work any more."""

    code = "invitation_refused"


class LoginRefused(WorkspaceError):
    """Not logged in; ``retry_after`` is 0 or the seconds until the next try counts."""

    code = "login_refused"

    def __init__(self, message: str, retry_after: int = 0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class WeakPassword(WorkspaceError):
    """A password that is easy to guess."""

    code = "weak_password"


class AnsweringAway(WorkspaceError):
    """The process that owns the index does not run."""

    code = "answering_away"


class FolderBusy(WorkspaceError):
    """The data folder has an owner already."""

    code = "folder_busy"


class ReplyRefused(WorkspaceError):
    """A reply of staff that may not be said."""

    code = "reply_refused"


class WouldCover(WorkspaceError):
    """A reply of staff whose reader would find masks in it; ``kinds`` counts them by kind of data."""

    code = "would_cover"

    def __init__(self, message: str, kinds: Mapping[str, int]) -> None:
        super().__init__(message)
        self.kinds = dict(kinds)


class BadRequest(WorkspaceError):
    """Something the caller must mend."""

    code = "bad_request"
