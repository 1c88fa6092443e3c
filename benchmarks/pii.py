"""Personal data: how much escapes, how much harmless text is flagged, what it costs; other detectors beside.

    python -m benchmarks.pii [--half report] [--peers] [--peer-python PYTHON] [--strict] [--data FOLDER] [--misses]

Runs on generated sets that are part of the project (pii_sets.py): chat in seven languages, the same made to slip
through, English templates, names, small-letter names that no list holds, and harmless messages that look like more.
Sentences are split by hash: rules are written looking at ``develop`` only; ``report`` is the honest half.

FOLDER may hold further data that is not part of the project: ``pii_dev.jsonl.gz`` (messages with labelled spans, split
the same way) and ``attacks_train.jsonl.gz`` (its harmless customer messages).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.pii_peers import Detect, Span, argus, langchain_middleware, presidio_defaults
from benchmarks.pii_sets import SETS, Row, half_of, rows
from guardrails import Guardrails, Policy

# The labelled set's own labels → ours, where they differ.
LABELS = {
    "PHONE": "PHONE_NUMBER",
    "EMAIL": "EMAIL_ADDRESS",
    "IBAN": "IBAN_CODE",
    "CRYPTO_WALLET": "CRYPTO",
    "SWIFT": "SWIFT_CODE",
    "ROUTING": "ABA_ROUTING_NUMBER",
    "ES_DNI": "ES_NIF",
}
_SHOWN = 40


@dataclass
class Tally:
    """Letters and digits counted over a set."""

    sensitive: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    notes_left: Counter[str] = field(default_factory=Counter)
    plain: int = 0
    masked: int = 0
    messages: int = 0
    flagged: int = 0
    milliseconds: list[float] = field(default_factory=list)

    @property
    def leak(self) -> float:
        return self.left.total() / max(1, self.sensitive.total())

    @property
    def f2(self) -> float:
        """Recall counted four times as much as precision, over letters and digits."""
        hit = self.sensitive.total() - self.left.total()
        return 5 * hit / max(1, 5 * hit + 4 * self.left.total() + self.masked)


def main(argv: Sequence[str] | None = None) -> int:
    """Run, print a table, end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--half", choices=("develop", "report", "both"), default="report")
    parser.add_argument("--strict", action="store_true", help="also run the level strict")
    parser.add_argument(
        "--peers", action="store_true", help="run Presidio's defaults and LangChain's middleware beside"
    )
    parser.add_argument(
        "--peer-python", help="interpreter of an environment that holds argus-redact (see pii_peers.py)"
    )
    parser.add_argument("--misses", action="store_true", help="print what was missed or flagged wrongly (develop only)")
    parser.add_argument("--each", type=int, default=8, help="messages per sentence")
    parser.add_argument("--customers", type=int, default=2000, help="harmless customer messages to sample")
    options = parser.parse_args(argv)
    detectors: dict[str, Detect] = {"Tacit": ours("balanced")}
    if options.strict:
        detectors["strict"] = ours("strict")
    if options.peers:
        detectors |= {"Presidio": presidio_defaults(), "LangChain": langchain_middleware()}
    if options.peer_python:
        detectors["argus"] = argus(options.peer_python)
    table: dict[str, dict[str, Tally]] = {}
    for name, messages in sets(options):
        table[name] = {who: measure(detect, messages) for who, detect in detectors.items()}
        if options.misses and options.half == "develop":
            show(detectors["Tacit"], messages)
    report(table, list(detectors))
    cost(detectors, [row.text for row in rows("chat", options.half, each=2)])
    return 0


def sets(options: argparse.Namespace) -> Iterator[tuple[str, list[Row]]]:
    """The sets by name."""
    for name in SETS:
        yield name, rows(name, options.half, each=options.each)
    if options.data is not None:
        labelled = [
            row for row in read(options.data / "pii_dev.jsonl.gz") if options.half in {"both", half_of(row.text)}
        ]
        yield "labelled set", [row for row in labelled if row.spans]
        yield "its hard negatives", [row for row in labelled if row.note == "hard_negative"]
        yield "customer messages", list(customers(options.data / "attacks_train.jsonl.gz", options.customers))


def read(path: Path) -> Iterator[Row]:
    """The rows of the labelled set."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            spans = tuple((s["start"], s["end"], LABELS.get(s["label"], s["label"])) for s in raw["spans"])
            yield Row(raw["text"], spans, raw["lang"], raw["note"])


def customers(path: Path, count: int) -> Iterator[Row]:
    """Harmless messages to assistants in seven languages; about two thirds of those flagged do hold a name."""
    texts: list[dict[str, Any]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for raw in map(json.loads, lines):
            if (
                raw["label"] == 0
                and raw["source"] in {"clinc150", "xsid-valid"}
                and raw["lang"] in "en es de fr it pt nl"
            ):
                texts.append(raw)
    texts.sort(key=lambda raw: _hash(raw["text"]))
    yield from (Row(raw["text"], (), raw["lang"], "customer") for raw in texts[:count])


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def ours(level: str) -> Detect:
    """This project's guardrails."""
    guardrails = Guardrails(Policy.load({"packs": ["gdpr"], "level": level}))

    def detect(text: str, _language: str) -> list[Span]:
        return [(f.start, f.end, f.entity) for f in guardrails.find(text, everything=True)]

    return detect


def measure(detect: Detect, messages: Sequence[Row]) -> Tally:
    """One detector on one set."""
    detect("My name is Mara Okoye, call me on +44 7700 900123.", "en")
    tally = Tally()
    for row in messages:
        began = time.process_time()
        found = detect(row.text, row.language)
        tally.milliseconds.append((time.process_time() - began) * 1000)
        covered = {i for start, end, _ in found for i in range(start, end) if row.text[i].isalnum()}
        sensitive = {i for start, end, _ in row.spans for i in range(start, end) if row.text[i].isalnum()}
        letters = sum(c.isalnum() for c in row.text)
        tally.messages += 1
        tally.flagged += bool(found)
        tally.masked += len(covered - sensitive)
        tally.plain += letters - len(sensitive)
        for start, end, label in row.spans:
            inside = [i for i in range(start, end) if row.text[i].isalnum()]
            open_ = sum(i not in covered for i in inside)
            tally.sensitive[label] += len(inside)
            tally.left[label] += open_
            tally.notes[row.note] += len(inside)
            tally.notes_left[row.note] += open_
    return tally


def show(detect: Detect, messages: Sequence[Row]) -> None:
    """What was missed and what was flagged wrongly, a sample."""
    shown = 0
    for row in messages:
        found = detect(row.text, row.language)
        covered = {i for start, end, _ in found for i in range(start, end)}
        for start, end, label in row.spans:
            if sum(i not in covered for i in range(start, end)) > (end - start) * 0.2 and shown < _SHOWN:
                shown += 1
                print(f"  missed {label}: {row.text[start:end]!r} in {row.text!r}")
        if found and not row.spans and shown < _SHOWN:
            shown += 1
            print(f"  flagged {[(row.text[s:t], kind) for s, t, kind in found]} in {row.text!r}")


def report(table: Mapping[str, Mapping[str, Tally]], who: Sequence[str]) -> None:
    """Leaks and false alarms, one column per detector; then what ours leaks by kind."""
    print(f"{'':42}" + "".join(f"{name:>11}" for name in who))
    for name, tallies in table.items():
        first = tallies[who[0]]
        if first.sensitive:
            _line(f"{name}: left uncovered", [tallies[w].leak for w in who])
        else:
            _line(f"{name}: messages flagged", [tallies[w].flagged / max(1, tallies[w].messages) for w in who])
    with_data = [name for name, tallies in table.items() if tallies[who[0]].sensitive]
    for name in [n for n in with_data if n.endswith(("chat", "adversarial"))]:
        _line(f"{name}: F2", [table[name][w].f2 for w in who], percent=False)
    _line(
        "all sets: harmless letters masked",
        [sum(t[w].masked for t in table.values()) / sum(t[w].plain for t in table.values()) for w in who],
    )
    for name in with_data:
        tally = table[name][who[0]]
        kinds = sorted((k for k in tally.left if tally.left[k]), key=lambda k: -tally.left[k])[:8]
        print(f"  {name}: " + ", ".join(f"{k} {tally.left[k] / tally.sensitive[k]:.0%}" for k in kinds))
        if len(tally.notes) > 1:
            print("     " + ", ".join(f"{n} {tally.notes_left[n] / tally.notes[n]:.0%}" for n in sorted(tally.notes)))


def _line(name: str, values: Sequence[float], *, percent: bool = True) -> None:
    print(f"{name:42}" + "".join(f"{v:11.1%}" if percent else f"{v:11.3f}" for v in values))


def cost(detectors: Mapping[str, Detect], texts: Sequence[str]) -> None:
    """CPU for messages of 50 words; a detector in a process of its own is not counted."""
    words = " ".join(texts).split()
    long = [" ".join(words[at : at + 50]) for at in range(0, len(words) - 50, 50)]
    for name, detect in detectors.items():
        if name == "argus":
            continue
        times = []
        for text in long:
            began = time.process_time()
            detect(text, "en")
            times.append((time.process_time() - began) * 1000)
        times.sort()
        middle, high = statistics.median(times), times[int(len(times) * 0.95)]
        print(f"CPU for 50 words, {name}: median {middle:.1f} ms, p95 {high:.1f} ms")


if __name__ == "__main__":
    sys.exit(main())
