"""Inbox: who waits for a person comes first, with the reason; personal values are bars."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Shop, drawn, press, say, shown
from workspace import corrections, inbox, live, studio, trail
from workspace.errors import UnknownConversation
from workspace.roles import Desk, NotAllowed, Role


def test_a_talk_that_wants_a_person_waits_until_it_is_done(open_page: Callable[..., AppTest], shop: Shop) -> None:
    say(shop, "I want to talk to a person. I am on ines.moreau@mail.example")
    page = open_page("inbox", role=Role.AGENT)
    assert not page.exception
    assert "The customer asked for a person." in shown(page)
    assert "ines.moreau" not in "".join(drawn(page, "transcript"))
    page = press(page, "Mark as done")
    assert inbox.waiting(shop.desk) == []
    assert "Nobody is waiting" in shown(page)


def test_an_agent_answers_in_the_talk_and_gives_it_back(open_page: Callable[..., AppTest], shop: Shop) -> None:
    talk = say(shop, "I want to talk to a person. I am on ines.moreau@mail.example")
    page = press(open_page("inbox", role=Role.AGENT), "Take over")
    assert [(one.state, one.taken_by) for one in inbox.waiting(shop.desk)] == [("taken", "Agent")]
    assert "Customers read it as Quill & Co." in shown(page)
    page.text_area(key=f"say:{talk}").set_value("Your pen left today.")
    page = press(page, "Send")
    assert not page.exception
    assert page.text_area(key=f"say:{talk}").value == "", "sent, so the field is empty"
    assert [line.text for line in live.live(shop.app, talk).lines] == ["", "Your pen left today."]
    assert "Your pen left today." in "".join(drawn(page, "transcript"))
    assert "1 new" not in shown(page)
    page = press(page, "Give back to the bot")
    assert inbox.waiting(shop.desk) == []


def test_what_may_not_be_said_is_explained_and_stays_in_the_field(
    open_page: Callable[..., AppTest], shop: Shop
) -> None:
    talk = say(shop, "I want to talk to a person.")
    page = press(open_page("inbox", role=Role.AGENT), "Take over")
    page.text_area(key=f"say:{talk}").set_value("See https://elsewhere.example/offer")
    page = press(page, "Send")
    assert "links may only lead" in page.error[0].value
    assert page.text_area(key=f"say:{talk}").value == "See https://elsewhere.example/offer"
    page.text_area(key=f"say:{talk}").set_value("Ask jon.bell@mail.example")
    page = press(page, "Send")
    assert "address secret in answers" in page.error[0].value
    assert [line.kind for line in live.live(shop.app, talk).lines] == ["joined"]
    page = press(page, "Send it covered")
    assert "jon.bell" not in live.live(shop.app, talk).lines[-1].text
    page = press(page, "Close this talk")
    assert live.live(shop.app, talk).closed
    assert inbox.waiting(shop.desk) == []


def test_who_answers_customers_sees_what_they_left_and_it_is_on_record(
    open_page: Callable[..., AppTest], shop: Shop
) -> None:
    say(shop, "I want to talk to a person. I am on ines.moreau@mail.example")
    assert "1 talk for a person" in shown(open_page("bots"))
    page = open_page("inbox", role=Role.AGENT)
    assert "ines.moreau" not in shown(page)
    page = press(page, "Show it and record that I looked")
    assert "e-mail address: **ines.moreau@mail.example**" in shown(page)
    looked = [row for row in trail.happened(shop.desk) if row.action == "handover.revealed"]
    assert [(row.who, dict(row.detail)) for row in looked] == [("Agent", {"reason": "reach"})]
    page.run()
    assert "ines.moreau" not in shown(page), "the bars close again"
    press(page, "Mark as done")


@pytest.mark.parametrize("role", [Role.ANALYST, Role.PRIVACY_OFFICER])
def test_who_does_not_answer_customers_is_not_shown_it(
    open_page: Callable[..., AppTest], shop: Shop, role: Role
) -> None:
    say(shop, "I want to talk to a person. I am on ines.moreau@mail.example")
    page = open_page("inbox", role=role)
    assert not [button for button in page.button if "record that I looked" in button.label]
    one = inbox.waiting(shop.desk)[0]
    with pytest.raises(NotAllowed):
        inbox.reveal(Desk(shop.app, shop.colleague(role)), one.handover, "reach")
    inbox.finish(shop.desk, one.handover)
    with pytest.raises(UnknownConversation):
        inbox.reveal(shop.desk, one.handover, "reach")


def test_every_talk_can_be_read(open_page: Callable[..., AppTest], shop: Shop) -> None:
    say(shop, "How long can I return a pen?")
    page = open_page("inbox")
    page.segmented_control(key="inbox:view").set_value("talks").run()
    assert not page.exception
    assert "How long can I return a pen?" in "".join(drawn(page, "transcript"))


def test_a_better_answer_is_proposed_under_a_talk(open_page: Callable[..., AppTest], shop: Shop) -> None:
    say(shop, "Do you engrave fountain pens?")
    page = open_page("inbox", role=Role.AGENT)
    page.segmented_control(key="inbox:view").set_value("talks").run()
    assert "engrave" in (page.text_area[0].value or "")
    page.text_area[1].set_value("Yes, up to twelve letters.").run()
    page = press(page, "Propose this answer")
    assert not page.exception
    (waiting,) = corrections.proposals(shop.desk, studio.find(shop.desk, "quill"))
    assert (waiting.reply, waiting.by) == ("Yes, up to twelve letters.", "Agent")
    assert page.text_area[1].value == "", "the form begins anew"
    assert [toast.value for toast in page.toast] == ["Proposed. An editor decides about it under Knows."]
    corrections.refuse(shop.desk, studio.find(shop.desk, "quill"), waiting.source)


def test_an_explanation_stays_until_the_text_is_another(open_page: Callable[..., AppTest], shop: Shop) -> None:
    talk = say(shop, "I want to talk to a person.")
    page = press(open_page("inbox", role=Role.AGENT), "Take over")
    page.text_area(key=f"say:{talk}").set_value("Ask jon.bell@mail.example")
    page = press(page, "Send")
    assert "address secret in answers" in page.run().error[0].value, "drawn again, and still said"
    page.text_area(key=f"say:{talk}").set_value("Ask jon.bell@mail.example or amy.bell@mail.example")
    page = press(page, "Send it covered")
    assert [line.kind for line in live.live(shop.app, talk).lines] == ["joined"], "nobody has seen why this one is not"
    page = press(page, "Send it covered")
    assert "bell" not in live.live(shop.app, talk).lines[-1].text
    press(page, "Give back to the bot")
