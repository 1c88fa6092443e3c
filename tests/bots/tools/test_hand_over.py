"""hand_over: a typed reason and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.errors import BadArguments
from tests.acting import toolbox
from tests.shop import open_shop


def test_it_is_an_act_with_its_reason(tmp_path: Path) -> None:
    desk = open_shop(tmp_path)
    box = toolbox(desk, desk.talk())
    assert box.call("hand_over", {"reason": "missing"}).text == "A person will take over."
    assert box.acts == ["hand_over:missing"]


@pytest.mark.parametrize("arguments", [{}, {"reason": "bored"}, {"reason": "asked", "to": "boss@shop.example"}])
def test_other_reasons_and_recipients_are_refused(tmp_path: Path, arguments: dict[str, str]) -> None:
    desk = open_shop(tmp_path)
    with pytest.raises(BadArguments):
        toolbox(desk, desk.talk()).call("hand_over", dict(arguments))
