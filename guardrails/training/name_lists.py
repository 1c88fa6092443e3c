"""Writes ``guardrails/names/``: given and family names of many countries, and names that are also everyday words.

    python -m guardrails.training.name_lists --texts FOLDER

Names come from two MIT-licensed packages: ``names`` (US census) and ``Faker`` (its locale lists). FOLDER holds
``attacks_train.jsonl.gz``, of whose harmless texts only word counts are used: a name met often in small letters there
("will", "rose", "mark") is ambiguous and counts as a name only with something beside it that says so.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import pkgutil
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from guardrails.canonical import fold

OUT = Path(__file__).resolve().parents[1] / "names"
FAMILY_NAMES_OF_THE_CENSUS = 45_000
_PART = re.compile(r"[^\W\d_]+")
_OFTEN = 3


def main() -> None:
    """Collect, split off what is ambiguous, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, required=True)
    options = parser.parse_args()
    counts = _small_letter_words(options.texts / "attacks_train.jsonl.gz")
    given, family = Counter(_parts(_given())), Counter(_parts(_family()))
    ambiguous = {name for name in given.keys() | family.keys() if counts[name] >= _OFTEN}
    _write("given", given)
    _write("family", {name for name in family if name not in given})
    _write("both", {name for name in family if name in given})
    _write("ambiguous", ambiguous)


def _write(name: str, words: Iterable[str]) -> None:
    data = "\n".join(sorted(set(words))).encode()
    (OUT / f"{name}.txt.gz").write_bytes(gzip.compress(data, 9, mtime=0))
    print(name, len(set(words)), "names", len(gzip.compress(data, 9)), "bytes")


def _parts(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        for part in _PART.findall(fold(name)):
            if len(part) >= 2 and all(ord(c) < 0x250 for c in part):
                yield part


def _given() -> Iterator[str]:
    yield from _census("dist.female.first", 10_000)
    yield from _census("dist.male.first", 10_000)
    yield from _faker("first_names")


def _family() -> Iterator[str]:
    yield from _census("dist.all.last", FAMILY_NAMES_OF_THE_CENSUS)
    yield from _faker("last_names")


def _census(file: str, count: int) -> Iterator[str]:
    path = Path(importlib.import_module("names").__file__ or "").with_name(file)
    for line in path.read_text().splitlines()[:count]:
        yield line.split()[0].lower()


def _faker(start: str) -> Iterator[str]:
    package = importlib.import_module("faker.providers.person")
    for module in pkgutil.iter_modules(package.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            names = getattr(provider, attribute)
            if attribute.startswith(start) and isinstance(names, list | tuple | dict):
                yield from (str(name) for name in names)


def _small_letter_words(path: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["label"] == 0 and row["split"] == "train":
                counts.update(fold(w) for w in _PART.findall(row["text"]) if w.islower())
    return counts


if __name__ == "__main__":
    main()
