"""Trains the attack model: two linear heads over one set of features, seeded and reproducible.

    python -m guardrails.training.attacks PATH/attacks_train.jsonl.gz [--harmless FILE]… [--leave-out SOURCE]…

Reads rows {text, label, source, channel, split}; learns on ``split == "train"``, on our own sentences (phrases.yaml,
requests.yaml, triggers.yaml, contrast.yaml, own_things.yaml, planted.yaml, pages.yaml) and on the descriptions of the
packages of ``requirements.lock`` as harmless documents; writes weights, thresholds, hash and card beside the code in
``guardrails/attacks/``. The same data, files and locked packages give the same file, byte for byte.
Thresholds come from sources that an otherwise equal model has not seen, as the sources of tomorrow are not seen
either: of messages one source, of documents each in its turn.
``--leave-out`` trains without a
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
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from guardrails.attacks.features import BUCKETS, Vector, vector
from guardrails.attacks.model import AttackModel, Head
from guardrails.attacks.pieces import pieces, windows
from guardrails.attacks.views import plain
from guardrails.training import planted
from guardrails.types import Origin

SEED = 20261124
HOME = Path(__file__).resolve().parent.parent / "attacks"
PHRASES = Path(__file__).with_name("phrases.yaml")
LOCK = HOME.parent.parent / "requirements.lock"
_LOCKED = re.compile(r"^([a-z0-9.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)

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
# Not seen by the model that chooses the threshold of messages; each source of documents has a model without it.
HELD_BACK = "taskmaster4"
PAGES = ("plausible-docs", "cryptpad-docs", "datasette-docs")
TRIGGERS, CONTRAST, OWN_THINGS, PAGES_MADE = 6000, 24000, 18000, 2000
OWN_TYPED = frozenset({"own-requests", "own-contrast", "own-things"})  # typed by customers, not planted in documents
PAGES_WEIGH = 0.5


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
    rows = [*read(options.data), *own_sentences(), *own_messages(), *own_triggers(), *own_contrast(), *own_things()]
    rows += [row for path in options.harmless for row in read_harmless(path)]
    examples = {o: {name: list(make(rows)) for name, make in heads.items()} for o, heads in _MAKERS.items()}
    careful = _careful(examples, options.leave_out)
    bars = {origin: _bars(careful, rows, origin) for origin in Origin}
    careful = {source: _with_bars(model, bars) for source, model in careful.items()}
    thresholds = {origin: choose(careful, rows, origin) for origin in Origin}
    if options.leave_out:
        shown = [r for r in rows if any(left in r.source for left in options.leave_out)]
        print(report(AttackModel(careful[HELD_BACK].heads, thresholds), shown))
        return 0
    model = AttackModel(_with_bars(AttackModel(train(examples, ()), {}), bars).heads, thresholds)
    model = replace(model, thresholds=thresholds | {Origin.DOCUMENT: _between(model, rows)})
    card = report(model, [r for r in rows if r.split == "dev"])
    print(card)
    write(model, card, [path.name for path in options.harmless])
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


def own_triggers() -> Iterator[Row]:
    """Harmless messages with the words of attacks, from triggers.yaml."""
    rng = random.Random(SEED + 5)  # noqa: S311 - a seeded sample
    for text in sorted(set(planted.triggers(TRIGGERS, rng))):
        yield Row(text, 0, "own-triggers", "message", _split(text))


def own_contrast() -> Iterator[Row]:
    """Pairs that share their words, from contrast.yaml: what customers of any trade say, and what turns a bot."""
    rng = random.Random(7)  # noqa: S311 - a seeded sample
    for text, label in sorted(set(planted.contrast(CONTRAST, rng))):
        yield Row(text, label, "own-contrast", "message", _split(text))


def own_things() -> Iterator[Row]:
    """Pairs about whose thing it is, from own_things.yaml: one's own password and papers, or the bot's and others'."""
    rng = random.Random(SEED + 7)  # noqa: S311 - a seeded sample
    for text, label in sorted(set(planted.own_things(OWN_THINGS, rng))):
        yield Row(text, label, "own-things", "message", _split(text))


Heads = Mapping[Origin, tuple[Head, ...]]


def train(examples: Mapping[Origin, Mapping[str, list[Example]]], without: Sequence[str]) -> Heads:
    """Every head, without the examples that have to do with some sources."""
    return {
        origin: tuple(
            fit(f"{origin.value}.{name}", [e for e in found if not any(left in e.sources for left in without)])
            for name, found in heads.items()
        )
        for origin, heads in examples.items()
    }


def _careful(examples: Mapping[Origin, Mapping[str, list[Example]]], without: Sequence[str]) -> dict[str, AttackModel]:
    """Models that choose: by the source that each has not seen."""
    documents = {Origin.DOCUMENT: examples[Origin.DOCUMENT]}
    models = {source: AttackModel(train(documents, (*without, source)), {}) for source in PAGES}
    return models | {HELD_BACK: AttackModel(train(examples, (*without, HELD_BACK)), {})}


def _with_bars(model: AttackModel, bars: Mapping[Origin, Mapping[str, float]]) -> AttackModel:
    heads = {
        origin: tuple(replace(h, bar=bars[origin][h.name], short=SHORT[origin]) for h in same)
        for origin, same in model.heads.items()
    }
    return AttackModel(heads, {})


def _injections(rows: Sequence[Row]) -> Iterator[Example]:
    """What people type: the attacks of the data and of phrases.yaml against everything harmless."""
    for row in rows:
        if row.split != "train" or (row.label and row.source in {"own-requests", "own-things"}):
            continue  # learnt by the head of requests: both families in one head cost it the attacks of the data
        if row.channel == "message":
            yield Example(_seen(plain(row.text)), row.label, WEIGHTS.get(row.source, 1.0), row.source)
        elif not row.label:  # a pasted paragraph is no attack either
            for window in itertools.islice(windows(row.text), 2):
                yield Example(_seen(plain(window)), 0, 1.0, row.source)


def _requests(rows: Sequence[Row]) -> Iterator[Example]:
    """What people type: requests for others' data, for rights and secrets against everything harmless."""
    for row in rows:
        if row.split == "train" and row.channel == "message" and (not row.label or row.source.startswith("own")):
            yield Example(_seen(plain(row.text)), row.label, WEIGHTS.get(row.source, 1.0), row.source)


def _injected(rows: Sequence[Row]) -> Iterator[Example]:
    """Documents with the attacks that people type in them, against harmless documents."""
    rng = random.Random(SEED + 2)  # noqa: S311 - a seeded sample
    hosts = [r for r in rows if r.channel == "document" and not r.label and r.split == "train"]
    attacks = [r for r in rows if r.channel == "message" and r.label and r.split == "train"]
    attacks = [r for r in attacks if r.source not in OWN_TYPED | {"satml-ctf-2024"}]
    rng.shuffle(attacks)
    yield from _harmless_windows(rows)
    for made in planted.documents(OWN_DOCUMENTS // 2, rng):
        if not made.planted:  # counts less: so many orders in so few words are rare
            yield from (Example(_seen(plain(w)), 0, 0.1, "own") for w in pieces(made.text))
    for row in attacks:
        weight = WEIGHTS.get(row.source, 1.0)
        yield Example(_seen(plain(" ".join(row.text.split()[:60]))), 1, weight, row.source)
    for row in attacks[:PLANTED]:
        host = rng.choice(hosts)
        put = _put(row.text, host.text, rng)
        yield Example(_seen(plain(put)), 1, WEIGHTS.get(row.source, 1.0), f"{row.source} {host.source}")


def _planted(rows: Sequence[Row]) -> Iterator[Example]:
    """Documents with instructions made of the grammar, against harmless documents and what customers say."""
    rng = random.Random(SEED + 4)  # noqa: S311 - a seeded sample
    calm = [r for r in rows if r.split == "train" and not r.label and r.channel == "message"]
    yield from _harmless_windows(rows)
    yield from (Example(_seen(plain(r.text)), 0, 1.0, r.source) for r in rng.sample(calm, 5000))
    for made in planted.documents(OWN_DOCUMENTS, rng):
        if made.planted:
            yield Example(_seen(plain(made.planted)), 1, 1.0, "own")
        for window in pieces(made.text):
            inside = planted.within(made.planted, window)
            if inside is not None:
                yield Example(_seen(plain(window)), int(inside), 1.0, "own")


def _harmless_windows(rows: Sequence[Row]) -> Iterator[Example]:
    rng = random.Random(SEED + 6)  # noqa: S311 - a seeded sample
    yield from (Example(_seen(plain(p)), 0, PAGES_WEIGH, "own") for p in sorted(set(planted.pages(PAGES_MADE, rng))))
    for row in rows:
        if row.channel == "document" and not row.label and row.split == "train":
            yield from (Example(_seen(plain(w)), 0, 1.0, row.source) for w in pieces(row.text))
    for text in package_descriptions():
        yield from (Example(_seen(plain(w)), 0, 1.0, "packages") for w in pieces(text))


_MAKERS: Mapping[Origin, Mapping[str, Callable[[Sequence[Row]], Iterator[Example]]]] = {
    Origin.MESSAGE: {"injection": _injections, "request": _requests},
    Origin.DOCUMENT: {"injection": _injected, "planted": _planted},
}


def package_descriptions() -> Iterator[str]:
    """What the locked packages say of themselves: harmless documents full of orders to the reader. Others that happen
    to be installed are not read, and another version of one ends the training: neither would give the same model.
    """
    locked = dict(_LOCKED.findall(LOCK.read_text(encoding="utf-8")))
    found = {_normal(d.metadata["Name"]): d for d in distributions()}
    files = {name: found[name].read_text("METADATA") or "" for name in locked if name in found}
    wrong = sorted(name for name, version in locked.items() if name not in found or found[name].version != version)
    if wrong:
        raise SystemExit(f"Install requirements.lock first; other versions or missing: {', '.join(wrong)}")
    texts = {name: file.partition("\n\n")[2] for name, file in files.items()}
    for name in sorted(texts):
        paragraphs = [p for p in re.split(r"\n\s*\n", texts[name]) if len(p.split()) > 4]
        yield from ("\n\n".join(paragraphs[i : i + 4]) for i in range(0, min(len(paragraphs), 48), 4))


def _normal(name: str) -> str:
    """A package's name as lock files write it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


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


@cache
def _seen(text: str) -> Vector:
    """The features of a text, kept: both heads and every careful model look at the same ones."""
    return vector(text)


def matrix(vectors: Sequence[Vector]) -> Any:
    """One row a text."""
    ends = np.cumsum([0, *(len(v.buckets) for v in vectors)])
    values = np.concatenate([v.values for v in vectors]).astype(np.float64)
    return csr_matrix((values, np.concatenate([v.buckets for v in vectors]), ends), shape=(len(vectors), BUCKETS))


def _bars(careful: Mapping[str, AttackModel], rows: Sequence[Row], origin: Origin) -> dict[str, float]:
    """For each head the bar that lets it cause its own share of false alarms."""
    groups = list(_harmless(rows, origin))
    return {
        name: max(_bar([_margin(_judge(careful, row, origin), name, row) for row in group], share) for group in groups)
        for name, share in HEADS[origin].items()
    }


def _bar(margins: Sequence[float], share: float) -> float:
    return sorted(margins, reverse=True)[int(len(margins) * share)]


def _margin(model: AttackModel, name: str, row: Row) -> float:
    origin = Origin(row.channel)
    head = replace(next(h for h in model.heads[origin] if h.name == name), short=SHORT[origin])
    parts = windows(plain(row.text)) if origin is Origin.MESSAGE else pieces(plain(row.text))
    return max(head.margin(_seen(w), len(w.split())) for w in parts)


def _judge(careful: Mapping[str, AttackModel], row: Row, origin: Origin) -> AttackModel:
    """The model that has not seen a row's source."""
    return careful[row.source if origin is Origin.DOCUMENT else HELD_BACK]


# The bound alone gives about 0.5. Chosen of 0.60, 0.65 and 0.70 on half "develop" of `benchmarks.attacks`: harmless
# with words of attacks 3.2, 2.0 and 1.2 % stopped; attacks of its own sets 89, 88 and 85 %, of the data 90, 88, 87 %.
_MESSAGES_FROM = 0.65


def choose(careful: Mapping[str, AttackModel], rows: Sequence[Row], origin: Origin) -> float:
    """The lowest threshold that keeps false alarms under the bound, on what the judging model has not seen; of messages
    no lower than what keeps customers who use words of attacks, or chat at length, from being stopped."""
    lowest = _MESSAGES_FROM if origin is Origin.MESSAGE else 0.0
    return max(lowest, *(_quantile(careful, group, origin) for group in _harmless(rows, origin)))


def _between(model: AttackModel, rows: Sequence[Row]) -> float:
    """For documents the middle of what sources never seen ask for and what unseen pages of seen sources do: the shipped
    model has seen three sources, the choosing ones two, and the sources of tomorrow lie between."""
    pages = [r for r in rows if r.source in PAGES and r.split == "dev"]
    seen = _quantile(dict.fromkeys(PAGES, model), pages, Origin.DOCUMENT)
    return round((model.thresholds[Origin.DOCUMENT] + seen) / 2, 6)


def _harmless(rows: Sequence[Row], origin: Origin) -> Iterator[list[Row]]:
    """What is judged for the thresholds: pages; customers of the source held back, and dev rows of the others."""
    same = [r for r in rows if not r.label and r.channel == origin.value]
    if origin is Origin.DOCUMENT:
        yield [r for r in same if r.source in PAGES]
        return
    same = [r for r in same if r.source in CUSTOMERS or (r.source.startswith("harmless-") and r.split == "dev")]
    yield [r for r in same if r.source == HELD_BACK]
    yield [r for r in same if r.source != HELD_BACK and r.split == "dev"]


def _quantile(careful: Mapping[str, AttackModel], rows: Sequence[Row], origin: Origin) -> float:
    scores = sorted((_judge(careful, row, origin).score(row.text, origin)[0] for row in rows), reverse=True)
    return round(float(scores[int(len(scores) * FALSE_ALARMS[origin])]) + 1e-6, 6)


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


def write(model: AttackModel, card: str, harmless: Sequence[str]) -> None:
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
    (HOME / "CARD.md").write_text(
        _CARD.format(
            table=card, least=_MESSAGES_FROM, harmless="".join(f" --harmless PATH/{name}" for name in harmless)
        ),
        encoding="utf-8",
    )


_CARD = """# Attack model

Written by `python -m guardrails.training.attacks PATH/attacks_train.jsonl.gz{harmless}`.

Shares of dev texts blocked at the shipped thresholds. Thresholds are chosen with sources that the choosing model has
not seen; `--leave-out SOURCE` shows what is found of such a source. That of messages is at least {least}, so that
customers who use words of attacks are let be. Figures on other texts: `python -m benchmarks.attacks`.

{table}
"""


def _split(text: str) -> str:
    return "dev" if int(hashlib.sha256(text.encode()).hexdigest(), 16) % 10 == 0 else "train"


if __name__ == "__main__":
    sys.exit(main())
