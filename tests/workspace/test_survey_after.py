"""A survey is offered when a talk has come to its end, and only where it may be shown."""

from __future__ import annotations

import pytest

from bots.engine import Incoming
from bots.types import Closed
from workspace import studio, talk, versions
from workspace.roles import Desk
from workspace.survey_after import SurveyAfter, survey_after

SITE = "https://shop.example"
SUPPORT = "id: counter\nkind: support\nname: Counter\norigins: [https://shop.example]\nsurvey_after: how\n"
SURVEY = "id: how\nkind: survey\nname: How\norigins: [{site}]\nquestions: [{{id: q, kind: csat, text: How was it?}}]\n"


def published(desk: Desk, file: str) -> str:
    bot = studio.import_bot(desk, file, "bot.yaml").bot
    versions.publish(desk, bot, no_check="a test")
    return bot


def offered(desk: Desk, bot: str, words: str) -> SurveyAfter | None:
    public = studio.get_draft(desk, bot).public_id
    begun = talk.start(desk.app, public, origin=SITE, language="en", timezone=None)
    talk.consent_as_owner(desk.app, begun.conversation, method="cli")
    result = None
    for event in talk.send(desk.app, begun.conversation, Incoming("message-1", words, None, desk.app.clock())):
        result = event.result if isinstance(event, Closed) else result
    assert result is not None
    return survey_after(desk.app, begun.conversation, result)


def test_a_thank_you_ends_a_support_talk(desk: Desk) -> None:
    how, counter = published(desk, SURVEY.format(site=SITE)), published(desk, SUPPORT)
    found = offered(desk, counter, "thanks, that helped")
    assert found == SurveyAfter(studio.get_draft(desk, how).public_id, "Tell us how it was")
    assert offered(desk, counter, "What does a nib cost?") is None


@pytest.mark.parametrize("survey", [None, SURVEY.format(site="https://elsewhere.example")])
def test_without_a_live_survey_for_that_site_nothing_is_offered(desk: Desk, survey: str | None) -> None:
    if survey:
        published(desk, survey)
    counter = published(desk, SUPPORT.replace("survey_after: how", f"survey_after: {'how' if survey else 'ghost'}"))
    assert offered(desk, counter, "thank you") is None
