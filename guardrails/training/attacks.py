"""Trains the attack model: two linear heads over one set of features, seeded and reproducible.

    python -m guardrails.training.attacks PATH/attacks_train.jsonl.gz [--harmless FILE]… [--leave-out SOURCE]…

Reads rows {text, label, source, channel, split}; learns on ``split == "train"``, on our own sentences (phrases.yaml,
requests.yaml, planted.yaml) and on the descriptions of installed packages as harmless documents; writes weights,
thresholds, hash and card beside the code in ``guardrails/attacks/``. Thresholds come from sources that a second,
otherwise equal model has not seen, as the sources of tomorrow are not seen either. ``--leave-out`` trains without a
source, prints what is found of it and writes nothing. The data itself is not part of the product; its sources are
credited in ``NOTICE``. ``--harmless`` names files of rows {text, source?} that people have typed and that are no
attacks; a third of each is kept for choosing thresholds. scikit-learn is needed here only.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import itertools
import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from guardrails.attacks.features import BUCKETS, Vector, vector
from guardrails.attacks.model import AttackModel, Head, windows
from guardrails.attacks.views import plain
from guardrails.training import planted
from guardrails.types import Origin

SEED = 20261124
HOME = Path(__file__).resolve().parent.parent / "attacks"
PHRASES = Path(__file__).with_name("phrases.yaml")

# Rows of password and slogan games are attacks only inside their game: they count less.
WEIGHTS = {"satml-ctf-2024": 0.25, "hackaprompt(neuralchemy)": 0.5, "yanismiraoui": 2.0}
PER_PATTERN = 320
OWN_MESSAGES = 6000
OWN_DOCUMENTS = 9000
SHOWN = 200  # rows of a source in the card
PLANTED = 4000  # attacks of the data put into harmless documents
COST = {"message.injection": 0.15, "message.request": 0.3, "document.injection": 0.5, "document.planted": 0.3}
FALSE_ALARMS = {Origin.MESSAGE: 0.0035, Origin.DOCUMENT: 0.008}
CUSTOMERS = frozenset({"clinc150", "taskmaster4", "xsid-valid"})
# Not seen by the model that chooses the thresholds.
HELD_BACK = ("taskmaster4", "plausible-docs")


@dataclass(frozen=True, slots=True)
class Row:
    """One training text."""

    text: str
    label: int
    source: str
    channel: str
    split: str


@dataclass(frozen=True, slots=True)
class Example:
    """What a head learns from: the features of a window, its label, its weight, and the sources it comes from."""

    vector: Vector
    label: int
    weight: float
    sources: str


# The heads of each origin by the share of false alarms each may cause alone. A linear head learns one family of attacks
# well; one head for all of them found a third less of what it had not seen.
HEADS = {
    Origin.MESSAGE: {"injection": 0.0025, "request": 0.001},
    Origin.DOCUMENT: {"injection": 0.006, "planted": 0.003},
}
SHORT = {Origin.MESSAGE: 0.25, Origin.DOCUMENT: 0.1}


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, choose thresholds, write."""
    parser = argparse.ArgumentParser(prog="python -m guardrails.training.attacks")
    parser.add_argument("data", type=Path)
    parser.add_argument("--harmless", action="append", default=[], type=Path, metavar="FILE")
    parser.add_argument("--leave-out", action="append", default=[], metavar="SOURCE")
    options = parser.parse_args(arguments)
    rows = [*read(options.data), *own_sentences(), *own_messages()]
    rows += [row for path in options.harmless for row in read_harmless(path)]
    examples = {o: {name: list(make(rows)) for name, make in heads.items()} for o, heads in _MAKERS.items()}
    careful = train(examples, (*options.leave_out, *HELD_BACK))
    careful = AttackModel(_barred(careful, rows), {})
    thresholds = {origin: choose(careful, rows, origin) for origin in Origin}
    if options.leave_out:
        shown = [r for r in rows if any(left in r.source for left in options.leave_out)]
        print(report(AttackModel(careful.heads, thresholds), shown))
        return 0
    final = train(examples, ())
    bars = {o: {h.name: h.bar for h in heads} for o, heads in careful.heads.items()}
    heads = {o: tuple(replace(h, bar=bars[o][h.name], short=SHORT[o]) for h in same) for o, same in final.heads.items()}
    model = AttackModel(heads, thresholds)
    card = report(model, [r for r in rows if r.split == "dev"])
    print(card)
    write(model, card)
    return 0


def read(path: Path) -> Iterator[Row]:
    """The rows of the licensed data."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Row(row["text"], row["label"], row["source"], row["channel"], row["split"])


def read_harmless(path: Path) -> Iterator[Row]:
    """Rows that are no attacks, whoever labelled what else in them."""
    name = path.name.split(".")[0]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            kept = int(hashlib.sha256(text.encode()).hexdigest(), 16) % 3 == 0
            yield Row(text, 0, f"harmless-{name}", "message", "dev" if kept else "train")


def own_sentences() -> Iterator[Row]:
    """Sentences put together from phrases.yaml: a seeded sample of every pattern, a tenth of it kept for dev."""
    rng = random.Random(SEED)  # noqa: S311 - a seeded sample
    phrases = yaml.safe_load(PHRASES.read_text(encoding="utf-8"))
    for label, patterns in ((1, phrases["attacks"]), (0, phrases["harmless"])):
        for pattern in patterns:
            every = [" ".join(p for p in parts if p) for parts in itertools.product(*pattern["parts"])]
            for text in rng.sample(every, min(PER_PATTERN, len(every))):
                spoken = text.lower() if rng.random() < 0.3 else text
                spoken = spoken.replace(" ,", ",").replace(" ;", ";")
                yield Row(spoken, label, "own", "message", _split(text))


def own_messages() -> Iterator[Row]:
    """Requests for others' data and for rights, and harmless messages with the same words, from requests.yaml."""
    rng = random.Random(SEED + 1)  # noqa: S311 - a seeded sample
    for text, label, _ in sorted(set(planted.messages(OWN_MESSAGES, rng))):
        yield Row(text, label, "own-requests", "message", _split(text))


def train(examples: Mapping[Origin, Mapping[str, list[Example]]], without: Sequence[str]) -> AttackModel:
    """Every head, without the examples that have to do with some sources."""
    return AttackModel(
        {
            origin: tuple(
                fit(f"{origin.value}.{name}", [e for e in found if not any(left in e.sources for left in without)])
                for name, found in heads.items()
            )
            for origin, heads in examples.items()
        },
        {},
    )


def _injections(rows: Sequence[Row]) -> Iterator[Example]:
    """What people type: the attacks of the data and of phrases.yaml against everything harmless."""
    for row in rows:
        if row.split != "train" or (row.label and row.source == "own-requests"):
            continue
        if row.channel == "message":
            yield Example(vector(plain(row.text)), row.label, WEIGHTS.get(row.source, 1.0), row.source)
        elif not row.label:  # a pasted paragraph is no attack either
            for window in itertools.islice(windows(row.text), 2):
                yield Example(vector(plain(window)), 0, 1.0, row.source)


def _requests(rows: Sequence[Row]) -> Iterator[Example]:
    """What people type: requests for others' data, for rights and secrets against everything harmless."""
    for row in rows:
        if row.split == "train" and row.channel == "message" and (not row.label or row.source.startswith("own")):
            yield Example(vector(plain(row.text)), row.label, WEIGHTS.get(row.source, 1.0), row.source)


def _injected(rows: Sequence[Row]) -> Iterator[Example]:
    """Documents with the attacks that people type in them, against harmless documents."""
    rng = random.Random(SEED + 2)  # noqa: S311 - a seeded sample
    hosts = [r for r in rows if r.channel == "document" and not r.label and r.split == "train"]
    attacks = [r for r in rows if r.channel == "message" and r.label and r.split == "train"]
    attacks = [r for r in attacks if r.source not in {"satml-ctf-2024", "own-requests"}]
    rng.shuffle(attacks)
    yield from _harmless_windows(rows)
    for made in planted.documents(OWN_DOCUMENTS // 2, rng):
        if not made.planted:  # counts less: so many orders in so few words are rare
            yield from (Example(vector(plain(w)), 0, 0.1, "own") for w in windows(made.text))
    for row in attacks:
        weight = WEIGHTS.get(row.source, 1.0)
        yield Example(vector(plain(" ".join(row.text.split()[:60]))), 1, weight, row.source)
    for row in attacks[:PLANTED]:
        host = rng.choice(hosts)
        put = _put(row.text, host.text, rng)
        yield Example(vector(plain(put)), 1, WEIGHTS.get(row.source, 1.0), f"{row.source} {host.source}")


def _planted(rows: Sequence[Row]) -> Iterator[Example]:
    """Documents with instructions made of the grammar, against harmless documents and what customers say."""
    rng = random.Random(SEED + 4)  # noqa: S311 - a seeded sample
    calm = [r for r in rows if r.split == "train" and not r.label and r.channel == "message"]
    yield from _harmless_windows(rows)
    yield from (Example(vector(plain(r.text)), 0, 1.0, r.source) for r in rng.sample(calm, 5000))
    for made in planted.documents(OWN_DOCUMENTS, rng):
        if made.planted:
            yield Example(vector(plain(made.planted)), 1, 1.0, "own")
        for window in windows(made.text):
            inside = planted.within(made.planted, window)
            if inside is not None:
                yield Example(vector(plain(window)), int(inside), 1.0, "own")


def _harmless_windows(rows: Sequence[Row]) -> Iterator[Example]:
    for row in rows:
        if row.channel == "document" and not row.label and row.split == "train":
            yield from (Example(vector(plain(w)), 0, 1.0, row.source) for w in windows(row.text))
    for text in package_descriptions():
        yield from (Example(vector(plain(w)), 0, 1.0, "packages") for w in windows(text))


_MAKERS: Mapping[Origin, Mapping[str, Callable[[Sequence[Row]], Iterator[Example]]]] = {
    Origin.MESSAGE: {"injection": _injections, "request": _requests},
    Origin.DOCUMENT: {"injection": _injected, "planted": _planted},
}


def package_descriptions() -> Iterator[str]:
    """What installed packages say of themselves: harmless documents full of orders to the reader."""
    files = {d.metadata["Name"].lower(): d.read_text("METADATA") or "" for d in distributions()}
    texts = {name: file.partition("\n\n")[2] for name, file in files.items()}
    for name in sorted(texts):
        paragraphs = [p for p in re.split(r"\n\s*\n", texts[name]) if len(p.split()) > 4]
        yield from ("\n\n".join(paragraphs[i : i + 4]) for i in range(0, min(len(paragraphs), 48), 4))


def _put(attack: str, host: str, rng: random.Random) -> str:
    """An attack in the middle of some words of a document: what a window sees of it."""
    words = host.split()
    shown = rng.randint(5, 25)
    start = rng.randint(0, max(0, len(words) - shown))
    around = words[start : start + shown]
    middle = shown // 2
    return " ".join([*around[:middle], *attack.split()[:40], *around[middle:]][:60])


def fit(name: str, examples: Sequence[Example]) -> Head:
    """Weights by a linear support vector machine, whose hinge cares for the border and not for the mass."""
    machine = LinearSVC(C=COST[name], dual=True, max_iter=40, random_state=SEED)
    labels = np.array([e.label for e in examples])
    machine.fit(matrix([e.vector for e in examples]), labels, sample_weight=np.array([e.weight for e in examples]))
    return Head(name.split(".")[1], machine.coef_[0].astype(np.float32), float(machine.intercept_[0]))


def matrix(vectors: Sequence[Vector]) -> Any:
    """One row a text."""
    ends = np.cumsum([0, *(len(v.buckets) for v in vectors)])
    values = np.concatenate([v.values for v in vectors]).astype(np.float64)
    return csr_matrix((values, np.concatenate([v.buckets for v in vectors]), ends), shape=(len(vectors), BUCKETS))


def _barred(model: AttackModel, rows: Sequence[Row]) -> dict[Origin, tuple[Head, ...]]:
    """Each head with the bar that lets it cause its own share of false alarms."""
    barred = {}
    for origin, heads in model.heads.items():
        groups = list(_harmless(rows, origin))
        barred[origin] = tuple(
            replace(h, short=SHORT[origin], bar=max(_bar(h, group, HEADS[origin][h.name]) for group in groups))
            for h in heads
        )
    return barred


def _bar(head: Head, rows: Sequence[Row], share: float) -> float:
    margins = [max(head.margin(vector(w), len(w.split())) for w in windows(plain(r.text))) for r in rows]
    return float(sorted(margins, reverse=True)[int(len(margins) * share)])


def choose(model: AttackModel, rows: Sequence[Row], origin: Origin) -> float:
    """The lowest threshold that keeps false alarms under the bound, on sources held back and on dev of the others."""
    return max(_quantile(model, group, FALSE_ALARMS[origin]) for group in _harmless(rows, origin))


def _harmless(rows: Sequence[Row], origin: Origin) -> Iterator[list[Row]]:
    unseen, seen = ("plausible-docs", "-docs") if origin is Origin.DOCUMENT else ("taskmaster4", "")
    same = [r for r in rows if not r.label and (r.source in CUSTOMERS or r.source.endswith("-docs"))]
    same += [r for r in rows if r.source.startswith("harmless-") and r.split == "dev"]
    same = [r for r in same if r.channel == origin.value]
    yield [r for r in same if r.source == unseen]
    yield [r for r in same if r.source != unseen and r.split == "dev" and r.source.endswith(seen)]


def _quantile(model: AttackModel, rows: Sequence[Row], share: float) -> float:
    scores = sorted((model.score(r.text, Origin(r.channel))[0] for r in rows), reverse=True)
    return round(float(scores[int(len(scores) * share)]) + 1e-6, 6)


def report(model: AttackModel, rows: Sequence[Row]) -> str:
    """What is found and what is flagged in vain, by source."""
    lines = ["| texts | rows | blocked |", "| --- | --- | --- |"]
    groups: dict[tuple[str, int, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.channel, -row.label, row.source.split("+")[0]), []).append(row)
    for (channel, label, source), found in sorted(groups.items()):
        origin, same = Origin(channel), found[:SHOWN]
        share = sum(model.score(r.text, origin)[0] >= model.thresholds[origin] for r in same) / len(same)
        lines.append(f"| {channel}, {'attack' if label else 'harmless'}, {source} | {len(same)} | {share:.1%} |")
    return "\n".join([*lines, *_own_documents(model)])


def _own_documents(model: AttackModel) -> Iterator[str]:
    rng = random.Random(SEED + 3)  # noqa: S311 - a seeded sample
    made = list(planted.documents(800, rng))
    for label, name in ((True, "attack"), (False, "harmless")):
        same = [d for d in made if bool(d.planted) is label]
        share = sum(model.judge(d.text, Origin.DOCUMENT).block for d in same) / len(same)
        yield f"| document, {name}, made of the grammar | {len(same)} | {share:.1%} |"


def write(model: AttackModel, card: str) -> None:
    """Weights as int8 with one scale a head, thresholds, hash and card."""
    packed: dict[str, NDArray[np.int8]] = {}
    facts: dict[str, Any] = {"seed": SEED, "thresholds": {o.value: t for o, t in model.thresholds.items()}, "heads": {}}
    for origin, heads in model.heads.items():
        for head in heads:
            name, scale = f"{origin.value}.{head.name}", float(np.abs(head.weights).max()) / 127
            packed[name] = np.round(head.weights / scale).astype(np.int8)
            facts["heads"][name] = {"scale": scale, "bias": head.bias, "bar": head.bar, "short": head.short}
    path = HOME / "weights.npz"
    np.savez_compressed(path, **packed)  # type: ignore[arg-type]
    facts["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (HOME / "weights.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    (HOME / "CARD.md").write_text(_CARD.format(table=card), encoding="utf-8")


_CARD = """# Attack model

Written by `python -m guardrails.training.attacks`. Shares of dev texts blocked at the shipped thresholds. Thresholds
are chosen with sources that the choosing model has not seen; `--leave-out SOURCE` shows what is found of such a source.

{table}
"""


def _split(text: str) -> str:
    return "dev" if int(hashlib.sha256(text.encode()).hexdigest(), 16) % 10 == 0 else "train"


if __name__ == "__main__":
    sys.exit(main())
