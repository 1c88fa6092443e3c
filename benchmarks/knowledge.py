"""Retrieval and ingest, measured beside plain keyword search and plain embeddings in the same run.

    python -m benchmarks.knowledge [--set FILE]… [--chunks 10000]…

Hit rates are by source (the page that answers) and by passage; ``--chunks`` adds made chunks until the base has so many
before speed is measured.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import chromadb
import numpy as np
from chromadb.config import Settings

from benchmarks.question_sets import QuestionSet, load, own
from benchmarks.shelf import NOW, Bench, bench
from guardrails import ClearedText, Stage
from guardrails.pipeline import trusted
from knowledge.ingest import to_bytes
from knowledge.types import Passage
from knowledge.words import text_words
from records.knowledge import KnowledgeRecords, NewChunk, NewSource

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
    parser.add_argument("--chunks", type=int, nargs="*", default=[10_000])
    args = parser.parse_args()
    with bench() as made:
        for each in [own(), *map(load, args.sets)]:
            _quality(made, each)
        for wanted in sorted(args.chunks):
            _speed(made, wanted)
    print(f"memory, most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


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
    _fill(made, kb, wanted)
    made.library.rebuild(kb)
    questions = [made.question(q.text) for q in each.questions]
    for question in questions[:10]:
        made.library.search(kb, question)
    walls, used = [], []
    for question in questions:
        started, cpu = time.perf_counter(), time.process_time()
        made.library.search(kb, question)
        walls.append((time.perf_counter() - started) * 1000)
        used.append((time.process_time() - cpu) * 1000)
    print(f"\nsearch at {wanted} chunks, ms")
    for name, times in (("wall", walls), ("processor", used)):
        middle, late = np.percentile(times, [50, 95])
        print(f"{name:22}p50 {middle:.0f}, p95 {late:.0f}")


def _fill(made: Bench, kb: str, wanted: int) -> None:
    """Made chunks: sentences of the real ones shuffled, vectors of nobody."""
    records = KnowledgeRecords(made.store)
    chance = np.random.default_rng(7)
    stock = [c.text for s in made.library.sources(kb) for c in made.library.chunks(s.id)]
    words = " ".join(stock).split()
    missing = wanted - records.count(kb)
    for start in range(0, max(missing, 0), 1000):
        vectors = chance.standard_normal((min(1000, missing - start), made.library.embedder.dimensions)).astype(
            np.float32
        )
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        key, empty = f"made-{start}", made.guardrails.clear("made", Stage.RECORD).text
        new = NewSource(key, empty, None, "en", "made", "", "bench", NOW, "", 0, "mask")
        source = records.announce(kb, new, "reading")
        rows = [_made(" ".join(chance.choice(words, 130)), empty, vector) for vector in vectors]
        records.publish(kb, source, new, "indexed", {}, rows, made.library.embedder.model_id)


def _made(text: str, empty: ClearedText, vector: np.ndarray) -> NewChunk:
    return NewChunk(empty, trusted(text), text_words(text, "en"), "made", "en", to_bytes(vector))


if __name__ == "__main__":
    main()
