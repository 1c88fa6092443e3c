"""Files to text with structure, read in a child process with limits and without a network."""

from documents.limits import Limits
from documents.links import Links, Sitemap
from documents.reading import links, read, sitemap, unpack
from documents.types import Block, BlockKind, Document, DocumentError

__all__ = [
    "Block", "BlockKind", "Document", "DocumentError", "Limits", "Links", "Sitemap", "links", "read", "sitemap",
    "unpack",
]  # fmt: skip
