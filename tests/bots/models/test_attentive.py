"""A model is left at once when the reply must stop: it says nothing more, acts no more, and is not asked again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from bots.errors import Interrupted, ModelError
from bots.models import ModelMessage, ModelTool, never
from bots.models.attentive import Attentive, _Reading
from bots.models.openai import OpenAIModel
from bots.models.scripted import ScriptedModel, Step
from bots.types import Json
from guardrails.pipeline import trusted
from guardrails.types import ClearedText
from tests.wire_server import Fails, Says, WireServer

MESSAGES = [ModelMessage("user", trusted("Hello"))]


@dataclass
class Thinks:
    """A model that waits for its ``word`` before it says anything, then calls its tools."""

    word: threading.Event = field(default_factory=threading.Event)
    refused: threading.Event = field(default_factory=threading.Event)
    name: str = "thinks"

    def stream(
        self, messages: Sequence[ModelMessage], tools: Sequence[ModelTool] = (), stop: Callable[[], bool] = never
    ) -> Iterator[str]:
        self.word.wait(60)
        assert stop(), "it hears that nobody listens"
        for tool in tools:
            with pytest.raises(Interrupted):
                tool.call({})
            self.refused.set()
        yield "too late"


class Leaving:
    """A reading's lock, which tells when the turn begins to leave and lets it wait as long as the act takes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.begun = threading.Event()
        self.release = self._lock.release

    def acquire(self, timeout: float) -> bool:
        self.begun.set()
        return self._lock.acquire(timeout=60)

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def test_words_pass_as_they_come_and_errors_too() -> None:
    said: list[str] = []
    with pytest.raises(ModelError, match="scripted failure"):
        said += Attentive(ScriptedModel([Step(("One ", "two."), fails="cut")]), never).stream(MESSAGES)
    model = Attentive(ScriptedModel([Step(("One ", "two."))]), never)
    assert list(model.stream(MESSAGES)) == ["One ", "two."]
    assert model.name == "scripted"


def test_a_model_that_has_not_said_a_word_is_left_and_does_nothing_afterwards() -> None:
    done: list[Mapping[str, Json]] = []

    def act(arguments: Mapping[str, Json]) -> ClearedText:
        done.append(arguments)
        return trusted("done")

    model, asked = Thinks(), threading.Event()
    tool = ModelTool("book_time", "Books", {}, act)
    threading.Timer(0.2, asked.set).start()
    with pytest.raises(Interrupted):
        list(Attentive(model, asked.is_set).stream(MESSAGES, [tool]))
    assert not model.word.is_set(), "it was left while it was still thinking"
    model.word.set()
    assert model.refused.wait(60)
    assert done == []


def test_an_act_under_way_ends_before_the_turn_leaves() -> None:
    leaving, ended, asked = Leaving(), [], threading.Event()
    reading = _Reading(acting=leaving)  # type: ignore[arg-type]  # one level below Attentive: its lock tells the moment

    def act(_: Mapping[str, Json]) -> ClearedText:
        asked.set()
        assert leaving.begun.wait(60), "the turn is leaving, and waits"
        assert not reading.left.is_set()
        ended.append(True)
        return trusted("done")

    tool = reading.guard(ModelTool("book_time", "Books", {}, act))
    model = ScriptedModel([Step(("Said.",), calls=(("book_time", {}),))])
    threading.Thread(target=reading.read, args=(model, MESSAGES, [tool]), daemon=True).start()
    with pytest.raises(Interrupted):
        list(reading.pieces(asked.is_set))
    reading.leave()
    assert ended == [True]


def test_a_prompt_is_not_sent_again_once_nobody_listens() -> None:
    with WireServer() as server:
        server.will(Fails("500"), Says("Thirty days."))
        left = threading.Event()
        model = OpenAIModel(server.base_url, "key", "test-model", sleep=lambda _: left.set())
        with pytest.raises(ModelError):
            list(model.stream(MESSAGES, (), left.is_set))
        assert len(server.bodies) == 1
