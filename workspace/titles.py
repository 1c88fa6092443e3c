"""A place in a bot file in the words of its pages: ``policy.keep`` is "Keeps secret › Not secret"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from bots.schema.booking import BookingFile
from bots.schema.support import SupportFile
from bots.schema.survey import SurveyFile
from guardrails.catalogue import ENTITIES

_FILES: tuple[type[BaseModel], ...] = (SupportFile, BookingFile, SurveyFile)
_STAGES: Mapping[str, str] = {
    "input": "from the customer", "retrieval": "from your documents", "tool_input": "to tools",
    "tool_output": "in what a service answered",
    "output": "in the answer", "record": "in records", "export": "in exports",
}  # fmt: skip
_SAID = {"policy.entities"}  # the kind of data that follows says it all


@cache
def title(where: str) -> str:
    """The titles of the fields along a path; a key that is no field (an id, a day) stands as it is."""
    return " › ".join(_titles(where.split(".")))


def _titles(path: list[str]) -> Iterator[str]:
    models: tuple[type[BaseModel], ...] = _FILES
    for i, key in enumerate(path):
        fields = [model.model_fields[key] for model in models if key in model.model_fields]
        if fields:
            if ".".join(path[: i + 1]) not in _SAID:
                yield fields[0].title or _plain(key)
            models = tuple(found for one in fields if (found := _model(one.annotation)))
        else:
            yield ENTITIES[key].label if key in ENTITIES else _STAGES.get(key, _plain(key))


def _model(annotation: Any) -> type[BaseModel] | None:
    """The model inside ``Model``, ``Model | None``, ``tuple[Model, ...]`` or ``dict[str, Model]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (a for a in get_args(annotation) if a not in (NoneType, Ellipsis))
    if get_origin(annotation) in (Union, UnionType, tuple, dict):
        return next((found for a in inner if (found := _model(a))), None)
    return None


def _plain(key: str) -> str:
    words = key.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]
