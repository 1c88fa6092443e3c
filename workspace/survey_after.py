"""Which survey to offer when a support talk or a booking has come to its end.

An end is a booking that has just been made, or a thank-you to an answer that nobody took over. The survey opens in the
same window as a talk of its own: with its own notice and consent, and nothing that joins the two.
"""

from __future__ import annotations

from dataclasses import dataclass

from bots.phrases import phrase
from bots.schema.booking import BookingFile
from bots.types import TurnResult
from bots.words import says, spoken
from records.bookings import Bookings
from records.bots import Bots
from records.conversations import ConversationRow, Conversations
from records.store import Store
from records.tables import conversations
from workspace import talk
from workspace.assembly import Application
from workspace.errors import NotPublished, UnknownBot

MOST_WORDS = 8  # a longer thank-you goes on about something


@dataclass(frozen=True, slots=True)
class SurveyAfter:
    """A survey to offer: its public id and the words on the button."""

    bot: str
    label: str


def survey_after(app: Application, conversation: str, result: TurnResult) -> SurveyAfter | None:
    """The survey to offer after this turn; None while the talk goes on, or where no survey may be shown."""
    workspace = app.database.workspace_of(conversations.c.id, conversation)
    store = app.store(workspace) if workspace else None
    row = Conversations(store).get(conversation) if store else None
    if workspace is None or store is None or row is None or row.version is None:
        return None
    config = app.live_bot(workspace, row.bot, version=row.version).config
    if not config.survey_after or not _at_its_end(store, row, result, isinstance(config, BookingFile)):
        return None
    survey = Bots(store).by_key(config.survey_after)
    if survey is None or survey.kind != "survey" or not _may_open(app, survey.public_id, row.origin):
        return None
    return SurveyAfter(survey.public_id, phrase("survey_offer", row.language))


def _at_its_end(store: Store, row: ConversationRow, result: TurnResult, booking: bool) -> bool:
    busy = result.blocked or result.handed_over or result.to_person or result.abstained or result.asking
    if result.state != "complete" or busy:
        return False
    if booking:
        return any(one.state == "booked" for one in Bookings(store).of_conversation(row.id))
    words = str(result.message)
    thanked = any(says("thanks", words, language) for language in spoken(words, row.language))
    return thanked and len(words.split()) <= MOST_WORDS


def _may_open(app: Application, survey: str, origin: str | None) -> bool:
    try:
        return talk.origin_allowed(app, survey, origin)
    except (UnknownBot, NotPublished):
        return False
