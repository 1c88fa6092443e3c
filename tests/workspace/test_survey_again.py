"""Starting a survey over asks every question again: no answer given before is left to jump over it."""

from __future__ import annotations

from tests.workspace.conftest import Published, visit
from workspace.assembly import Application

ASKED = """
id: visit
kind: survey
name: Visit
anonymity: confidential
questions:
  - {id: staff, kind: yesno, text: "Was our staff friendly?"}
  - {id: clean, kind: yesno, text: "Was the room clean?"}
  - {id: quiet, kind: yesno, text: "Was it quiet?"}
"""


def test_start_over_asks_from_the_first_question_on(app: Application, published: Published) -> None:
    visitor = visit(app, published(ASKED))
    for words in ("Hello", "yes", "yes"):
        visitor.say(words)
    assert "friendly" in visitor.say("start over").shown
    assert "clean" in visitor.say("no").shown
    assert "quiet" in visitor.say("no").shown
