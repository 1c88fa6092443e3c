"""Where packs of a bot's policy disagree: the stricter wins, and this says which one that was."""

from __future__ import annotations

from dataclasses import dataclass

from guardrails.policy import Opinion, Policy
from guardrails.types import Stage
from workspace.roles import Desk
from workspace.studio import ACTIONS, get_draft


@dataclass(frozen=True, slots=True)
class Stricter:
    """Kinds of data at stages for which ``pack`` wants more than the ``others`` (pack, action) do."""

    entities: tuple[str, ...]
    stages: tuple[str, ...]
    pack: str
    action: str
    others: tuple[tuple[str, str], ...]


def stricter(desk: Desk, bot: str) -> tuple[Stricter, ...]:
    """What came of combining the draft's packs, kinds that fare alike together; empty when no pack disagrees."""
    policy = Policy.load(get_draft(desk, bot).config.guarded())
    found: dict[tuple[str, str, str, tuple[tuple[str, str], ...]], list[str]] = {}
    for row in policy.table():
        for stage in Stage:
            said = [o for o in policy.explain(row.entity, stage) if not o.rule.endswith(": says nothing")]
            if (winner := _winner(said)) is not None:
                others = tuple((o.source, ACTIONS[o.action]) for o in said if o.action is not winner.action)
                found.setdefault((row.entity, winner.source, ACTIONS[winner.action], others), []).append(stage.value)
    alike: dict[tuple[tuple[str, ...], str, str, tuple[tuple[str, str], ...]], list[str]] = {}
    for (entity, pack, action, others), stages in found.items():
        alike.setdefault((tuple(stages), pack, action, others), []).append(entity)
    return tuple(
        Stricter(tuple(entities), stages, pack, action, others)
        for (stages, pack, action, others), entities in alike.items()
    )


def _winner(said: list[Opinion]) -> Opinion | None:
    """The pack that decided a cell against another one; None where they agree or the owner decided."""
    decided = next((opinion for opinion in said if opinion.decided), None)
    if decided is None or any(o.source == "own" for o in said) or len({o.action for o in said}) == 1:
        return None
    return decided
