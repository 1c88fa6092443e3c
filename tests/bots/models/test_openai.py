"""The adapter to OpenAI-compatible endpoints, against a real HTTP server that speaks the format."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import pytest

from bots.errors import ModelError
from bots.models import ModelMessage, ModelTool
from bots.models.openai import OpenAIModel, is_private
from guardrails.pipeline import trusted
from guardrails.types import ClearedText
from tests.wire_server import Calls, Fails, Says, WireServer


@pytest.fixture
def server() -> Iterator[WireServer]:
    with WireServer() as running:
        yield running


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def model(server: WireServer, pauses: list[float]) -> OpenAIModel:
    return OpenAIModel(server.base_url, "sk-secret", "test-model", timeout=60.0, sleep=pauses.append)


ASKED = (ModelMessage("system", trusted("Be brief.")), ModelMessage("user", trusted("How long may I return a pen?")))


def test_a_reply_streams_in_pieces(server: WireServer, model: OpenAIModel) -> None:
    server.will(Says("Thirty days from delivery [1]."))
    pieces = list(model.stream(ASKED))
    assert len(pieces) > 2
    assert "".join(pieces) == "Thirty days from delivery [1]."


def test_a_reply_nobody_listens_to_ends_at_its_next_word(server: WireServer, model: OpenAIModel) -> None:
    server.will(Says("more " * 2_000, pause=0.05))
    pieces = model.stream(ASKED)
    assert next(iter(pieces))
    began = time.monotonic()
    pieces.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 50, "the model goes on for a hundred seconds"


def test_the_request_holds_the_messages_the_name_and_the_key_and_nothing_of_ours(
    server: WireServer, model: OpenAIModel
) -> None:
    server.will(Says("Yes."))
    list(model.stream(ASKED))
    body = server.bodies[0]
    assert [(m["role"], m["content"]) for m in body["messages"]] == [
        ("system", "Be brief."),
        ("user", "How long may I return a pen?"),
    ]
    assert body["model"] == "test-model"
    assert body["stream"] is True
    assert server.keys == ["Bearer sk-secret"]
    assert "sk-secret" not in repr(model)


def test_a_tool_is_called_through_its_closure_and_its_result_goes_back(server: WireServer, model: OpenAIModel) -> None:
    called: list[Mapping[str, Any]] = []

    def call(arguments: Mapping[str, Any]) -> ClearedText:
        called.append(arguments)
        return trusted("order 17 leaves on Monday")

    tool = ModelTool("order_status", "Where an order is", SCHEMA, call)
    server.will(Calls("order_status", {"number": 17}), Says("It leaves on Monday."))
    assert "".join(model.stream(ASKED, [tool])) == "It leaves on Monday."
    assert called == [{"number": 17}]
    assert server.bodies[0]["tools"][0]["function"]["name"] == "order_status"
    assert server.bodies[1]["messages"][-1]["content"] == "order 17 leaves on Monday"


def test_a_tool_that_breaks_is_our_fault_and_not_the_models(server: WireServer, model: OpenAIModel) -> None:
    def call(arguments: Mapping[str, Any]) -> ClearedText:
        raise ZeroDivisionError

    server.will(Calls("order_status", {"number": 17}), Says("Never said."))
    with pytest.raises(ZeroDivisionError):
        list(model.stream(ASKED, [ModelTool("order_status", "Where an order is", SCHEMA, call)]))
    assert len(server.bodies) == 1


@pytest.mark.parametrize(
    ("mode", "code", "attempts"),
    [
        ("timeout", "timeout", 1),
        ("429", "busy", 3),
        ("500", "server", 3),
        ("401", "refused", 1),
        ("404", "refused", 1),
        ("garbage", "garbage", 1),
        ("html", "garbage", 1),
        ("empty", "garbage", 1),
        ("event", "garbage", 1),
    ],
)
def test_a_failure_has_a_name_and_is_tried_again_only_when_that_may_help(
    server: WireServer, model: OpenAIModel, mode: str, code: str, attempts: int
) -> None:
    server.will(Fails(mode))
    if mode == "timeout":
        model = OpenAIModel(server.base_url, "sk-secret", "test-model", timeout=1.0)
    with pytest.raises(ModelError) as caught:
        list(model.stream(ASKED))
    assert caught.value.code == code
    assert len(server.bodies) == attempts
    assert "scripted" not in str(caught.value)


def test_pauses_between_attempts_grow(server: WireServer, model: OpenAIModel, pauses: list[float]) -> None:
    server.will(Fails("500"), Fails("500"), Says("At last."))
    assert "".join(model.stream(ASKED)) == "At last."
    assert pauses == [0.5, 1.0]


def test_half_a_stream_gives_what_was_said_and_then_fails_without_another_attempt(
    server: WireServer, model: OpenAIModel
) -> None:
    server.will(Fails("half", "You may return it within"))
    heard: list[str] = []
    with pytest.raises(ModelError) as caught:
        heard.extend(model.stream(ASKED))
    assert "".join(heard) == "You may return it within"
    assert caught.value.code == "cut"
    assert len(server.bodies) == 1


def test_a_model_that_calls_tools_for_ever_is_stopped(server: WireServer, model: OpenAIModel) -> None:
    server.will(Calls("order_status", {"number": 1}))
    with pytest.raises(ModelError):
        list(model.stream(ASKED, [ModelTool("order_status", "Where an order is", SCHEMA, lambda _: trusted("no"))]))
    assert len(server.bodies) <= 10


def test_of_broken_arguments_a_tool_gets_what_could_be_read_for_its_schema_to_refuse(
    server: WireServer, model: OpenAIModel
) -> None:
    called: list[object] = []

    def call(arguments: Mapping[str, Any]) -> ClearedText:
        called.append(arguments)
        return trusted("")

    server.will(Calls("order_status", '{"number": '), Says("I could not look."))
    with suppress(ModelError):
        list(model.stream(ASKED, [ModelTool("order_status", "Where an order is", SCHEMA, call)]))
    assert called in ([], [{}])


def test_nobody_is_there(pauses: list[float]) -> None:
    model = OpenAIModel("http://127.0.0.1:9/v1", "", "test-model", timeout=1.0, sleep=pauses.append)
    with pytest.raises(ModelError) as caught:
        list(model.stream(ASKED))
    assert caught.value.code == "unreachable"


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("https://api.example.com/v1", True),
        ("http://127.0.0.1:8080/v1", True),
        ("http://localhost:8080/v1", True),
        ("http://[::1]:8080/v1", True),
        ("http://api.example.com/v1", False),
        ("http://192.168.1.4/v1", False),
        ("http://127.0.0.1.example.com/v1", False),
        ("http://localhost.example.com/v1", False),
        ("ftp://api.example.com", False),
        ("", False),
    ],
)
def test_plain_text_never_leaves_this_machine(address: str, private: bool) -> None:
    assert is_private(address) is private
    if not private:
        with pytest.raises(ModelError) as caught:
            list(OpenAIModel(address, "k", "m").stream(ASKED))
        assert caught.value.code == "plain_text"


SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"number": {"type": "integer"}},
    "required": ["number"],
    "additionalProperties": False,
}
