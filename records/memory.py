"""What this process frees is overwritten at once, so that no library can write it out by accident.

Chroma writes its index files whole as it allocated them, the unused part included, and that part is whatever the heap
held before: vectors of something deleted, in the worst case a message or a key. (Seen on 2026-11-25: a removed vector
in two of three indexes written anew.) The C library can overwrite memory when it is freed and when it is handed out,
which closes this and every leak of its kind, but for blocks of up to 1,032 bytes, which glibc keeps in a cache of each
thread as they are (`knowledge.index` blanks the one such block that Chroma writes). It costs about 30 MB and no
measurable time in a turn. Libraries other than glibc do not have the switch; there the heap stays as it is.
"""

from __future__ import annotations

import ctypes
from functools import cache

_M_PERTURB = -6  # malloc.h of glibc
_FILLER = 0xA5


@cache
def wipe_what_is_freed() -> bool:
    """Overwrites freed memory from now on; whether the C library can."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return False
    return bool(mallopt(_M_PERTURB, _FILLER))
