"""Dates and times: our reader beside Duckling, Recognizers-Text and dateparser, on three sets.

    python -m benchmarks.dates [FILE.jsonl.gz] [--half tune|check] [--language en] [--show] [--peer-python PYTHON]

FILE holds rows of Recognizers' own specifications; the everyday phrases and the schedule sentences are part of the
project (``date_sets`` says how each is judged). Recognizers and dateparser need a Python of their own
(``date_peers``). Rules are written looking at ``tune`` only; ``check`` is reported. Times are processor time.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.date_sets import Case, everyday_cases, schedule_cases, specifications
from bots.dates import Reference, When, duckling, understand

Reader = Callable[[str, Reference], tuple[Sequence[When], float]]
PEERS = ("recognizers", "dateparser")


def main() -> None:
    """Read the arguments, measure, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", default="")
    parser.add_argument("--half", choices=["tune", "check"], default="check")
    parser.add_argument("--language", default="")
    parser.add_argument("--reader", default="", help="only this one: ours, duckling, recognizers, dateparser")
    parser.add_argument("--peer-python", default="", help="a Python that has Recognizers and dateparser")
    parser.add_argument("--show", action="store_true", help="list what was missed (tune half only)")
    chosen = parser.parse_args()
    sets = itertools.chain(specifications(chosen.file) if chosen.file else (), everyday_cases(), schedule_cases())
    cases = [c for c in sets if c.half == chosen.half and chosen.language in ("", c.reference.language)]
    with _readers(chosen.peer_python) as readers:
        for name, read in readers.items():
            if chosen.reader in ("", name):
                _report(name, read, cases, show=chosen.show and chosen.half == "tune")


@contextmanager
def _readers(peer_python: str) -> Iterator[dict[str, Reader]]:
    readers: dict[str, Reader] = {"ours": _timed(understand), "duckling": _timed(duckling.parse)}
    if not peer_python:
        yield readers
        return
    process = subprocess.Popen(
        [peer_python, str(Path(__file__).with_name("date_peers.py"))],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        yield readers | {name: _beside(process, name) for name in PEERS}
    finally:
        assert process.stdin
        process.stdin.close()
        process.wait(30)


def _timed(read: Callable[[str, Reference], Sequence[When]]) -> Reader:
    def timed(text: str, reference: Reference) -> tuple[Sequence[When], float]:
        begun = time.process_time()
        found = read(text, reference)
        return found, 1000 * (time.process_time() - begun)

    return timed


def _beside(process: subprocess.Popen[str], name: str) -> Reader:
    def ask(text: str, reference: Reference) -> tuple[Sequence[When], float]:
        assert process.stdin
        assert process.stdout
        asked = {"reader": name, "text": text, "language": reference.language, "now": reference.now.isoformat(),
                 "month_first": reference.month_first}  # fmt: skip
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        told = json.loads(process.stdout.readline())
        return [When(kind, start, end, others=tuple(others)) for kind, start, end, others in told["found"]], told["ms"]

    return ask


def _report(name: str, read: Reader, cases: Iterable[Case], *, show: bool) -> None:
    marks: dict[tuple[str, str], dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    known: dict[tuple[str, Reference], tuple[Sequence[When], float]] = {}
    for case in cases:
        place = (case.text, case.reference)
        if place not in known:
            known[place] = read(*place)
        found = known[place][0]
        right = case.right(found)
        for language in (case.reference.language, "all"):
            marks[case.set, language][case.column].append(right)
        if show and not right:
            got = [w.value for w in found]
            print(f"  {case.column} {case.reference.language} {case.reference.now:%Y-%m-%d %H:%M} {case.text!r} "
                  f"wanted {case.wanted or 'nothing'}, got {got}")  # fmt: skip
    for (set_, language), columns in sorted(marks.items()):
        cells = "  ".join(f"{column} {sum(m) / len(m):.3f} ({len(m)})" for column, m in columns.items())
        print(f"{name:12}{set_:15}{language:4} {cells}")
    spent = sorted(ms for _, ms in known.values())
    if len(spent) > 1:
        print(f"{name:12}{len(spent)} texts, ms: p50 {statistics.median(spent):.2f}, "
              f"p95 {statistics.quantiles(spent, n=20)[-1]:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
