"""One answer at a time, by places, never by the owner's words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bots.errors import BadArguments
from tests.acting import call
from tests.talking import Desk

FILE = """
id: visit
kind: survey
name: Visit
anonymity: confidential
questions:
  - {id: score, kind: nps, text: Score?}
  - {id: who, kind: single, text: Who?, options: [Dr Mara Okoye, Somebody else]}
  - {id: why, kind: long_text, text: Why?}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.open(tmp_path, FILE, datetime(2026, 3, 18, 9, 0, tzinfo=UTC))


def test_numbers_options_words_and_skips(desk: Desk) -> None:
    talk = desk.talk()
    call(desk, talk, "record_answer", question=0, number=9)
    call(desk, talk, "record_answer", question=1, options=[0])
    done = call(desk, talk, "record_answer", question=2, skip=True)
    assert done["answers"] == {"score": 9, "who": "Dr Mara Okoye", "why": None}


def test_answers_can_be_taken_back(desk: Desk) -> None:
    talk = desk.talk()
    call(desk, talk, "record_answer", question=0, number=9)
    assert call(desk, talk, "record_answer", forget=[0])["answers"] == {}


def test_a_question_that_is_not_there_is_refused(desk: Desk) -> None:
    with pytest.raises(BadArguments):
        call(desk, desk.talk(), "record_answer", question=9, number=1)


def test_finishing_closes_the_response(desk: Desk) -> None:
    talk = desk.talk()
    call(desk, talk, "record_answer", question=0, number=9)
    call(desk, talk, "record_answer", finish="stopped")
    assert desk.responses()[0].state == "stopped"
