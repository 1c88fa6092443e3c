"""What the kernel refuses the child that reads files, asked of the kernel itself, past every hook of Python's."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from documents.reading import isolation

ROOT = Path(__file__).parent.parent.parent
X86 = pytest.mark.skipif(platform.machine() != "x86_64", reason="numbers of x86-64")
NOT_PERMITTED, NO_SUCH_CALL = 1, 38


def asked(*calls: str) -> list[str]:
    """What confined code prints, line by line; nothing may be a kernel without a filter."""
    if isolation() == "python":
        pytest.skip("this kernel takes no filter")
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "import ctypes, os, threading\nfrom documents.seccomp import refuse_calls\n"
        "libc = ctypes.CDLL(None, use_errno=True)\nrefuse_calls()\n"
        "def call(*a):\n    return libc.syscall(*map(ctypes.c_long, a)) == -1 and ctypes.get_errno()\n"
        + "\n".join(f"print({one})" for one in calls)
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@X86
@pytest.mark.parametrize(
    "numbers",
    [(425, 426, 427), (62, 200, 234, 129, 297, 424), (310, 311, 101, 440), (321, 323, 298), (41, 53, 42),
     (57, 58, 59, 322), (0x40000000 | 41, 0x40000000 | 0)],
    ids=["io_uring", "signals", "other processes", "bpf userfaultfd perf", "sockets", "programs", "x32"],
)  # fmt: skip
def test_doors_to_other_processes_and_the_kernel_are_shut(numbers: tuple[int, ...]) -> None:
    assert asked(*(f"call({n}, 0, 0, 0)" for n in numbers)) == [str(NOT_PERMITTED)] * len(numbers)


@X86
def test_a_new_process_is_refused_and_a_new_thread_is_not() -> None:
    started = "[t := threading.Thread(target=int), t.start(), t.join()] and 'thread'"
    refused = [str(NOT_PERMITTED), str(NO_SUCH_CALL), str(NO_SUCH_CALL)]
    assert asked("call(56, 17, 0, 0)", "call(435, 0, 0)", "call(437, 0, 0)", started) == [*refused, "thread"]


@X86
def test_files_are_read_and_never_written_made_or_emptied(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("whole")
    path = f"ctypes.c_char_p({str(kept).encode()!r})"
    tries = [f"libc.open({path}, {flags}, 0o600)" for flags in ("os.O_WRONLY", "os.O_RDWR", "os.O_TRUNC", "os.O_CREAT")]
    gone = [f"libc.unlink({path})", f"libc.truncate({path}, ctypes.c_long(0))", f"libc.chmod({path}, 0o777)"]
    assert asked(*tries, *gone, f"libc.open({path}, os.O_RDONLY) > 2") == ["-1"] * 7 + ["True"]
    assert kept.read_text() == "whole"


@X86
def test_limits_of_another_process_cannot_be_set() -> None:
    other = f"call(302, {1}, 7, 0, 0)"
    own = "call(302, 0, 7, 0, 0)"
    assert asked(other, own) == [str(NOT_PERMITTED), "False"]
