"""Files to text with structure, read in a child process with limits and without a network."""

from documents.limits import Limits
from documents.reading import read, unpack
from documents.types import Block, BlockKind, Document, DocumentError

__all__ = ["Block", "BlockKind", "Document", "DocumentError", "Limits", "read", "unpack"]
