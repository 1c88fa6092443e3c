"""Keys and sealed values: bound to their place, gone with the person, useless without the master key."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from records.database import Database
from records.errors import Damaged, Erased, KeyExposed, KeyMissing, WrongKey
from records.sealing import MasterKey, Sealer
from records.store import Store
from records.tables import persons

PLACE = {"table": "members", "column": "sealed_name", "row": "mbr_1"}


def test_a_value_opens_in_its_place_only(store: Store, other_store: Store) -> None:
    box = store.sealer.seal("Grace Okafor", **PLACE)
    assert b"Grace" not in box
    assert store.sealer.open(box, **PLACE) == "Grace Okafor"
    for moved in ({"table": "bots"}, {"column": "sealed_email"}, {"row": "mbr_2"}):
        with pytest.raises(Damaged):
            store.sealer.open(box, **(PLACE | moved))
    with pytest.raises(Damaged):
        other_store.sealer.open(box, **PLACE)


def test_a_changed_box_does_not_open(store: Store) -> None:
    box = store.sealer.seal("Grace Okafor", **PLACE)
    for broken in (box[:-1] + bytes([box[-1] ^ 1]), box[:20], b""):
        with pytest.raises(Damaged):
            store.sealer.open(broken, **PLACE)


def test_the_same_value_never_looks_the_same(store: Store) -> None:
    assert store.sealer.seal("x", **PLACE) != store.sealer.seal("x", **PLACE)


def test_bytes_and_every_script_survive(store: Store) -> None:
    for value in ("", "Zoë 山田 😀", "a" * 100_000):
        assert store.sealer.open(store.sealer.seal(value, **PLACE), **PLACE) == value
    assert store.sealer.open_bytes(store.sealer.seal_bytes(b"\0\xff", **PLACE), **PLACE) == b"\0\xff"


def test_erasing_a_person_makes_their_values_unreadable(store: Store, now: datetime) -> None:
    with store.write() as unit:
        person, other = store.sealer.new_person(unit, now), store.sealer.new_person(unit, now)
    box = store.sealer.seal("+44 20 7946 0958", **PLACE, person=person)
    kept = store.sealer.seal("kept", **PLACE, person=other)
    with store.write() as unit:
        store.sealer.erase_person(unit, person, now)
    with pytest.raises(Erased):
        store.sealer.open(box, **PLACE, person=person)
    with pytest.raises(Erased):
        store.sealer.seal("new", **PLACE, person=person)
    with pytest.raises(Erased):
        store.sealer.index("+44 20 7946 0958", "phone", person=person)
    assert store.sealer.open(kept, **PLACE, person=other) == "kept"
    with store.read() as unit:
        tombstone = unit.first(persons, persons.c.id == person)
    assert tombstone.wrapped_key is None
    assert tombstone.erased_at is not None


def test_another_process_obeys_an_erasure_within_seconds(store: Store, now: datetime) -> None:
    time = [0.0]
    boxes: dict[str, bytes | None] = {}
    here = Sealer("w", b"k" * 32, 1, shared=b"s" * 32, wrapped=boxes.get, timer=lambda: time[0])
    there = Sealer("w", b"k" * 32, 1, shared=b"s" * 32, wrapped=boxes.get, timer=lambda: time[0])
    with store.write() as unit:
        person = here.new_person(unit, now)
        boxes[person] = unit.first(persons, persons.c.id == person).wrapped_key
    box = here.seal("secret", **PLACE, person=person)
    assert there.open(box, **PLACE, person=person) == "secret"
    boxes[person] = None
    time[0] = 5.1
    with pytest.raises(Erased):
        there.open(box, **PLACE, person=person)


def test_an_index_finds_equal_values_and_says_nothing_else(store: Store, other_store: Store) -> None:
    index = store.sealer.index("ada@example.org", "mail")
    assert index == store.sealer.index("ada@example.org", "mail")
    assert len(index) == 64
    different = {store.sealer.index("ada@example.org", "other"), store.sealer.index("eva@example.org", "mail"),
                 other_store.sealer.index("ada@example.org", "mail")}  # fmt: skip
    assert index not in different
    assert len(different) == 3
    assert store.sealer.shared_index("a", "b") == other_store.sealer.shared_index("a", "b")


def test_the_key_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "tacit.key"
    key = MasterKey.load_or_create(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert MasterKey.load_or_create(path).id == MasterKey.load(path).id == key.id
    with pytest.raises(FileExistsError):
        MasterKey.create(path)
    path.chmod(0o644)
    with pytest.raises(KeyExposed, match="chmod 600"):
        MasterKey.load(path)


def test_a_missing_or_broken_key_says_the_cure(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing, match="put the saved copy back"):
        MasterKey.load(tmp_path / "gone.key")
    broken = tmp_path / "broken.key"
    os.close(os.open(broken, os.O_CREAT, 0o600))
    for text in ("", "abcd", "z" * 64, "é" * 64):
        broken.write_text(text, encoding="utf-8")
        with pytest.raises(KeyMissing, match="64 hexadecimal digits"):
            MasterKey.load(broken)


def test_a_key_service_can_only_unwrap_its_own(key: MasterKey) -> None:
    box = key.wrap(b"k" * 32, "here")
    assert key.unwrap(box, "here") == b"k" * 32
    with pytest.raises(WrongKey):
        key.unwrap(box, "there")
    with pytest.raises(WrongKey):
        MasterKey.generate().unwrap(box, "here")


def test_a_value_outlives_the_rotation_of_the_master_key(url: str, key: MasterKey, now: datetime) -> None:
    database, new = Database.open(url, key), MasterKey.generate()
    workspace = database.create_workspace("Ada & Finch", now)
    box = database.store(workspace).sealer.seal("kept", **PLACE)
    database.rotate(new)
    assert database.store(workspace).sealer.open(box, **PLACE) == "kept"
    database.close()
    with pytest.raises(WrongKey):
        Database.open(url, key).store(workspace)
    again = Database.open(url, new)
    assert again.store(workspace).sealer.open(box, **PLACE) == "kept"
    again.close()


def test_a_rotation_that_was_cut_can_be_run_again(url: str, key: MasterKey, now: datetime) -> None:
    database, new = Database.open(url, key), MasterKey.generate()
    workspace = database.create_workspace("Ada & Finch", now)
    box = database.store(workspace).sealer.seal("kept", **PLACE)
    database.rewrap(new)  # the first step, then the power goes
    database.close()
    database = Database.open(url, key)
    database.rotate(new)
    assert database.store(workspace).sealer.open(box, **PLACE) == "kept"
    database.close()
