"""``python -m channels [--demo]``: start the server with the settings of the environment."""

from __future__ import annotations

import argparse
import sys

from channels.process import serve
from workspace.settings import Settings, SettingsError


def main() -> int:
    """Starts the server; gives 2 when the environment cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m channels", description="Start builder, widget and API.")
    parser.add_argument("--demo", action="store_true", help="serve the demo shop's page on a port of its own too")
    parser.add_argument("--data", metavar="DIR", default=None, help="the data folder (or TACIT_DATA)")
    args = parser.parse_args()
    try:
        settings = Settings.load(data=args.data)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    serve(settings, demo=args.demo)


if __name__ == "__main__":
    sys.exit(main())
