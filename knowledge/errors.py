"""Errors of knowledge.

KnowledgeError
├── UnknownKnowledge   no such knowledge base or source in this workspace
├── NothingLeft        of an edited piece nothing may be kept
├── ModelMissing       the embedding model is not installed, or its file is not the one we know
├── OtherModel         the index or the thresholds were made with another embedding model: rebuild
├── IndexOwned         another process owns the index; go through it
└── IndexDamaged       the index cannot be read; it is rebuilt from the store
"""

from __future__ import annotations


class KnowledgeError(Exception):
    """Base of this package's errors."""


class UnknownKnowledge(KnowledgeError):
    """There is no such knowledge base or source."""


class NothingLeft(KnowledgeError):
    """Nothing of a text may be kept."""


class ModelMissing(KnowledgeError):
    """The embedding model is missing or is not the file it should be."""


class OtherModel(KnowledgeError):
    """Made with another embedding model."""


class IndexOwned(KnowledgeError):
    """Another process owns the index."""


class IndexDamaged(KnowledgeError):
    """The index's files cannot be used."""
