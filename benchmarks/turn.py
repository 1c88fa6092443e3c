"""Where the time of a turn goes, and what the process weighs, beside plain keyword search with its best paragraph.

    python -m benchmarks.turn [--turns 40] [--pages FOLDER]

The bot answers from the demo's documents without a model. Each stage is the median and the 95th percentile over the
turns, warm; "first" is the time to the first released words.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.stage import stage
from benchmarks.support import BOT, keyword_answerer

ROOT = Path(__file__).resolve().parent.parent
ORDER = ("input", "retrieve", "bot", "output", "store", "first", "total")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=40)
    parser.add_argument("--pages", type=Path, default=ROOT / "demo" / "documents")
    options = parser.parse_args()
    lines = (ROOT / "benchmarks" / "data" / "support_questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [turn["q"] for line in lines for turn in json.loads(line)["turns"]]
    before = megabytes()
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        with stage(Path(folder), BOT.format(name="Ada & Finch", scope="pens and paper"), [options.pages]) as on:
            chunks = sum(s.chunks for s in on.library.sources(on.kb))
            print(f"{chunks} chunks read in {time.perf_counter() - begun:.1f} s")
            on.ask(on.talk(), questions[0])
            spent: dict[str, list[float]] = {}
            for number in range(options.turns):
                closed = on.ask(on.talk(), questions[number % len(questions)])
                for name, milliseconds in closed.result.milliseconds.items():
                    spent.setdefault(name, []).append(milliseconds)
            print(f"\n{options.turns} turns, milliseconds\n  {'stage':10}{'median':>9}{'p95':>9}")
            for name in ORDER:
                if name in spent:
                    print(f"  {name:10}{statistics.median(spent[name]):9.1f}{percentile(spent[name], 95):9.1f}")
            peer = keyword_answerer(on)
            times = []
            for number in range(options.turns):
                begun = time.perf_counter()
                peer([questions[number % len(questions)]])
                times.append(1000 * (time.perf_counter() - begun))
            print(f"  {'keyword search, best paragraph (no guardrails, nothing stored)':64}", end="")
            print(f"{statistics.median(times):6.1f}{percentile(times, 95):9.1f}")
        print(f"\nmemory: {before:.0f} MB after imports, {megabytes():.0f} MB after {options.turns} turns")


def percentile(values: list[float], share: int) -> float:
    """The value below which that share of the values lies."""
    return sorted(values)[min(len(values) - 1, round(share / 100 * len(values)))]


def megabytes() -> float:
    """The resident memory of this process."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


if __name__ == "__main__":
    main()
