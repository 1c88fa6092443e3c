"""``python -m channels``: become the server, with the settings of the environment (``python -m workspace serve`` sets it)."""

from __future__ import annotations

import sys

from channels.process import serve
from workspace.settings import Settings, SettingsError


def main() -> int:
    """Starts the server; gives 2 when the environment cannot be used."""
    try:
        settings = Settings.load()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    serve(settings)


if __name__ == "__main__":
    sys.exit(main())
