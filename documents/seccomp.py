"""The kernel's part of the confinement: the system calls a reader of files never needs answer EPERM.

A list of what is refused, not of what is allowed: Python, numpy and the readers run on kernels and C libraries we have
not seen, and a call missing in an allow-list would end reading there. What is listed reaches other processes, the
network, other files or the kernel's wide doors (io_uring runs calls no filter sees). The numbers stand in the kernel's
``arch/x86/entry/syscalls/syscall_64.tbl`` and ``include/uapi/asm-generic/unistd.h``; from 424 on they are the same.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys
from dataclasses import dataclass

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _GIVE = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _EPERM, _ENOSYS = 0x7FFF0000, 0x00050000 | 1, 0x00050000 | 38
_X32 = 0x40000000  # the same calls under other numbers
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_WRITES = 0x1 | 0x2 | 0x40 | 0x200  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC
_THREAD = 0x00010000  # CLONE_THREAD: a thread of this process, not another process
_NEWER = (
    424, 434, 438, 440,  # pidfd_send_signal, pidfd_open, pidfd_getfd, process_madvise
    425, 426, 427,  # io_uring
    428, 429, 430, 431, 432, 433, 442,  # mounts by descriptor
    452,  # fchmodat2
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Machine:
    """An architecture: its audit number, what is refused, and the calls judged by an argument."""

    audit: int
    refused: tuple[int, ...]
    clone: int
    openat: int
    prlimit: int
    open: int | None = None


_MACHINES = {
    "x86_64": _Machine(
        0xC000003E,
        (
            41, 42, 43, 44, 46, 49, 50, 53, 288, 307,  # socket, connect, accept, send…, bind, listen, socketpair
            57, 58, 59, 322,  # fork, vfork, execve, execveat
            62, 200, 234, 129, 297,  # kill, tkill, tgkill, rt_sigqueueinfo, rt_tgsigqueueinfo
            101, 310, 311, 312,  # ptrace, process_vm_readv, process_vm_writev, kcmp
            321, 323, 298, 206, 209, 319,  # bpf, userfaultfd, perf_event_open, io_setup, io_submit, memfd_create
            248, 249, 250,  # add_key, request_key, keyctl
            155, 161, 165, 166, 272, 308, 303, 304,  # pivot_root, chroot, mount, umount2, unshare, setns, …handle_at
            169, 175, 176, 313, 246, 320,  # reboot, modules, kexec
            76, 77, 82, 83, 84, 85, 86, 87, 88, 90, 91, 92, 93, 94, 133,  # truncate, rename, mkdir … chown, mknod
            258, 259, 260, 263, 264, 265, 266, 268, 280, 316, 188, 189, 190,  # the same …at, utimensat, setxattr
        ),
        clone=56, openat=257, prlimit=302, open=2,
    ),
    "aarch64": _Machine(
        0xC00000B7,
        (
            198, 199, 200, 201, 202, 203, 206, 211, 242, 269,
            221, 281,
            129, 130, 131, 138, 240,
            117, 270, 271, 272,
            280, 282, 241, 0, 2, 279,
            217, 218, 219,
            39, 40, 41, 51, 97, 268, 264, 265,
            142, 105, 106, 273, 104, 294,
            33, 34, 35, 36, 37, 38, 45, 46, 52, 53, 54, 55, 88, 276, 5, 6, 7,
        ),
        clone=220, openat=56, prlimit=261,
    ),
}  # fmt: skip
# Their flags lie in memory that no filter reads; after "no such call" a C library takes the old ones.
_CLONE3, _OPENAT2 = 435, 437


def refuse_calls() -> bool:
    """Binds this process for good. False where there is no seccomp or no list for this machine."""
    machine = _MACHINES.get(platform.machine())
    if machine is None or not sys.platform.startswith("linux"):
        return False
    program = _program(machine)
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in program))
    filter_ = struct.pack("HxxxxxxP", len(program), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(38, 1, 0, 0, 0) != 0:  # PR_SET_NO_NEW_PRIVS
        return False
    return bool(libc.prctl(22, 2, ctypes.create_string_buffer(filter_), 0, 0) == 0)  # PR_SET_SECCOMP, MODE_FILTER


_Step = tuple[int, int, int, int]


def _program(machine: _Machine) -> list[_Step]:
    program: list[_Step] = [
        (_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, machine.audit), (_GIVE, 0, 0, _EPERM),
        (_LOAD, 0, 0, _NUMBER), (_AT_LEAST, 0, 1, _X32), (_GIVE, 0, 0, _EPERM),
    ]  # fmt: skip
    for call in (*machine.refused, *_NEWER):
        program += _when(call, [(_GIVE, 0, 0, _EPERM)])
    for call in (_CLONE3, _OPENAT2):
        program += _when(call, [(_GIVE, 0, 0, _ENOSYS)])
    program += _when(machine.clone, _unless(0, _ANY_BIT, _THREAD))
    program += _when(machine.prlimit, _unless(0, _EQUAL, 0))  # of this process alone
    program += _when(machine.openat, _if(2, _ANY_BIT, _WRITES))
    if machine.open is not None:
        program += _when(machine.open, _if(1, _ANY_BIT, _WRITES))
    return [*program, (_GIVE, 0, 0, _ALLOW)]


def _when(call: int, then: list[_Step]) -> list[_Step]:
    return [(_EQUAL, 0, len(then), call), *then]


def _if(argument: int, test: int, value: int) -> list[_Step]:
    """Refuses a call whose argument (its lower half) passes the test."""
    load = (_LOAD, 0, 0, _FIRST_ARGUMENT + 8 * argument)
    return [load, (test, 0, 1, value), (_GIVE, 0, 0, _EPERM), (_GIVE, 0, 0, _ALLOW)]


def _unless(argument: int, test: int, value: int) -> list[_Step]:
    load = (_LOAD, 0, 0, _FIRST_ARGUMENT + 8 * argument)
    return [load, (test, 1, 0, value), (_GIVE, 0, 0, _EPERM), (_GIVE, 0, 0, _ALLOW)]
