"""Who is responsible is said once, and every bot that does not say it itself says it too."""

from __future__ import annotations

import pytest

from records.audit import AuditTrail
from tests.workspace.conftest import SUPPORT
from workspace import business, studio
from workspace.assembly import Application
from workspace.business import Business
from workspace.errors import BadRequest
from workspace.roles import Actor, Desk, NotAllowed, Role

WHO, WHERE = "Clay Corner, 3 Mill Lane", "privacy@clay.example"


def test_a_new_bot_names_the_business(desk: Desk) -> None:
    business.save(desk, WHO, WHERE)
    notice = studio.create_bot(desk, "support-shop", name="Help").config.notice
    assert (notice.controller, notice.contact) == (WHO, WHERE)
    assert business.known(desk) == Business(WHO, WHERE)


def test_drafts_that_name_nobody_take_it_and_others_keep_their_own(desk: Desk) -> None:
    silent = studio.create_bot(desk, "support-shop", name="Help")
    own = studio.import_bot(desk, SUPPORT, "shop.yaml")
    assert business.save(desk, WHO, WHERE) == ("Help",)
    assert studio.get_draft(desk, silent.bot).config.notice.controller == WHO
    assert studio.get_draft(desk, own.bot).config.notice.controller == "Ada & Finch, 14 Quill Lane"


def test_it_can_be_taken_back_and_bots_keep_what_they_say(desk: Desk) -> None:
    business.save(desk, WHO, WHERE)
    bot = studio.create_bot(desk, "support-shop", name="Help").bot
    business.save(desk, "", "")
    assert business.known(desk) == Business("", "")
    assert studio.get_draft(desk, bot).config.notice.controller == WHO


def test_the_trail_says_that_it_was_set_and_not_what(app: Application, desk: Desk) -> None:
    business.save(desk, WHO, WHERE)
    noted = AuditTrail(app.store(desk.actor.workspace)).listing(action="business.set")
    assert [row.detail for row in noted] == [{}, {}]


def test_only_who_may_change_settings_says_it(app: Application, desk: Desk) -> None:
    editor = Desk(app, Actor("mem_e", desk.actor.workspace, Role.EDITOR, "Edi"))
    with pytest.raises(NotAllowed):
        business.save(editor, WHO, WHERE)
    with pytest.raises(BadRequest, match="At most 300"):
        business.save(desk, "x" * 301, "")
