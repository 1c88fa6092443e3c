"""The table of "Keeps secret": kinds of data × stages, each cell a small switch."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from builder import words
from builder.components import register
from workspace.studio import PolicyRow

_switches = register("switches")


def switches(
    rows: Sequence[PolicyRow],
    *,
    changed: Collection[tuple[str, str]] = (),
    fixed: bool = False,
    key: str,
    on_changed: Callable[[], None],
) -> None:
    """Draw the table; the callback reads ``st.session_state[key].changed`` ({"entities", "stage", "action"}).

    A switch of a group's own line turns that stage for every kind in the group.
    """
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(
            {
                "entity": row.entity,
                "label": row.label,
                "actions": dict(row.actions),
                "rules": {stage: words.rule(rule) for stage, rule in row.rules.items()},
                "changed": [stage for stage in words.STAGES if (row.entity, stage) in changed],
            }
        )
    _switches(
        key=key,
        data={
            "stages": [{"id": stage, "label": label} for stage, label in words.STAGES.items()],
            "actions": [{"id": action, "label": label} for action, label in words.ACTIONS.items()],
            "groups": [
                {"name": name, "label": words.GROUPS.get(name, name), "rows": kinds} for name, kinds in groups.items()
            ],
            "fixed": fixed,
        },
        on_changed_change=on_changed,
    )
