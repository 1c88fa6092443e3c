"""Customer effort, 1 to 7 or, with ``scale: [1, 5]``, 1 to 5."""

from __future__ import annotations

from bots.fields._scale import Scale

field = Scale("ces", "How easy something was, 1 to 7")
