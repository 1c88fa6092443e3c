"""The check digits of python-stdnum, each country's module loaded when a number first asks for it."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from typing import Any


def checked_by(module: str) -> Callable[[str], bool]:
    """Whether a number passes the checks of a module such as "gb.nhs".

    A module that trips over a number has not found it valid: ``cn.ric`` looks for the county of 411112341111234111,
    knows only its province, and raises KeyError.
    """

    @functools.cache
    def load() -> Any:
        return importlib.import_module(f"stdnum.{module}")

    def valid(number: str) -> bool:
        try:
            return bool(load().is_valid(number))
        except (LookupError, ValueError, TypeError, ArithmeticError):
            return False

    return valid
