"""The guardrails around a client of the OpenAI library: cleared messages out, judged answers back.

    from openai import OpenAI
    from guardrails import Guardrails, Policy
    from guardrails.integrations.openai import GuardedClient

    client = GuardedClient(OpenAI(), Guardrails(Policy.load("default")))
    answer = client.chat(model="…", messages=[{"role": "user", "content": "…"}])

One client serves one conversation: its vault holds the values of one person. ``chat`` gives the answer whole,
``stream`` in pieces that are released only after they have been judged. ``BlockedMessage`` says that nothing was sent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openai import OpenAI

from guardrails import ClearedText, Guardrails, MemoryVault, OutputContext, Stage, Vault
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
    """An answer: ``text`` as the model meant it, cleared; ``shown`` with the person's own values; tools it asks for."""

    text: ClearedText
    shown: str
    tool_calls: tuple[Any, ...] = ()


class GuardedClient:
    """A client that clears every message and judges every answer. ``hosts`` are the addresses it may link to."""

    def __init__(
        self, client: OpenAI, guardrails: Guardrails, *, vault: Vault | None = None, hosts: Collection[str] = ()
    ) -> None:
        self.vault: Vault = MemoryVault() if vault is None else vault
        self._seen = OwnValues(self.vault, MemoryVault())  # and what tools returned of others
        self._client = client
        self._guardrails = guardrails
        self._hosts = frozenset(hosts)

    def chat(self, *, model: str, messages: Sequence[Mapping[str, Any]], **options: Any) -> Answer:
        """One answer. Raises BlockedMessage before anything is sent, or instead of an answer that fails the checks."""
        cleared: list[Any] = [self._cleared(message) for message in messages]
        completion = self._client.chat.completions.create(model=model, messages=cleared, **options)
        said = completion.choices[0].message
        stream = self._guardrails.stream([said.content or ""], vault=self.vault, context=self._context(cleared))
        text = "".join(stream)
        if stream.verdict.blocked:
            raise BlockedMessage(stream.verdict.reason)
        return Answer(stream.verdict.text, self._shown(text), tuple(said.tool_calls or ()))

    def stream(self, *, model: str, messages: Sequence[Mapping[str, Any]], **options: Any) -> Iterator[str]:
        """The answer in judged pieces, with the person's own values. Raises BlockedMessage before anything is sent,
        and at the end when the rest of an answer was kept back."""
        cleared: list[Any] = [self._cleared(message) for message in messages]
        chunks = self._client.chat.completions.create(model=model, messages=cleared, stream=True, **options)
        stream = self._guardrails.stream(_pieces(chunks), vault=self.vault, context=self._context(cleared))
        for piece in stream:
            yield self._shown(piece)
        if stream.verdict.blocked:
            raise BlockedMessage(stream.verdict.reason)

    def _shown(self, text: str) -> str:
        return as_read(self._guardrails.restore(text, self.vault), self._seen)

    def _cleared(self, message: Mapping[str, Any]) -> dict[str, Any]:
        stage = _STAGES.get(str(message.get("role")))
        content = message.get("content")
        if stage is None or content is None:
            return dict(message)  # the owner's own prompt, and calls of tools
        return {**message, "content": self._content(content, stage)}

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


def _pieces(chunks: Iterable[Any]) -> Iterator[str]:
    for chunk in chunks:
        if chunk.choices and chunk.choices[0].delta.content:
            yield chunk.choices[0].delta.content
