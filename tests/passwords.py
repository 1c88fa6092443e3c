"""Passwords hashed with Argon2 as they are, at a hundredth of its cost.

A hash of the recommended cost takes 0.2 s of computing, and tests make and try a hundred. That the product uses the
recommended one is proven in tests/workspace/test_members.py; the servers of tests/channels and tests/browser run it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from workspace import members

recommended = members._hasher


@contextmanager
def quick_passwords() -> Iterator[None]:
    """In this block accounts get hashes that are made quickly."""
    quick = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=1024, parallelism=1),))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(members, "_hasher", lambda: quick)
        members._nobodys_hash.cache_clear()
        yield
    members._nobodys_hash.cache_clear()
