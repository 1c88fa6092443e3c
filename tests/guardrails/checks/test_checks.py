"""Each check against its case table: what is stopped or left out, and what may be said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from documents.discovery import discover
from guardrails.types import OutputContext

HERE = Path(__file__).parent


def cases() -> Iterator[Any]:
    for path in sorted(HERE.glob("*.yaml")):
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        context = OutputContext(
            sources=tuple(table.get("sources", ())),
            prompt=table.get("prompt", ""),
            said=table.get("said", ""),
            words=tuple(table.get("words", ())),
            tools=tuple(table.get("tools", ())),
            before=table.get("before", ""),
        )
        for group, rows in table["cases"].items():
            for n, row in enumerate(rows):
                yield pytest.param(path.stem, context, row["say"], row["reason"], id=f"{path.stem}: {group} {n}")


@pytest.mark.parametrize(("name", "context", "say", "reason"), list(cases()))
def test_check(name: str, context: OutputContext, say: str, reason: str | None) -> None:
    assert discover("guardrails.checks", "check")[name].judge(say, context) == reason


@pytest.mark.parametrize(
    ("acts", "say", "left_out"),
    [
        (("booked an appointment",), "I have booked your appointment.", False),
        (("booked an appointment",), "I have cancelled your order.", True),
        (("booked an appointment",), "I have booked it and cancelled nothing. I have refunded you.", True),
        (("moved an appointment",), "Ihr Termin wurde verschoben.", False),
        (("did cancel_order",), "I have cancelled your order.", False),
        (("hand_over:asked",), "Your order has been refunded.", True),
        (("cancel_order",), "I have cancelled your order.", False),
        (("",), "I have cancelled your order.", False),  # a tool without a name: nobody knows what it did
    ],
)
def test_an_act_that_was_done_excuses_no_other(acts: tuple[str, ...], say: str, left_out: bool) -> None:
    context = OutputContext(prompt="Answer from the passages.", acts=acts)
    found = discover("guardrails.checks", "check")["claimed_act"].judge(say, context)
    assert (found is not None) is left_out
