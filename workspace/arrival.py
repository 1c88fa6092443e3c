"""What a page tells when a survey opens: declared values and an invitation, as the talk's first state.

The caller's data selects nothing: a name the file does not declare is dropped, and so is a value that is not on its
list or that holds personal data. An invitation is kept as the hash that its ticket has, never as the token.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bots.engine import LiveBot
from bots.schema.survey import Hidden, SurveyFile
from records.store import Store
from records.survey_tickets import INVITED, blind

LONGEST = 200


def arrival(bot: LiveBot, store: Store, page: Mapping[str, str], invitation: str | None) -> dict[str, Any]:
    """The state a talk with this bot begins with."""
    config = bot.config
    if not isinstance(config, SurveyFile):
        return {}
    told = {one.id: page[one.id] for one in config.hidden if _may_be_kept(bot, one, page.get(one.id))}
    ticket = blind(store, bot.id, invitation, INVITED) if invitation and config.one_each == INVITED else None
    return ({"page": told} if told else {}) | ({"ticket": ticket} if ticket else {})


def _may_be_kept(bot: LiveBot, declared: Hidden, value: str | None) -> bool:
    if not value or len(value) > LONGEST:
        return False
    if declared.values:
        return value in declared.values
    return not bot.guardrails.find(value)
