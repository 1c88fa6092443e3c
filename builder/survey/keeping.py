"""Who may answer, who can be recognized, how many answers are wanted, and the links that invite people."""

from __future__ import annotations

from functools import partial

import streamlit as st

from bots.schema.survey import Hidden, SurveyFile
from builder import words
from builder.ask import confirm
from builder.editor import Bench
from builder.forms import field, lines
from builder.heading import quiet
from workspace import survey_links
from workspace.errors import WorkspaceError

MODES = {
    "anonymous": "Nobody can tell who answered what, you neither: not by name, talk, address or hour.",
    "confidential": "Answers stay with their talk, so that a person can be found and erased; reports never show who.",
    "identified": "Answers stand with the talk they came from. The notice says so.",
}


def keeping(bench: Bench, config: SurveyFile) -> None:
    """Draw the settings of keeping and, once invitations are on, the links."""
    with st.form("keeping", border=False):
        anonymity = field(SurveyFile, "anonymity", config.anonymity)
        quiet(MODES[config.anonymity])
        one_each = field(SurveyFile, "one_each", config.one_each)
        partials = field(SurveyFile, "partials", config.partials)
        most = st.number_input("Most answers in all", 0, 1_000_000, config.most or 0, 1, help="0: no limit.")
        told = lines(
            "What the page tells", [_shown(one) for one in config.hidden], key="keeping:hidden",
            hint="One a line: a name, a colon and its possible values, such as plan: free, paid. Anything else a page sends is dropped.",  # noqa: E501
        )  # fmt: skip
        saved = st.form_submit_button("Save who may answer", disabled=bench.fixed)
    if saved:
        bench.save({
            "anonymity": anonymity, "one_each": one_each, "partials": partials, "most": int(most) or None,
            "hidden": tuple(_hidden(line) for line in told),
        })  # fmt: skip
    if config.one_each == "invited":
        _links(bench)


def _links(bench: Bench) -> None:
    st.markdown("**Invitation links**")
    if bench.draft.live_version is None:
        quiet("Publish the survey first; then links can be made here, each good for one answer.")
        return
    quiet(
        "Each link counts once. Who got which link is known to you alone; which answer came by it is known to nobody."
    )
    with st.form("links", clear_on_submit=True, border=False):
        left, middle, right = st.columns([1, 1, 2])
        count = left.number_input("How many", 1, survey_links.MOST, 20, 1)
        days = middle.number_input("Good for days", 1, 365, 30, 1)
        name = right.text_input("What they are for", max_chars=80, placeholder="Customers of May")
        page = st.text_input(
            "Page they open",
            placeholder="https://www.shop.example/survey",
            help="A page of yours that carries the survey's line of HTML; empty: the survey's own page.",
        )
        made = st.form_submit_button("Make links", disabled=bench.fixed)
    if made:
        try:
            links = survey_links.invite(bench.desk, bench.draft.bot, int(count), page=page, name=name, days=int(days))
        except WorkspaceError as error:
            st.error(words.plain(str(error)), title="No links were made")
        else:
            quiet("Copy them now; they are shown once.")
            st.code("\n".join(links), language=None)
    for batch in survey_links.batches(bench.desk, bench.draft.bot):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            until = f", until {words.when(batch.expires_at, clock=False)}" if batch.expires_at else ""
            quiet(f"{words.plain(batch.name) or 'Links'}: {batch.used} of {batch.links} used{until}")
            if batch.used < batch.links and st.button("Take back the rest", key=f"back:{batch.id}", type="tertiary"):
                confirm(
                    "Take back these links?", "Links that were not used stop working at once.", "Take them back",
                    partial(_withdraw, bench, batch.id),
                )  # fmt: skip


def _withdraw(bench: Bench, batch: str) -> None:
    survey_links.withdraw(bench.desk, bench.draft.bot, batch)


def _shown(one: Hidden) -> str:
    return f"{one.id}: {', '.join(one.values)}" if one.values else one.id


def _hidden(line: str) -> dict[str, object]:
    name, _, values = line.partition(":")
    return {"id": name.strip(), "values": [v.strip() for v in values.split(",") if v.strip()]}
