"""Survey results: the sentence, a plot per question, groups to compare, and files to take along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Shop, press, shown
from tests.workspace.survey_results.conftest import FILE
from tests.workspace.survey_results.test_read import answered, people
from workspace import studio, versions
from workspace.roles import Role


@pytest.fixture(scope="module")
def survey(shop: Shop) -> str:
    file = FILE.replace("id: visit", "id: counted").replace("After your visit", "Counted")
    bot = studio.import_bot(shop.desk, file, "counted.yaml").bot
    answered(shop.app, bot, people(9, 6))
    answered(shop.app, bot, [{"score": 8}] * 5, state="stopped")
    return bot


@pytest.fixture
def results(open_page: Callable[..., AppTest], survey: str) -> Callable[..., AppTest]:
    """The page, on this survey: other tests leave theirs in the same shop."""

    def go(**query: Any) -> AppTest:
        page = open_page("results", **query)
        return next(box for box in page.selectbox if box.label == "Survey").set_value(survey).run()

    return go


def test_what_people_answered_in_a_sentence_and_a_plot_for_each_question(results: Callable[..., AppTest]) -> None:
    page = results()
    assert not page.exception
    assert page.subheader[0].value.replace("\\", "").startswith("15 of 20 people answered to the end (75 %).")
    text = shown(page)
    assert "Net Promoter Score" in text
    assert "How did you come" in text
    assert len(page.get("vega_lite_chart")) >= 5


def test_one_group_is_looked_at_alone(results: Callable[..., AppTest]) -> None:
    page = results()
    box = next(one for one in page.selectbox if one.label == "Only people who answered")
    page = box.set_value(("way", "By car")).run()
    assert not page.exception
    assert "6 people gave this answer" in shown(page)


def test_a_file_is_offered_by_a_link_that_works_once(results: Callable[..., AppTest]) -> None:
    page = press(results(), "Excel")
    assert not page.exception
    assert "/download/" in "".join(str(part.proto) for part in page.get("html"))


def test_an_agent_reads_them_and_takes_nothing_along(results: Callable[..., AppTest]) -> None:
    page = results(role=Role.AGENT)
    assert not page.exception
    assert "Excel" not in {button.label for button in page.button}


def test_answers_that_wait_say_until_when(open_page: Callable[..., AppTest], shop: Shop) -> None:
    bot = studio.import_bot(
        shop.desk, FILE.replace("id: visit", "id: waits").replace("After your visit", "Waits"), "waits.yaml"
    ).bot
    answered(shop.app, bot, people(1, 0))
    page = open_page("results")
    page = next(box for box in page.selectbox if box.label == "Survey").set_value(bot).run()
    assert (
        "The answers of 1 person wait until 4 more people have answered to the end and that day is over"
        in page.info[0].value
    )


@pytest.mark.parametrize(("live", "way"), [(False, "Publish the survey"), (True, "Open the survey to share it")])
def test_without_answers_the_next_step_is_said(
    open_page: Callable[..., AppTest], shop: Shop, live: bool, way: str
) -> None:
    file = FILE.replace("id: visit", f"id: quiet-{live}".lower()).replace("After your visit", f"Quiet {live}")
    bot = studio.import_bot(shop.desk, file, "quiet.yaml").bot
    if live:
        versions.publish(shop.desk, bot, no_check="a test")
    page = open_page("results")
    page = next(box for box in page.selectbox if box.label == "Survey").set_value(bot).run()
    assert not page.exception
    assert way in [str(link.proto.label) for link in page.get("page_link")]
