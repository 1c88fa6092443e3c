"""Retrieval and ingest, measured beside plain keyword search and plain embeddings in the same run.

    python -m benchmarks.knowledge [--set FILE]… [--messages FILE] [--chunks 10000 100000] [--speed-only]

Hit rates are by source (the page that answers) and by passage; ``--chunks`` adds made chunks until the base has so many
before speed is measured; ``--speed-only`` measures nothing else. Made chunks are stored 5,000 to a transaction. Their
vectors spread in 64 directions, about as many as those of real texts do: in all 384 no point has neighbours, and the
graph of the index takes several times as long to build as for any real text.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import chromadb
import numpy as np
from chromadb.config import Settings

from benchmarks import helpcentre
from benchmarks.question_sets import QuestionSet, load, made_up, own
from benchmarks.shelf import NOW, Bench, bench
from guardrails import ClearedText, Stage
from guardrails.pipeline import trusted
from knowledge.ingest import to_bytes
from knowledge.thresholds import thresholds
from knowledge.types import Passage
from knowledge.words import text_words
from records.knowledge import KnowledgeRecords, NewChunk, NewSource

_ASKED = 120  # foreign questions and messages asked of each set
_TEXTS = 4_000  # different texts among the made chunks
_STOCK = 2_000  # stored chunks whose words they are made of
_AT_ONCE = 5_000  # made chunks in one transaction
_DIRECTIONS = 64  # that made vectors spread in
By = Callable[[Passage], float]
METHODS: dict[str, By] = {
    "keyword (FTS5 bm25)": lambda p: p.keyword,
    "embedding (MiniLM)": lambda p: p.cosine,
    "Tacit (fused)": lambda p: p.score,
}


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", type=Path, action="append", default=[], dest="sets")
    parser.add_argument("--messages", type=Path, help="real messages no business could answer, one a line")
    parser.add_argument("--chunks", type=int, nargs="*", default=[10_000])
    parser.add_argument("--speed-only", action="store_true", help="no hit rates, only the speed at --chunks")
    args = parser.parse_args()
    with bench() as made:
        if args.speed_only:
            made.add(own().name, own().uploads)
        sets = [] if args.speed_only else [own(), *map(made_up, helpcentre.names()), *map(load, args.sets)]
        messages = args.messages.read_text(encoding="utf-8").splitlines() if args.messages else []
        for each in sets:
            _quality(made, each)
            foreign = [q.text for other in sets if other is not each for q in other.answerable]
            _refusals(made, each, foreign, messages)
        for wanted in sorted(args.chunks):
            _speed(made, wanted)
    print(f"memory, most: {_memory()}")


def _memory() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


def _quality(made: Bench, each: QuestionSet) -> None:
    started, cpu = time.perf_counter(), time.process_time()
    kb = made.add(each.name, each.uploads)
    took, used = time.perf_counter() - started, time.process_time() - cpu
    count = KnowledgeRecords(made.store).count(kb)
    print(
        f"\n{each.name}: {count} chunks, ingest {count / took:.1f} chunks/s, {count / used:.1f} per second of processor"
    )
    print(f"{'':22}{'at 1':>7}{'at 5':>7}{'MRR':>7}   of {len(each.answerable)} questions")
    found = [(made.library.look(kb, made.question(q.text), 120)[0].passages, q.pages) for q in each.answerable]
    chroma = PlainChroma(made, [(s.key, c.text) for s in made.library.sources(kb) for c in made.library.chunks(s.id)])
    plain = [_at(chroma.ask(q.text), q.pages) for q in each.answerable]
    _line("plain Chroma", plain)
    for name, by in METHODS.items():
        places = [_place(sorted(passages, key=by, reverse=True), pages) for passages, pages in found]
        _line(name, places)


def _refusals(made: Bench, each: QuestionSet, foreign: Sequence[str], messages: Sequence[str]) -> None:
    """What the confidence refuses: at the shipped threshold, and at the one that keeps 90 % of the answerable."""
    kb = made.library.create(each.name, NOW)
    chance = random.Random(7)
    asked = {
        "answerable kept": [q.text for q in each.answerable],
        "topic missing refused": chance.sample(list(foreign), min(_ASKED, len(foreign))),
        "out of scope refused": chance.sample(list(messages), min(_ASKED, len(messages))),
    }
    sure = {
        name: np.array([made.library.search(kb, made.question(text), 5).confidence for text in texts])
        for name, texts in asked.items()
        if texts
    }
    shipped = thresholds(made.library.embedder.model_id).answer
    ninety = float(np.quantile(sure["answerable kept"], 0.1))
    for name, found in sure.items():
        kept = name.endswith("kept")
        shares = [float(((found >= at) if kept else (found < at)).mean()) for at in (shipped, ninety)]
        print(
            f"  {name:22}{shares[0]:7.3f} at the shipped threshold,{shares[1]:7.3f} while 90 % are kept ({len(found)})"
        )


def _line(name: str, places: Sequence[int | None]) -> None:
    first, five = (sum(p is not None and p < most for p in places) / len(places) for most in (1, 5))
    mrr = sum(1 / (p + 1) for p in places if p is not None) / len(places)
    print(f"{name:22}{first:7.3f}{five:7.3f}{mrr:7.3f}")


def _at(found: Sequence[str], pages: Sequence[str]) -> int | None:
    return next((place for place, key in enumerate(found) if key in pages), None)


class PlainChroma:
    """Chroma as most people use it: the text of each chunk embedded and asked, nothing beside it."""

    def __init__(self, made: Bench, chunks: Sequence[tuple[str, str]]) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._made = made
        self._keys = [key for key, _ in chunks]
        client = chromadb.PersistentClient(self._folder.name, settings=Settings(anonymized_telemetry=False))
        self._collection = client.create_collection(
            "plain", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        for start in range(0, len(chunks), 500):
            part = chunks[start : start + 500]
            vectors = made.library.embedder.embed([text for _, text in part])
            self._collection.add(ids=[str(start + i) for i in range(len(part))], embeddings=vectors)

    def ask(self, question: str) -> list[str]:
        """Keys of sources, nearest first."""
        vector = self._made.library.embedder.embed([question])
        found = self._collection.query(query_embeddings=vector, n_results=min(60, len(self._keys)), include=[])
        return [self._keys[int(i)] for i in found["ids"][0]]


def _place(passages: Sequence[Passage], pages: Sequence[str]) -> int | None:
    return next((n for n, p in enumerate(passages) if p.citation.source in pages), None)


def _speed(made: Bench, wanted: int) -> None:
    each = own()
    kb = made.library.create(each.name, NOW)
    cpu = time.process_time()
    _fill(made, kb, wanted)
    stored = time.process_time()
    made.library.rebuild(kb)
    built = time.process_time()
    print(
        f"\n{wanted} chunks: stored in {stored - cpu:.0f} s of processor, index built in {built - stored:.0f} s",
        flush=True,
    )
    questions = [made.question(q.text) for q in each.questions]
    for question in questions[:10]:
        made.library.search(kb, question)
    walls, used = [], []
    for question in questions:
        started, cpu = time.perf_counter(), time.process_time()
        made.library.search(kb, question)
        walls.append((time.perf_counter() - started) * 1000)
        used.append((time.process_time() - cpu) * 1000)
    print(f"search at {wanted} chunks, ms; memory, most so far: {_memory()}")
    for name, times in (("wall", walls), ("processor", used)):
        middle, late = np.percentile(times, [50, 95])
        print(f"{name:22}p50 {middle:.0f}, p95 {late:.0f}")


def _fill(made: Bench, kb: str, wanted: int) -> None:
    """Made chunks: sentences of the real ones shuffled, vectors of nobody."""
    records = KnowledgeRecords(made.store)
    chance = np.random.default_rng(7)
    stock = [c.text for s in made.library.sources(kb) for c in made.library.chunks(s.id)]
    words = " ".join(stock[:_STOCK]).split()
    drawn = chance.integers(len(words), size=(min(_TEXTS, wanted), 130))
    texts = [" ".join(words[one] for one in row) for row in drawn]
    shelf = [(text, text_words(text, "en")) for text in texts]
    spread = chance.standard_normal((_DIRECTIONS, made.library.embedder.dimensions)).astype(np.float32)
    missing = wanted - records.count(kb)
    for start in range(0, max(missing, 0), _AT_ONCE):
        vectors = chance.standard_normal((min(_AT_ONCE, missing - start), _DIRECTIONS)).astype(np.float32) @ spread
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        key, empty = f"made-{wanted}-{start}", made.guardrails.clear("made", Stage.RECORD).text
        new = NewSource(key, empty, None, "en", "made", "", "bench", NOW, "", 0, "mask")
        source = records.announce(kb, new, "reading")
        chosen = chance.integers(len(shelf), size=len(vectors))
        rows = [_made(shelf[one], empty, vector) for one, vector in zip(chosen, vectors, strict=True)]
        records.publish(kb, source, new, "indexed", {}, rows, made.library.embedder.model_id)


def _made(given: tuple[str, str], empty: ClearedText, vector: np.ndarray) -> NewChunk:
    text, words = given
    return NewChunk(empty, trusted(text), words, "made", "en", to_bytes(vector))


if __name__ == "__main__":
    main()
