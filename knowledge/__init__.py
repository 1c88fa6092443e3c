"""What a bot knows: sources read, cleared, cut into chunks, indexed, and found again with their citation."""

from knowledge.embed import MiniLM
from knowledge.errors import IndexOwned, KnowledgeError, OtherModel, UnknownKnowledge
from knowledge.library import Library
from knowledge.thresholds import Thresholds, thresholds
from knowledge.types import OnFinding, Source, SourceStatus
from knowledge.uploads import Upload, uploads

__all__ = [
    "IndexOwned", "KnowledgeError", "Library", "MiniLM", "OnFinding", "OtherModel", "Source", "SourceStatus",
    "Thresholds", "UnknownKnowledge", "Upload", "thresholds", "uploads",
]  # fmt: skip
