"""How long the process takes to answer, to be ready, and how much memory it then holds: builder with API, API alone.

python -m benchmarks.coldstart [--runs 3]

Each run starts a server on an empty data folder. "first answer" is the first HTTP answer at all, "ready" is /healthz
saying that recognizers, embeddings and indexes are loaded. Compare inside the table; absolute times are the machine's.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import httpx2

from tests.servers import API, BUILDER, Server, running

KINDS = {"builder and API, one process": BUILDER, "API alone": API}


@dataclass(frozen=True)
class Start:
    """One start, in seconds and megabytes."""

    answer: float
    ready: float
    memory: float
    stop: float


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    print(f"{'':<32}{'first answer s':>16}{'ready s':>10}{'memory MB':>12}{'stop s':>9}   median of {runs}")
    for name, kind in KINDS.items():
        starts = [_start(kind) for _ in range(runs)]
        answer, ready, memory, stop = (
            statistics.median(getattr(start, field) for start in starts)
            for field in ("answer", "ready", "memory", "stop")
        )
        print(f"{name:<32}{answer:>16.1f}{ready:>10.1f}{memory:>12.0f}{stop:>9.1f}")


def _start(kind: tuple[str, ...]) -> Start:
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        with running(Path(folder) / "data", kind, ready=False) as server:
            answer = time.monotonic() - began
            _until_ready(server)
            ready = time.monotonic() - began
            memory = _resident(server.process.pid)
            return Start(answer, ready, memory, server.stop())


def _until_ready(server: Server) -> None:
    with httpx2.Client(verify=False) as http:
        while http.get(f"{server.url}/healthz").status_code != 200:
            time.sleep(0.05)


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1000


if __name__ == "__main__":
    main()
