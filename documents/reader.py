"""What a reader is, and how readers are found: one module in this folder, one ``reader``, one format."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from documents.discovery import discover
from documents.limits import Limits
from documents.types import Document


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one format. ``read(data, name, limits)`` raises DocumentError, or anything else when the file is broken.

    ``binary`` formats are recognized by their bytes alone; among text formats the name's ending decides.
    """

    name: str
    description: str
    endings: tuple[str, ...]
    read: Callable[[bytes, str, Limits], Document]
    binary: bool = False


@functools.cache
def readers() -> Mapping[str, Reader]:
    """Every reader by its format's name, found by looking into this folder."""
    return discover(__name__.rpartition(".")[0], "reader", among_others=True)


@functools.cache
def endings() -> Mapping[str, str]:
    """Ending of a name → format, such as ``.htm`` → ``html``."""
    return {ending: reader.name for reader in readers().values() for ending in reader.endings}
