"""A store sees one workspace: no way to read or write another's rows, and no statement without its filter."""

from __future__ import annotations

import traceback
from datetime import datetime

import pytest
import sqlalchemy as sa

from records.bots import BotRow, Bots
from records.database import Database
from records.errors import Taken, Unfiltered, UnknownRow
from records.store import Store
from records.tables import bot_versions, bots, turns, workspaces


def test_another_workspace_finds_nothing(store: Store, other_store: Store, bot: BotRow) -> None:
    assert Bots(store).get(bot.id) == bot
    assert Bots(other_store).get(bot.id) is None
    assert Bots(other_store).by_public_id(bot.public_id) is None
    with other_store.read() as unit:
        assert unit.select(bots) == []
        assert unit.count(bots) == 0


def test_another_workspace_changes_and_deletes_nothing(store: Store, other_store: Store, bot: BotRow) -> None:
    with other_store.write() as unit:
        assert unit.update(bots, bots.c.id == bot.id, name="taken over") == 0
        assert unit.delete(bots, bots.c.id == bot.id) == 0
    assert Bots(store).get(bot.id) == bot


def test_the_same_key_may_be_used_in_two_workspaces(other_store: Store, bot: BotRow, now: datetime) -> None:
    assert Bots(other_store).create(key=bot.key, kind="support", name="Theirs", draft="", now=now).id != bot.id


def test_rows_are_written_to_the_own_workspace_only(store: Store, other_store: Store) -> None:
    with store.write() as unit, pytest.raises(Unfiltered):
        unit.insert(bots, id="b", workspace=other_store.workspace)
    with store.write() as unit, pytest.raises(Unfiltered):
        unit.insert_many(bots, [{"id": "b", "workspace": other_store.workspace}])
    with store.write() as unit, pytest.raises(Unfiltered):
        unit.update(bots, workspace=other_store.workspace)


def test_a_statement_must_hold_every_table_to_the_workspace(store: Store, other_store: Store, bot: BotRow) -> None:
    joined = sa.select(bots.c.id).join(bot_versions, bot_versions.c.bot == bots.c.id)
    with store.read() as unit:
        with pytest.raises(Unfiltered, match="bot_versions, bots"):
            unit.execute(joined)
        with pytest.raises(Unfiltered, match="bot_versions"):
            unit.execute(joined.where(unit.mine(bots)))
        assert unit.execute(joined.where(unit.mine(bots), unit.mine(bot_versions))).all() == []
        with pytest.raises(Unfiltered):
            unit.execute(sa.select(bots).where(bots.c.workspace == other_store.workspace))
        with pytest.raises(Unfiltered):
            unit.execute(sa.delete(turns))
        with pytest.raises(Unfiltered):
            unit.execute(sa.select(sa.func.count()).select_from(bots))


def test_a_table_inside_a_subquery_must_be_held_too(store: Store, bot: BotRow) -> None:
    with store.read() as unit:
        published = sa.select(bot_versions.c.bot)
        with pytest.raises(Unfiltered, match="bot_versions"):
            unit.execute(sa.select(bots).where(unit.mine(bots), bots.c.id.in_(published)))
        held = published.where(unit.mine(bot_versions))
        assert unit.execute(sa.select(bots).where(unit.mine(bots), bots.c.id.not_in(held))).one().id == bot.id


def test_raw_text_is_refused(store: Store) -> None:
    with store.read() as unit, pytest.raises(Unfiltered):
        unit.execute(sa.text("SELECT * FROM bots"))


def test_a_unit_that_fails_writes_nothing(store: Store, bot: BotRow) -> None:
    with pytest.raises(UnknownRow):
        _half(store, bot)
    kept = Bots(store).get(bot.id)
    assert kept is not None
    assert kept.name == "Help"


def test_an_unguessable_value_leads_to_its_workspace(database: Database, store: Store, bot: BotRow) -> None:
    assert database.workspace_of(bots.c.public_id, bot.public_id) == store.workspace
    assert database.workspace_of(bots.c.public_id, "pub_unknown") is None
    with pytest.raises(UnknownRow):
        database.workspace_of(bots.c.name, "Help")


def test_a_workspace_that_is_not_there_has_no_store(database: Database) -> None:
    with pytest.raises(UnknownRow):
        database.store("wsp_unknown")


def test_every_table_but_the_workspaces_carries_the_workspace() -> None:
    assert [table for table in workspaces.metadata.sorted_tables if "workspace" not in table.c] == [workspaces]


def _half(store: Store, bot: BotRow) -> None:
    with store.write() as unit:
        unit.update(bots, bots.c.id == bot.id, name="half")
        raise UnknownRow


def test_what_must_be_unique_is_refused_without_its_value(store: Store, bot: BotRow) -> None:
    with pytest.raises(Taken) as refused, store.write() as unit:
        unit.insert(bots, id="bot_twin", key="help", public_id="pub_twin", kind="k", name="Grace Okafor", draft="",
                    draft_changed_at=0, created_at=0)  # fmt: skip
    assert "Grace" not in str(refused.value)


def test_a_database_error_carries_no_values(store: Store) -> None:
    with pytest.raises(sa.exc.DBAPIError) as broken, store.write() as unit:
        unit.insert(bots, id="bot_x", key="Grace" + " Okafor", public_id="pub_x", kind="k", name=None, draft="",
                    draft_changed_at=0, created_at=0)  # fmt: skip
    assert "Grace Okafor" not in "".join(traceback.format_exception(broken.value))
