"""Secrets: sealed, replaced, removed, and shown by their end only."""

from __future__ import annotations

from datetime import datetime

from records.secrets import Secrets
from records.store import Store
from records.tables import secrets

KEY = "sk-made-up-0123456789abcd"


def test_a_secret_is_kept_sealed(store: Store, other_store: Store, now: datetime) -> None:
    Secrets(store).set("openai_api_key", KEY, by="mbr_1", now=now)
    assert Secrets(store).get("openai_api_key") == KEY
    assert Secrets(store).get("other") is None
    assert Secrets(other_store).get("openai_api_key") is None
    with store.read() as unit:
        assert b"0123456789" not in unit.first(secrets).sealed_value


def test_only_its_end_is_shown(store: Store, now: datetime) -> None:
    Secrets(store).set("long", KEY, by="mbr_1", now=now)
    Secrets(store).set("short", "hunter2", by="mbr_2", now=now)
    assert [(row.name, row.last4, row.set_by) for row in Secrets(store).listing()] == [
        ("long", "abcd", "mbr_1"),
        ("short", "", "mbr_2"),
    ]


def test_a_new_value_replaces_the_old_one(store: Store, now: datetime) -> None:
    for value in (KEY, KEY + "2"):
        Secrets(store).set("key", value, by="mbr_1", now=now)
    assert Secrets(store).get("key") == KEY + "2"
    assert len(Secrets(store).listing()) == 1


def test_a_removed_secret_is_gone(store: Store, now: datetime) -> None:
    Secrets(store).set("key", KEY, by="mbr_1", now=now)
    assert Secrets(store).remove("key", now=now)
    assert not Secrets(store).remove("key", now=now)
    assert Secrets(store).get("key") is None
