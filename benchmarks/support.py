"""How well the support bot answers without a model, beside plain keyword search with its best paragraph.

    python -m benchmarks.support                                          the demo (also asked in six other languages),
                                                                          and the made help centres
    python -m benchmarks.support --pages kb.jsonl --questions q.jsonl     another help centre in the same form
        [--half A|B] [--misses] [--data FOLDER] [--only CENTRE] [--embedding MODEL]

A question file holds one question a line: {"id", "type": answerable|followup|unanswerable, "kind", "turns": [{"q",
"pages", "facts"}]}; facts: all of the outer list, any of the inner. Development looks at half A only (by a hash of the
id); half B says whether what was chosen there holds.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import helpcentre
from benchmarks.stage import Stage, stage
from knowledge.embedders import DEFAULT
from knowledge.types import Citation, Passage

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "demo" / "documents"
BOT = "id: bench\nkind: support\nname: {name}\nscope: {scope}\npolicy: {{packs: [default]}}\n"
DECLINED = re.compile(r"\b(?:do(?:es)? not know|don't know|cannot help|can't help|no information|cannot see)\b", re.I)


@dataclass(frozen=True, slots=True)
class Given:
    """What an answerer gave."""

    text: str
    citations: tuple[Citation, ...]
    abstained: bool


Answerer = Callable[[Sequence[str]], Given]


def main() -> None:
    """Print the table."""
    options = _options()
    with tempfile.TemporaryDirectory() as temporary:
        for centre in _centres(options, Path(temporary)):
            if options.only not in ("", centre.key):
                continue
            folder = (options.data or Path(temporary)) / centre.key
            folder.mkdir(parents=True, exist_ok=True)
            _measure(centre, folder, options)


@dataclass(frozen=True, slots=True)
class Centre:
    """A help centre with questions about it, and the bot file that answers from it."""

    key: str
    pages: Path
    questions: Path
    bot: str


def _centres(options: argparse.Namespace, folder: Path) -> Iterator[Centre]:
    """The one asked for; or the demo, and every made one."""
    if options.pages is not None:
        yield Centre("given", options.pages, options.questions, BOT.format(name=options.name, scope=options.scope))
        return
    demo = (ROOT / "demo" / "bots" / "support.yaml").read_text(encoding="utf-8")
    yield Centre("demo", DEMO, ROOT / "benchmarks" / "data" / "support_questions.jsonl", demo)
    yield Centre("languages", DEMO, ROOT / "benchmarks" / "data" / "support_many_languages.jsonl", demo)
    for name in helpcentre.names():
        given = helpcentre.given(name)
        pages, questions = helpcentre.written(name, folder / "made")
        yield Centre(name, pages, questions, BOT.format(name=given["name"], scope=given["scope"]))


def _measure(centre: Centre, folder: Path, options: argparse.Namespace) -> None:
    lines = centre.questions.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines if line.strip()]
    with stage(folder, centre.bot, [_unpacked(centre.pages, folder)], embedding=options.embedding) as on:
        pages = _pages(on)
        for half in [options.half] if options.half else ["A", "B"]:
            chosen = [q for q in questions if half_of(q["id"]) == half]
            print(f"\n{centre.key}, half {half}: {len(chosen)} questions, {len(pages)} pages")
            _row("support bot", score(chosen, _bot(on), pages, misses=options.misses))
            _row("keyword search, best paragraph", score(chosen, keyword_answerer(on), pages))


def half_of(identity: str) -> str:
    """A or B, by a hash of the question's id."""
    return "AB"[int(hashlib.sha256(identity.encode()).hexdigest(), 16) % 2]


def score(
    questions: Iterable[Mapping[str, Any]], ask: Answerer, pages: Mapping[str, str], *, misses: bool = False
) -> dict[str, tuple[int, int]]:
    """Each measure as (how many, of how many)."""
    counts: dict[str, list[int]] = {}

    def count(name: str, good: bool) -> bool:
        had = counts.setdefault(name, [0, 0])
        had[0] += good
        had[1] += 1
        return good

    for question in questions:
        turns = [t["q"] for t in question["turns"]]
        given, last = ask(turns), question["turns"][-1]
        declined = given.abstained or bool(DECLINED.search(given.text))
        cited = bool(given.citations) and _is(given.citations[0], last["pages"])
        foreign = _foreign(given, turns, pages)
        good = [not count("unsupported number", bool(foreign))]
        if question["type"] == "unanswerable":
            good.append(count("abstains", declined and not foreign))
        else:
            kind = "follow-up: " if question["type"] == "followup" else ""
            facts = not declined and holds(last["facts"], given.text)
            good.append(count(f"{kind}facts", facts))
            good.append(count(f"{kind}facts in 400", not declined and holds(last["facts"], given.text[:400])))
            good.append(count(f"{kind}first citation", cited))
            good.append(count(f"{kind}facts and citation", facts and cited))
            good.append(not count("wrongly abstains", declined))
        if misses and not all(good):
            _show(question, given)
    return {name: (had[0], had[1]) for name, had in counts.items()}


def holds(facts: Sequence[Sequence[str]], text: str) -> bool:
    """Every fact in one of its wordings, as whole words."""
    plain = _plain(text)
    return all(any(re.search(rf"(?<!\w){re.escape(_plain(w))}(?!\w)", plain) for w in wordings) for wordings in facts)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--name", default="Help")
    parser.add_argument("--scope", default="our products and services")
    parser.add_argument("--half", choices=["A", "B"])
    parser.add_argument("--misses", action="store_true", help="print every question that went wrong")
    parser.add_argument("--data", type=Path, help="keep the index here and use it again")
    parser.add_argument("--only", default="", help="one of the centres: demo, languages, …")
    parser.add_argument("--embedding", default=DEFAULT, help="the model that finds passages")
    options = parser.parse_args()
    if (options.pages is None) != (options.questions is None):
        parser.error("--pages and --questions go together")
    return options


def _bot(on: Stage) -> Answerer:
    def ask(turns: Sequence[str]) -> Given:
        talk = on.talk()
        closed = [on.ask(talk, text) for text in turns][-1]
        return Given(closed.shown, closed.result.citations, closed.result.abstained)

    return ask


def keyword_answerer(on: Stage) -> Answerer:
    """SQLite's full-text search over the same pieces; the best one's best paragraph; silent when nothing matches."""
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE pieces USING fts5(body, tokenize='porter unicode61')")
    rows = [p for source in on.library.sources(on.kb) for p in _passages(on, source.id, source.title, source.key)]
    index.executemany("INSERT INTO pieces VALUES (?)", [(f"{p.chunk.heading}\n{p.chunk.text}",) for p in rows])

    def ask(turns: Sequence[str]) -> Given:
        words = re.findall(r"\w+", turns[-1].lower())
        query = " OR ".join(f'"{w}"' for w in words)
        best_first = "SELECT rowid FROM pieces WHERE pieces MATCH ? ORDER BY rank LIMIT 1"
        found = index.execute(best_first, (query,)).fetchone()
        if found is None:
            return Given("", (), True)
        best = rows[found[0] - 1]
        paragraphs = best.chunk.text.split("\n")
        text = max(paragraphs, key=lambda p: len(set(words) & set(re.findall(r"\w+", p.lower()))))
        return Given(text, (best.citation,), False)

    return ask


def _passages(on: Stage, source: str, title: str, key: str) -> list[Passage]:
    return [Passage(c, Citation(key, title, None, c.heading), 0.0) for c in on.library.chunks(source)]


def _pages(on: Stage) -> dict[str, str]:
    chunks = {s.key: on.library.chunks(s.id) for s in on.library.sources(on.kb)}
    return {key: "\n".join(f"{c.heading}\n{c.text}" for c in pieces) for key, pieces in chunks.items()}


def _foreign(given: Given, turns: Sequence[str], pages: Mapping[str, str]) -> set[str]:
    text = re.sub(r"^\s*\d{1,2}[.)]\s|\[\d+\]", " ", given.text, flags=re.M)
    if given.abstained:
        return set()
    known = "\n".join([*turns, *(f"{c.title} {pages.get(c.source, '')}" for c in given.citations)])
    return set(re.findall(r"\d+", text)) - set(re.findall(r"\d+", known))


def _is(citation: Citation, pages: Sequence[str]) -> bool:
    names = {citation.source, citation.title, (citation.url or "").rstrip("/").rsplit("/", 1)[-1]}
    return bool(names & set(pages))


def _plain(text: str) -> str:
    for there, here in (("’", "'"), ("‘", "'"), ("–", "-"), ("—", "-"), ("‑", "-"), ("\u00a0", " ")):
        text = text.replace(there, here)
    return text.lower()


def _unpacked(pages: Path, folder: Path) -> Path:
    if pages.suffix != ".gz":
        return pages
    plain = folder / pages.stem
    plain.write_bytes(gzip.decompress(pages.read_bytes()))
    return plain


def _row(name: str, measures: Mapping[str, tuple[int, int]]) -> None:
    print(f"  {name}")
    for measure, (good, of) in measures.items():
        print(f"    {measure:32} {good:3} of {of:3}  {100 * good / of:5.1f} %")


def _show(question: Mapping[str, Any], given: Given) -> None:
    asked = [t["q"] for t in question["turns"]]
    print(f"  - {question['id']} {question.get('kind', '')} {asked} {question['turns'][-1]['facts']}")
    print(f"      {'(declined) ' if given.abstained else ''}{given.text[:500]!r} {[c.source for c in given.citations]}")


if __name__ == "__main__":
    main()
