"""Does: the acts of a bot, and the questions of a survey. A booking bot's services and hours: test_does_booking."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Shop, press, shown
from workspace import studio

SURVEY = """
id: {key}
kind: survey
name: Visit
questions:
  - {{id: liked, kind: multiple, text: What did you like?, options: [Advice, Prices]}}
  - {{id: why, kind: long_text, text: Why?, required: false, show_if: {{question: liked, op: answered}}}}
"""


def test_a_support_bot_looks_up_and_hands_over(open_page: Callable[..., AppTest]) -> None:
    page = open_page("does", bot="quill")
    assert not page.exception
    assert "Look into what it knows" in shown(page)
    assert "Hand over to a person" in shown(page)


def test_questions_keep_their_branches(open_page: Callable[..., AppTest], shop: Shop) -> None:
    draft = studio.import_bot(shop.desk, SURVEY.format(key="visit"), "visit.yaml")
    page = press(open_page("does", bot="visit"), "Save questions")
    assert not page.exception
    assert studio.get_draft(shop.desk, draft.bot).config == draft.config


def test_an_act_is_granted_with_what_it_sees_and_when_it_asks(
    open_page: Callable[..., AppTest], own_bot: str, shop: Shop
) -> None:
    page = press(open_page("does", bot=own_bot), "Let it do this")
    page.text_input(key="service:name").set_value("order_state").run()
    page.text_input(key="service:order_state:what").set_value("Look up an order").run()
    page.text_input(key="service:order_state:url").set_value("https://shop.example/orders").run()
    page.text_area(key="service:order_state:show").set_value("state").run()
    page.multiselect[0].set_value(["EMAIL_ADDRESS"])
    page = press(page, "Save this")
    assert not page.exception
    [grant] = studio.get_draft(shop.desk, studio.find(shop.desk, own_bot)).config.tools
    assert (grant.tool, grant.clear, grant.confirm) == ("http_request", ("EMAIL_ADDRESS",), "always")
    assert grant.settings["actions"]["order_state"]["url"] == "https://shop.example/orders"
    assert "May see of a customer: e-mail address, and asks the customer every time." in shown(
        open_page("does", bot=own_bot)
    )


def test_a_service_that_is_not_complete_cannot_be_saved(open_page: Callable[..., AppTest], own_bot: str) -> None:
    page = press(open_page("does", bot=own_bot), "Let it do this")
    page.text_input(key="service:name").set_value("order_state").run()
    page.text_input(key="service:order_state:url").set_value("https://shop.example/{order}").run()
    assert "Still needed: what it does, what may be shown." in shown(page)
    page.text_input(key="service:order_state:what").set_value("Look up an order").run()
    page.text_area(key="service:order_state:show").set_value("state").run()
    assert next(b for b in page.button if b.label == "Save this").disabled
    assert "names order, which is no input" in page.error[-1].value.replace("\\", "")


def test_a_question_moves_with_its_branch(open_page: Callable[..., AppTest], shop: Shop) -> None:
    text = SURVEY.format(key="visit-moved") + "  - {id: name, kind: short_text, text: Anything else?}\n"
    draft = studio.import_bot(shop.desk, text, "visit.yaml")
    page = open_page("does", bot="visit-moved")
    page.selectbox(key="branch:chosen").set_value(2).run()
    press(page, "Move up")
    saved = studio.get_draft(shop.desk, draft.bot).config
    assert saved.kind == "survey"
    assert [q.id for q in saved.questions] == ["liked", "name", "why"]
    assert saved.questions[2].show_if is not None


def test_a_branch_may_not_ask_about_what_comes_later(open_page: Callable[..., AppTest], shop: Shop) -> None:
    draft = studio.import_bot(shop.desk, SURVEY.format(key="visit-late"), "visit.yaml")
    page = open_page("does", bot="visit-late")
    page = press(page, "Move down")
    assert "is asked later" in page.error[0].value.replace("\\", "")
    assert studio.get_draft(shop.desk, draft.bot).config == draft.config


def test_a_branch_is_told_in_words_and_can_be_changed(open_page: Callable[..., AppTest], shop: Shop) -> None:
    draft = studio.import_bot(shop.desk, SURVEY.format(key="visit-branch"), "visit.yaml")
    page = open_page("does", bot="visit-branch")
    page.selectbox(key="branch:chosen").set_value(1).run()
    assert "Asked only if the answer to “What did you like?” was given." in shown(page)
    page.selectbox(key="branch:op:why:liked").set_value("contains").run()
    page.selectbox(key="branch:value:why:liked:contains").set_value("Prices").run()
    press(page, "Save this condition")
    saved = studio.get_draft(shop.desk, draft.bot).config
    assert saved.kind == "survey"
    branch = saved.questions[1].show_if
    assert branch is not None
    assert (branch.op, branch.value) == ("contains", "Prices")
