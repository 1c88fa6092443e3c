"""Fields: how one kind of answer is asked and understood. One module, one kind of answer, one name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Protocol

from bots.types import Choice, Json
from documents import discovery


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: a survey's question or a booking's detail, as a field needs it."""

    id: str
    kind: str
    text: str = ""
    options: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    integer: bool = True
    unit: str = ""
    look: str = ""
    other: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """When and in which languages an answer is read: the business's wall clock, likeliest language first."""

    now: datetime
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer came to: a value, or none and the name of the sentence (``hint_…``) that asks again kindly."""

    value: Json = None
    understood: bool = False
    hint: str = "hint_again"
    own: bool = False  # the value is the visitor's own words, where there were answers to choose from


def got(value: Json, *, own: bool = False) -> Reading:
    """An answer that was understood."""
    return Reading(value, understood=True, own=own)


class Field(Protocol):
    """One kind of answer. ``kinds`` are its names in bot files; ``entity`` the personal kind it expects, if any."""

    name: str
    description: str
    kinds: tuple[str, ...]
    entity: str | None
    words: bool  # whether any words may be the answer, so that commands must be all a message says

    def choices(self, asked: Asked, language: str, /) -> tuple[Choice, ...]: ...

    def parse(self, text: str, asked: Asked, moment: Moment, /) -> Reading: ...


@cache
def discover() -> Mapping[str, Field]:
    """Every field of this folder by the kind it answers to."""
    found: dict[str, Field] = {}
    for field in discovery.discover(__name__, "field").values():
        for kind in field.kinds:
            if kind in found:
                raise ValueError(f"{__name__}: two fields answer to {kind!r}.")
            found[kind] = field
    return found


def field_for(kind: str) -> Field:
    """The field of a kind of question or detail."""
    return discover()[kind]
