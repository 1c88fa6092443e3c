"""Discovery: one module of a folder is one thing. The module's object stands under the folder's singular name.

``guardrails/recognizers/iban.py`` holds ``recognizer = …``, ``guardrails/operators/redact.py`` holds ``operator = …``.
No list to edit: a file added is a thing known.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any


@functools.cache
def discover(package: str, attribute: str) -> Mapping[str, Any]:
    """Every thing of a package by its name, in the order of the module names. A name used twice is an error."""
    found: dict[str, Any] = {}
    folder = importlib.import_module(package)
    for module in sorted(pkgutil.iter_modules(folder.__path__), key=lambda m: m.name):
        if module.name.startswith("_"):
            continue
        thing = getattr(importlib.import_module(f"{package}.{module.name}"), attribute, None)
        if thing is None:
            continue
        if thing.name in found:
            raise ValueError(f"{package}: two things are called {thing.name!r}")
        found[thing.name] = thing
    return MappingProxyType(found)
