"""Form fields drawn from the bot file's schema: title, help and limits stand once, in ``bots/schema``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import streamlit as st
from annotated_types import Ge, Le, MaxLen
from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

CHOICES: Mapping[str, str] = {
    "embedded": "Quotes from your documents",
    "openai": "A language model",
    "balanced": "Balanced",
    "strict": "Strict",
    "right": "Right",
    "left": "Left",
    "auto": "Like the visitor's device",
    "light": "Light",
    "dark": "Dark",
    "anonymous": "Nobody",
    "confidential": "You, not in reports",
    "identified": "Everybody by name",
    "never": "Never",
    "once": "Once",
    "always": "Every time",
    "en": "English",
    "es": "Spanish",
    "de": "German",
    "fr": "French",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "ar": "Arabic",
}  # fmt: skip


def field(model: type[BaseModel], name: str, value: Any, *, key: str = "", label: str = "") -> Any:
    """Draw the widget of one field and give its value: text, lines, number, choice or switch, as its type says."""
    info = model.model_fields[name]
    kind = _bare(info.annotation)
    title, hint = label or info.title or name.replace("_", " ").capitalize(), info.description
    key = key or f"{model.__name__}.{name}"
    if kind is bool:
        return st.toggle(title, bool(value), help=hint, key=key)
    if kind in (int, float):
        return _number(info, kind, value, title, hint, key)
    if get_origin(kind) is Literal:
        return _choice(get_args(kind), value, title, hint, key)
    if get_origin(kind) is tuple:
        return lines(title, value, hint=hint, key=key)
    limit = _limit(info)
    if limit is None or limit <= 120:
        return st.text_input(title, value or "", max_chars=limit, help=hint, key=key)
    return st.text_area(title, value or "", max_chars=limit, help=hint, key=key, height=96)


def number_or_none(model: type[BaseModel], name: str, value: int | None, *, key: str, empty: str) -> int | None:
    """A number that may be left out; ``empty`` says what holds then."""
    info = model.model_fields[name]
    low = next((m.ge for m in info.metadata if isinstance(m, Ge)), None)
    high = next((m.le for m in info.metadata if isinstance(m, Le)), None)
    title = info.title or name.replace("_", " ").capitalize()
    chosen = st.number_input(title, low, high, value, 1, help=info.description, key=key, placeholder=empty)  # type: ignore[arg-type]
    return None if chosen is None else int(chosen)


def lines(label: str, value: Sequence[str], *, hint: str | None = None, key: str, height: int = 112) -> tuple[str, ...]:
    """A list of short texts, one a line."""
    text = st.text_area(label, "\n".join(value), help=hint, key=key, height=height, placeholder="One a line")
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _number(info: FieldInfo, kind: type, value: Any, title: str, hint: str | None, key: str) -> Any:
    low = next((m.ge for m in info.metadata if isinstance(m, Ge)), None)
    high = next((m.le for m in info.metadata if isinstance(m, Le)), None)
    step = 1 if kind is int else 0.1
    return st.number_input(title, low, high, kind(value), step, help=hint, key=key)  # type: ignore[arg-type]


def _choice(options: tuple[Any, ...], value: Any, title: str, hint: str | None, key: str) -> Any:
    def name(option: Any) -> str:
        return CHOICES.get(str(option), str(option).capitalize())

    if len(options) <= 4:
        return st.segmented_control(
            title, options, default=value, required=True, format_func=name, help=hint, key=key, wrap=True
        )
    return st.selectbox(title, options, options.index(value), format_func=name, help=hint, key=key)


def _limit(info: FieldInfo) -> int | None:
    for one in info.metadata:
        if isinstance(one, MaxLen):
            return one.max_length
        if isinstance(one, StringConstraints) and one.max_length:
            return one.max_length
    return None


def _bare(annotation: Any) -> Any:
    """The type without ``| None`` and without its constraints."""
    if get_origin(annotation) in (Union, UnionType):
        return _bare(next(arg for arg in get_args(annotation) if arg is not NoneType))
    if hasattr(annotation, "__metadata__"):
        return _bare(annotation.__origin__)
    return annotation
