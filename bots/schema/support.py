"""The keys of a support bot."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from bots.schema.booking import Hours
from bots.schema.common import BotFile, Day, Language, Strict

_DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class HandoverConfig(Strict):
    """When and how a person takes over."""

    offer_after_misses: int = Field(2, ge=1, le=10, title="Offer a person after this many questions without an answer")
    contact: str = Field("", max_length=300, title="What visitors are told about reaching a person")
    contact_in: dict[Language, Annotated[str, Field(max_length=300)]] = Field(
        default_factory=dict,
        title="The same in other languages",
        description="Such as de: Montags bis freitags. In a language without one, the sentence above is quoted.",
    )
    hours: Hours = Field(
        default_factory=dict,
        title="When a person is there",
        description='Such as mon: [["09:00", "17:00"]]. Empty: always. At other times visitors may leave an address.',
    )
    answers_as: str = Field(
        "",
        max_length=60,
        title="Name customers see when a person answers in the chat",
        description="Such as Mara, or The workshop. Empty: the bot's name.",
    )
    wait_minutes: int = Field(
        3,
        ge=1,
        le=60,
        title="Minutes until a customer nobody has answered is asked for an address",
        description="While a person is there by the hours above; at other times it is asked at once.",
    )


class SupportFile(BotFile):
    """A bot that answers from the owner's documents, names its source, and says when it does not know."""

    kind: Literal["support"]
    scope: str = Field("", max_length=500, title="What it is about", description="Used to decline other topics kindly.")
    handover: HandoverConfig = Field(
        default_factory=lambda: HandoverConfig.model_validate({}), title="A person takes over"
    )
    answer_sentences: int = Field(3, ge=1, le=8, title="Longest answer, in sentences")

    def somebody_there(self, now: datetime) -> bool:
        """Whether a person is there by the hours of the file, in its own zone."""
        if not self.handover.hours:
            return True
        local = now.astimezone(ZoneInfo(self.timezone))
        clock, day = f"{local:%H:%M}", _DAYS[local.weekday()]
        return any(begin <= clock < end for begin, end in self.handover.hours.get(day, ()))
