"""Links that invite people to a survey, each good for one answer; the token stands after #, so no server logs it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from bots.schema.survey import SurveyFile
from records.audit import AuditNote, AuditTrail
from records.bots import Bots
from records.store import Store
from records.survey_tickets import Batch, SurveyTickets
from workspace import files
from workspace.errors import BadRequest
from workspace.roles import Desk

MOST = 5000
MARK = "#tacit="


def invite(desk: Desk, bot: str, count: int, *, page: str = "", name: str = "", days: int = 30) -> Sequence[str]:
    """New one-time links to a page that carries the survey ("": the bot's own page); told once. Raises BadRequest."""
    desk.allow("bots.publish")
    if not 0 < count <= MOST:
        raise BadRequest(f"Make between 1 and {MOST} links at a time.")
    store, survey = _store(desk), _live(desk, bot)
    if survey.one_each != "invited":
        raise BadRequest("This survey is open to everybody. Let only invited people answer, and publish it first.")
    address = _address(page, survey) if page.strip() else _own_page(desk, bot)
    now = desk.app.clock()
    until = now + timedelta(days=days)
    tokens = SurveyTickets(store).invite(
        bot, count, name=name.strip()[:80], made_by=desk.actor.member, expires_at=until, now=now
    )
    note = AuditNote(desk.actor.member, "survey.invited", bot, {"links": count, "days": days})
    AuditTrail(store).append(note, now=now)
    return [f"{address}{MARK}{token}" for token in tokens]


def batches(desk: Desk, bot: str) -> list[Batch]:
    """The links made so far and how many were used; never which answer came by which."""
    desk.allow("bots.view")
    desk.app.bot_row(desk.actor.workspace, bot)
    return SurveyTickets(_store(desk)).batches(bot)


def withdraw(desk: Desk, bot: str, batch: str) -> int:
    """Take back links that were not used; how many."""
    desk.allow("bots.publish")
    desk.app.bot_row(desk.actor.workspace, bot)
    if batch not in {one.id for one in SurveyTickets(_store(desk)).batches(bot)}:
        raise BadRequest("There are no such links.")
    taken = SurveyTickets(_store(desk)).withdraw(batch)
    note = AuditNote(desk.actor.member, "survey.links_withdrawn", bot, {"links": taken})
    AuditTrail(_store(desk)).append(note, now=desk.app.clock())
    return taken


def _address(page: str, survey: SurveyFile) -> str:
    address = page.strip()
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.fragment:
        raise BadRequest("Name the page the links open, such as https://www.shop.example/survey, without a # part.")
    if f"{parts.scheme}://{parts.netloc}" not in {str(origin).rstrip("/") for origin in survey.origins}:
        raise BadRequest("The survey may not appear on that site. Name the site on the step Publish first.")
    return address


def _own_page(desk: Desk, bot: str) -> str:
    row = desk.app.bot_row(desk.actor.workspace, bot)
    return f"{desk.app.settings.public_url}/chat/{row.public_id}"


def _live(desk: Desk, bot: str) -> SurveyFile:
    row = desk.app.bot_row(desk.actor.workspace, bot)
    live = Bots(_store(desk)).version(bot, row.live_version) if row.live_version is not None else None
    if live is None:
        raise BadRequest("The survey is not live yet. Publish it first.")
    config = files.loaded(live.file)
    if config is None:
        raise BadRequest("The published file of this survey cannot be read any more. Mend it and publish it again.")
    if not isinstance(config, SurveyFile):
        raise BadRequest("Only a survey invites by links.")
    return config


def _store(desk: Desk) -> Store:
    return desk.app.store(desk.actor.workspace)
