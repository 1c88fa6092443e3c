"""Freed memory is overwritten: a block that is handed out again says nothing of what it held."""

from __future__ import annotations

import ctypes
import platform

from records.memory import wipe_what_is_freed

SECRET = b"heron-quagmire-xylophone" * 80  # beyond the small blocks the C library hands out again as they are


def test_a_freed_block_no_longer_holds_what_stood_in_it() -> None:
    assert wipe_what_is_freed() is (platform.libc_ver()[0] == "glibc")
    library = ctypes.CDLL(None)
    library.malloc.restype = ctypes.c_void_p
    library.free.argtypes = [ctypes.c_void_p]
    seen = b""
    for _ in range(20):
        block = library.malloc(len(SECRET))
        seen += ctypes.string_at(block, len(SECRET))
        ctypes.memmove(block, SECRET, len(SECRET))
        library.free(block)
    assert wipe_what_is_freed() is (SECRET[64:88] not in seen)
