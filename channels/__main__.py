"""``python -m channels``: become the server, with the environment that ``python -m workspace serve`` made.

Nothing of the server is imported here: the process that takes this one's place imports it (2 s of computing).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

from workspace.settings import Settings, SettingsError

_ROOT = Path(__file__).parent.parent


def main() -> NoReturn:
    """Starts the server, or ends with 2 when the environment cannot be used."""
    try:
        settings = Settings.load()
    except SettingsError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    _serve(settings)


def _serve(settings: Settings) -> NoReturn:
    """Becomes the server: this process is replaced, so that signals reach the server itself."""
    command = [
        sys.executable, "-m", "streamlit", "run", str(_ROOT / "app.py"),
        "--server.address", settings.host, "--server.port", str(settings.port),
    ]  # fmt: skip
    os.chdir(_ROOT)
    sys.stdout.flush()
    os.execve(sys.executable, command, settings.for_child())  # noqa: S606 - no shell


if __name__ == "__main__":
    main()
