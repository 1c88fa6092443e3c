"""Results taken along: a table or a report, made for one person, noted in the audit trail, fetched once."""

from __future__ import annotations

import re

from records.audit import AuditNote, AuditTrail
from workspace import downloads
from workspace.errors import BadRequest
from workspace.roles import Desk
from workspace.survey_results.export import FORMATS
from workspace.survey_results.kept import load
from workspace.survey_results.read import read
from workspace.survey_results.released import FEWEST
from workspace.survey_results.report import to_html


def export(desk: Desk, bot: str, form: str) -> str:
    """The path of a file with every released response: ``csv``, ``xlsx`` or ``json``, ``codebook.csv`` for
    what the columns mean, or ``html`` for the report.

    Raises BadRequest while there are too few responses of an anonymous survey.
    """
    desk.allow("records.export")
    kept = load(desk, bot)
    if not kept.shown:
        raise BadRequest(f"There is nothing to take along yet: results begin with {FEWEST} answers.")
    if form == "html":
        media_type, data = "text/html; charset=utf-8", to_html(read(desk, bot))
    else:
        media_type, make = FORMATS[form]
        data = make(kept.survey, kept.shown, anonymous=kept.promise == "anonymous")
    note = AuditNote(desk.actor.member, "records.exported", bot, {"format": form})
    AuditTrail(desk.app.store(desk.actor.workspace)).append(note, now=desk.app.clock())
    name = re.sub(r"[^\w-]+", "-", kept.survey.name.casefold()).strip("-") or "survey"
    return downloads.offer(desk, f"{name}.{form}", media_type, data)
