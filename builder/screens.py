"""Every screen: its file, its address, who may open it. Pages are given to Streamlit by absolute path.

Streamlit serves a folder named ``pages`` beside its script without running the script, so the script is
``builder/main.py`` and each page checks the role again (``builder.session.desk``).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

PAGES = Path(__file__).parent.parent / "pages"


@dataclass(frozen=True, slots=True)
class Screen:
    """One page. ``step`` marks the steps of a bot, reached from the bot and not from the top; ``hidden`` ones too."""

    name: str
    title: str
    permission: str
    step: bool = False
    hidden: bool = False

    @property
    def file(self) -> Path:
        """Where the page is written."""
        return PAGES / f"{self.name.replace('-', '_')}.py"

    @property
    def page(self) -> st.Page:
        """The page as Streamlit navigates to it; made anew each time, as it holds the state of one run."""
        return st.Page(
            self.file,
            title=self.title,
            url_path=self.name,
            default=self.name == "bots",
            visibility="hidden" if self.step or self.hidden else "visible",
        )


BOTS = Screen("bots", "Bots", "bots.view")
INBOX = Screen("inbox", "Inbox", "conversations.view")
BOOKINGS = Screen("bookings", "Bookings", "records.view")  # at the top once there is a bot that books
RESULTS = Screen("results", "Results", "records.view")  # at the top once there is a survey
INSIGHTS = Screen("insights", "Insights", "insights.view")
PRIVACY = Screen("privacy", "Privacy", "privacy.view")
REQUESTS = Screen("requests", "Requests", "privacy.act")
SETTINGS = Screen("settings", "Settings", "account.view")
STEPS = (
    Screen("about", "About", "bots.view", step=True),
    Screen("knows", "Knows", "sources.view", step=True),
    Screen("does", "Does", "bots.view", step=True),
    Screen("keeps-secret", "Keeps secret", "bots.view", step=True),
    Screen("looks", "Looks", "bots.view", step=True),
    Screen("tests", "Tests", "bots.view", step=True),
    Screen("publish", "Publish", "bots.view", step=True),
)
SCREENS = (BOTS, INBOX, BOOKINGS, RESULTS, INSIGHTS, PRIVACY, REQUESTS, SETTINGS, *STEPS)


def step(name: str) -> Screen:
    """The step of that name; the first one when there is none."""
    return next((screen for screen in STEPS if screen.name == name), STEPS[0])
