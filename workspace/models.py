"""The workspace's language model: whether it answers, and which bots write with it."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

from bots.errors import ModelError
from bots.models import ModelMessage
from guardrails.pipeline import trusted
from workspace import studio
from workspace.errors import BadRequest
from workspace.roles import Desk

_QUESTION = trusted("Say in one short sentence that you are ready.")
_LONGEST = 200  # characters of its answer that are shown


@dataclass(frozen=True, slots=True)
class Tried:
    """What a model said when it was asked to say something, and after how many seconds."""

    said: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Writer:
    """One bot and who writes its answers."""

    key: str
    name: str
    uses_model: bool


def try_model(desk: Desk) -> Tried:
    """Asks the model that is set to say something; nothing of anybody's is sent. Raises BadRequest in plain words."""
    desk.allow("settings.edit")
    model = desk.app.writer(desk.actor.workspace)
    if model is None:
        raise BadRequest("No language model is set yet. Save its address, name and key first.")
    began = perf_counter()
    try:
        said = "".join(model.stream([ModelMessage("user", _QUESTION)]))
    except ModelError as error:
        raise BadRequest(str(error)) from None
    return Tried(" ".join(said.split())[:_LONGEST], perf_counter() - began)


def writers(desk: Desk) -> list[Writer]:
    """The bots that can write with a model, by name."""
    desk.allow("settings.view")
    chosen = [(bot, studio.get_draft(desk, bot.bot).config.model.provider) for bot in studio.list_bots(desk, "support")]
    return [Writer(bot.key, bot.name, provider != "embedded") for bot, provider in chosen]
