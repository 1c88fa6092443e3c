"""Finds a Chromium or Chrome by name; installs Debian's when there is none and the rights allow, else says how.

python -m tests.browser_setup
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Without the background flags a browser calls home at every start.
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def chromium() -> str:
    """The path of the browser tests drive. Exits with the cure when there is none."""
    found = _find()
    if found:
        return found
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Debian's chromium for the browser tests", file=sys.stderr)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=environment, check=True, stdout=sys.stderr)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], env=environment, check=True, stdout=sys.stderr)
        found = _find()
        if found:
            return found
    sys.exit("The browser tests need Chromium or Chrome. Install it (Debian: apt-get install chromium) and run again.")


def _find() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


if __name__ == "__main__":
    print(chromium(), file=sys.stderr)
