"""``python -m knowledge ingest|query|bench|rebuild``: the command ``knowledge`` of ``python -m workspace``."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from workspace.__main__ import main as workspace


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0, 1 when an item failed, 2 for wrong usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    return workspace(["knowledge", *words])


if __name__ == "__main__":
    sys.exit(main())
