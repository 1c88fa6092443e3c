"""Results taken along: a table or a report, made for one person, noted in the audit trail, fetched once."""

from __future__ import annotations

import re

from records.audit import AuditNote, AuditTrail
from records.responses import Responses
from workspace import downloads
from workspace.errors import BadRequest
from workspace.roles import Desk
from workspace.survey_results.export import FORMATS
from workspace.survey_results.read import read, survey_of
from workspace.survey_results.released import FEWEST, released
from workspace.survey_results.report import to_html


def export(desk: Desk, bot: str, form: str) -> str:
    """The path of a file with every released response: ``csv``, ``xlsx`` or ``json``, or ``html`` for the report.

    Raises BadRequest while there are too few responses of an anonymous survey.
    """
    desk.allow("records.export")
    survey = survey_of(desk, bot)
    if form == "html":
        results = read(desk, bot)
        enough, media_type, data = bool(results.outcomes), "text/html; charset=utf-8", to_html(results)
    else:
        every = Responses(desk.app.store(desk.actor.workspace)).listing(bot)
        rows = released(every, anonymous=survey.anonymity == "anonymous", now=desk.app.clock())
        enough = len(rows) >= FEWEST or (survey.anonymity != "anonymous" and bool(rows))
        media_type, make = FORMATS[form]
        data = make(survey, rows) if enough else b""
    if not enough:
        raise BadRequest(f"There is nothing to take along yet: results begin with {FEWEST} answers.")
    note = AuditNote(desk.actor.member, "records.exported", bot, {"format": form})
    AuditTrail(desk.app.store(desk.actor.workspace)).append(note, now=desk.app.clock())
    name = re.sub(r"[^\w-]+", "-", survey.name.casefold()).strip("-") or "survey"
    return downloads.offer(desk, f"{name}.{form}", media_type, data)
