"""Keeps secret: a table of kinds and stages, presets, and a line to try it on."""

from __future__ import annotations

import json
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from guardrails.catalogue import ENTITIES
from tests.pages.conftest import Shop, drawn, press
from workspace import studio
from workspace.roles import Role


def test_every_kind_of_data_has_a_switch_at_every_stage(open_page: Callable[..., AppTest]) -> None:
    table = json.loads(drawn(open_page("keeps_secret", bot="quill"), "switches")[0])
    rows = [row for group in table["groups"] for row in group["rows"]]
    assert {row["entity"] for row in rows} == set(ENTITIES)
    assert all(
        row["actions"][stage["id"]] in ("allow", "mask", "ask", "block") for row in rows for stage in table["stages"]
    )


def test_a_pack_is_a_starting_point(open_page: Callable[..., AppTest], own_bot: str, shop: Shop) -> None:
    page = open_page("keeps_secret", bot=own_bot)
    packs = page.pills(key="packs:default")
    packs.set_value(["default", "gdpr"]).run()
    assert studio.get_draft(shop.desk, studio.find(shop.desk, own_bot)).config.policy.packs == ("default", "gdpr")


def test_a_switch_that_was_turned_is_saved(open_page: Callable[..., AppTest], own_bot: str, shop: Shop) -> None:
    page = open_page("keeps_secret", bot=own_bot)
    page.session_state["secret:change"] = {"entity": "PERSON", "stage": "record", "action": "block"}
    page.run()
    policy = studio.get_draft(shop.desk, studio.find(shop.desk, own_bot)).config.policy
    assert policy.entities == {"PERSON": {"record": "block"}}


def test_the_line_to_try_shows_bars(open_page: Callable[..., AppTest]) -> None:
    page = open_page("keeps_secret", bot="quill")
    page.text_input(key="secret:try").set_value("Call me on +49 171 5550142, please").run()
    line = json.loads(drawn(page, "transcript")[0])["entries"][0]["line"]
    assert [piece["entity"] for piece in line if piece["entity"]] == ["PHONE_NUMBER"]


def test_what_stays_as_it_is_can_be_named(open_page: Callable[..., AppTest], own_bot: str, shop: Shop) -> None:
    page = open_page("keeps_secret", bot=own_bot)
    page.text_area(key="PolicyConfig.keep").set_value("hello@quill.example\n14 Quill Lane")
    press(page, "Save changes")
    policy = studio.get_draft(shop.desk, studio.find(shop.desk, own_bot)).config.policy
    assert policy.keep == ("hello@quill.example", "14 Quill Lane")


def test_who_only_reads_cannot_turn_a_switch(open_page: Callable[..., AppTest]) -> None:
    table = json.loads(drawn(open_page("keeps_secret", role=Role.PRIVACY_OFFICER, bot="quill"), "switches")[0])
    assert table["fixed"]
