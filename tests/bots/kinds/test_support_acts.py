"""Acts of the owner's services without a model: local rules call them, ask what is missing, and wait for a yes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from bots.fetching import Fetched, FetchFailed
from tests.shop import BOT, open_shop
from tests.talking import Desk, Talk

TOOLS = """
tools:
  - tool: http_request
    settings:
      actions:
        order_status:
          description: Where an order is
          url: "https://api.shop.example/orders/{number}"
          inputs: {number: {kind: integer, minimum: 1, maximum: 99999999, ask: the number of your order}}
          show: [status, expected]
          when: [where is my order, order status, track my parcel]
          say: "Order {number} is {status}. It should arrive on {expected}."
        my_points:
          description: How many loyalty points the customer has
          url: "https://api.shop.example/points?customer={subject}"
          show: [points]
          when: [how many points do I have]
        cancel_order:
          description: Cancel an order
          method: POST
          url: "https://api.shop.example/cancel"
          inputs: {number: {kind: integer}, reason: {kind: choice, options: [late, mistake]}}
          show: [state]
"""


@dataclass
class Service:
    """A made-up service that remembers what it was asked."""

    asked: list[tuple[str, str, Any]] = field(default_factory=list)
    down: bool = False

    def fetch(self, method: str, url: str, *, json: Any = None, private: bool = False) -> Fetched:
        self.asked.append((method, url, json))
        if self.down:
            raise FetchFailed("The service did not answer.")
        if url.endswith("/404"):
            return Fetched(404, b"{}")
        return Fetched(200, _body({"status": "on its way", "expected": "Friday", "secret": "no", "state": "cancelled"}))


def _body(answer: dict[str, str]) -> bytes:
    return json.dumps(answer).encode()


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def talk(tmp_path: Path, service: Service) -> Talk:
    desk = open_shop(tmp_path, file=BOT + TOOLS)
    desk.bot = replace(desk.bot, services=replace(desk.bot.services, fetch=service.fetch))
    return desk.talk()


def test_a_read_is_done_at_once_and_told_in_the_owners_words(talk: Talk, service: Service) -> None:
    assert talk.say("Where is my order 17?") == "Order 17 is on its way. It should arrive on Friday."
    assert service.asked == [("GET", "https://api.shop.example/orders/17", None)]


def test_a_missing_value_is_asked_for_and_may_come_alone(talk: Talk, service: Service) -> None:
    assert "the number of your order" in talk.say("where is my order?")
    assert service.asked == []
    assert talk.say("it's 4711") == "Order 4711 is on its way. It should arrive on Friday."


def test_another_question_lets_go_of_the_act(talk: Talk, service: Service) -> None:
    talk.say("where is my order?")
    assert "45 days" in talk.say("How long can I return a pen?")
    assert service.asked == []


def test_a_number_nobody_has_is_asked_again(talk: Talk) -> None:
    assert "find nothing" in talk.say("order status of 404")
    assert "Friday" in talk.say("sorry, 405")


def test_a_value_out_of_its_limits_never_reaches_the_service(talk: Talk, service: Service) -> None:
    assert "the number of your order" in talk.say("order status of 999999999")
    assert service.asked == []


def test_a_write_waits_for_its_button(talk: Talk, service: Service) -> None:
    reply = talk.say("Please cancel my order 17, it was a mistake")
    assert "Cancel an order (number: 17, reason: mistake)" in reply
    assert service.asked == []
    assert talk.press("Yes, do it").startswith("Done.")
    assert service.asked == [("POST", "https://api.shop.example/cancel", {"number": 17, "reason": "mistake"})]


def test_a_question_about_an_act_does_nothing(talk: Talk, service: Service) -> None:
    talk.say("How can I cancel an order?")
    talk.say("Do you ship my order to Spain?")
    assert service.asked == []


def test_an_act_for_known_visitors_asks_to_sign_in(talk: Talk, service: Service) -> None:
    assert "signed in" in talk.say("how many points do I have?")
    assert service.asked == []
    assert talk.buttons == ["Talk to a person"]


def test_a_service_that_is_down_is_said_and_a_person_offered(talk: Talk, service: Service) -> None:
    service.down = True
    assert "could not look that up" in talk.say("Where is my order 17?")
    talk.press("Talk to a person")
    assert talk.last is not None
    assert talk.last.handover_reason == "tool_failure"


def test_what_no_act_covers_stays_declined(talk: Talk, service: Service) -> None:
    talk.say("please change my address")
    assert talk.last is not None
    assert talk.last.abstain_reason == "account"
    assert service.asked == []


# A person, out of hours

AWAY = BOT.replace("handover: {", 'handover: {hours: {mon: [["09:00", "17:00"]]}, ')


@pytest.fixture
def evening(tmp_path: Path) -> Desk:
    return open_shop(tmp_path, file=AWAY)  # a Tuesday


def test_out_of_hours_a_contact_is_taken_when_the_visitor_wants(evening: Desk) -> None:
    talk = evening.talk()
    reply = talk.say("I want to talk to a person")
    assert "Nobody is here" in reply
    assert talk.last is not None
    assert talk.last.handed_over
    assert talk.buttons == ["No, thank you"]
    assert "get back to you" in talk.say("mara.lind@example.org")
    assert talk.last.message.startswith("[[EMAIL_ADDRESS:")


def test_out_of_hours_no_contact_needs_to_be_left(evening: Desk) -> None:
    talk = evening.talk()
    talk.say("I want to talk to a person")
    assert "no address is kept" in talk.press("No, thank you")
    talk.say("I want to talk to a person")
    assert "45 days" in talk.say("How long can I return a pen?")
