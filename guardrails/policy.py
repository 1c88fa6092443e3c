"""Policy: what happens to each kind of data at each stage. Packs are the base, the stricter wins, changes come last.

```mermaid
flowchart LR
  packs[packs: default, gdpr …] -->|stricter action, stricter operator| base
  base -->|the owner's own changes| policy[entity × stage → action, operator, rule]
```

Every cell keeps the name of the line that decided it ("gdpr: group health"), so that a page and ``explain`` can say
why. Reading a policy never loads a recognizer.
"""

from __future__ import annotations

import dataclasses
import difflib
import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from guardrails.catalogue import ENTITIES, GROUPS
from guardrails.errors import PolicyError, Problem
from guardrails.types import Action, Stage

Level = Literal["balanced", "strict"]
OwnerAction = Literal["allow", "mask", "ask", "block"]
OperatorName = Literal["placeholder", "hash", "month", "generalize", "last_four", "redact"]

PACKS = Path(__file__).parent / "packs"
MAX_BYTES = 200_000
_ACTIONS: Mapping[str, Action] = {
    "allow": Action.ALLOW,
    "mask": Action.REDACT,
    "ask": Action.ASK,
    "block": Action.BLOCK,
}
_STRICTER = (Action.ALLOW, Action.REDACT, Action.ASK, Action.BLOCK)
_OPERATORS = ("placeholder", "hash", "month", "generalize", "last_four", "redact")
_NEVER_REVERSIBLE = frozenset({"CREDIT_CARD", "CVV", "CARD_EXPIRY", "PASSWORD", "PIN", "API_KEY", "PRIVATE_KEY"})


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Pack(_Strict):
    """One file of ``packs/``: actions per group, then per kind of data, then the operators that do the masking."""

    title: str
    description: str
    version: int = Field(ge=1)
    level: Level = "balanced"
    groups: dict[str, OwnerAction | dict[str, OwnerAction]] = Field(default_factory=dict)
    entities: dict[str, OwnerAction | dict[str, OwnerAction]] = Field(default_factory=dict)
    operators: dict[str, OperatorName] = Field(default_factory=dict)


class PolicySpec(_Strict):
    """What an owner writes: packs, then changes. The bot file's ``policy`` has these keys but for ``operators``."""

    packs: tuple[str, ...] = Field(("default",), min_length=1)
    level: Level | None = None
    entities: dict[str, OwnerAction | dict[str, OwnerAction]] = Field(default_factory=dict)
    operators: dict[str, OperatorName] = Field(default_factory=dict)
    keep: tuple[str, ...] = ()
    blocked_topics: tuple[str, ...] = ()
    blocked_words: tuple[str, ...] = ()
    show_own_values: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the policy: what is done, by which operator, and the line that decided."""

    action: Action
    operator: str
    rule: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the policy's table: a kind of data and its cell at every stage."""

    entity: str
    cells: Mapping[Stage, Cell]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one pack, or the owner, says of a kind of data at a stage, and whether it decided."""

    source: str
    version: int
    action: Action
    rule: str
    decided: bool


@dataclass(frozen=True)
class Policy:
    """The owner's choices, resolved. ``keep`` holds values that are not secret, such as the shop's own phone."""

    name: str
    level: str
    keep: tuple[str, ...]
    cells: Mapping[tuple[str, Stage], Cell]
    blocked_topics: tuple[str, ...] = ()
    blocked_words: tuple[str, ...] = ()
    show_own_values: bool = True
    versions: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls, spec: str | Path | Mapping[str, Any]) -> Policy:
        """The policy of a pack name ("gdpr+pci_dss"), a YAML file or a mapping; PolicyError has all problems."""
        raw = _read(spec)
        problems = cls.problems(raw)
        if problems:
            raise PolicyError(problems)
        wanted = PolicySpec.model_validate(dict(raw))
        packs = {name: _packs()[name] for name in wanted.packs}
        return cls(
            name="+".join(packs) + ("+own" if wanted.entities or wanted.operators else ""),
            level=wanted.level or ("strict" if any(p.level == "strict" for p in packs.values()) else "balanced"),
            keep=wanted.keep,
            cells=MappingProxyType(dict(_resolve(packs, wanted))),
            blocked_topics=wanted.blocked_topics,
            blocked_words=wanted.blocked_words,
            show_own_values=wanted.show_own_values,
            versions=MappingProxyType({name: pack.version for name, pack in packs.items()}),
        )

    @staticmethod
    def problems(spec: Mapping[str, Any]) -> tuple[Problem, ...]:
        """Every fault of a mapping, with the nearest right word; empty when it can be loaded."""
        return tuple(_problems(spec))

    def action(self, entity: str, stage: Stage) -> Action:
        """What happens to a kind of data at a stage; an unknown kind is masked."""
        return self.cell(entity, stage).action

    def cell(self, entity: str, stage: Stage) -> Cell:
        """Action, operator and deciding rule; an unknown kind is masked for good."""
        return self.cells.get((entity, stage), _UNKNOWN)

    def explain(self, entity: str, stage: Stage) -> tuple[Opinion, ...]:
        """What every pack says of a cell, in order, and the owner last: why the combination is what it is."""
        cell = self.cell(entity, stage)
        said = [(name, _pack_action(name, _packs()[name], entity, stage)) for name in self.versions]
        opinions = [
            Opinion(name, self.versions[name], action, rule, rule == cell.rule) for name, (action, rule) in said
        ]
        if cell.rule.startswith("own: "):
            opinions.append(Opinion("own", 0, cell.action, cell.rule, True))
        return tuple(opinions)

    def at_level(self, level: str) -> Policy:
        """The same policy at another level of recognition."""
        return dataclasses.replace(self, level=level)

    def table(self) -> tuple[Row, ...]:
        """Every kind of data × stage, for the page that shows the policy."""
        return tuple(
            Row(entity, MappingProxyType({stage: self.cells[(entity, stage)] for stage in Stage}))
            for entity in ENTITIES
        )


_UNKNOWN = Cell(Action.REDACT, "redact", "no rule: masked")


def packs() -> Mapping[str, Pack]:
    """The shipped packs with title, description and version, for pages that offer them as starting points."""
    return MappingProxyType(_packs())


@functools.cache
def _packs() -> dict[str, Pack]:
    found = {}
    for path in sorted(PACKS.glob("*.yaml")):
        pack = Pack.model_validate(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))
        unknown = [n for n in pack.entities if n not in ENTITIES] + [n for n in pack.groups if n not in GROUPS]
        if unknown:
            raise PolicyError((Problem("entity", path.name, f"{unknown} is unknown."),))
        found[path.stem] = pack
    return found


def _read(spec: str | Path | Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(spec, Mapping):
        return spec
    text = str(spec)
    if isinstance(spec, Path) or text.endswith((".yaml", ".yml")):
        return _read_file(Path(spec))
    return {"packs": tuple(part.strip() for part in text.split("+"))}


def _read_file(path: Path) -> Mapping[str, Any]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PolicyError((Problem("file", path.name, f"cannot be read: {error.strerror}."),)) from None
    if len(data) > MAX_BYTES or data.count(b"&") > 50:
        raise PolicyError((Problem("size", path.name, "is too large for a policy."),))
    try:
        raw = yaml.load(data, Loader=_UniqueLoader)  # noqa: S506 - a safe loader that refuses doubled keys
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path.name}, line {mark.line + 1}" if mark else path.name
        raise PolicyError((Problem("yaml", where, str(getattr(error, "problem", error)) + "."),)) from None
    if not isinstance(raw, Mapping):
        raise PolicyError((Problem("yaml", path.name, "is not a list of settings."),))
    return raw


class _UniqueLoader(yaml.CSafeLoader):  # type: ignore[misc, unused-ignore]
    """The C safe loader that refuses a key written twice: the second would silently win."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key!r} is written twice", key_node.start_mark)
            seen.add(key)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def _problems(spec: Mapping[str, Any]) -> Iterator[Problem]:
    raw = {key: value for key, value in spec.items() if value is not None}
    try:
        PolicySpec.model_validate(raw)
    except ValidationError as error:
        yield from (
            _explain(item) for item in error.errors(include_url=False, include_input=False, include_context=False)
        )
    names = raw.get("packs", ())
    for number, name in enumerate(names if isinstance(names, list | tuple) else ()):
        if name not in _packs():
            yield _unknown(f"packs[{number}]", name, "pack", _packs())
    for key in ("entities", "operators"):
        section = raw.get(key, {})
        for name, value in section.items() if isinstance(section, Mapping) else ():
            if name not in ENTITIES and name not in GROUPS:
                yield _unknown(f"{key}.{name}", name, "kind of data", (*ENTITIES, *GROUPS))
            if key == "entities" and isinstance(value, Mapping):
                for stage in value:
                    if stage not in tuple(Stage):
                        yield _unknown(f"{key}.{name}.{stage}", stage, "stage", tuple(Stage))
            if key == "operators" and value == "placeholder" and (kept := _never_reversible(name)):
                said = f"{', '.join(kept)} cannot be kept reversibly."
                yield Problem("operator", f"{key}.{name}", said, "Choose last_four or redact.")


def _never_reversible(name: str) -> tuple[str, ...]:
    """What of a kind of data, or of a group, may never enter a vault."""
    return tuple(e for e, about in ENTITIES.items() if e in _NEVER_REVERSIBLE and name in {e, about.group})


def _explain(item: Mapping[str, Any]) -> Problem:
    # A place has at most key, kind and stage; pydantic's names of union branches are noise to an owner.
    place = [str(part) for part in item["loc"] if not str(part).startswith(("dict[", "literal["))]
    if item["type"] == "extra_forbidden":
        return _unknown(".".join(place), place[-1], "setting", tuple(PolicySpec.model_fields))
    return Problem(str(item["type"]), ".".join(place) or "policy", str(item["msg"]) + ".")


def _unknown(where: str, word: object, what: str, known: Iterable[str]) -> Problem:
    known = tuple(known)
    folded = {name.lower(): name for name in known}
    near = difflib.get_close_matches(str(word).lower(), list(folded), n=2, cutoff=0.5)
    hint = f"Did you mean {' or '.join(repr(str(folded[n])) for n in near)}?" if near else ""
    if not hint and len(known) < 20:
        hint = f"Choose one of {', '.join(map(str, known))}."
    return Problem(what.replace(" ", "_"), where, f"'{word}' is not a known {what}.", hint)


def _resolve(packs: Mapping[str, Pack], wanted: PolicySpec) -> Iterator[tuple[tuple[str, Stage], Cell]]:
    for entity in ENTITIES:
        operator = _operator(entity, packs, wanted)
        for stage in Stage:
            action, rule = max(
                (_pack_action(name, pack, entity, stage) for name, pack in packs.items()),
                key=lambda found: _STRICTER.index(found[0]),
            )
            own = _stage_action(wanted.entities.get(entity), stage)
            group = ENTITIES[entity].group
            if own is None and group in wanted.entities:
                own, where = _stage_action(wanted.entities[group], stage), f"group {group}"
            else:
                where = entity
            if own is not None:
                action, rule = own, f"own: {where}"
            yield (entity, stage), Cell(action, operator, rule)


def _pack_action(name: str, pack: Pack, entity: str, stage: Stage) -> tuple[Action, str]:
    own = _stage_action(pack.entities.get(entity), stage)
    if own is not None:
        return own, f"{name}: {entity}"
    group = ENTITIES[entity].group
    by_group = _stage_action(pack.groups.get(group), stage)
    if by_group is not None:
        return by_group, f"{name}: group {group}"
    return Action.ALLOW, f"{name}: says nothing"


def _stage_action(rule: str | Mapping[str, str] | None, stage: Stage) -> Action | None:
    if rule is None:
        return None
    if isinstance(rule, str):
        return _ACTIONS[rule]
    return _ACTIONS[rule[stage.value]] if stage.value in rule else None


def _operator(entity: str, packs: Mapping[str, Pack], wanted: PolicySpec) -> str:
    chosen = _chosen_operator(entity, packs, wanted)
    # Last, whatever chose it: a card or a password in a vault is a card kept.
    return "redact" if chosen == "placeholder" and entity in _NEVER_REVERSIBLE else chosen


def _chosen_operator(entity: str, packs: Mapping[str, Pack], wanted: PolicySpec) -> str:
    group = ENTITIES[entity].group
    for own in (wanted.operators.get(entity), wanted.operators.get(group)):
        if own is not None:
            return own
    chosen = [p.operators.get(entity) or p.operators.get(group) or "placeholder" for p in packs.values()]
    return max(chosen, key=_OPERATORS.index)
