"""What a bot file says of tools, checked against the tools there are: above them, where ``bots.config`` cannot look.

A misspelt tool would never act, a misspelt kind of data would never be revealed, and both would be found by a customer.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from bots import config as bot_file
from bots.config import BotConfig, explain, nearest
from bots.errors import ConfigError, Problem
from bots.schema import survey_lint
from bots.schema.common import ToolGrant
from bots.schema.survey import SurveyFile
from bots.tools import Configured, discover
from guardrails.catalogue import ENTITIES


def load(text: str, name: str = "bot.yaml") -> BotConfig:
    """The bot a file describes, its tools checked. Raises ConfigError with every problem and its cure."""
    config = bot_file.load(text, name)
    must_hold(config, name)
    return config


def must_hold(config: BotConfig, name: str) -> None:
    """Raises ConfigError when the file grants what there is not."""
    found = problems(config, name)
    if found:
        raise ConfigError(found)


def advice(config: BotConfig, name: str = "bot.yaml") -> tuple[Problem, ...]:
    """What a survey asks beyond its purpose, with a better wording. It advises; nobody is kept from publishing."""
    if not isinstance(config, SurveyFile):
        return ()
    return tuple(
        Problem("asks_too_much", f"{name}, questions[{one.place}]", one.said, one.better)
        for one in survey_lint.advice(config)
    )


def problems(config: BotConfig, name: str = "bot.yaml") -> tuple[Problem, ...]:
    """Every fault in what is granted: the tool, the kinds of data it sees in clear, its settings."""
    names = [grant.tool for grant in config.tools]
    return tuple(
        problem
        for i, grant in enumerate(config.tools)
        for problem in _of_grant(grant, f"{name}, tools[{i}]", twice=grant.tool in names[:i])
    )


def _of_grant(grant: ToolGrant, where: str, *, twice: bool) -> Iterator[Problem]:
    known = discover()
    if twice:
        yield Problem("twice", where, f"'{grant.tool}' is granted twice.", "Put both grants together.")
    for i, entity in enumerate(grant.clear):
        if entity not in ENTITIES:
            said = f"'{entity}' is no kind of data."
            yield Problem("entity", f"{where}.clear[{i}]", said, nearest(entity, ENTITIES))
    if grant.tool not in known:
        yield Problem("tool", f"{where}.tool", f"'{grant.tool}' is unknown.", nearest(grant.tool, known))
        return
    tool = known[grant.tool]
    if isinstance(tool, Configured):
        try:
            tool.Settings.model_validate(grant.settings)
        except ValidationError as error:
            yield from explain(f"{where}.settings", tool.Settings, error)
    elif grant.settings:
        yield Problem("unknown_key", f"{where}.settings", f"'{grant.tool}' has no settings.", "Leave them out.")
