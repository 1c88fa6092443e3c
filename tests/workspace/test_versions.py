"""Publishing: the check runs first and is kept; what is live never changes; a reason overrides it and is audited."""

from __future__ import annotations

import pytest

from records.audit import AuditTrail
from records.bookings import Bookings
from records.tables import conversations, turns
from tests.workspace.conftest import BOOKING, SUPPORT, SURVEY, Published
from workspace import studio, versions
from workspace.assembly import Application
from workspace.errors import BadRequest, PublishBlocked
from workspace.roles import Desk


@pytest.mark.parametrize("text", [SUPPORT, BOOKING, SURVEY], ids=["support", "booking", "survey"])
def test_a_sound_draft_passes_every_suite_and_goes_live(desk: Desk, text: str) -> None:
    draft = studio.import_bot(desk, text, "bot.yaml")
    seen: list[str] = []
    version = versions.publish(desk, draft.bot, note="First", progress=lambda what, _done, _of: seen.append(what))
    assert {bar.suite: bar.held for bar in version.report.bars} == dict.fromkeys(versions.NEEDED, True)
    assert len(seen) == len(version.report.results) > 30
    assert versions.versions(desk, draft.bot) == [version]
    assert not studio.get_draft(desk, draft.bot).differs


def test_the_check_leaves_nothing_behind(app: Application, desk: Desk) -> None:
    draft = studio.import_bot(desk, BOOKING, "salon.yaml")
    assert versions.check(desk, draft.bot).passed
    store = app.store(desk.actor.workspace)
    assert Bookings(store).listing(draft.bot, now=app.clock()) == []
    with store.read() as unit:
        assert unit.count(conversations) == unit.count(turns) == 0


def test_a_bot_without_a_way_to_its_task_is_not_published(desk: Desk) -> None:
    refuses_numbers = BOOKING + "policy: {entities: {PHONE_NUMBER: block}}\n"  # and a phone must be given
    draft = studio.import_bot(desk, refuses_numbers, "salon.yaml")
    with pytest.raises(PublishBlocked, match="tasks: 0 of 1") as error:
        versions.publish(desk, draft.bot)
    assert [r.reason for r in error.value.report.results if not r.passed] == ["It did not come to a booking."]
    assert studio.get_draft(desk, draft.bot).live_version is None


def test_a_model_without_an_address_is_not_published(desk: Desk) -> None:
    draft = studio.import_bot(desk, SUPPORT + "model: {provider: openai}\n", "shop.yaml")
    with pytest.raises(PublishBlocked, match="settings"):
        versions.publish(desk, draft.bot)


def test_a_reason_goes_past_the_check_and_stays_in_the_trail(app: Application, desk: Desk) -> None:
    draft = studio.import_bot(desk, SUPPORT, "shop.yaml")
    with pytest.raises(BadRequest):
        versions.publish(desk, draft.bot, no_check="  ")
    version = versions.publish(desk, draft.bot, no_check="tried by hand")
    assert version.report.skipped == "tried by hand"
    assert not version.report.passed
    note = AuditTrail(app.store(desk.actor.workspace)).listing(action="bot.published")[0]
    assert note.detail == {"check": "skipped", "reason": "tried by hand"}


def test_a_live_version_does_not_change_with_the_draft(desk: Desk, published: Published) -> None:
    published(SUPPORT)
    bot = studio.find(desk, "shop")
    studio.change_draft(desk, bot, {"welcome": "Changed"})
    assert "Changed" not in studio.export_bot(desk, bot, live=True)
    assert studio.get_draft(desk, bot).differs


def test_differences_are_said_in_sentences(desk: Desk, published: Published) -> None:
    published(BOOKING)
    published(BOOKING.replace("minutes: 30", "minutes: 45").replace("name: Salon", "name: The Salon"))
    bot = studio.find(desk, "salon")
    changes = {change.where: change.sentence for change in versions.diff(desk, bot, 1, 2)}
    assert changes["services.cut.minutes"] == "Services › Cut › Length in minutes: 45 instead of 30."
    assert changes["name"] == "Name customers see: “The Salon” instead of “Salon”."
    assert versions.diff(desk, bot, 2, None) == []


def test_restoring_makes_an_old_version_the_draft_again(desk: Desk, published: Published) -> None:
    published(SUPPORT)
    published(SUPPORT.replace("Hello.", "Good day."))
    bot = studio.find(desk, "shop")
    assert versions.restore(desk, bot, 1).config.welcome.startswith("Hello.")
    assert studio.get_draft(desk, bot).live_version == 2
    with pytest.raises(BadRequest):
        versions.restore(desk, bot, 7)


def test_the_snippet_is_one_line_with_the_public_id(desk: Desk, published: Published) -> None:
    public_id = published(SUPPORT)
    assert versions.snippet(desk, studio.find(desk, "shop")) == (
        f'<script async src="http://127.0.0.1:8501/widget.js" data-bot="{public_id}"></script>'
    )


def test_a_list_is_told_by_its_things_and_nothing_of_nothing(desk: Desk, published: Published) -> None:
    published(BOOKING)
    bot = studio.find(desk, "salon")
    studio.save_draft(desk, bot, BOOKING + "staff: [{id: ina, name: Ina}]\n")
    told = [change.sentence for change in versions.diff(desk, bot, 1, None)]
    assert any("“Ina” was added." in sentence for sentence in told)
    back = [change.sentence for change in versions.diff(desk, bot, None, 1)]
    assert any("“Ina” was taken away." in sentence for sentence in back)
    assert not [sentence for sentence in (*told, *back) if ":  " in sentence]
