"""Any scale, with words at its ends or at each step."""

from __future__ import annotations

from bots.fields._scale import Scale

field = Scale("scale", "A number between two ends that have words")
