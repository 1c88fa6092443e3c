"""What was found in a source and is the business's own: shown from now on, and the source is read again."""

from __future__ import annotations

import streamlit as st

from bots.errors import ConfigError
from builder import words
from builder.buttons import primary
from builder.editor import Bench
from builder.heading import quiet
from builder.knows import say
from builder.knows.given import given
from builder.told import tell
from knowledge.decisions import Decisions
from knowledge.types import Source, SourceStatus
from workspace import sources
from workspace.errors import WorkspaceError

LABEL = "This is ours, show it"
MOST = 10
AGAIN = "Nothing but the cleared text was kept of this file, so add it again: it is then read with this in mind."


@st.dialog("What of it is yours?")
def ours(bench: Bench, source: Source) -> None:
    """Ask for the values as they stand in the source, since what was masked is written nowhere."""
    found = ", ".join(say.finding(kind) for kind in source.findings)
    st.write(f"Found in it: {found}. Your own phone number, address or staff names need not be secret.")
    st.text_area(
        "As it stands there, one a line", key=f"ours:{source.id}", height=112, max_chars=1000,
        placeholder="Your phone number, your address",
    )  # fmt: skip
    quiet(
        "It goes to Keeps secret › Not secret, for this whole bot. "
        + ("It is then read again." if _can_be_read_again(bench, source) else AGAIN)
    )
    if primary(LABEL, key=f"ours:save:{source.id}", on_click=lambda: _show(bench, source)):
        problem = st.session_state.pop("ours:problem", "")
        if problem:
            st.error(words.plain(problem))
            return
        tell("Saved to the draft as not secret.")
        st.rerun()


def _show(bench: Bench, source: Source) -> None:
    given = str(st.session_state[f"ours:{source.id}"])
    values = [line.strip() for line in given.splitlines() if line.strip()][:MOST]
    if not values:
        st.session_state["ours:problem"] = "Write at least one value, as it stands in the source."
        return
    policy = bench.draft.config.policy
    kept = list(dict.fromkeys((*policy.keep, *values)))
    try:
        bench.put({"policy": policy.model_dump(mode="json", exclude_defaults=True) | {"keep": kept}})
        _read_again(bench, source)
    except (ConfigError, WorkspaceError) as error:
        st.session_state["ours:problem"] = str(error)


def _can_be_read_again(bench: Bench, source: Source) -> bool:
    return bool(source.site) or source.status is SourceStatus.QUARANTINED or given(bench.draft.bot, source) is not None


def _read_again(bench: Bench, source: Source) -> None:
    """Through the same guard as before, which now knows what is the business's own; rights and choices stay."""
    kept = given(bench.draft.bot, source)
    if source.status is SourceStatus.QUARANTINED:
        sources.decide(bench.desk, bench.draft.bot, source.id, Decisions())
    elif source.site:
        sources.read_again(bench.desk, bench.draft.bot, source.site)
    elif kept is not None:
        sources.read_later(bench.desk, bench.draft.bot, [kept.upload], kept.added)
