"""Dates and times: our reader and plain Duckling on the development half of Recognizers' specifications.

    python -m benchmarks.dates FILE.jsonl.gz [--half tune|check] [--language en] [--show]

A row is right when a value found equals one of its readings ("any"), or the booking reading, the nearest not in the
past ("booking"; of a range only the start); once on the phrase and once on the whole sentence. Rows of kind ``none``
ask for silence. The rows are split by a hash: rules are written looking at ``tune`` (three quarters) only, ``check``
is reported.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bots.dates import Reference, When, duckling, understand
from bots.words import LANGUAGES

Reader = Callable[[str, Reference], Sequence[When]]
READERS: Mapping[str, Reader] = {"ours": understand, "duckling": duckling.parse}


def main() -> None:
    """Read the arguments, measure, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--half", choices=["tune", "check"], default="check")
    parser.add_argument("--language", default="")
    parser.add_argument("--reader", choices=[*READERS], default="")
    parser.add_argument("--show", action="store_true", help="list what was missed (tune half only)")
    chosen = parser.parse_args()
    rows = [r for r in _rows(chosen.file) if half(r["text"]) == chosen.half]
    rows = [r | {"lang": r["lang"].split("-")[0], "us": r["lang"] == "en"} for r in rows]
    rows = [r for r in rows if r["lang"] in LANGUAGES and chosen.language in ("", r["lang"])]
    print("reader    lang    n  any/phrase any/text  booking/phrase booking/text   silent (n)   p50 ms   p95 ms")
    for name, read in READERS.items():
        if chosen.reader in ("", name):
            _report(name, read, rows, chosen.show and chosen.half == "tune")


def half(text: str) -> str:
    """The half a row belongs to."""
    first, second = hashlib.sha256(text.encode()).digest()[:2]
    return "check" if first % 2 == 0 and second % 2 == 0 else "tune"


def _rows(file: str) -> list[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _report(name: str, read: Reader, rows: Iterable[Mapping[str, Any]], show: bool) -> None:
    marks: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    spent: list[float] = []
    for row in rows:
        for lang in (row["lang"], "all"):
            for key, right in _marks(row, read, spent, show and lang == "all").items():
                marks[lang][key].append(right)
    for lang, one in sorted(marks.items()):
        cells = [f"{_share(one[key]):>10}" for key in ("any phrase", "any text", "booking phrase", "booking text")]
        silent = f"{_share(one['silent'])} ({len(one['silent'])})"
        print(f"{name:9} {lang:4} {len(one['any text']):5} {' '.join(cells)}  {silent:>14} "
              f"{statistics.median(spent):7.2f} {statistics.quantiles(spent, n=20)[-1]:8.2f}")  # fmt: skip


def _marks(row: Mapping[str, Any], read: Reader, spent: list[float], show: bool) -> dict[str, bool]:
    reference = Reference(datetime.fromisoformat(row["ref"]), row["lang"], month_first=row["us"])
    marks: dict[str, bool] = {}
    for part in ("phrase", "text"):
        begun = time.perf_counter()
        found = read(row[part], reference)
        spent.append(1000 * (time.perf_counter() - begun))
        values = [w.value for w in found]
        if row["kind"] == "none":
            marks["silent"] = marks.get("silent", True) and not found
            if show and found and part == "text":
                print(f"  NOISE {row['lang']} {row['text'][:90]!r} -> {values}")
            continue
        readings = {v for w in found for v in (w.value, *_others(w))}
        marks[f"any {part}"] = bool(readings & set(row["gold_all"]))
        marks[f"booking {part}"] = any(_same_start(v, row["gold"]) for v in values)
        if show and not marks[f"any {part}"]:
            miss = f"{row['lang']} {row['kind']:13} ref {row['ref']} {row[part]!r}"
            print(f"  MISS {part} {miss} want {row['gold']} got {values}")
    return marks


def _others(when: When) -> tuple[str, ...]:
    if not when.kind.endswith("range"):
        return when.others
    return when.others


def _same_start(value: str, gold: str | None) -> bool:
    return gold is not None and value.split("/", maxsplit=1)[0] == gold.split("/")[0]


def _share(marks: Sequence[bool]) -> str:
    return f"{sum(marks) / len(marks):.3f}" if marks else "-"


if __name__ == "__main__":
    main()
