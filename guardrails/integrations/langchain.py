"""The guardrails as a middleware of LangChain's agents: the same policy for input, model calls, tool calls and output.

    from langchain.agents import create_agent
    from guardrails import Guardrails, Policy
    from guardrails.integrations.langchain import GuardrailsMiddleware

    agent = create_agent(model, tools, middleware=[GuardrailsMiddleware(Guardrails(Policy.load("gdpr")))])

What people wrote is cleared before the first model call and again before every later one, so nothing raw is in the
agent's state. Arguments of tools pass ``tool_input`` and are opened only for the kinds of data that ``reveal`` grants
the tool; results pass ``tool_output``; an answer is judged as a reply is in a stream. A blocked message ends the run
with a fixed sentence. One middleware serves one conversation: its vault holds the values of one person.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

from langchain.agents.middleware import AgentMiddleware, hook_config
from langchain.agents.middleware.types import AgentState, ModelRequest, ModelResponse
from langchain.tools.tool_node import ToolCallRequest
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, SystemMessage, ToolMessage
from langgraph.runtime import Runtime
from langgraph.types import Command

from guardrails import Guardrails, MemoryVault, OutputContext, Stage, Vault, Verdict
from guardrails.integrations.arguments import NotAllowed, cleared_arguments
from guardrails.own_values import OwnValues, as_read

REFUSAL = "I cannot help with that message."
WITHHELD = "I have kept back this answer, because it did not pass my checks."
_MOST_CALLS = 25


class GuardrailsMiddleware(AgentMiddleware[Any, Any]):
    """One policy for one conversation of an agent.

    ``reveal`` grants a tool kinds of data in clear, by its name; ``hosts`` are the addresses an answer may link to;
    ``most_calls`` bounds the tool calls of one run.
    """

    def __init__(
        self,
        guardrails: Guardrails,
        *,
        vault: Vault | None = None,
        reveal: Mapping[str, Collection[str]] | None = None,
        hosts: Collection[str] = (),
        refusal: str = REFUSAL,
        most_calls: int = _MOST_CALLS,
    ) -> None:
        super().__init__()
        self.vault: Vault = MemoryVault() if vault is None else vault
        self._guardrails = guardrails
        self._seen = OwnValues(self.vault, MemoryVault())  # and what tools returned of others
        self._reveal = {name: frozenset(entities) for name, entities in (reveal or {}).items()}
        self._hosts = frozenset(hosts)
        self._refusal = refusal
        self._most_calls = most_calls
        self._cleared: set[str] = set()

    @hook_config(can_jump_to=["end"])
    def before_model(
        self,
        state: AgentState[Any],
        runtime: Runtime[Any],  # noqa: ARG002 - LangChain calls it by name
    ) -> dict[str, Any] | None:
        """Clears what people wrote in place; a block ends the run, and the blocked words leave the state."""
        cleared: list[AnyMessage] = []
        for message in state["messages"]:
            if not isinstance(message, HumanMessage) or message.id in self._cleared:
                continue
            verdict = self._clear(_words(message), Stage.INPUT)
            if verdict.blocked:
                gone = HumanMessage("(a message that was blocked)", id=message.id)
                return {"messages": [gone, AIMessage(self._refusal)], "jump_to": "end"}
            self._cleared.add(str(message.id))
            cleared.append(HumanMessage(str(verdict.text), id=message.id))
        return {"messages": cleared} if cleared else None

    @hook_config(can_jump_to=["end"])
    async def abefore_model(self, state: AgentState[Any], runtime: Runtime[Any]) -> dict[str, Any] | None:
        """As ``before_model``."""
        return self.before_model(state, runtime)

    def wrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], ModelResponse[Any]]
    ) -> ModelResponse[Any] | AIMessage:
        """The model sees cleared messages only; what it says is judged before anyone sees it."""
        return self._judged(request, handler(request))

    async def awrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], Awaitable[ModelResponse[Any]]]
    ) -> ModelResponse[Any] | AIMessage:
        """As ``wrap_model_call``."""
        return self._judged(request, await handler(request))

    def wrap_tool_call(
        self, request: ToolCallRequest, handler: Callable[[ToolCallRequest], ToolMessage | Command[Any]]
    ) -> ToolMessage | Command[Any]:
        """Arguments and result of a tool pass the policy; a refusal is told to the model."""
        allowed = self._allowed(request)
        return allowed if isinstance(allowed, ToolMessage) else self._result(handler(allowed))

    async def awrap_tool_call(
        self, request: ToolCallRequest, handler: Callable[[ToolCallRequest], Awaitable[ToolMessage | Command[Any]]]
    ) -> ToolMessage | Command[Any]:
        """As ``wrap_tool_call``."""
        allowed = self._allowed(request)
        return allowed if isinstance(allowed, ToolMessage) else self._result(await handler(allowed))

    def restore(self, text: str) -> str:
        """An answer as the person may read it: with their own values, never inside links or code."""
        return as_read(self._guardrails.restore(text, self.vault), self._seen)

    def _clear(self, text: str, stage: Stage) -> Verdict:
        vault = self.vault if stage is Stage.INPUT else self._seen
        return self._guardrails.clear(text, stage, vault=vault)

    def _judged(self, request: ModelRequest[Any], response: ModelResponse[Any]) -> ModelResponse[Any]:
        context = OutputContext(
            sources=tuple(_words(m) for m in request.messages if isinstance(m, ToolMessage)),
            hosts=self._hosts,
            prompt=request.system_prompt or "",
            said="\n".join(_words(m) for m in request.messages if isinstance(m, HumanMessage | AIMessage)),
            acts=tuple(str(m.name) for m in request.messages if isinstance(m, ToolMessage) and m.status != "error"),
        )
        messages = [self._said(m, context) if isinstance(m, AIMessage) else m for m in response.result]
        return ModelResponse(result=messages, structured_response=response.structured_response)

    def _said(self, message: AIMessage, context: OutputContext) -> AIMessage:
        words = _words(message)
        if not words:
            return message
        stream = self._guardrails.stream([words], vault=self.vault, context=context)
        text = "".join(stream)
        if stream.verdict.blocked:
            return AIMessage(WITHHELD, id=message.id)  # and no tool is called on its word
        return message.model_copy(update={"content": text})

    def _allowed(self, request: ToolCallRequest) -> ToolCallRequest | ToolMessage:
        call = request.tool_call
        calls = sum(isinstance(m, ToolMessage) for m in request.state["messages"])
        if calls >= self._most_calls:
            return _refused(call, f"At most {self._most_calls} calls are allowed. Answer with what is known.")
        try:
            granted = self._reveal.get(call["name"], frozenset())
            arguments = cleared_arguments(call["args"], self._guardrails, self._seen, granted=granted)
        except NotAllowed:
            return _refused(call, "The policy does not let these arguments reach a tool.")
        return request.override(tool_call={**call, "args": arguments})

    def _result(self, result: ToolMessage | Command[Any]) -> ToolMessage | Command[Any]:
        if not isinstance(result, ToolMessage):
            return result
        verdict = self._clear(_words(result), Stage.TOOL_OUTPUT)
        text = "(the result was kept back: it did not pass the checks)" if verdict.blocked else str(verdict.text)
        return result.model_copy(update={"content": text, "artifact": None})


def _refused(call: Mapping[str, Any], words: str) -> ToolMessage:
    return ToolMessage(words, tool_call_id=call["id"], name=call["name"], status="error")


def _words(message: AnyMessage | SystemMessage) -> str:
    """All text of a message; what is no text (an image) is not let through."""
    return str(message.text)
