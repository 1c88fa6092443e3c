"""The bench of one bot: steps on the left, the step's form in the middle, the live preview on the right.

A page opens it with ``with editor.bench("about") as bench:`` and draws its form inside. The preview is drawn last, so
that it already talks with what was just saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from bots.errors import ConfigError
from builder import screens, words
from builder.components.steps import steps
from builder.preview import preview
from builder.session import desk
from workspace import studio
from workspace.errors import DraftChanged, UnknownBot
from workspace.roles import Desk, NotAllowed
from workspace.studio import Draft

_LAYOUT = Path(__file__).parent / "bench.css"


@dataclass(frozen=True, slots=True)
class Bench:
    """A bot on the bench: who works on it and its draft."""

    desk: Desk
    draft: Draft
    step: str
    beside: DeltaGenerator | None = None  # room above the phone, for what a step wants to be seen while it is edited

    @property
    def fixed(self) -> bool:
        """Whether this person may only look."""
        return not self.desk.may("bots.edit")

    def save(self, changes: Mapping[str, Any], then: Callable[[], object] = lambda: None) -> None:
        """Save keys of the draft and draw the page anew; says what is wrong when they cannot be saved."""
        self.keep(lambda opened: studio.change_draft(self.desk, self.draft.bot, changes, changed_at=opened), then)

    def put(self, changes: Mapping[str, Any]) -> None:
        """Save keys from a button's callback, after which the page is drawn anyway. Raises what ``save`` tells."""
        key = f"opened:{self.draft.bot}"
        saved = studio.change_draft(self.desk, self.draft.bot, changes, changed_at=st.session_state[key])
        st.session_state[key] = saved.changed_at

    def keep(self, write: Callable[[datetime], Draft], then: Callable[[], object] = lambda: None) -> None:
        """Run a save that must not overwrite somebody else's, and draw the page anew; ``then`` runs when it was."""
        key = f"opened:{self.draft.bot}"
        try:
            st.session_state[key] = write(st.session_state[key]).changed_at
        except ConfigError as error:
            for problem in error.problems:
                st.error(words.plain(f"{problem.message} {problem.hint}"), title=_title(problem.where))
        except NotAllowed as refused:
            st.error(words.plain(str(refused)), title="Not saved")
        except DraftChanged:
            st.session_state.pop(key)
            st.warning(
                "Load the page again to see the newer draft. What you typed here was not saved.",
                title="Somebody else saved this bot meanwhile",
            )
        else:
            then()
            st.toast("Saved to the draft. The preview talks with it now.", icon=":material/check:")
            st.rerun()


@contextmanager
def bench(step: str, permission: str | None = None) -> Iterator[Bench]:
    """Open the bot named in the address at one of its steps; the form is drawn inside the block."""
    screen = screens.step(step)
    member = desk(permission or screen.permission)
    draft = _draft(member)
    st.session_state.setdefault(f"opened:{draft.bot}", draft.changed_at)
    _head(draft)
    st.html(_LAYOUT)
    with st.container(horizontal=True, gap="large", key="bench"):
        left = st.container(width="stretch")
        right = st.container(width=400, key="bench_phone") if member.may("bots.preview") else None
    above = right.container() if right else None
    # Columns stack on a phone, where the steps become one line; the preview then goes below the form.
    side, middle = left.columns([10, 29], gap="medium")
    shown = tuple(s for s in screens.STEPS if member.may(s.permission))
    with side:
        went = steps(shown, step, draft.key, _notes(draft))
    if went:
        st.switch_page(screens.step(went).page, query_params={"bot": draft.key})
    with middle:
        yield Bench(member, draft, step, above)
    if right:
        with right:
            preview(member, draft)


def _draft(member: Desk) -> Draft:
    key = st.query_params.get("bot", "")
    try:
        return studio.get_draft(member, studio.find(member, key))
    except UnknownBot:
        _instead("There is no such bot here", "It may have been put away, or the address is not complete.")
    except ConfigError:  # another version of this product wrote its file
        _instead("This bot cannot be opened yet", studio.broken(member, studio.find(member, key)))


def _instead(title: str, why: str) -> NoReturn:
    st.title(title, anchor=False)
    st.write(words.plain(why))
    st.page_link(screens.BOTS.page, label="See every bot", icon=":material/arrow_back:")
    st.stop()


def _head(draft: Draft) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title(words.plain(draft.config.name), anchor=False, width="content")
        st.badge(words.KINDS[draft.config.kind], color="gray")
        if draft.live_version is None:
            st.badge("Draft", color="gray")
        else:
            st.badge(f"Live, version {draft.live_version}", color="green")
        if draft.live_version is not None and draft.differs:
            st.badge("Draft differs from live", color="yellow")


def _title(place: str) -> str:
    """Where something is wrong, such as "questions[2].show_if"; the file's own name says nothing to its owner."""
    _, _, where = place.partition(", ")
    return f"This cannot be saved yet: {words.plain(where)}" if where else "This cannot be saved yet"


def _notes(draft: Draft) -> dict[str, str]:
    return {"publish": "The draft differs from what is live."} if draft.differs else {}
