"""A model that follows a script, for tests and golden talks: it fails on an unexpected call and on leftovers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bots.errors import ModelError
from bots.models import ModelMessage, ModelTool, never
from bots.types import Json


@dataclass(frozen=True, slots=True)
class Step:
    """One call of the model: what the visitor's message must hold, what is called, what is said, or how it fails."""

    says: tuple[str, ...] = ()
    sees: str = ""
    calls: tuple[tuple[str, Mapping[str, Json]], ...] = ()
    fails: str = ""


@dataclass
class ScriptedModel:
    """Plays its steps in order. ``seen`` holds every message it was given."""

    steps: list[Step]
    name: str = "scripted"
    seen: list[tuple[ModelMessage, ...]] = field(default_factory=list)
    results: list[str] = field(default_factory=list)

    def stream(
        self,
        messages: Sequence[ModelMessage],
        tools: Sequence[ModelTool] = (),
        stop: Callable[[], bool] = never,  # noqa: ARG002 - a script says what it says
    ) -> Iterator[str]:
        """The next step's pieces. Raises AssertionError when no step is left or the message is another."""
        self.seen.append(tuple(messages))
        assert self.steps, f"an unexpected call of the model: {messages[-1].text!r}"
        step = self.steps.pop(0)
        assert step.sees in messages[-1].text, f"expected {step.sees!r} in {messages[-1].text!r}"
        known = {tool.name: tool for tool in tools}
        for name, arguments in step.calls:
            assert name in known, f"{name} was not offered: {sorted(known)}"
            self.results.append(str(known[name].call(arguments)))
        yield from step.says
        if step.fails:
            raise ModelError(step.fails, f"scripted failure: {step.fails}")

    def finished(self) -> None:
        """Raises AssertionError when steps are left over."""
        assert not self.steps, f"{len(self.steps)} steps of the script were not used"
