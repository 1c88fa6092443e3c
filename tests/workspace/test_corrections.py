"""A better answer by staff waits as a proposal until somebody who edits the bot approves or refuses it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from knowledge import Source, Upload
from records.forgetting import Forgetting
from tests.workspace.conftest import SUPPORT, Published, visit
from workspace import corrections, gaps, insights, jobs, sources, studio, talk
from workspace.errors import BadRequest
from workspace.roles import Desk, NotAllowed, Role

RETURNS = Upload("returns.md", b"# Returns\n\nYou can return an unused pen within 30 days of delivery.\n")
BETTER = "Yes, we engrave up to twelve letters for 9 euros."


@pytest.fixture
def bot(published: Published, monkeypatch: pytest.MonkeyPatch, desk: Desk) -> str:
    monkeypatch.setattr(jobs, "wake", lambda _: None)
    published(SUPPORT)
    bot = studio.find(desk, "shop")
    list(sources.add_sources(desk, bot, [RETURNS]))
    return bot


def as_(desk: Desk, role: Role) -> Desk:
    return Desk(desk.app, replace(desk.actor, role=role))


def asked(desk: Desk, bot: str, question: str) -> tuple[str, str]:
    """A visitor's question: the talk and the turn."""
    visitor = visit(desk.app, desk.app.bot_row(desk.actor.workspace, bot).public_id)
    visitor.say(question)
    (row,) = insights.conversation(desk, visitor.id)
    return row.conversation, row.turn


def replied(desk: Desk, bot: str, question: str) -> str:
    return visit(desk.app, desk.app.bot_row(desk.actor.workspace, bot).public_id).say(question).shown


def test_an_agent_proposes_an_editor_approves_the_bot_answers(desk: Desk, bot: str) -> None:
    _, turn = asked(desk, bot, "Do you engrave pens?")
    made = corrections.propose(as_(desk, Role.AGENT), bot, [turn], "Do you engrave pens?", BETTER)
    assert gaps.list_gaps(desk, bot) == []
    assert "twelve" not in replied(desk, bot, "Do you engrave pens?"), "nothing is used before it is approved"
    (waiting,) = corrections.proposals(desk, bot)
    assert (waiting.source, waiting.question, waiting.reply) == (made, "Do you engrave pens?", BETTER)
    assert [s.key for s in sources.list_sources(desk, bot)] == ["returns"], "a proposal is no source yet"
    corrections.approve(desk, bot, made, waiting.question, waiting.reply)
    assert "twelve letters" in replied(desk, bot, "Do you engrave pens?")
    assert corrections.proposals(desk, bot) == []


def test_a_reply_with_a_thumb_down_is_corrected(desk: Desk, bot: str) -> None:
    conversation, turn = asked(desk, bot, "How long can I return a pen?")
    talk.rate(desk.app, conversation, turn, "down", reason="wrong")
    (gap,) = gaps.list_gaps(desk, bot)
    made = corrections.propose(as_(desk, Role.ANALYST), bot, gap.turns, gap.question, "Within 45 days of delivery.")
    corrections.approve(desk, bot, made, gap.question, "Within 45 days of delivery.")
    assert "45 days" in replied(desk, bot, "How long can I return a pen?")
    assert gaps.list_gaps(desk, bot) == []


def test_what_is_refused_is_a_gap_again(desk: Desk, bot: str) -> None:
    _, turn = asked(desk, bot, "Do you engrave pens?")
    made = corrections.propose(desk, bot, [turn], "Do you engrave pens?", "Maybe.")
    corrections.refuse(desk, bot, made)
    assert corrections.proposals(desk, bot) == []
    assert [gap.turns for gap in gaps.list_gaps(desk, bot)] == [(turn,)]
    with pytest.raises(BadRequest, match="decided about already"):
        corrections.refuse(desk, bot, made)


def test_it_is_cleared_before_it_is_kept(desk: Desk, bot: str) -> None:
    _, turn = asked(desk, bot, "Do you engrave pens?")
    corrections.propose(desk, bot, [turn], "Do you engrave pens?", "Yes. Write to anna.schmidt@mail.example first.")
    (waiting,) = corrections.proposals(desk, bot)
    assert "anna.schmidt" not in waiting.reply


def test_what_may_not_be_kept_is_refused_and_not_proposed_as_nothing(desk: Desk, bot: str) -> None:
    _, turn = asked(desk, bot, "Do you engrave pens?")
    policy = {"packs": ["gdpr"], "entities": {"EMAIL_ADDRESS": {"record": "block"}}}
    studio.change_draft(desk, bot, {"policy": policy})
    with pytest.raises(BadRequest, match="may not be kept"):
        corrections.propose(desk, bot, [turn], "Do you engrave pens?", "Write to anna.schmidt@mail.example first.")
    assert corrections.proposals(desk, bot) == []


def test_who_may_do_what(desk: Desk, bot: str) -> None:
    made = corrections.propose(desk, bot, ["trn_x"], "Do you engrave pens?", BETTER)
    with pytest.raises(NotAllowed):
        corrections.approve(as_(desk, Role.AGENT), bot, made, "Do you engrave pens?", BETTER)
    with pytest.raises(NotAllowed):
        corrections.propose(as_(desk, Role.PRIVACY_OFFICER), bot, ["trn_x"], "Q?", "A.")
    with pytest.raises(BadRequest, match="Write a question"):
        corrections.propose(desk, bot, ["trn_x"], "Q?", " ")


def test_of_two_who_decide_at_once_one_does(desk: Desk, bot: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _, turn = asked(desk, bot, "Do you engrave pens?")
    made = corrections.propose(desk, bot, [turn], "Do you engrave pens?", BETTER)
    add = sources.add_answer

    def meanwhile(*given: Any, **more: Any) -> Source:
        with pytest.raises(BadRequest, match="decided about already"):
            corrections.refuse(desk, bot, made)
        return add(*given, **more)

    monkeypatch.setattr(sources, "add_answer", meanwhile)
    corrections.approve(desk, bot, made, "Do you engrave pens?", BETTER)
    assert corrections.proposals(desk, bot) == []


def test_a_proposal_that_could_not_be_approved_waits_as_it_was(desk: Desk, bot: str) -> None:
    _, turn = asked(desk, bot, "Do you engrave pens?")
    corrections.propose(desk, bot, [turn], "Do you engrave pens?", BETTER)
    (before,) = corrections.proposals(desk, bot)
    with pytest.raises(BadRequest):
        corrections.approve(desk, bot, before.source, "", "")
    (after,) = corrections.proposals(desk, bot)
    assert replace(after, source=before.source) == before
    corrections.approve(desk, bot, after.source, after.question, after.reply)
    assert "twelve letters" in replied(desk, bot, "Do you engrave pens?")


def test_a_proposal_outlives_its_talk(desk: Desk, bot: str) -> None:
    conversation, turn = asked(desk, bot, "Do you engrave pens?")
    made = corrections.propose(desk, bot, [turn], "Do you engrave pens?", BETTER)
    Forgetting(desk.app.store(desk.actor.workspace)).talk(conversation, now=desk.app.clock())
    corrections.approve(desk, bot, made, "Do you engrave pens?", BETTER)
    assert corrections.proposals(desk, bot) == []
    assert gaps.list_gaps(desk, bot) == []
