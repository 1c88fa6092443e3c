"""What a bot file grants is there, or every fault is told with its cure."""

from __future__ import annotations

import pytest

from bots import check
from bots.errors import ConfigError

START = "id: salon\nkind: support\nname: Salon\npolicy: {packs: [gdpr]}\ntools:\n"
ORDERS = """  - tool: http_request
    clear: [EMAIL_ADDRESS]
    settings:
      actions:
        order_status: {description: Where an order is, url: "https://shop.example/orders", show: [status]}
"""


def test_what_there_is_is_granted() -> None:
    assert check.load(START + ORDERS, "salon.yaml").tools[0].tool == "http_request"


@pytest.mark.parametrize(
    ("grant", "said"),
    [
        ("{tool: bok_time}", "salon.yaml, tools[0].tool: 'bok_time' is unknown. Did you mean 'book_time'?"),
        (
            "{tool: book_time, clear: [PHONE_NUMBR]}",
            "salon.yaml, tools[0].clear[0]: 'PHONE_NUMBR' is no kind of data. Did you mean 'PHONE_NUMBER'?",
        ),
        ("{tool: book_time, settings: {colour: red}}", "salon.yaml, tools[0].settings: 'book_time' has no settings."),
        ("{tool: http_request}", "salon.yaml, tools[0].settings, actions: This key is needed."),
        (
            "{tool: http_request, settings: {acions: {}}}",
            "salon.yaml, tools[0].settings, acions: 'acions' is unknown. Did you mean 'actions'?",
        ),
        ("{tool: book_time}\n  - {tool: book_time}", "salon.yaml, tools[1]: 'book_time' is granted twice."),
    ],
)
def test_a_fault_is_told_with_its_place_and_the_nearest_right_word(grant: str, said: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        check.load(f"{START}  - {grant}\n", "salon.yaml")
    assert said in str(refusal.value)


def test_every_fault_is_told_at_once() -> None:
    grants = "  - {tool: bok_time, clear: [PHONE_NUMBR], settings: {a: 1}}\n  - {tool: hand_ovr}\n"
    with pytest.raises(ConfigError) as refusal:
        check.load(START + grants, "salon.yaml")
    assert [p.where.removeprefix("salon.yaml, ") for p in refusal.value.problems] == [
        "tools[0].clear[0]",
        "tools[0].tool",
        "tools[1].tool",
    ]


def test_a_survey_that_asks_too_much_is_advised_and_still_loads() -> None:
    file = "id: s\nkind: survey\nname: S\nquestions: [{id: born, kind: date, text: Your date of birth?}]\n"
    [said] = check.advice(check.load(file), "s.yaml")
    assert (said.id, said.where) == ("asks_too_much", "s.yaml, questions[0]")
    assert "age group" in said.hint
