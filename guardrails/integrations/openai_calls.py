"""Calls of tools in OpenAI's format: what the model asks for, and calls of earlier turns that go back to it.

A call is checked as the gate of a bot checks it, before the caller sees it: a tool that was offered, by its exact name;
arguments that are one JSON object without a key twice and without NaN; every text under the policy's ``tool_input``,
opened only for the kinds of data that were granted to the tool.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from openai.types.chat import ChatCompletionMessageToolCall

from guardrails import Guardrails, Stage, Vault
from guardrails.integrations.arguments import NotAllowed, cleared_arguments

Grants = Mapping[str, Collection[str]]


def offered(tools: Iterable[Any]) -> frozenset[str]:
    """The names of the functions that a request offers."""
    return frozenset(str(tool.get("function", {}).get("name")) for tool in tools if isinstance(tool, Mapping))


def checked(call: Any, names: frozenset[str], guardrails: Guardrails, vault: Vault, grants: Grants) -> Any:
    """A call of a function as it may be carried out. Raises NotAllowed: ``tool_unknown``, ``tool_arguments``, or the
    reason of the policy."""
    function = getattr(call, "function", None)
    if function is None or function.name not in names:
        raise NotAllowed("tool_unknown")
    granted = frozenset(grants.get(function.name, ()))
    arguments = cleared_arguments(_object(function.arguments), guardrails, vault, granted=granted)
    told = json.dumps(arguments, ensure_ascii=False)
    return call.model_copy(update={"function": function.model_copy(update={"arguments": told})})


def kept(message: Mapping[str, Any], guardrails: Guardrails, vault: Vault) -> dict[str, Any]:
    """An earlier message with calls, as it may go back to the model: their arguments may hold what was opened for a
    tool. Raises NotAllowed."""
    clear = _recorded(guardrails, vault)
    changed: dict[str, Any] = {}
    if message.get("tool_calls"):
        changed["tool_calls"] = [_kept(_plain(call), clear) for call in message["tool_calls"]]
    if message.get("function_call"):
        call = _plain(message["function_call"])
        changed["function_call"] = {**call, "arguments": clear(call.get("arguments", ""))}
    return {**message, **changed}


def joined(chunks: Iterable[Any]) -> list[ChatCompletionMessageToolCall]:
    """The calls that came in pieces with a stream, put together by their index."""
    calls: dict[int, dict[str, str]] = {}
    for piece in chunks:
        call = calls.setdefault(piece.index, {"id": "", "name": "", "arguments": ""})
        call["id"] = piece.id or call["id"]
        if piece.function is not None:
            call["name"] += piece.function.name or ""
            call["arguments"] += piece.function.arguments or ""
    return [
        ChatCompletionMessageToolCall.model_validate(
            {"id": c["id"], "type": "function", "function": {"name": c["name"], "arguments": c["arguments"]}}
        )
        for _, c in sorted(calls.items())
    ]


def _recorded(guardrails: Guardrails, vault: Vault) -> Callable[[str], str]:
    """JSON is cleared value by value, so that it stays JSON; anything else as it stands."""

    def clear(arguments: str) -> str:
        try:
            value = json.loads(arguments)
        except ValueError:
            value = arguments
        told = cleared_arguments(value, guardrails, vault, stage=Stage.RECORD)
        return told if isinstance(told, str) and value is arguments else json.dumps(told, ensure_ascii=False)

    return clear


def _kept(call: Mapping[str, Any], clear: Callable[[str], str]) -> dict[str, Any]:
    fields = {"function": "arguments", "custom": "input"}
    return {
        key: {**value, fields[key]: clear(str(value.get(fields[key], "")))}
        if key in fields and isinstance(value, Mapping)
        else value
        for key, value in call.items()
    }


def _plain(call: Any) -> dict[str, Any]:
    """A call as a dict: the library's own objects may stand in a message."""
    return dict(call.model_dump()) if hasattr(call, "model_dump") else dict(call)


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text or "{}", object_pairs_hook=_once, parse_constant=_finite)
    except (ValueError, RecursionError) as error:
        raise NotAllowed("tool_arguments") from error
    if not isinstance(value, dict):
        raise NotAllowed("tool_arguments")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _finite(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")
