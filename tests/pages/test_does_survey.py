"""Does, of a survey: one question in full, questions from a list, what asks too much, who may answer, links."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from bots.config import load
from bots.schema.survey import SurveyFile
from builder.survey.flow import picture, told
from builder.survey.languages import folded, pieces
from tests.pages.conftest import Shop, press, shown
from workspace import studio, survey_links, versions

SURVEY = """
id: {key}
kind: survey
name: Visit
origins: ["https://quill.example"]
questions:
  - {{id: liked, kind: single, text: What did you like?, options: [Advice, Prices]}}
  - {{id: born, kind: date, text: What is your date of birth?}}
  - {{id: why, kind: long_text, text: Why?, required: false, show_if: {{question: liked, op: eq, value: Prices}}}}
"""


def imported(shop: Shop, key: str) -> str:
    return studio.import_bot(shop.desk, SURVEY.format(key=key), "visit.yaml").bot


def saved(shop: Shop, bot: str) -> SurveyFile:
    config = studio.get_draft(shop.desk, bot).config
    assert isinstance(config, SurveyFile)
    return config


def test_a_question_that_asks_too_much_is_told_with_a_better_one(open_page: Callable[..., AppTest], shop: Shop) -> None:
    imported(shop, "lint")
    page = open_page("does", bot="lint")
    assert not page.exception
    assert "Ask for an age group" in shown(page)


def test_questions_from_a_list_are_added(open_page: Callable[..., AppTest], shop: Shop) -> None:
    bot = imported(shop, "list")
    page = open_page("does", bot="list")
    page.text_area(key="paste:text:0").set_value("How likely are you to come back? (0-10)\nWould you call us?").run()
    press(page, "Add these questions")
    assert [q.kind for q in saved(shop, bot).questions[3:]] == ["nps", "yesno"]


def test_one_question_in_full(open_page: Callable[..., AppTest], shop: Shop) -> None:
    bot = imported(shop, "full")
    page = open_page("does", bot="full")
    page.toggle(key="one:liked:other").set_value(True)
    page.toggle(key="one:liked:shuffle").set_value(True)
    page.text_input(key="one:liked:points").set_value("1 2.5")
    press(page, "Save this question")
    liked = saved(shop, bot).questions[0]
    assert (liked.other, liked.shuffle, liked.points) == (True, True, (1.0, 2.5))


def test_who_may_answer_and_what_the_page_tells(open_page: Callable[..., AppTest], shop: Shop) -> None:
    bot = imported(shop, "who")
    page = open_page("does", bot="who")
    page.text_area(key="keeping:hidden").set_value("plan: free, paid")
    press(page, "Save who may answer")
    assert not page.exception
    [hidden] = saved(shop, bot).hidden
    assert (hidden.id, hidden.values) == ("plan", ("free", "paid"))


def test_links_are_made_and_shown_once(open_page: Callable[..., AppTest], shop: Shop) -> None:
    bot = imported(shop, "links")
    studio.change_draft(shop.desk, bot, {"one_each": "invited"})
    versions.publish(shop.desk, bot, no_check="a test")
    page = press(open_page("does", bot="links"), "Make links")
    assert not page.exception
    (links,) = [code.value for code in page.code if code.language != "yaml"]  # beside the bot as a file
    assert "#tacit=" in links
    assert [batch.links for batch in survey_links.batches(shop.desk, bot)] == [20]
    assert "#tacit=" not in str([code.value for code in open_page("does", bot="links").code])


def test_the_way_through_is_drawn_and_can_be_heard() -> None:
    config = load(SURVEY.format(key="flow"))
    assert isinstance(config, SurveyFile)
    drawn = picture(config, "#1A2321")
    assert drawn.count("<rect") == 3
    assert drawn.count("<path") == 1
    assert "is Prices" in drawn
    assert told(config) == "What did you like?; What is your date of birth?; if it fits: Why?"


def test_the_way_through_stands_on_the_page_as_a_picture(open_page: Callable[..., AppTest], shop: Shop) -> None:
    """Not as HTML: Streamlit takes every drawing out of it, and the page would be empty there."""
    imported(shop, "way")
    page = open_page("does", bot="way")
    assert len(page.get("image")) == 1
    assert not page.info, "the table is as it was saved"


def test_what_was_understood_is_shown_before_it_is_added(open_page: Callable[..., AppTest], shop: Shop) -> None:
    imported(shop, "previewed")
    page = open_page("does", bot="previewed")
    page.text_area(key="paste:text:0").set_value("How clean was it? 1-5\nHow did you come? Car, bus, on foot").run()
    assert not page.exception
    [table] = page.table
    assert list(table.value["Answered by"]) == ["Scale, 1 to 5", "One answer of several"]
    assert list(table.value["Choices"]) == ["", "Car, bus, on foot"]


def test_pasted_questions_are_to_be_branched_at_once(open_page: Callable[..., AppTest], shop: Shop) -> None:
    imported(shop, "pasted")
    page = open_page("does", bot="pasted")
    page.text_area(key="paste:text:0").set_value("Would you call us?").run()
    page = press(page, "Add these questions")
    assert "4. Would you call us?" in page.selectbox(key="branch:chosen").options
    assert "4. Would you call us?" in page.selectbox(key="one:chosen").options
    assert page.text_area(key="paste:text:1").value == "", "what was added is not offered again"


def test_a_survey_is_put_into_another_language(open_page: Callable[..., AppTest], shop: Shop) -> None:
    bot = imported(shop, "tongues")
    known = pieces(saved(shop, bot), "de")
    assert [(p.what, p.first) for p in known][1:4] == [
        ("Question 1", "What did you like?"), ("Answer", "Advice"), ("Answer", "Prices"),
    ]  # fmt: skip
    said = {"What did you like?": "Was hat gefallen?", "Prices": "Preise"}
    studio.change_draft(shop.desk, bot, folded(saved(shop, bot), "de", [said.get(p.first, "") for p in known]))
    liked, born, _ = saved(shop, bot).questions
    assert liked.translations["de"].text == "Was hat gefallen?"
    assert liked.translations["de"].options == ("Advice", "Preise"), "a list of answers is kept whole"
    assert not born.translations, "a question without words is asked in the first language"
    page = open_page("does", bot="tongues")
    assert not page.exception
    assert page.selectbox(key="languages:chosen").options[1] == "German (1 of 3 questions)"


def test_emptied_words_take_a_language_out_again(shop: Shop) -> None:
    bot = imported(shop, "untold")
    known = pieces(saved(shop, bot), "de")
    studio.change_draft(shop.desk, bot, folded(saved(shop, bot), "de", ["Wort"] * len(known)))
    assert saved(shop, bot).translations["de"].thanks == "Wort"
    studio.change_draft(shop.desk, bot, folded(saved(shop, bot), "de", [""] * len(known)))
    config = saved(shop, bot)
    assert not config.translations
    assert not any(question.translations for question in config.questions)
