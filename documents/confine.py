"""What the child that reads files may not do: open sockets, start programs, write files, grow, go on for ever.

A seccomp filter refuses the system calls where the kernel takes one (Linux on x86-64 and arm64); everywhere an audit
hook refuses sockets, programs and writing inside Python. ``confine`` says which of them stand, for the health page.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import struct
import sys

from documents.limits import Limits

_ARCHITECTURES = {
    # audit number; socket, connect, bind, listen, sendto, sendmsg, execve, execveat, ptrace, fork, vfork
    "x86_64": (0xC000003E, (41, 42, 49, 50, 44, 46, 59, 322, 101, 57, 58)),
    "aarch64": (0xC00000B7, (198, 203, 200, 201, 206, 211, 221, 281, 117)),
}
_REFUSED_EVENTS = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "ctypes.dlopen",
    "os.remove",
    "os.rename",
)
_EPERM = 1


def confine(limits: Limits) -> str:
    """Binds this process for good; returns ``kernel`` or ``python`` for what stands against a network."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    os.environ.clear()
    held = _seccomp()
    sys.addaudithook(_refuse)
    return "kernel" if held else "python"


def allow_processor_time(seconds: int) -> None:
    """Gives this process so many seconds more; the kernel ends it when they are used up."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, resource.RLIM_INFINITY))


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_REFUSED_EVENTS):
        raise PermissionError(event)
    if event == "open" and len(arguments) > 1 and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise PermissionError("writing")


def _seccomp() -> bool:
    """A filter that answers the refused calls with EPERM. False where there is no seccomp."""
    known = _ARCHITECTURES.get(platform.machine())
    if known is None or not sys.platform.startswith("linux"):
        return False
    audit, calls = known
    load, equal, give = 0x20, 0x15, 0x06
    refuse, allow = 0x00050000 | _EPERM, 0x7FFF0000
    program = [(load, 0, 0, 4), (equal, 1, 0, audit), (give, 0, 0, refuse), (load, 0, 0, 0)]
    for position, call in enumerate(calls):
        program.append((equal, len(calls) - position, 0, call))
    program += [(give, 0, 0, allow), (give, 0, 0, refuse)]
    code = b"".join(struct.pack("HBBI", *step) for step in program)
    buffer = ctypes.create_string_buffer(code)
    filter_ = struct.pack("HxxxxxxP", len(program), ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(38, 1, 0, 0, 0) != 0:  # PR_SET_NO_NEW_PRIVS
        return False
    return bool(libc.prctl(22, 2, ctypes.create_string_buffer(filter_), 0, 0) == 0)  # PR_SET_SECCOMP, MODE_FILTER
