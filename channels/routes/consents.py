"""Consent: given before anything reaches a model, withdrawn as easily; and being forgotten altogether."""

from __future__ import annotations

from fastapi import APIRouter, Response

from channels import context
from channels.problems import declared
from channels.schemas import ConsentIn, Forgotten
from channels.stream import turns
from channels.visitors import BODY_PROBLEMS, TALK_PROBLEMS, ConversationId, OfVisit
from workspace import talk
from workspace.forget import forget

router = APIRouter(prefix="/v1/conversations", tags=["Consent"])


@router.put(
    "/{conversation}/consent",
    status_code=204,
    summary="Give consent",
    responses=declared(*TALK_PROBLEMS, *BODY_PROBLEMS, "consent_stale", "conversation_closed"),
)
async def give(conversation: ConversationId, _: OfVisit, given: ConsentIn) -> Response:
    """Records the notice, its language, our own words as shown and the way it was given. Twice is no error."""
    await context.run(
        talk.consent,
        context.current(),
        conversation,
        notice_hash=given.notice_hash,
        language=given.language,
        wording=given.wording,
        method=given.method,
    )
    return Response(status_code=204)


@router.delete(
    "/{conversation}/consent", status_code=204, summary="Withdraw consent", responses=declared(*TALK_PROBLEMS)
)
async def withdraw(conversation: ConversationId, _: OfVisit) -> Response:
    """Ends the talk and every reply being written in it. Twice is no error."""
    turns.stop(conversation)
    await context.run(talk.withdraw, context.current(), conversation)
    return Response(status_code=204)


@router.delete("/{conversation}", summary="Be forgotten", responses=declared(*TALK_PROBLEMS))
async def forgotten(conversation: ConversationId, _: OfVisit) -> Forgotten:
    """Withdraws consent and deletes the talk: words, private values, ratings. Twice is no error."""
    turns.stop(conversation)
    done = await context.run(forget, context.current(), conversation)
    return Forgotten(turns=done.turns, values=done.values, answers=done.answers)
