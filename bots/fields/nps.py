"""Net promoter score: how likely somebody would recommend, 0 to 10 unless the file says otherwise."""

from __future__ import annotations

from bots.fields._scale import Scale

field = Scale("nps", "How likely somebody would recommend, 0 to 10")
