"""A rating by numbers, stars or faces, 1 to 5 unless the file says otherwise."""

from __future__ import annotations

from bots.fields._scale import Scale

field = Scale("rating", "Stars, faces or numbers")
