"""What bots have gathered: bookings and survey responses, masked unless somebody with the right asks to see more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bots.schema.points import points, scored
from bots.schema.survey import SurveyFile
from guardrails import PLACEHOLDER
from records.audit import AuditNote, AuditTrail
from records.bookings import Bookings
from records.bots import Bots
from records.conversations import ConversationRow, Conversations
from records.errors import Erased
from records.responses import Responses
from records.store import Store
from records.vault import SealedVault
from workspace import files
from workspace.roles import Desk


@dataclass(frozen=True, slots=True)
class BookingLine:
    """A booking; ``details`` hold placeholders, or values when revealed. ``start`` has the business's offset."""

    id: str
    conversation: str
    start: datetime
    zone: str
    minutes: int
    service: str
    staff: str
    state: str  # held, booked, cancelled, no_show
    details: Mapping[str, Any]
    people: int = 1  # how many places of a class it takes


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """A survey response. ``conversation`` is None when the survey is anonymous."""

    id: str
    conversation: str | None
    state: str  # complete, partial, stopped
    answers: Mapping[str, Any]
    started: datetime  # an anonymous one knows the day only
    finished: datetime | None
    version: int | None
    points: float | None = None  # where the owner gave points to answers


def bookings(desk: Desk, bot: str, *, reveal: bool = False, now: datetime | None = None) -> list[BookingLine]:
    """Every booking of a bot by time; holds that ran out are left out."""
    names = _Names(desk, bot, reveal)
    return [
        BookingLine(
            row.id, names.shown(row.conversation), row.starts.astimezone(ZoneInfo(row.zone)), row.zone,
            (row.ends - row.starts) // timedelta(minutes=1), row.service, row.staff, row.state,
            names.opened(row.conversation, row.details), row.seats,
        )
        for row in Bookings(names.store).listing(bot, now=now or desk.app.clock())
    ]  # fmt: skip


def responses(desk: Desk, bot: str, *, reveal: bool = False) -> list[ResponseLine]:
    """Every response of a survey bot with its answers."""
    names = _Names(desk, bot, reveal)
    surveys: dict[int | None, SurveyFile | None] = {}
    lines = []
    for row in Responses(names.store).listing(bot):
        if row.version not in surveys:
            surveys[row.version] = survey_of(names.store, bot, row.version)
        survey = surveys[row.version]
        lines.append(
            ResponseLine(
                row.id,
                names.shown(row.conversation) if row.conversation else None,
                row.state,
                names.opened(row.conversation, row.answers),
                row.started,
                row.finished,
                row.version,
                points(survey, row.answers) if survey is not None and scored(survey) else None,
            )
        )
    return lines


def survey_of(store: Store, bot: str, version: int | None) -> SurveyFile | None:
    """The questions a response was given to: its version's, or the draft's while there is none."""
    row = Bots(store).get(bot)
    config = files.begun(store, row, version) if row is not None else None
    return config if isinstance(config, SurveyFile) else None


class _Names:
    """Names conversations as their channel does, and opens placeholders when that is allowed; both are remembered."""

    def __init__(self, desk: Desk, bot: str, reveal: bool) -> None:
        desk.allow("records.reveal" if reveal else "records.view")
        desk.app.bot_row(desk.actor.workspace, bot)
        self.store: Store = desk.app.store(desk.actor.workspace)
        self._reveal = reveal
        self._rows: dict[str, ConversationRow | None] = {}
        self._vaults: dict[str, Callable[[str], str]] = {}
        if reveal:
            note = AuditNote(desk.actor.member, "records.revealed", bot)
            AuditTrail(self.store).append(note, now=desk.app.clock())

    def shown(self, conversation: str) -> str:
        """A conversation of the command line goes by the name its caller gave it."""
        row = self._row(conversation)
        return row.origin if row is not None and row.channel == "cli" and row.origin else conversation

    def opened(self, conversation: str | None, values: Mapping[str, Any]) -> dict[str, Any]:
        """Values as they may be shown."""
        if not self._reveal or conversation is None:
            return dict(values)
        return {name: self._open(conversation, value) for name, value in values.items()}

    def _open(self, conversation: str, value: Any) -> Any:
        if isinstance(value, str):
            return self._vault(conversation)(value)
        if isinstance(value, list):
            return [self._open(conversation, item) for item in value]
        if isinstance(value, Mapping):
            return {name: self._open(conversation, item) for name, item in value.items()}
        return value

    def _vault(self, conversation: str) -> Callable[[str], str]:
        if conversation not in self._vaults:
            row = self._row(conversation)
            self._vaults[conversation] = _opener(self.store, row) if row is not None else str
        return self._vaults[conversation]

    def _row(self, conversation: str) -> ConversationRow | None:
        if conversation not in self._rows:
            self._rows[conversation] = Conversations(self.store).get(conversation)
        return self._rows[conversation]


def _opener(store: Store, row: ConversationRow) -> Callable[[str], str]:
    try:
        vault = SealedVault(store, row.id, row.person)
    except Erased:
        return str
    return lambda text: PLACEHOLDER.sub(lambda found: vault.open(found.group()) or found.group(), text)
