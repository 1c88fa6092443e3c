"""The phone of the preview: what is said under a turn."""

from __future__ import annotations

from bots.types import Closed, FindingSeen, TurnResult
from builder.components.phone import turn
from guardrails.pipeline import trusted
from guardrails.types import Stage
from workspace.preview import PreviewTurn


def test_a_kind_kept_secret_in_many_passages_is_one_line() -> None:
    in_passages = [FindingSeen(Stage.RETRIEVAL, "PERSON", "redact", 1) for _ in range(8)]
    found = (FindingSeen(Stage.INPUT, "PERSON", "redact", 1), *in_passages)
    closed = Closed(TurnResult("trn_1", trusted("Hello"), trusted("Hello."), "complete", findings=found), "Hello.")
    assert [
        (one["label"], one["where"]) for one in turn("Hello", PreviewTurn("trn_1", (), (), (), "", closed))["findings"]
    ] == [
        ("name of a person", "from the customer"),
        ("name of a person × 8", "from your documents"),
    ]
