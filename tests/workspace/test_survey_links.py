"""Links that invite to a survey: each good for one answer, told once, taken back when they were not used."""

from __future__ import annotations

import pytest

from bots.engine import Incoming
from bots.types import Closed
from workspace import results, studio, survey_links, talk, versions
from workspace.errors import BadRequest
from workspace.roles import Desk

SURVEY = """
id: may
kind: survey
name: May
origins: ["https://shop.example"]
one_each: invited
hidden: [{id: plan, values: [free, paid]}]
questions:
  - {id: score, kind: nps, text: Score?}
"""


@pytest.fixture
def survey(desk: Desk) -> str:
    draft = studio.import_bot(desk, SURVEY, "may.yaml")
    versions.publish(desk, draft.bot, no_check="a test")
    return draft.bot


def answer(desk: Desk, bot: str, link: str, *words: str, page: dict[str, str] | None = None) -> str:
    """The last reply somebody gets who opens a link and says these words."""
    public = studio.get_draft(desk, bot).public_id
    begun = talk.start(
        desk.app, public, origin="https://shop.example", language="en", timezone=None, page=page,
        invitation=link.partition(survey_links.MARK)[2] or None,
    )  # fmt: skip
    talk.consent_as_owner(desk.app, begun.conversation, method="cli")
    shown = ""
    for n, said in enumerate(("hello", *words)):
        incoming = Incoming(f"message-{n}", said, None, desk.app.clock())
        for event in talk.send(desk.app, begun.conversation, incoming):
            shown = event.shown if isinstance(event, Closed) else shown
    return shown


def test_each_link_is_one_answer(desk: Desk, survey: str) -> None:
    first, second = survey_links.invite(desk, survey, 2, page="https://shop.example/survey", name="May")
    assert first.startswith("https://shop.example/survey#tacit=")
    assert "help" in answer(desk, survey, first, "9", page={"plan": "paid", "name": "Ada"})
    assert "already" in answer(desk, survey, first)
    assert "by invitation" in answer(desk, survey, "")
    [batch] = survey_links.batches(desk, survey)
    assert (batch.name, batch.links, batch.used) == ("May", 2, 1)
    [line] = results.responses(desk, survey)
    assert line.answers == {"plan": "paid", "score": 9}
    assert survey_links.withdraw(desk, survey, batch.id) == 1
    assert "by invitation" in answer(desk, survey, second)


def test_without_a_page_they_open_the_surveys_own(desk: Desk, survey: str) -> None:
    [link] = survey_links.invite(desk, survey, 1)
    assert f"/chat/{studio.get_draft(desk, survey).public_id}#tacit=" in link


@pytest.mark.parametrize("page", ["https://elsewhere.example/x", "shop.example", "https://shop.example/#top"])
def test_a_page_the_survey_may_not_appear_on_is_refused(desk: Desk, survey: str, page: str) -> None:
    with pytest.raises(BadRequest):
        survey_links.invite(desk, survey, 1, page=page)


def test_links_are_of_one_survey(desk: Desk, survey: str) -> None:
    with pytest.raises(BadRequest, match="no such links"):
        survey_links.withdraw(desk, survey, "sbt_other")


def test_an_open_survey_has_no_links(desk: Desk) -> None:
    draft = studio.import_bot(desk, SURVEY.replace("id: may", "id: june").replace("one_each: invited\n", ""), "j.yaml")
    versions.publish(desk, draft.bot, no_check="a test")
    with pytest.raises(BadRequest, match="open to everybody"):
        survey_links.invite(desk, draft.bot, 1)
