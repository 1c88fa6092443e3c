"""A shop whose support bot has read some of the demo's documents: one library for all tests of a process."""

from __future__ import annotations

import atexit
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from bots.models import ChatModel
from bots.tools import Services
from guardrails import ClearedText, Guardrails, Policy
from knowledge.embed import MiniLM
from knowledge.library import Library
from knowledge.types import OnFinding, Retrieval
from knowledge.uploads import Upload, uploads
from records.database import Database
from records.sealing import MasterKey
from tests.talking import Desk

DOCUMENTS = Path(__file__).parent.parent / "demo" / "documents"
READ = (
    "returns.md", "shipping.md", "shipping-rates.csv", "warranty.md", "opening-hours.md", "repair-service.md",
    "contact.md", "nib-grinding.md", "cleaning.md", "payment.md",
)  # fmt: skip
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
BOT = """\
id: shop
kind: support
name: Ada & Finch
language: en
timezone: Europe/Berlin
scope: fountain pens, ink, paper, orders, returns and repairs
policy:
  packs: [gdpr]
  keep: ["+49 30 5550 1420", hello@adaandfinch.example, returns@adaandfinch.example, 14 Quill Lane, Ada & Finch]
links: [adaandfinch.example]
handover: {offer_after_misses: 2, contact: "A person answers Tuesday to Friday from 10:00 to 18:00."}
"""


@dataclass(frozen=True)
class Knowledge:
    """What was read, ready to be searched."""

    library: Library
    kb: str

    def search(self, query: ClearedText, k: int) -> Retrieval:
        """The library's search in this knowledge."""
        return self.library.search(self.kb, query, k)

    def services(self, given: Services) -> Services:
        """The services of a desk, with this knowledge."""
        return replace(given, search=self.search, embed=self.library.embedder.embed)


@cache
def knowledge() -> Knowledge:
    """The documents, read once."""
    return reading(uploads([DOCUMENTS / name for name in READ]))


def reading(given: Iterable[Upload]) -> Knowledge:
    """Any documents, read into a library of their own that ends with the process."""
    folder = tempfile.TemporaryDirectory(prefix="tacit-shop-")
    database = Database.open(f"sqlite:///{folder.name}/shop.db", MasterKey.generate())
    library = Library(database.store(database.create_workspace("Shop", NOW)), Path(folder.name) / "index", MiniLM())
    kb = library.create("shop", NOW)
    guardrails = Guardrails(Policy.load("default"))
    ingest = partial(
        library.ingest, kb, guardrails=guardrails, on_finding=OnFinding.KEEP, added_by="test", licence="own"
    )
    for source in ingest(given, now=NOW):
        assert source.error is None, source
    for end in (folder.cleanup, database.close, library.close):  # called last to first
        atexit.register(end)
    return Knowledge(library, kb)


def open_shop(folder: Path, file: str = BOT, *, model: ChatModel | None = None) -> Desk:
    """A desk of its own, whose bot has read the documents."""
    desk = Desk.open(folder, file, NOW)
    desk.bot = replace(desk.bot, model=model, services=knowledge().services(desk.bot.services))
    return desk
