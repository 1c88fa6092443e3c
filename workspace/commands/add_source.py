"""``add-source``: files, folders, addresses or pages become what a bot may read; ends when all are searchable."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from bots.fetching import FetchFailed
from knowledge import Upload, uploads
from knowledge.types import OnFinding, Source, SourceStatus
from knowledge.uploads import apart
from workspace import sources, studio
from workspace.addresses import failed_page, is_address, upload
from workspace.commands import WAIT, Context
from workspace.errors import BadRequest
from workspace.website import DEEPEST, NotRead, SiteSettings, Website


class _AddSource:
    name = "add-source"
    help = "add documents to what a bot may read"
    example = "python -m workspace add-source shop documents/ faq.jsonl --on-finding mask"
    alone = False

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("bot", metavar="BOT", help="the bot file's id")
        parser.add_argument("paths", metavar="PATH", nargs="+", help="file, folder, address, or .jsonl of pages")
        parser.add_argument(
            "--on-finding", choices=[f.value for f in OnFinding], default=OnFinding.MASK.value,
            help="what to do with personal data found in them (default: mask)",
        )  # fmt: skip
        parser.add_argument("--private", action="store_true", help="addresses may be inside your own network")
        parser.add_argument("--licence", default="", help="by what right you use them, such as 'own text'")
        parser.add_argument("--owner", default="", help="whose words these are")
        parser.add_argument(
            "--depth", type=int, choices=range(DEEPEST + 1), default=0, metavar="N",
            help=f"read websites: follow links N deep below each address, 0 to {DEEPEST} (default 0, the page alone)",
        )  # fmt: skip

    def run(self, args: argparse.Namespace, context: Context) -> int:
        bot = studio.find(context.desk, args.bot)
        desk = context.desk
        desk.app.claim_index(desk.actor.workspace, lambda: context.say(WAIT))
        failed = False
        added = sources.add_sources(
            context.desk,
            bot,
            gathered(args.paths, context, private=args.private, depth=args.depth),
            on_finding=OnFinding(args.on_finding),
            licence=args.licence,
            owner=args.owner,
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


def gathered(paths: Sequence[str], context: Context, *, private: bool, depth: int = 0) -> Iterator[Upload]:
    """What was named on the command line: files, folders, pages of a ``.jsonl``, addresses. BadRequest at once."""
    missing = [path for path in paths if not is_address(path) and not context.path(path).exists()]
    if missing:
        raise BadRequest("\n".join(f"{path}: no such file or folder. Check the path." for path in missing))
    return _each(paths, context, private, depth)


def _each(paths: Sequence[str], context: Context, private: bool, depth: int) -> Iterator[Upload]:
    files = [path for path in dict.fromkeys(paths) if _is_file(path, context)]
    named = dict(zip(files, apart([one for path in files for one in uploads([context.path(path)])]), strict=True))
    for path in paths:
        if is_address(path) and depth:
            yield from _website(path, context, SiteSettings(depth=depth, private=private))
        elif is_address(path):
            yield upload(path, private=private)
        elif path in named:
            yield named[path]
        else:
            yield from uploads([context.path(path)])


def _is_file(path: str, context: Context) -> bool:
    """Whether it is one file to read, not an address, a folder or a list of pages."""
    return not is_address(path) and context.path(path).is_file() and not path.lower().endswith(".jsonl")


def _website(address: str, context: Context, settings: SiteSettings) -> Iterator[Upload]:
    """The pages of a website; one that cannot be read fails with its reason."""
    site = Website(address, settings, fetch=context.desk.app.fetch_page, wait=context.desk.app.wait)
    try:
        for found in site.pages():
            try:
                page = site.read(found.address)
            except FetchFailed as failure:
                page = failed_page(found.address, str(failure))
            if not isinstance(page, NotRead):
                yield page
    except FetchFailed as failure:
        yield failed_page(address, f"{failure} Check the address.")


command = _AddSource()
