"""``add-source``: files, folders, addresses or pages become what a bot may read; ends when all are searchable."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from knowledge import Upload, uploads
from knowledge.types import OnFinding, Source, SourceStatus
from workspace import sources, studio
from workspace.commands import WAIT, Context
from workspace.errors import BadRequest


class _AddSource:
    name = "add-source"
    help = "add documents to what a bot may read"
    example = "python -m workspace add-source shop documents/ faq.jsonl --on-finding mask"
    alone = False

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("bot", metavar="BOT", help="the bot file's id")
        parser.add_argument("paths", metavar="PATH", nargs="+", help="file, folder, or .jsonl with one page a line")
        parser.add_argument(
            "--on-finding", choices=[f.value for f in OnFinding], default=OnFinding.MASK.value,
            help="what to do with personal data found in them (default: mask)",
        )  # fmt: skip
        parser.add_argument("--licence", default="", help="by what right you use them, such as 'own text'")

    def run(self, args: argparse.Namespace, context: Context) -> int:
        bot = studio.find(context.desk, args.bot)
        desk = context.desk
        desk.app.claim_index(desk.actor.workspace, lambda: context.say(WAIT))
        failed = False
        added = sources.add_sources(
            context.desk,
            bot,
            _uploads(args.paths, context),
            on_finding=OnFinding(args.on_finding),
            licence=args.licence,
        )
        for source in added:
            failed = failed or source.status is SourceStatus.FAILED
            context.emit(source_line(source))
        return 1 if failed else 0


def source_line(source: Source) -> dict[str, object]:
    """A source as the interface describes it: counts, never values."""
    line: dict[str, object] = {
        "source": source.key, "status": source.status.value, "chunks": source.chunks, "findings": source.findings,
    }  # fmt: skip
    return {**line, "error": source.error} if source.error else line


def _uploads(paths: list[str], context: Context) -> Iterator[Upload]:
    missing = [p for p in paths if not p.startswith(("http://", "https://")) and not context.path(p).exists()]
    if missing:
        raise BadRequest("\n".join(f"{path}: no such file or folder. Check the path." for path in missing))
    return uploads([p if p.startswith(("http://", "https://")) else context.path(p) for p in paths])


command = _AddSource()
