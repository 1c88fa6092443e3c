"""The workspace's model: asked to say something, and which bots write with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.wire_server import Fails, Says, WireServer
from workspace import models, studio
from workspace.assembly import Application
from workspace.errors import BadRequest
from workspace.roles import Actor, Desk, NotAllowed, Role

SUPPORT = "id: shop\nkind: support\nname: Shop\nwelcome: Hello.\nscope: Pens.\n"


@pytest.fixture
def server() -> Iterator[WireServer]:
    with WireServer() as started:
        yield started


def test_before_one_is_set_it_says_so(desk: Desk) -> None:
    with pytest.raises(BadRequest, match="No language model is set"):
        models.try_model(desk)


def test_what_it_says_is_shown(desk: Desk, server: WireServer) -> None:
    server.will(Says("I am ready."))
    studio.save_model_settings(desk, base_url=server.base_url, model="small", key="sk-not-a-real-key")
    assert models.try_model(desk).said == "I am ready."
    assert server.bodies[0]["model"] == "small"


def test_why_it_does_not_answer_is_said_in_plain_words(desk: Desk, server: WireServer) -> None:
    server.will(Fails("401"))
    studio.save_model_settings(desk, base_url=server.base_url, model="small", key="sk-not-a-real-key")
    with pytest.raises(BadRequest, match="Check address, key and model name"):
        models.try_model(desk)


def test_each_support_bot_says_who_writes_its_answers(desk: Desk) -> None:
    studio.import_bot(desk, SUPPORT, "shop.yaml")
    studio.import_bot(
        desk, SUPPORT.replace("shop", "till").replace("Shop", "Till") + "model: {provider: openai}\n", "till.yaml"
    )
    assert {writer.key: writer.uses_model for writer in models.writers(desk)} == {"shop": False, "till": True}


def test_an_analyst_does_not_try_it(app: Application) -> None:
    with pytest.raises(NotAllowed):
        models.try_model(Desk(app, Actor("mbr_x", app.home(), Role.ANALYST, "Ines")))
