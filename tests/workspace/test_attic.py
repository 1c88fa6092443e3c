"""Bots put away and brought back, and copies."""

from __future__ import annotations

import pytest

from tests.workspace.conftest import SUPPORT, outdate
from workspace import attic, studio
from workspace.cards import cards
from workspace.errors import UnknownBot
from workspace.roles import Desk


def test_a_bot_put_away_comes_back_as_it_was(desk: Desk) -> None:
    draft = studio.import_bot(desk, SUPPORT, "shop.yaml")
    studio.archive_bot(desk, draft.bot)
    assert [one.key for one in attic.put_away(desk)] == ["shop"]
    attic.bring_back(desk, draft.bot)
    assert studio.get_draft(desk, draft.bot) == draft
    assert attic.put_away(desk) == []
    assert [bot.key for bot in studio.list_bots(desk)] == ["shop"]


def test_what_no_longer_loads_comes_back_and_says_how_to_mend_it(desk: Desk) -> None:
    draft = studio.import_bot(desk, SUPPORT, "shop.yaml")
    studio.archive_bot(desk, draft.bot)
    outdate(desk.app, "shop")
    attic.bring_back(desk, draft.bot)
    assert attic.put_away(desk) == []
    said = studio.broken(desk, draft.bot)
    assert said == cards(desk)[0].problem
    assert "'retired_key' is unknown" in said
    assert "import-bot" in said
    studio.import_bot(desk, SUPPORT, "shop.yaml")
    assert studio.broken(desk, draft.bot) == ""


def test_nobody_brings_back_what_never_was(desk: Desk) -> None:
    with pytest.raises(UnknownBot):
        attic.bring_back(desk, "bot_unknown")


def test_a_copy_differs_in_name_alone_and_reads_the_same_files(desk: Desk) -> None:
    draft = studio.import_bot(desk, SUPPORT, "shop.yaml")
    copy = attic.copy_bot(desk, draft.bot, name="Second shop")
    assert copy.config == draft.config.model_copy(
        update={"id": "second-shop", "name": "Second shop", "knowledge": "shop"}
    )
    assert copy.live_version is None
