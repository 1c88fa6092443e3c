"""BotConfig: one YAML file becomes one frozen value, or every Problem at once.

The file is read by the C safe loader after a limit on size and aliases; duplicate keys are refused; then the strict
model of its kind checks it. A misspelt key is an error with the nearest right word, never a weaker setting.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Annotated, Any, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import Field, StringConstraints, TypeAdapter, ValidationError

from bots.errors import ConfigError, Problem
from bots.schema import branching
from bots.schema.booking import BookingFile
from bots.schema.booking_problems import booking_problems
from bots.schema.common import BotFile, Clock, Id, Strict
from bots.schema.support import SupportFile
from bots.schema.survey import SurveyFile
from guardrails.policy import Policy

BotConfig = SupportFile | BookingFile | SurveyFile
KINDS: Mapping[str, type[BotFile]] = {"support": SupportFile, "booking": BookingFile, "survey": SurveyFile}

MAX_BYTES = 512_000
MAX_ALIASES = 50


def load(text: str, name: str = "bot.yaml") -> BotConfig:
    """The bot a file describes. Raises ConfigError with every problem and its cure; ``name`` stands in their place."""
    raw = _parse(text, name)
    kind = raw.get("kind")
    if kind not in KINDS:
        raise ConfigError((Problem("kind", f"{name}, kind", _unknown(kind, "kind of bot"), nearest(kind, KINDS)),))
    try:
        config = KINDS[str(kind)].model_validate(raw)
    except ValidationError as error:
        raise ConfigError(tuple(explain(name, KINDS[str(kind)], error))) from None
    problems = tuple(_beyond_the_schema(name, config))
    if problems:
        raise ConfigError(problems)
    assert isinstance(config, SupportFile | BookingFile | SurveyFile)
    return config


def dump(config: BotConfig) -> str:
    """The bot as a YAML file that loads unchanged."""
    data = config.model_dump(mode="json", exclude_defaults=True)
    first = {"id": config.id, "kind": config.kind, "name": config.name}
    return yaml.safe_dump(first | data, allow_unicode=True, sort_keys=False, width=110)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a bot file."""
    adapter: TypeAdapter[Any] = TypeAdapter(
        Annotated[SupportFile | BookingFile | SurveyFile, Field(discriminator="kind")]
    )
    schema = adapter.json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Tacit bot file"} | schema


class _Loader(yaml.CSafeLoader):  # type: ignore[misc, unused-ignore]
    """The C safe loader that refuses a key written twice and reads 17:00 as text, not as 1020 (YAML 1.1, base 60)."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key!r} is written twice", key_node.start_mark)
            seen.add(key)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def _number(read: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda loader, node: node.value if ":" in node.value else read(loader, node)


_Loader.add_constructor("tag:yaml.org,2002:int", _number(yaml.CSafeLoader.construct_yaml_int))
_Loader.add_constructor("tag:yaml.org,2002:float", _number(yaml.CSafeLoader.construct_yaml_float))


def _parse(text: str, name: str) -> dict[str, Any]:
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise ConfigError((Problem("size", name, f"The file is larger than {MAX_BYTES // 1000} kB."),))
    try:
        aliases = sum(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.CSafeLoader))
        if aliases > MAX_ALIASES:
            raise ConfigError((Problem("aliases", name, f"More than {MAX_ALIASES} aliases (*name) are not read."),))
        raw = yaml.load(text, Loader=_Loader)  # noqa: S506 - a subclass of the safe loader
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise ConfigError((Problem("yaml", f"{name}{line}", f"{error.problem or 'This is not YAML'}."),)) from None
    except (yaml.YAMLError, RecursionError, ValueError, TypeError):
        raise ConfigError((Problem("yaml", name, "This is not a YAML file that can be read."),)) from None
    if not isinstance(raw, dict) or not all(isinstance(k, str) for k in raw):
        raise ConfigError((Problem("yaml", name, "A bot file is a list of keys such as id, kind and name."),))
    return raw


def explain(name: str, model: type[Strict], error: ValidationError) -> Iterator[Problem]:
    """The faults of a part of a bot file, each with its place and the nearest right word."""
    faults = error.errors(include_url=False)
    for fault in faults:
        path, inside = _path(fault["loc"]), len(fault["loc"])
        if fault["type"] == "too_short" and any(f["loc"][:inside] == fault["loc"] != f["loc"] for f in faults):
            continue  # the list is short because what it holds was refused, and that is said already
        where = f"{name}, {path}" if path else name
        if fault["type"] == "extra_forbidden":
            key = str(fault["loc"][-1])
            names = _keys_at(model, fault["loc"][:-1])
            yield Problem("unknown_key", where, f"'{key}' is unknown.", nearest(key, names))
        elif fault["type"] == "missing":
            yield Problem("missing", where, "This key is needed.")
        else:
            yield Problem("value", where, *_in_words(fault))


_EXPECTED = {
    "string_type": ("Here stands one text.", "Quotes make a text of anything."),
    "tuple_type": ("Here stands a list.", "In square brackets, such as [1, 5]."),
    "dict_type": ("Here stand keys with their values.", ""),
    "model_type": ("Here stand keys with their values.", ""),
    "int_type": ("Here stands a whole number.", ""),
    "int_parsing": ("Here stands a whole number.", ""),
    "int_from_float": ("Here stands a whole number.", ""),
    "bool_type": ("Here stands true or false.", ""),
    "bool_parsing": ("Here stands true or false.", ""),
}
_BOUNDS = {
    "too_long": "Here stand {max_length} entries at most.",
    "too_short": "Here stand {min_length} entries at least.",
    "greater_than_equal": "This number is {ge} or more.",
    "greater_than": "This number is more than {gt}.",
    "less_than_equal": "This number is {le} or less.",
    "less_than": "This number is less than {lt}.",
    "string_too_long": "This text has {max_length} characters at most.",
    "string_too_short": "Something has to be written here.",
}
_PATTERNS = {
    Id: "Lower-case letters, digits, - and _, a letter first.",
    Clock: "Hours and minutes, such as 09:00.",
}


def _in_words(fault: Mapping[str, Any]) -> tuple[str, str]:
    """What is wrong and how to mend it, in words for whoever wrote the file, without what was written."""
    kind, told = fault["type"], fault.get("ctx", {})
    if kind == "literal_error":
        known = [one.strip("'") for one in str(told["expected"]).replace(" or ", ", ").split(", ")]
        return "This is none of the words known here.", nearest(fault["input"], known)
    if kind == "string_pattern_mismatch":
        form = next((said for of, said in _PATTERNS.items() if _pattern(of) == told["pattern"]), "")
        return ("This is not written as it has to be.", form) if form else (f"{fault['msg']}.", "")
    if kind in _BOUNDS:
        said = _BOUNDS[kind].format(**{name: f"{told[name]:,}" for name in told if isinstance(told[name], int | float)})
        return (said.replace("1 entries", "one entry"), "")
    return _EXPECTED.get(kind, (f"{fault['msg'].removeprefix('Value error, ')}.", ""))


def _pattern(of: Any) -> object:
    return next(one.pattern for one in of.__metadata__ if isinstance(one, StringConstraints))


def _beyond_the_schema(name: str, config: BotFile) -> Iterator[Problem]:
    try:
        ZoneInfo(config.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield Problem(
            "timezone", f"{name}, timezone", f"'{config.timezone}' is no time zone.", "Such as Europe/Berlin."
        )
    for problem in Policy.problems(config.policy.model_dump()):
        yield Problem(problem.id, f"{name}, policy.{problem.where}", problem.message, problem.hint)
    if isinstance(config, BookingFile):
        yield from booking_problems(name, config)
    if isinstance(config, SurveyFile):
        yield from _survey_problems(name, config)


def _survey_problems(name: str, config: SurveyFile) -> Iterator[Problem]:
    yield from _twice(name, "questions", [q.id for q in config.questions])
    yield from _twice(name, "hidden", [h.id for h in config.hidden])
    yield from branching.problems(name, config, nearest)


def _twice(name: str, place: str, ids: list[str]) -> Iterator[Problem]:
    for one in sorted({i for i in ids if ids.count(i) > 1}):
        yield Problem("twice", f"{name}, {place}", f"The id '{one}' is used twice.")


def _path(loc: tuple[int | str, ...]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc).lstrip(".")


def _keys_at(model: type[Strict], loc: tuple[int | str, ...]) -> list[str]:
    current: Any = model
    for part in loc:
        if isinstance(part, str) and isinstance(current, type) and issubclass(current, Strict):
            current = _inner_model(current.model_fields[part].annotation) if part in current.model_fields else None
    return list(current.model_fields) if isinstance(current, type) and issubclass(current, Strict) else []


def _inner_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, Strict):
        return annotation
    return next((found for arg in get_args(annotation) if (found := _inner_model(arg))), None)


def _unknown(value: object, what: str) -> str:
    return f"The key is needed: which {what}?" if value is None else f"'{value}' is no {what}."


def nearest(word: object, words: Any) -> str:
    """The cure for a word that is not known: the nearest one that is, or all when they are few."""
    names = sorted(words)
    close = difflib.get_close_matches(str(word), names, n=1, cutoff=0.6)
    if close:
        return f"Did you mean '{close[0]}'?"
    return f"Known: {', '.join(names)}." if len(names) <= 20 and names else ""
