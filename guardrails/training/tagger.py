"""Trains the name tagger, writes ``guardrails/names/tagger.gz``, prints the hash ``guardrails/tagger.py`` checks.

    python -m guardrails.training.tagger --data FOLDER [--seed 7]

FOLDER holds ``names_train.jsonl.gz`` (spans labelled PERSON; see the notices for its sources and licences) and
``attacks_train.jsonl.gz`` (harmless customer messages without names). Only rows of the split ``train`` are learned;
``dev`` is measured. Names are swapped for names of the lists or for made-up ones, letters lose their case, and what
the lists say is hidden now and then, so that a name counts by where it stands and how it is built, too.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import hashlib
import importlib
import json
import random
import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.sparse import csr_matrix
from sklearn.linear_model import SGDClassifier

from guardrails.canonical import fold
from guardrails.name_lists import FOLDER, kind
from guardrails.tagger import BITS, MODEL, features, tokens

SENTENCES = Path(__file__).with_name("sentences.yaml")
SLOTS = Path(__file__).with_name("slots.yaml")
_IGNORED = {"ARTIST"}
_FORMS = (
    ("{g}", 26),
    ("{g} {f}", 40),
    ("{g} {f}-{f}", 4),
    ("{g} {i}. {f}", 4),
    ("{f}, {g}", 6),
    ("{f} {g}", 5),
    ("{g} {g} {f}", 4),
    ("Ms {f}", 2),
    ("Mr {f}", 2),
    ("{f}", 7),
    ("{g} {f} {f}", 2),
    ("{i}. {f}", 2),
    ("{g} de {f}", 1),
    ("{g} van {f}", 1),
)


@dataclass(frozen=True)
class Example:
    """A text and the spans of its names; ``skipped`` spans are not learned from."""

    text: str
    names: tuple[tuple[int, int], ...]
    skipped: tuple[tuple[int, int], ...] = ()


def main() -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    random_ = random.Random(options.seed)  # noqa: S311 - seeded on purpose
    rows = list(_read(options.data / "names_train.jsonl.gz"))
    harmless = [r for r in _read(options.data / "attacks_train.jsonl.gz") if r["label"] == 0]
    train = [_example(r) for r in rows if r["split"] == "train"]
    examples = (
        list(_augmented(train, random_)) + list(_synthetic(random_)) + list(_slots(random_)) + _plain(harmless, random_)
    )
    random_.shuffle(examples)
    matrix, labels, weights = _matrix(examples, random_)
    model = SGDClassifier(loss="log_loss", alpha=3e-6, max_iter=8, tol=None, random_state=options.seed, average=True)
    model.fit(matrix, labels, sample_weight=weights)
    _write(model.coef_[0], float(model.intercept_[0]))
    _measure(model, [_example(r) for r in rows if r["split"] == "dev"])


def _read(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _example(row: dict[str, Any]) -> Example:
    spans = [(s["start"], s["end"], s["label"]) for s in row["spans"]]
    return Example(
        row["text"],
        tuple((a, b) for a, b, label in spans if label == "PERSON"),
        tuple((a, b) for a, b, label in spans if label in _IGNORED),
    )


def _plain(rows: Sequence[dict[str, Any]], random_: random.Random) -> list[Example]:
    texts = [
        r["text"] for r in rows if r["split"] == "train" and r["source"] in {"clinc150", "xsid-valid", "taskmaster4"}
    ]
    pieces = [p for r in rows if r["split"] == "train" and r["source"].endswith("-docs") for p in r["text"].split("\n")]
    texts += random_.sample([p for p in pieces if 20 < len(p) < 300], 6000)
    # A few of these do hold names; a text with a likely given name is left out rather than taught as harmless.
    return [Example(_cased(t, random_), ()) for t in texts if not any(kind(fold(w)) in "G" for w in t.split())]


class _Names:
    """Draws names: from the lists, or made up letter by letter so that no list knows them."""

    def __init__(self, random_: random.Random) -> None:
        self._random = random_
        lists = {
            n: gzip.decompress((FOLDER / f"{n}.txt.gz").read_bytes()).decode().split("\n") for n in ("given", "family")
        }
        self._given = [n for n in lists["given"] if len(n) > 2]
        self._family = [n for n in lists["family"] if len(n) > 2]
        self._chain: dict[str, str] = {}
        for name in self._given + self._family:
            framed = f"^^{name}$"
            for at in range(len(framed) - 2):
                key = framed[at : at + 2]
                self._chain[key] = self._chain.get(key, "") + framed[at + 2]

    def draw(self) -> str:
        form = self._random.choices([f for f, _ in _FORMS], [w for _, w in _FORMS])[0]
        return re.sub(r"\{(.)\}", lambda m: self._part(m.group(1)), form)

    def _part(self, letter: str) -> str:
        if letter == "i":
            return self._random.choice("ABCDEFGHJKLMNPRSTW")
        if self._random.random() < 0.3:
            return self._made_up().capitalize()
        return self._random.choice(self._given if letter == "g" else self._family).capitalize()

    def _made_up(self) -> str:
        while True:
            name = "^^"
            while not name.endswith("$") and len(name) < 14:
                name += self._random.choice(self._chain[name[-2:]])
            if 5 <= len(name) - 2 <= 11:
                return name[2:].rstrip("$")


def _augmented(train: Iterable[Example], random_: random.Random) -> Iterator[Example]:
    names = _Names(random_)
    for example in train:
        yield example
        yield Example(example.text.lower(), example.names, example.skipped) if _keeps_length(example) else example
        if example.names:
            for _ in range(2):
                yield _recase(_swapped(example, names), random_)


def _keeps_length(example: Example) -> bool:
    return len(example.text.lower()) == len(example.text)


def _swapped(example: Example, names: _Names) -> Example:
    parts, spans, at, size = [], [], 0, 0
    for start, end in sorted(example.names):
        parts.append(example.text[at:start])
        size += start - at
        new = names.draw()
        spans.append((size, size + len(new)))
        parts.append(new)
        size += len(new)
        at = end
    return Example("".join(parts) + example.text[at:], tuple(spans))


def _synthetic(random_: random.Random) -> Iterator[Example]:
    raw = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))
    names = _Names(random_)
    unnamed = [line for line in raw["unnamed"].split("\n") if line]
    for line in filter(None, raw["named"].split("\n")):
        for _ in range(70):
            before = f"{random_.choice(unnamed)}. " if random_.random() < 0.2 else ""
            after = f"{random_.choice(['.', ',', '!', ''])} {random_.choice(unnamed)}" if random_.random() < 0.5 else ""
            yield _recase(_filled(before + line + after, names), random_)
    for line in unnamed:
        for _ in range(25):
            after = f"{random_.choice(['.', ',', '!', ''])} {random_.choice(unnamed)}" if random_.random() < 0.5 else ""
            yield _recase(Example(line + after, ()), random_)


def _slots(random_: random.Random) -> Iterator[Example]:
    """The same sentences with names and with other words in the same place."""
    raw = yaml.safe_load(SLOTS.read_text(encoding="utf-8"))
    names = _Names(random_)
    for language, lines in raw["sentences"].items():
        others = [word.strip() for word in raw["others"][language].replace("\n", " ").split(",")]
        for line in filter(None, lines.split("\n")):
            for _ in range(60):
                yield _recase(_mixed(line, names, [*others, *_everyday(language, random_)], random_), random_)


_ARTICLES = {
    "en": "the my a this", "de": "der die das mein eine", "es": "el la mi un una", "fr": "le la mon une",
    "it": "il la mio una", "pt": "o a meu uma", "nl": "de het mijn een",
}  # fmt: skip


@functools.cache
def _vocabulary(language: str) -> tuple[Sequence[str], Sequence[str]]:
    """Everyday words of a language: those that are no names, and those that are family names too ("Keller")."""
    words = [w for w in importlib.import_module("wordfreq").top_n_list(language, 12_000) if w.isalpha() and len(w) > 2]
    return [w for w in words if kind(fold(w)) == "-"], [w for w in words if kind(fold(w)) in "Ff"]


def _everyday(language: str, random_: random.Random) -> list[str]:
    plain, also_names = _vocabulary(language)
    big = str.capitalize if language == "de" else str
    article = random_.choice(_ARTICLES[language].split())
    drawn = [big(random_.choice(plain)) for _ in range(12)]
    return [
        *drawn,
        *(f"{article} {w}" for w in drawn[:8]),
        *(f"{article} {big(random_.choice(also_names))}" for _ in range(8)),
    ]


def _mixed(line: str, names: _Names, others: Sequence[str], random_: random.Random) -> Example:
    text, spans = "", []
    for piece in re.split(r"(\{x\})", line):
        named = piece == "{x}" and random_.random() < 0.55
        new = names.draw() if named else random_.choice(others) if piece == "{x}" else piece
        if piece == "{x}" and not text:
            new = new[0].upper() + new[1:]
        if named:
            spans.append((len(text), len(text) + len(new)))
        text += new
    return Example(text, tuple(spans))


def _filled(sentence: str, names: _Names) -> Example:
    text, spans = "", []
    for piece in re.split(r"(\{n\})", sentence):
        new = names.draw() if piece == "{n}" else piece
        if piece == "{n}":
            spans.append((len(text), len(text) + len(new)))
        text += new
    return Example(text, tuple(spans))


def _recase(example: Example, random_: random.Random) -> Example:
    text = _cased(example.text, random_)
    return Example(text, example.names, example.skipped) if len(text) == len(example.text) else example


def _cased(text: str, random_: random.Random) -> str:
    draw = random_.random()
    return text.lower() if draw < 0.4 else text.upper() if draw < 0.46 else text


def _matrix(examples: Sequence[Example], random_: random.Random) -> tuple[Any, Any, Any]:
    indices: list[int] = []
    pointer = [0]
    labels: list[int] = []
    weights: list[float] = []
    for example in examples:
        found = tokens(example.text)
        known = [kind(fold(t.text)) if t.word and len(t.text) > 1 else "-" for t in found]
        if random_.random() < 0.45:
            known = [
                "-" if _inside(t.start, example.names) and random_.random() < 0.7 else k
                for t, k in zip(found, known, strict=True)
            ]
        for token, row in zip(found, features(found, known), strict=True):
            if not token.word or _inside(token.start, example.skipped):
                continue
            indices += row
            pointer.append(len(indices))
            labels.append(int(_inside(token.start, example.names)))
            weights.append(1.0)
    data = np.ones(len(indices), dtype=np.float32)
    shape = (len(labels), 1 << BITS)
    print(len(labels), "words,", sum(labels), "of them names,", len(indices), "features")
    matrix = csr_matrix((data, np.array(indices, dtype=np.int32), np.array(pointer)), shape=shape)
    matrix.sum_duplicates()
    return matrix, np.array(labels), np.array(weights)


def _inside(at: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _write(weights: Any, bias: float) -> None:
    limit = float(np.percentile(np.abs(weights[weights != 0]), 99.9))
    scale = limit / 127
    small = np.clip(np.round(weights / scale), -127, 127).astype(np.int8)
    data = gzip.compress(struct.pack("<ff", scale, bias) + small.tobytes(), 9, mtime=0)
    MODEL.write_bytes(data)
    print(f"{MODEL.name}: {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


def _measure(model: Any, examples: Sequence[Example]) -> None:
    for title, change in (("as written", str), ("small letters", str.lower)):
        hit = wrong = total = 0
        for example in examples:
            text = change(example.text)
            found = tokens(text if len(text) == len(example.text) else example.text)
            for token, row in zip(found, features(found), strict=True):
                if not token.word or _inside(token.start, example.skipped):
                    continue
                said = float(model.coef_[0][row].sum() + model.intercept_[0]) > 0
                true = _inside(token.start, example.names)
                total += true
                hit += said and true
                wrong += said and not true
        print(f"dev, {title}: recall {hit / total:.3f}, precision {hit / max(1, hit + wrong):.3f} of {total} words")


if __name__ == "__main__":
    main()
