"""Publishing goes on by itself: nobody waits for it, whoever comes back sees it, and it is never done twice at once."""

from __future__ import annotations

import pytest

from tests.workspace.conftest import SURVEY
from workspace import publishing, studio, versions
from workspace.assembly import Application
from workspace.execute import local_owner
from workspace.roles import Actor, Desk, NotAllowed, Role

BROKEN = SURVEY + "model: {provider: openai}\n"  # no endpoint is set, which the check finds


def test_it_ends_without_anybody_waiting_and_the_result_stands_there(desk: Desk, app: Application) -> None:
    bot = studio.import_bot(desk, SURVEY, "visit.yaml").bot
    assert publishing.last(desk, bot) is None
    publishing.start(desk, bot, note="First")
    came_back = Desk(app, local_owner(app))
    seen = publishing.last(came_back, bot)
    assert seen
    assert seen.wait(60)
    assert seen.version
    assert seen.version.report.passed
    assert [v.note for v in versions.versions(desk, bot) if v.live] == ["First"]
    assert 0 < seen.done < seen.of, "how far it was, by the cases of the check"


def test_a_second_start_joins_the_one_under_way(desk: Desk) -> None:
    bot = studio.import_bot(desk, SURVEY, "visit.yaml").bot
    first = publishing.start(desk, bot)
    assert publishing.start(desk, bot) is first
    assert first.wait(60)
    assert len(versions.versions(desk, bot)) == 1


def test_a_failed_check_is_kept_with_its_report_for_this_very_draft(desk: Desk) -> None:
    draft = studio.import_bot(desk, BROKEN, "visit.yaml")
    running = publishing.start(desk, draft.bot)
    assert running.wait(60)
    assert running.version is None
    assert running.report
    assert [bar.suite for bar in running.report.bars if not bar.held] == ["settings"]
    assert running.draft_of == studio.get_draft(desk, draft.bot).changed_at
    assert versions.versions(desk, draft.bot) == []
    again = publishing.start(desk, draft.bot, no_check="The model comes tomorrow")
    assert again.wait(60)
    assert again.version


def test_the_end_of_the_process_publishes_nothing(desk: Desk, app: Application) -> None:
    bot = studio.import_bot(desk, SURVEY, "visit.yaml").bot
    app.stopping.set()
    running = publishing.start(desk, bot)
    assert running.wait(60)
    assert running.problem == publishing.BROKEN
    assert versions.versions(desk, bot) == []


def test_who_may_not_publish_is_refused_at_once(desk: Desk, app: Application) -> None:
    bot = studio.import_bot(desk, SURVEY, "visit.yaml").bot
    with pytest.raises(NotAllowed):
        publishing.start(Desk(app, Actor("mbr_x", app.home(), Role.ANALYST, "Ines")), bot)
