"""How a command reaches a running server: a unix socket in the data folder, for its owner only (0600).

A command on a folder with a server runs inside the server, which owns the index; its lines are streamed back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from workspace.assembly import Application


@contextmanager
def serving(app: Application) -> Iterator[None]:
    """For the server's lifespan: own the data folder and answer commands from a thread until the block ends.

    Raises FolderBusy with a sentence for the terminal when another server owns the folder.
    """
    raise NotImplementedError
    yield
