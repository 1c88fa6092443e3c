"""Any endpoint that speaks OpenAI's chat format, through LangChain's chat model and agent.

LangChain takes seconds to import, so it is imported by the first call and never by a bot without a model. The agent
owns the loop over tools; each tool is a closure over ``Toolbox.call``, so what a model can do is bounded there.
"""

from __future__ import annotations

import importlib
import ipaddress
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from types import SimpleNamespace
from typing import Any, Self
from urllib.parse import urlsplit

from bots.errors import ModelError
from bots.models import ModelMessage, ModelTool, never

ATTEMPTS = 3
BACK_OFF = 0.5  # seconds before the second attempt, doubled before each further one
LONGEST_PAUSE = 4.0  # of what a server asks for by Retry-After
LONGEST_REPLY = 12_000  # characters
ROUNDS = 8  # of model and tools
_RETRIED = frozenset({"busy", "server", "unreachable"})
_WORDS = {
    "timeout": "The model did not answer in time.",
    "busy": "The model is busy or its quota is used up.",
    "server": "The model's server has a fault.",
    "garbage": "The model's server answered something that is no reply.",
    "cut": "The model's reply broke off.",
    "refused": "The model's server refused the request. Check address, key and model name.",
    "unreachable": "The model's server cannot be reached.",
    "plain_text": "The model's address must be https; plain text would leave this machine.",
}


@dataclass(frozen=True)
class OpenAIModel:
    """A chat model at an address. Raises ModelError; a reply is tried again only while nothing of it was heard."""

    base_url: str
    api_key: str = field(repr=False)
    name: str
    temperature: float = 0.2
    timeout: float = 30.0
    attempts: int = ATTEMPTS
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)

    def stream(
        self, messages: Sequence[ModelMessage], tools: Sequence[ModelTool] = (), stop: Callable[[], bool] = never
    ) -> Iterator[str]:
        """The reply in pieces, tools called on the way."""
        if not is_private(self.base_url):
            raise _error("plain_text")
        for attempt in range(1, self.attempts + 1):
            heard = _Heard()
            try:
                yield from self._attempt(messages, tools, heard)
                return
            except ModelError as error:
                if heard.anything or error.code not in _RETRIED or attempt == self.attempts:
                    raise
                self.sleep(min(heard.pause or BACK_OFF * 2 ** (attempt - 1), LONGEST_PAUSE))
                if stop():  # the visitor has withdrawn: the prompt is not sent again
                    raise

    def _attempt(self, messages: Sequence[ModelMessage], tools: Sequence[ModelTool], heard: _Heard) -> Iterator[str]:
        try:
            for piece in self._heard(messages, tools, heard):
                heard.anything = True
                yield piece
        except ModelError:
            raise
        except Exception as error:  # noqa: BLE001 - LangChain lets a server's nonsense surface as almost any type
            if heard.failure is not None:
                raise heard.failure from None
            heard.pause = _pause(error)
            raise _error(self._code(error, heard)) from None
        if not heard.finished:
            raise _error("cut" if heard.anything else "garbage")

    def _heard(self, messages: Sequence[ModelMessage], tools: Sequence[ModelTool], heard: _Heard) -> Iterator[str]:
        lang = self._libraries
        agent = lang.create_agent(self._chat, [_tool(lang, tool, heard) for tool in tools])
        deadline, length = time.monotonic() + 4 * self.timeout, 0
        said = {"messages": [_message(lang, message) for message in messages]}
        # Tracing to a third party is off whatever the environment says: it would copy every prompt.
        with lang.tracing_context(enabled=False):
            config = {"recursion_limit": 2 * ROUNDS, "callbacks": [_leaving(lang, heard)]}
            events = agent.stream(said, config, stream_mode="messages")
            with closing(events), heard:
                for chunk, _ in events:
                    if not isinstance(chunk, lang.AIMessageChunk):
                        continue
                    heard.note(chunk)
                    text = str(chunk.text)
                    length += len(text)
                    if text:
                        yield text
                    if length > LONGEST_REPLY or time.monotonic() > deadline:
                        raise _error("cut")

    @cached_property
    def _chat(self) -> Any:
        return self._libraries.ChatOpenAI(
            model=self.name,
            base_url=self.base_url,
            api_key=self.api_key or "none",
            temperature=self.temperature,
            timeout=self.timeout,
            max_retries=0,
            streaming=True,
            stream_usage=False,
            use_responses_api=False,
        )

    @cached_property
    def _libraries(self) -> SimpleNamespace:
        return SimpleNamespace(
            ChatOpenAI=importlib.import_module("langchain_openai").ChatOpenAI,
            create_agent=importlib.import_module("langchain.agents").create_agent,
            StructuredTool=importlib.import_module("langchain_core.tools").StructuredTool,
            messages=importlib.import_module("langchain_core.messages"),
            AIMessageChunk=importlib.import_module("langchain_core.messages").AIMessageChunk,
            BaseCallbackHandler=importlib.import_module("langchain_core.callbacks").BaseCallbackHandler,
            tracing_context=importlib.import_module("langsmith.run_helpers").tracing_context,
            openai=importlib.import_module("openai"),
        )

    def _code(self, error: Exception, heard: _Heard) -> str:
        """Our word for a failure, by the library's type for it."""
        openai = self._libraries.openai
        if "timeout" in type(error).__name__.lower():
            return "timeout"
        kinds = (
            (openai.RateLimitError, "busy"),
            (openai.InternalServerError, "server"),
            (openai.APIStatusError, "refused"),
            (Exception if heard.anything else (), "cut"),
            (openai.APIConnectionError, "unreachable"),
        )
        return next((code for kind, code in kinds if isinstance(error, kind)), "garbage")


def _leaving(lang: SimpleNamespace, heard: _Heard) -> Any:
    """Ends the model's stream at its next word once nobody listens.

    LangGraph reads it in a thread of its own and waits for that thread when it is closed: without this a reply that was
    cut, withdrawn or stopped with the process held its turn until the model had said everything.
    """

    def on_llm_new_token(*_: object, **__: object) -> None:
        if heard.left:
            raise _error("cut")

    handler = type("Leaving", (lang.BaseCallbackHandler,), {"raise_error": True, "on_llm_new_token": on_llm_new_token})
    return handler()


@dataclass
class _Heard:
    """What one attempt has brought: anything at all, its proper end, a tool's own failure, the pause asked for."""

    anything: bool = False
    finished: bool = False
    failure: Exception | None = None
    pause: float = 0.0
    left: bool = False  # nobody listens any more

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.left = True

    def note(self, chunk: Any) -> None:
        """A server that ends its stream without a reason to finish has been cut off."""
        self.finished = bool(chunk.response_metadata.get("finish_reason")) or (self.finished and not chunk.text)


def load() -> None:
    """Imports the libraries, seconds before they are needed."""
    for name in ("langchain_openai", "langchain.agents"):
        importlib.import_module(name)


def is_private(address: str) -> bool:
    """Whether an address keeps what is sent to it private: https anywhere, or plain http on this very machine."""
    parts = urlsplit(address)
    if parts.scheme == "https":
        return bool(parts.hostname)
    if parts.scheme != "http" or not parts.hostname:
        return False
    if parts.hostname == "localhost":
        return True
    try:
        return ipaddress.ip_address(parts.hostname).is_loopback
    except ValueError:
        return False


def _message(lang: SimpleNamespace, message: ModelMessage) -> Any:
    kinds = {"system": "SystemMessage", "user": "HumanMessage", "assistant": "AIMessage"}
    return getattr(lang.messages, kinds[message.role])(str(message.text))


def _tool(lang: SimpleNamespace, tool: ModelTool, heard: _Heard) -> Any:
    def call(**arguments: Any) -> str:
        heard.anything = True  # an act may have been done: this attempt is never repeated
        try:
            return str(tool.call(arguments))
        except Exception as error:
            heard.failure = error
            raise

    return lang.StructuredTool.from_function(
        call, name=tool.name, description=tool.description, args_schema=_plain_json(tool.schema)
    )


def _plain_json(schema: Mapping[str, Any]) -> dict[str, Any]:
    return dict(schema)


def _pause(error: Exception) -> float:
    """Seconds a server asked us to wait."""
    headers = getattr(getattr(error, "response", None), "headers", {}) or {}
    try:
        return max(0.0, float(headers.get("retry-after", 0)))
    except ValueError:
        return 0.0


def _error(code: str) -> ModelError:
    return ModelError(code, _WORDS[code])
