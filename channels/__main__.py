"""``python -m channels``: become the server, with the environment that ``python -m workspace serve`` made."""

from __future__ import annotations

import sys
from typing import NoReturn

from channels.process import serve
from workspace.settings import Settings, SettingsError


def main() -> NoReturn:
    """Starts the server, or ends with 2 when the environment cannot be used."""
    try:
        settings = Settings.load()
    except SettingsError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    serve(settings)


if __name__ == "__main__":
    main()
