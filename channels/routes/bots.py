"""A bot's public card and the start of a talk."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from channels import context, texts
from channels.limits import rates
from channels.problems import declared
from channels.proxies import address
from channels.schemas import Card, Consent, LanguageTag, NoticeLink, Started, StartIn, Theme
from channels.visitors import BODY_PROBLEMS, PublicId, opted_out
from workspace import talk

router = APIRouter(prefix="/v1/bots", tags=["Bots"])
_PROBLEMS = ("origin_missing", "origin_refused", "bot_unknown", "invalid", "rate_limited", "internal")


@router.get("/{public_id}", summary="Read a bot's public card", responses=declared(*_PROBLEMS))
async def card(
    request: Request,
    public_id: PublicId,
    language: Annotated[LanguageTag | None, Query(description="The visitor's language.", examples=["de"])] = None,
) -> Card:
    """Name, looks, first words, starter questions, the consent wording and the words of the widget. Stores nothing."""
    rates().spend("card", address(request))
    found = await context.run(talk.card, context.current(), public_id, language)
    interface = texts.nearest(language, found.language)
    return Card(
        bot=found.public_id,
        name=found.name,
        kind=found.kind,
        language=found.language,
        languages=list(found.languages),
        welcome=found.welcome,
        starters=list(found.starters),
        theme=Theme.model_validate(dict(found.theme)),
        ai_label=found.ai_label,
        consent=_consent(found),
        notice=NoticeLink(url=found.notice_url, hash=found.notice_hash),
        opt_out=opted_out(request),
        interface=interface,
        direction=texts.direction(interface),
        texts=dict(texts.texts(interface)),
    )


@router.post(
    "/{public_id}/conversations",
    status_code=201,
    summary="Start a talk",
    responses=declared(*_PROBLEMS, *BODY_PROBLEMS),
)
async def start(request: Request, public_id: PublicId, wanted: StartIn) -> Started:
    """Gives a short-lived token bound to this bot, this talk and the calling site. Consent comes next."""
    rates().spend("start", address(request))
    rates().spend("start_bot", public_id)
    origin: str = request.state.origin
    app = context.current()
    about = await context.run(talk.card, app, public_id, wanted.language)
    if about.kind == "booking":
        rates().spend("start_booking", f"{public_id} {address(request)}")
    began = await context.run(
        talk.start, app, public_id, origin=origin, language=wanted.language, timezone=wanted.timezone,
        page=wanted.page, invitation=wanted.invitation,
    )  # fmt: skip
    token, visit = context.tokens().issue(began.conversation, began.bot, origin)
    return Started(
        conversation=began.conversation,
        token=token,
        expires_at=visit.expires_at,
        language=began.language,
        consent=_consent(about),
        notice=NoticeLink(url=about.notice_url, hash=began.notice.hash),
    )


def _consent(card: talk.BotCard) -> Consent:
    return Consent(
        wording=card.consent, button=card.consent_button, decline=card.decline_button, declined=card.declined
    )
