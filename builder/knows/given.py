"""What was given to read, as long as the browser's tab is open: so that it can be read again without giving it again.

Nothing of it is written anywhere: what is stored of a source is cleared, and the original is gone once it was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from knowledge.library import Upload
from knowledge.types import Source
from workspace.sources import Added

MOST = 50_000_000  # bytes; the oldest go first


@dataclass(frozen=True, slots=True)
class Given:
    """A file or a pasted text, with where it comes from, the right to use it and what to do with findings."""

    upload: Upload
    added: Added

    @property
    def size(self) -> int:
        return len(self.upload.content()) if self.upload.text is None else len(self.upload.text)


def remember(bot: str, uploads: Iterable[Upload], added: Added) -> None:
    """Keep what was just added."""
    kept: dict[str, Given] = st.session_state.setdefault(f"given:{bot}", {})
    for upload in uploads:
        name = upload.key or upload.origin
        kept.pop(name, None)
        kept[name] = Given(upload, added)
    while sum(one.size for one in kept.values()) > MOST:
        del kept[next(iter(kept))]


def given(bot: str, source: Source) -> Given | None:
    """What a source was read from, when it was added in this tab."""
    kept: dict[str, Given] = st.session_state.get(f"given:{bot}", {})
    return kept.get(source.key) or kept.get(source.origin)
