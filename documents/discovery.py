"""Discovery: one module of a folder is one thing, and its object stands under the folder's singular name.

``guardrails/recognizers/iban.py`` holds ``recognizer = …``, ``bots/tools/book_time.py`` holds ``tool = …``. No list to
edit: a file added is a thing known. It stands here because every package may import this one.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any


@functools.cache
def discover(package: str, attribute: str, *, among_others: bool = False) -> Mapping[str, Any]:
    """Every thing of a package by its name, in the order of the module names; modules with ``_`` in front are helpers.

    A name used twice is an error, and so is a module without its object unless it is ``among_others``.
    """
    found: dict[str, Any] = {}
    folder = importlib.import_module(package)
    for module in sorted(pkgutil.iter_modules(folder.__path__), key=lambda m: m.name):
        if module.name.startswith("_"):
            continue
        thing = getattr(importlib.import_module(f"{package}.{module.name}"), attribute, None)
        if thing is None and among_others:
            continue
        if thing is None:
            raise LookupError(f"{package}.{module.name} has no '{attribute}': name it, or begin the file with _.")
        if thing.name in found:
            raise ValueError(f"{package}: two things are called {thing.name!r}.")
        found[thing.name] = thing
    return MappingProxyType(found)
