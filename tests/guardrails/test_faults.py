"""What is logged of an error says where to look and repeats nothing that was typed."""

from __future__ import annotations

import json

import pytest

from guardrails.faults import fault
from guardrails.restore import restore


def test_the_type_and_the_frames_of_our_code_are_told_and_no_word_of_the_error() -> None:
    with pytest.raises(AttributeError) as caught:
        restore("[[PERSON:aaaaaaaa]] mara@mail.example", "mara@mail.example")  # type: ignore[arg-type]
    said = fault(caught.value)
    assert said.startswith("AttributeError at guardrails/restore.py:")
    assert "mara" not in said


def test_frames_of_others_are_left_out_and_the_cause_is_named_by_its_type() -> None:
    with pytest.raises(KeyError) as caught:
        _refused()
    assert fault(caught.value) == "KeyError; from JSONDecodeError"


def _refused() -> None:
    try:
        json.loads("mara@mail.example")
    except ValueError as error:
        raise KeyError("mara@mail.example") from error
