"""Attacks found and harmless texts blocked: Tacit, a plain list of words and a packaged detector in the same run.

    python -m benchmarks.attacks [--half report] [--data FILE] [--peer-python PYTHON] [--misses KIND]
    python -m benchmarks.attacks --care

The sets are made by ``attack_sets.py`` from sentences the model was not trained on, half of them never looked at one
by one. ``--data`` adds rows {text, label, source, channel, split}, of which only ``dev`` is read. ``--peer-python``
names an interpreter with guardlayer (0.9.1), for example:

    python -m venv /tmp/peer && /tmp/peer/bin/pip install guardlayer==0.9.1

``--care`` prints what is heard of danger, threats and insults, language by language. Times are of the processor.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from benchmarks.attack_sets import Text, documents, hidden, messages, second, triggers
from bots.words.care import heard
from guardrails.attacks import judge
from guardrails.types import Origin

Detect = Callable[[Text], bool]
_WORDS = re.compile(
    r"ignore (?:all |the )?(?:previous|above|prior)|disregard|system prompt|jailbreak|developer mode|no restrictions|"
    r"act as|pretend|reveal your|hidden instructions|you are now|override|bypass|admin",
    re.IGNORECASE,
)
_PEER = """
import json, sys
from guardlayer import GuardLayer
guard = GuardLayer()
for line in sys.stdin:
    text, document = json.loads(line)
    found = guard.scan_context(text) if document else guard.scan_input(text)
    print(json.dumps(str(getattr(found.verdict, "value", found.verdict)) != "allow"), flush=True)
"""
_CARE = tuple(Path(__file__).with_name("data") / f"care{which}.yaml" for which in ("", "_second", "_third"))
_ROWS_OF_A_SOURCE = 400


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attacks")
    parser.add_argument("--half", choices=("develop", "report"), default="report")
    parser.add_argument("--data", type=Path, help="rows of a labelled set, gzipped JSON Lines; dev rows are read")
    parser.add_argument("--peer-python", help="interpreter of an environment that holds guardlayer")
    parser.add_argument("--misses", metavar="KIND", help="print what was judged wrongly; half develop only")
    parser.add_argument("--care", action="store_true", help="danger, threats and insults by language instead")
    options = parser.parse_args(arguments)
    if options.care:
        print("\n".join(care()))
        return 0
    detectors: dict[str, Detect] = {"Tacit": _ours, "list of words": lambda t: bool(_WORDS.search(t.text))}
    if options.peer_python:
        detectors["guardlayer 0.9.1"] = _peer(options.peer_python)
    sets = (messages, triggers, second, hidden, documents)
    texts = [text for each in sets for text in each(options.half)]
    texts += [] if options.data is None else list(_rows(options.data))
    if options.misses and options.half == "develop":
        wrong = [t.text for t in texts if t.kind.startswith(options.misses) and _ours(t) != t.attack]
        print("\n---\n".join(wrong))
        return 0
    print("\n".join(table(texts, detectors)))
    print("\n".join(costs()))
    return 0


def table(texts: Sequence[Text], detectors: Mapping[str, Detect]) -> Iterator[str]:
    """A line a kind: the share that each detector stops."""
    yield f"| stopped | texts | {' | '.join(detectors)} |"
    yield f"| --- | --- |{' --- |' * len(detectors)}"
    ordered = sorted(texts, key=lambda t: (t.document, not t.attack, t.kind))
    groups = {k: list(g) for k, g in itertools.groupby(ordered, key=lambda t: (t.document, t.attack, t.kind))}
    for document, attack in ((False, True), (False, False), (True, True), (True, False)):
        same = [t for (d, a, _), g in groups.items() if (d, a) == (document, attack) for t in g]
        name = f"all {'documents with a planted order' if document and attack else 'harmless documents'}"
        if document and same:
            yield _line(name, same, detectors)
    for (document, attack, kind), same in groups.items():
        yield _line(f"{kind}{'' if attack else ' (harmless)'}{', document' if document else ''}", same, detectors)


def _line(name: str, texts: Sequence[Text], detectors: Mapping[str, Detect]) -> str:
    shares = (sum(map(detect, texts)) / len(texts) for detect in detectors.values())
    return f"| {name} | {len(texts)} | {' | '.join(f'{share:.1%}' for share in shares)} |"


def costs() -> Iterator[str]:
    """Processor time of the check, p95, of a message of 50 words and a document of 1,000."""
    words = [w for t in itertools.islice(messages("develop"), 200) if not t.attack for w in t.text.split()]
    for name, count, origin, times in (
        ("50 words", 50, Origin.MESSAGE, 60),
        ("1,000 words", 1000, Origin.DOCUMENT, 20),
    ):
        spent = []
        for n in range(times):
            text = " ".join(itertools.islice(itertools.cycle(words), n, n + count))
            began = time.process_time()
            judge(text, origin)
            spent.append(time.process_time() - began)
        yield f"{name}: {sorted(spent)[int(0.95 * (len(spent) - 1))] * 1000:.1f} ms of processor time at p95"


def care() -> Iterator[str]:
    """What is heard by set and language, and how many manners of speaking are mistaken."""
    yield "| set, language | danger heard | threats | insults | manners of speaking mistaken |"
    yield "| --- | --- | --- | --- | --- |"
    for path in _CARE:
        lines: dict[str, dict[str, list[str]]] = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        everything = {k: [t for kinds in lines.values() for t in kinds[k]] for k in next(iter(lines.values()))}
        yield from _cared(path.stem, lines | {"all": everything})


def _cared(name: str, lines: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[str]:
    for language, kinds in lines.items():
        heard_of = [
            f"{sum(heard(t) == need for t in kinds[kind])} of {len(kinds[kind])}"
            for kind, need in (("unsafe", "unsafe"), ("threat", "threat"), ("insult", "abuse"))
        ]
        mistaken = sum(heard(t) is not None for t in kinds["calm"])
        yield f"| {name}, {language} | {' | '.join(heard_of)} | {mistaken} of {len(kinds['calm'])} |"


def _ours(text: Text) -> bool:
    return judge(text.text, Origin.DOCUMENT if text.document else Origin.MESSAGE).block


def _peer(python: str) -> Detect:
    worker = subprocess.Popen(
        [python, "-c", _PEER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )

    def detect(text: Text) -> bool:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(json.dumps([text.text, text.document]) + "\n")
        worker.stdin.flush()
        return bool(json.loads(worker.stdout.readline()))

    return detect


def _rows(path: Path) -> Iterator[Text]:
    """Dev rows by source, at most some of each."""
    seen: dict[str, int] = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            key = f"data: {row['source'].split('+')[0]}{'' if row['label'] else ', harmless'}"
            seen[key] = seen.get(key, 0) + (row["split"] == "dev")
            if row["split"] == "dev" and seen[key] <= _ROWS_OF_A_SOURCE:
                yield Text(row["text"], key, bool(row["label"]), document=row["channel"] == "document")


if __name__ == "__main__":
    sys.exit(main())
