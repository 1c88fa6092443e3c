"""Errors of the records, named by who must act. None of them carries a stored value.

RecordError
├── StoreError             the owner: the database cannot be used; the message says the cure
│   ├── KeyMissing             there is no key file, or what it holds is not a key
│   ├── KeyExposed             other accounts can read the key file
│   ├── WrongKey               the key does not belong to this database
│   ├── Damaged                the file is broken, cut or not a database of this product
│   ├── NewerDatabase          written by a newer version of the product
│   ├── NoSpace                the disk is full or cannot be written
│   └── Unreachable            PostgreSQL does not answer
├── Erased                 nobody: the person asked to be forgotten, the value is gone for good
├── MessageConflict        the client: a message id was used again with another body
├── ConversationEnded      the visitor: the conversation is closed, a new one may be started
├── NotTaken               the member of staff: the talk is not theirs to answer; they may take it
├── Turned                 the visitor: a survey takes no answer from here; ``reason`` says why
├── Taken                  the caller: that name or address is in use already
├── UnknownRow             the caller: no such row in this workspace
├── ModelMoved             the caller: a knowledge base took up another embedding model meanwhile; embed again
└── Unfiltered             us: a statement that is not held to its workspace
"""

from __future__ import annotations


class RecordError(Exception):
    """Base of this package's errors."""


class StoreError(RecordError):
    """The database cannot be used as it stands."""


class KeyMissing(StoreError):
    """No usable key file."""


class KeyExposed(StoreError):
    """The key file may be read by other accounts."""


class WrongKey(StoreError):
    """A key that does not belong to this database."""


class Damaged(StoreError):
    """A file that is broken or not a database."""


class NewerDatabase(StoreError):
    """A database of a newer version of the product."""


class NoSpace(StoreError):
    """The disk is full or refuses to be written."""


class Unreachable(StoreError):
    """PostgreSQL does not answer."""


class Erased(RecordError):
    """A value sealed for a person whose key has been destroyed."""


class MessageConflict(RecordError):
    """A message id repeated with another body."""


class ConversationEnded(RecordError):
    """A message to a conversation that is closed."""


class NotTaken(RecordError):
    """Words of a person in a talk that this person has not taken."""


class Turned(RecordError):
    """A survey takes no answer from here; ``reason`` is full, uninvited, signed_out, used or expired."""

    def __init__(self, reason: str) -> None:
        super().__init__("This survey takes no answer from here.")
        self.reason = reason


class Taken(RecordError):
    """A name or address that is in use."""


class UnknownRow(RecordError):
    """A row that is not in this workspace."""


class ModelMoved(RecordError):
    """Vectors of another embedding model than the knowledge base now has."""


class Unfiltered(RecordError):
    """A statement that does not filter every table by the workspace."""
