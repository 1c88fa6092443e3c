"""Thumbs: whether an answer helped, and why not."""

from __future__ import annotations

from fastapi import APIRouter, Response

from channels import context
from channels.problems import declared
from channels.schemas import RatingIn
from channels.visitors import BODY_PROBLEMS, TALK_PROBLEMS, ConversationId, OfVisit, TurnId
from workspace import talk

router = APIRouter(prefix="/v1/conversations", tags=["Talk"])


@router.post(
    "/{conversation}/turns/{turn}/rating",
    status_code=204,
    summary="Rate an answer",
    responses=declared(*TALK_PROBLEMS, *BODY_PROBLEMS, "turn_unknown"),
)
async def rate(conversation: ConversationId, turn: TurnId, _: OfVisit, rating: RatingIn) -> Response:
    """Thumb up or down with a reason; a later one replaces it. The comment is masked before it is stored."""
    await context.run(
        talk.rate,
        context.current(),
        conversation,
        turn,
        rating.thumb,
        reason=rating.reason,
        comment=rating.comment,
    )
    return Response(status_code=204)
