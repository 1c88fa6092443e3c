"""``knowledge``: what ``python -m knowledge`` does; here, so that it too goes through a running server."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping
from typing import Any

from guardrails import ClearedText, Guardrails, Policy
from knowledge import Library, OnFinding, SourceStatus, UnknownKnowledge
from knowledge.clearing import Clearing
from knowledge.types import Passage, Retrieval
from workspace.commands import WAIT, Context
from workspace.commands.add_source import gathered, source_line
from workspace.errors import BadRequest

_MOST = 100  # passages a line may ask for
_LONGEST = 100_000  # bytes of a line


class _Knowledge:
    name = "knowledge"
    help = "ingest documents into a knowledge base, query it, rebuild its index (also: python -m knowledge)"
    example = "python -m workspace knowledge query --kb shop"
    alone = False

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
        ingest = acts.add_parser(
            "ingest", help="add files, folders, addresses or .jsonl of pages; makes the base when it is new"
        )
        ingest.add_argument("--kb", required=True, help="name of the knowledge base (a bot's own has the bot's id)")
        ingest.add_argument("paths", metavar="PATH", nargs="+")
        ingest.add_argument(
            "--on-finding", choices=[f.value for f in OnFinding], default=OnFinding.MASK.value,
            help="what to do with personal data found in them (default: mask)",
        )  # fmt: skip
        ingest.add_argument("--private", action="store_true", help="addresses may be inside your own network")
        ingest.add_argument("--licence", default="", help="by what right you use them")
        query = acts.add_parser("query", help='answer lines of {"query", "k"?: 10} with passages')
        query.add_argument("--kb", required=True)
        query.add_argument("--by", choices=["chunk", "source"], default="chunk", help="source: the best of each source")
        bench = acts.add_parser(
            "bench", help='measure lines of {"query", "sources": [...]}: found first, in five, time'
        )
        bench.add_argument("--kb", required=True)
        rebuild = acts.add_parser("rebuild", help="write the index anew from the database")
        rebuild.add_argument("--kb", help="default: every knowledge base")
        for act in (ingest, query, bench, rebuild):
            act.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS)

    def run(self, args: argparse.Namespace, context: Context) -> int:
        desk = context.desk
        desk.allow("sources.edit")
        if args.act == "rebuild":
            return _rebuild(args, context)
        desk.app.claim_index(desk.actor.workspace, lambda: context.say(WAIT))
        acts = {"ingest": _ingest, "query": _query, "bench": _bench}
        return acts[args.act](args, context)


def _ingest(args: argparse.Namespace, context: Context) -> int:
    app, library = context.desk.app, _library(context)
    failed = False
    for source in library.ingest(
        library.create(args.kb, app.clock()), gathered(args.paths, context, private=args.private),
        guardrails=_guardrails(), on_finding=OnFinding(args.on_finding), added_by=context.desk.actor.member,
        licence=args.licence, now=app.clock(),
    ):  # fmt: skip
        failed = failed or source.status is SourceStatus.FAILED
        context.emit(source_line(source))
    return 1 if failed else 0


def _query(args: argparse.Namespace, context: Context) -> int:
    library, kb = _library(context), _base(args.kb, context)
    for line in context.lines:
        if not line.strip():
            continue
        try:
            asked = _asked(line)
        except ValueError as error:
            context.emit(_told(error, line))
            continue
        found = _found(library, kb, asked, args.by)
        answer: dict[str, Any] = {"id": asked["id"]} if "id" in asked else {}
        answer |= {"passages": [_passage(p) for p in found.passages], "confidence": round(found.confidence, 4)}
        context.emit(answer)
    return 0


def _bench(args: argparse.Namespace, context: Context) -> int:
    library, kb = _library(context), _base(args.kb, context)
    first = five = total = 0
    times: list[float] = []
    for line in context.lines:
        try:
            asked = _asked(line)
        except ValueError as error:
            context.emit(_told(error, line))
            continue
        started = time.perf_counter()
        found = [p.citation.source for p in library.search(kb, _cleared(asked["query"]), 5).passages]
        times.append((time.perf_counter() - started) * 1000)
        wanted = set(asked.get("sources", ()))
        total, first, five = total + 1, first + bool(wanted & set(found[:1])), five + bool(wanted & set(found))
        context.emit(
            {"query": asked["query"], "first": bool(wanted & set(found[:1])), "in_five": bool(wanted & set(found))}
        )
    if total:
        late = sorted(times)[int(0.95 * (total - 1))]
        context.emit({"questions": total, "at_1": round(first / total, 4), "at_5": round(five / total, 4),
                      "ms_p95": round(late, 1)})  # fmt: skip
    return 0


def _rebuild(args: argparse.Namespace, context: Context) -> int:
    library = _library(context)
    bases = library.bases()
    if args.kb and args.kb not in bases:
        raise BadRequest(f"There is no knowledge base called {args.kb}.")
    for name, kb in bases.items():
        if args.kb in (None, name):
            context.emit({"kb": name, "chunks": library.rebuild(kb)})
    return 0


def _found(library: Library, kb: str, asked: Mapping[str, Any], by: str) -> Retrieval:
    search = library.sources_by_rank if by == "source" else library.search
    return search(kb, _cleared(asked["query"]), asked["k"])


def _asked(line: bytes) -> dict[str, Any]:
    if len(line) > _LONGEST:
        raise ValueError("The line is too long.")
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("The line is not JSON.") from None
    if not isinstance(asked, dict) or not isinstance(asked.get("query"), str) or not asked["query"].strip():
        raise ValueError('A line needs "query".')
    if any(0xD800 <= ord(c) <= 0xDFFF for c in asked["query"]):
        raise ValueError("The query holds a lone surrogate.")
    k = asked.setdefault("k", 10)
    if not isinstance(k, int) or isinstance(k, bool) or not 1 <= k <= _MOST:
        raise ValueError(f'"k" is a whole number from 1 to {_MOST}.')
    return asked


def _told(error: ValueError, line: bytes) -> dict[str, Any]:
    told: dict[str, Any] = {"error": {"code": "bad_line", "message": str(error)}}
    try:
        asked = json.loads(line[:_LONGEST])
        return {"id": asked["id"], **told} if isinstance(asked, dict) and "id" in asked else told
    except (ValueError, RecursionError):
        return told


def _passage(passage: Passage) -> dict[str, Any]:
    citation = passage.citation
    return {
        "source": citation.source, "chunk": passage.chunk.id, "score": round(passage.score, 6),
        "text": passage.chunk.text, "title": citation.title, "url": citation.url, "heading": citation.heading,
    }  # fmt: skip


def _cleared(query: str) -> ClearedText:
    """The owner's own question: secrets in it go, names stay, because documents keep theirs."""
    return Clearing(_guardrails(), OnFinding.KEEP, None, ()).line(query)


def _guardrails() -> Guardrails:
    return Guardrails(Policy.load("default"))


def _library(context: Context) -> Library:
    return context.desk.app.library(context.desk.actor.workspace)


def _base(name: str, context: Context) -> str:
    found = _library(context).bases().get(name)
    if found is None:
        raise UnknownKnowledge(f"There is no knowledge base called {name}. Make it with: python -m knowledge ingest")
    return found


command = _Knowledge()
