"""Questions without an answer come together when they ask the same, and an answer is written in place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge import Upload
from tests.workspace.conftest import SUPPORT, Published, visit
from workspace import bench, gaps, jobs, sources, studio
from workspace.assembly import Application
from workspace.roles import Desk, NotAllowed, Role

RETURNS = Upload(
    "returns.md", b"# Returns\n\n## How long\n\nYou can return an unused pen within 30 days of delivery.\n"
)
ASKED = ("Do you engrave pens?", "Can you engrave my fountain pen with a name?", "Is pen engraving possible?")


@pytest.fixture
def bot(published: Published, monkeypatch: pytest.MonkeyPatch, desk: Desk) -> str:
    monkeypatch.setattr(jobs, "wake", lambda _: None)
    published(SUPPORT)
    bot = studio.find(desk, "shop")
    list(sources.add_sources(desk, bot, [RETURNS]))
    return bot


def _public(app: Application, desk: Desk) -> str:
    return app.bot_row(desk.actor.workspace, studio.find(desk, "shop")).public_id


def ask(app: Application, desk: Desk, *questions: str) -> None:
    for question in questions:
        visit(app, _public(app, desk)).say(question)


def test_questions_that_ask_the_same_stand_together(app: Application, desk: Desk, bot: str) -> None:
    ask(app, desk, *ASKED, "Where can I park my car near the shop?", "How long can I return a pen?")
    found = gaps.list_gaps(desk, bot)
    assert [gap.times for gap in found] == [3, 1]
    assert found[0].question in ASKED
    assert set(found[0].examples) == set(ASKED) - {found[0].question}
    assert "park" in found[1].question


def test_an_answer_written_in_place_closes_the_gap_and_answers(app: Application, desk: Desk, bot: str) -> None:
    ask(app, desk, *ASKED)
    (gap,) = gaps.list_gaps(desk, bot)
    source = gaps.write_answer(desk, bot, gap, gap.question, "Yes, we engrave up to twelve letters for 9 euros.")
    assert (source.kind, source.status.value) == ("answer", "indexed")
    assert gaps.list_gaps(desk, bot) == []
    said = visit(app, _public(app, desk)).say("Could you engrave a pen?")
    assert "twelve letters" in said.shown
    assert [q.source for q in bench.kept(desk, bot)] == [source.key]


def test_the_answer_goes_through_the_same_guard(app: Application, desk: Desk, bot: str) -> None:
    ask(app, desk, *ASKED)
    (gap,) = gaps.list_gaps(desk, bot)
    source = gaps.write_answer(desk, bot, gap, gap.question, "Yes. Ask Anna Schmidt at +49 170 5550142.")
    assert "5550142" not in sources.chunks(desk, bot, source.id)[0].text
    assert source.findings["PHONE_NUMBER"] == 1


def test_a_gap_can_be_put_aside(app: Application, desk: Desk, bot: str) -> None:
    ask(app, desk, *ASKED)
    (gap,) = gaps.list_gaps(desk, bot)
    gaps.put_aside(desk, bot, gap)
    assert gaps.list_gaps(desk, bot) == []


def test_what_an_agent_may_not_see(desk: Desk, bot: str) -> None:
    with pytest.raises(NotAllowed):
        gaps.list_gaps(Desk(desk.app, replace(desk.actor, role=Role.AGENT)), bot)


# Typed answers and test questions


def test_a_typed_answer_outranks_every_document(app: Application, desk: Desk, bot: str) -> None:
    sources.add_answer(
        desk, bot, "How long can I return a pen?\nWhat is the return period?", "Returns close after 45 days."
    )
    for question in ("How long can I return a pen?", "What's the return period for pens?"):
        (first, *_) = sources.try_question(desk, bot, question).passages
        assert (first.typed, first.chunk.text) == (True, "Returns close after 45 days.")
    assert "45 days" in visit(app, _public(app, desk)).say("How long can I return a pen?").shown


def test_an_answer_typed_in_another_language_answers_that_very_question(app: Application, desk: Desk, bot: str) -> None:
    hours = Upload("hours.md", b"# Opening hours\n\n- Tuesday to Friday: 10:00 to 18:30\n- Saturday: 10:00 to 16:00\n")
    list(sources.add_sources(desk, bot, [hours]))
    sources.add_answer(desk, bot, "Wann sind Sie am Mittwoch geöffnet?", "Mittwochs haben wir bis 20 Uhr offen.")
    said = visit(app, _public(app, desk)).say("Wann sind Sie am Mittwoch geöffnet")
    assert "bis 20 Uhr" in said.shown


def test_a_typed_answer_to_another_question_does_not(desk: Desk, bot: str) -> None:
    sources.add_answer(desk, bot, "When are you open?", "From nine to five.")
    first = sources.try_question(desk, bot, "How long can I return a pen?").passages[0]
    assert first.citation.source == "returns"


def test_the_same_question_again_replaces_its_answer(desk: Desk, bot: str) -> None:
    sources.add_answer(desk, bot, "When are you open?", "From nine to five.")
    again = sources.add_answer(desk, bot, "when are you open? ", "From ten to six.")
    assert [c.text for c in sources.chunks(desk, bot, again.id)] == ["From ten to six."]


def test_kept_questions_are_asked_and_counted(desk: Desk, bot: str) -> None:
    bench.keep(desk, bot, "How long can I return a pen?", "returns")
    bench.keep(desk, bot, "Do you sell motorbikes?", "")
    run = bench.run(desk.app, desk.actor.workspace, bot, "by hand", lambda _: None)
    assert (run.questions, run.first, run.five, run.cited, run.refused) == (2, 1.0, 1.0, 1.0, 1.0)
    assert [c.right for c in run.checked] == [True, True]
    assert [r.why for r in bench.runs(desk, bot)] == ["by hand"]


def test_a_change_asks_the_kept_questions_anew(desk: Desk, bot: str) -> None:
    bench.keep(desk, bot, "How long can I return a pen?", "returns")
    sources.read_later(desk, bot, [Upload("hours.md", b"# Hours\n\nOpen from nine to five.\n")], sources.Added())
    while jobs.work(desk.app, desk.actor.workspace):
        pass
    assert [r.why for r in bench.runs(desk, bot)] == ["after reading"]


def test_a_question_is_looked_into_with_the_answer(desk: Desk, bot: str) -> None:
    tried = bench.ask(desk, bot, "How long can I return a pen?")
    assert "30 days" in tried.answer
    assert tried.used[0]
    assert tried.retrieval.passages[0].cosine > 0.3
    assert bench.ask(desk, bot, "Do you sell motorbikes?").abstained


# Pieces


def test_a_piece_is_edited_and_switched_off(app: Application, desk: Desk, bot: str) -> None:
    (source,) = sources.list_sources(desk, bot)
    (chunk,) = sources.chunks(desk, bot, source.id)
    edited = sources.edit_chunk(desk, bot, source.id, chunk.id, "You can return an unused pen within 90 days.")
    assert edited.edited
    assert "90 days" in visit(app, _public(app, desk)).say("How long can I return a pen?").shown
    list(sources.add_sources(desk, bot, [RETURNS]))  # the file has not changed, so the edit stays
    (kept,) = sources.chunks(desk, bot, source.id)
    assert "90 days" in kept.text
    sources.switch_chunk(desk, bot, source.id, kept.id, enabled=False)
    assert sources.try_question(desk, bot, "How long can I return a pen?").passages == ()
