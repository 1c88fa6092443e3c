"""What the child that reads files may not do: open sockets, start programs, write files, grow, go on for ever.

A seccomp filter (``seccomp``) refuses the system calls where the kernel takes one (Linux, x86-64 and arm64);
everywhere an audit hook refuses sockets, programs and writing inside Python. ``confine`` says which of them stand, for
the health page.
"""

from __future__ import annotations

import os
import resource
import sys

from documents.limits import Limits
from documents.seccomp import refuse_calls

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


def confine(limits: Limits) -> str:
    """Binds this process for good; returns ``kernel`` or ``python`` for what stands against a network."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    os.environ.clear()
    held = refuse_calls()
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
