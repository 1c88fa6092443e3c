"""Customer satisfaction, 1 to 5 unless the file says otherwise."""

from __future__ import annotations

from bots.fields._scale import Scale

field = Scale("csat", "How satisfied somebody is, 1 to 5")
