"""The steps of a bot, as links."""

from __future__ import annotations

from collections.abc import Mapping

from builder.components import register
from builder.screens import Screen

_steps = register("steps")


def steps(shown: tuple[Screen, ...], current: str, bot: str, notes: Mapping[str, str]) -> str | None:
    """Draw the steps; gives the name of the step just pressed. ``notes`` puts a dot and a hint beside a step."""
    result = _steps(
        key="steps",
        data={
            "current": current,
            "steps": [
                {"id": s.name, "label": s.title, "href": f"/{s.name}?bot={bot}", "note": notes.get(s.name, "")}
                for s in shown
            ],
        },
        on_went_change=lambda: None,
    )
    went = result.get("went")
    return str(went) if went else None
