"""Files for this account alone: every folder 0700, every file 0600, also those that libraries make."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_OTHERS = 0o077


def keep_closed(folder: Path) -> None:
    """From here on this process makes files for itself alone; what lies in the folder already is closed to others.

    ChromaDB and SQLite make files by the process's mask, so the mask is the only place that reaches all of them.
    """
    os.umask(_OTHERS)
    for path in (folder, *folder.rglob("*")) if folder.is_dir() else ():
        with suppress(OSError):  # gone meanwhile, or another account's
            mode = path.lstat().st_mode
            if mode & _OTHERS and not path.is_symlink():
                path.chmod(mode & 0o777 & ~_OTHERS)
