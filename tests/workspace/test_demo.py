"""The demo: its bots' files fit where it is served, and installing it waits for nobody."""

from __future__ import annotations

import pytest

from bots import config
from workspace import demo, studio
from workspace.assembly import Application
from workspace.roles import Actor, Desk, NotAllowed, Role

SUPPORT = demo.FOLDER / "bots" / demo.SUPPORT


def test_the_order_service_is_asked_where_the_demo_page_is_served() -> None:
    text = demo.file_text(SUPPORT, 9123)
    assert "http://127.0.0.1:9123/orders/{number}" in text
    assert "8601" not in text
    assert config.load(text, SUPPORT.name).id in demo.bot_keys()


def test_without_a_demo_page_the_file_stays_as_it_is() -> None:
    assert demo.file_text(SUPPORT, 0) == SUPPORT.read_text(encoding="utf-8")


def test_an_installation_the_process_cut_short_says_so_and_can_be_begun_again(desk: Desk, app: Application) -> None:
    assert demo.under_way(desk) is None
    app.stopping.set()
    running = demo.begin(desk)
    assert running.wait(60)
    assert running.problem == demo.BROKEN
    assert demo.under_way(desk) is running
    assert studio.list_bots(desk) == []
    assert not demo.installed(desk)


def test_an_editor_may_not_install_it(app: Application) -> None:
    with pytest.raises(NotAllowed):
        demo.begin(Desk(app, Actor("mbr_x", app.home(), Role.EDITOR, "Ines")))
