"""The guardrails around a client of the OpenAI library: cleared messages out, judged answers back.

    from openai import OpenAI
    from guardrails import Guardrails, Policy
    from guardrails.integrations.openai import GuardedClient

    client = GuardedClient(OpenAI(), Guardrails(Policy.load("default")))
    answer = client.chat(model="…", messages=[{"role": "user", "content": "…"}])

One client serves one conversation: its vault holds the values of one person. ``chat`` gives the answer whole,
``stream`` in pieces that are released only after they have been judged. ``BlockedMessage`` says that nothing was sent.

Tools that the model asks for are handed over with their arguments checked (``openai_calls.py``):

    client = GuardedClient(OpenAI(), guards, reveal={"send_receipt": {"EMAIL_ADDRESS"}})
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openai import OpenAI

from guardrails import ClearedText, Guardrails, MemoryVault, OutputContext, Stage, Vault
from guardrails.integrations.arguments import NotAllowed
from guardrails.integrations.openai_calls import checked, joined, kept, offered
from guardrails.own_values import OwnValues, as_read

# An earlier answer was judged when it came, but a talk kept as it was shown holds the person's values again.
_STAGES = {
    "user": Stage.INPUT, "tool": Stage.TOOL_OUTPUT, "function": Stage.TOOL_OUTPUT, "assistant": Stage.RECORD,
}  # fmt: skip
_OWN = frozenset({"system", "developer"})


class BlockedMessage(Exception):
    """A message that must not reach the model, or an answer that must not be shown; ``reason`` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Blocked by the policy: {reason}.")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: ``text`` as the model meant it, cleared; ``shown`` with the person's own values; and the tools it asks
    for, with arguments that passed the policy."""

    text: ClearedText
    shown: str
    tool_calls: tuple[Any, ...] = ()


class GuardedStream:
    """The pieces of an answer, and after the last of them ``tool_calls``: what the model asks for, checked."""

    def __init__(self, pieces: Callable[[GuardedStream], Iterator[str]]) -> None:
        self.tool_calls: tuple[Any, ...] = ()
        self._pieces = pieces(self)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        return next(self._pieces)


class GuardedClient:
    """A client that clears every message and judges every answer. ``hosts`` are the addresses it may link to;
    ``reveal`` grants a tool kinds of data in clear, by its name."""

    def __init__(
        self,
        client: OpenAI,
        guardrails: Guardrails,
        *,
        vault: Vault | None = None,
        hosts: Collection[str] = (),
        reveal: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        self.vault: Vault = MemoryVault() if vault is None else vault
        self._seen = OwnValues(self.vault, MemoryVault())  # and what tools returned of others
        self._client = client
        self._guardrails = guardrails
        self._hosts = frozenset(hosts)
        self._reveal = dict(reveal or {})

    def chat(self, *, model: str, messages: Sequence[Mapping[str, Any]], **options: Any) -> Answer:
        """One answer. Raises BlockedMessage before anything is sent, or instead of an answer or a call of a tool that
        fails the checks."""
        cleared: list[Any] = [self._cleared(message) for message in messages]
        completion = self._client.chat.completions.create(model=model, messages=cleared, **options)
        said = completion.choices[0].message
        stream = self._guardrails.stream([said.content or ""], vault=self.vault, context=self._context(cleared))
        text = "".join(stream)
        if stream.verdict.blocked:
            raise BlockedMessage(stream.verdict.reason)
        return Answer(stream.verdict.text, self._shown(text), self._calls(said.tool_calls or (), options))

    def stream(self, *, model: str, messages: Sequence[Mapping[str, Any]], **options: Any) -> GuardedStream:
        """The answer in judged pieces, with the person's own values. Raises BlockedMessage before anything is sent,
        and at the end when the rest of an answer, or a call of a tool, was kept back."""

        def pieces(told: GuardedStream) -> Iterator[str]:
            cleared: list[Any] = [self._cleared(message) for message in messages]
            chunks = self._client.chat.completions.create(model=model, messages=cleared, stream=True, **options)
            parts: list[Any] = []
            stream = self._guardrails.stream(_pieces(chunks, parts), vault=self.vault, context=self._context(cleared))
            for piece in stream:
                yield self._shown(piece)
            if stream.verdict.blocked:
                raise BlockedMessage(stream.verdict.reason)
            told.tool_calls = self._calls(joined(parts), options)

        return GuardedStream(pieces)

    def _calls(self, calls: Iterable[Any], options: Mapping[str, Any]) -> tuple[Any, ...]:
        names = offered(options.get("tools") or ())
        try:
            return tuple(checked(call, names, self._guardrails, self._seen, self._reveal) for call in calls)
        except NotAllowed as error:
            raise BlockedMessage(error.reason) from error

    def _shown(self, text: str) -> str:
        return as_read(self._guardrails.restore(text, self.vault), self._seen)

    def _cleared(self, message: Mapping[str, Any]) -> dict[str, Any]:
        stage = _STAGES.get(str(message.get("role")))
        if stage is None:
            return dict(message)  # the owner's own prompt
        try:
            told = kept(message, self._guardrails, self._seen)
        except NotAllowed as error:
            raise BlockedMessage(error.reason) from error
        if stage is Stage.INPUT:
            told.pop("name", None)  # of the person who writes; that of a tool stays
        content = message.get("content")
        return told if content is None else {**told, "content": self._content(content, stage)}

    def _content(self, content: Any, stage: Stage) -> str:
        text = content if isinstance(content, str) else "\n".join(_texts(content))
        vault = self.vault if stage is Stage.INPUT else self._seen
        verdict = self._guardrails.clear(text, stage, vault=vault)
        if verdict.blocked:
            raise BlockedMessage(verdict.reason)
        return verdict.text

    def _context(self, cleared: Sequence[Mapping[str, Any]]) -> OutputContext:
        def of(*roles: str) -> list[str]:
            return [str(m["content"]) for m in cleared if m.get("role") in roles and m.get("content")]

        return OutputContext(
            sources=tuple(of("tool", "function")),
            hosts=self._hosts,
            prompt="\n".join(of(*_OWN)),
            said="\n".join(of("user", "assistant")),
            acts=tuple(str(m.get("name", "tool")) for m in cleared if m.get("role") in {"tool", "function"}),
        )


def _texts(parts: Iterable[Any]) -> Iterator[str]:
    """The text parts of a message; a part of another kind cannot be cleared, so it is no message of ours."""
    for part in parts:
        if not isinstance(part, Mapping) or part.get("type") != "text":
            raise BlockedMessage("not_text")
        yield str(part.get("text", ""))


def _pieces(chunks: Iterable[Any], calls: list[Any]) -> Iterator[str]:
    """The words of a stream; pieces of calls are laid aside."""
    for chunk in chunks:
        if chunk.choices:
            calls.extend(chunk.choices[0].delta.tool_calls or ())
            if chunk.choices[0].delta.content:
                yield chunk.choices[0].delta.content
