"""Insights: a sentence, four numbers, and the masked rows behind each of them."""

from __future__ import annotations

import streamlit as st

from builder import words
from builder.components.transcript import exchange, transcript
from builder.empty import empty
from builder.heading import heading, quiet
from builder.plots import outcomes
from builder.session import desk
from guardrails.catalogue import ENTITIES
from workspace import insights, studio
from workspace.insights import Insights, Row
from workspace.roles import Desk

PERIODS = {7: "7 days", 30: "30 days", 90: "90 days"}
COLORS = {
    "light": ("#0B5D51", "#9AA6A2", "#E0A526", "#B42318"),
    "dark": ("#4FB8A3", "#5F6E69", "#E8B94A", "#F2887E"),
}
TITLES = {
    "turns": "What people ask",
    "unanswered": "Not answered",
    "blocked": "Stopped",
    "handed_over": "Handed to a person",
    "thumbs_up": "Thumbs up",
    "thumbs_down": "Thumbs down",
    "kept": "Kept secret",
    "slow": "The slowest answers",
}


def draw(member: Desk) -> None:
    bots = {bot.bot: bot.name for bot in studio.list_bots(member)}
    with heading("Insights"):
        bot = st.selectbox(
            "Bot", ["", *bots], format_func=lambda b: bots.get(b, "All bots"), label_visibility="collapsed", width=220
        )
        days = st.segmented_control(
            "Period", list(PERIODS), default=7, required=True, format_func=PERIODS.__getitem__,
            label_visibility="collapsed",
        )  # fmt: skip
    seen = insights.overview(member, bot=bot or None, days=days, timezone=words.zone().key)
    if not seen.turns:
        empty(
            "No talks yet",
            "Once customers talk to a published bot, you see here what they ask, what stays unanswered and what was "
            "kept secret. Talks in the preview are never counted.",
        )
        return
    st.subheader(words.plain(seen.sentence), anchor=False)
    _numbers(member, seen, bot or None, days)
    _over_time(seen)
    fails, kept = st.columns([3, 2], gap="large")
    with fails:
        _fails(member, seen, bot or None, days)
    with kept:
        _kept(member, seen, bot or None, days)


def _numbers(member: Desk, seen: Insights, bot: str | None, days: int) -> None:
    thumbs = seen.thumbs_up + seen.thumbs_down
    cells = (
        ("Talks", f"{seen.conversations:,}", words.many(seen.turns, "message"), "turns"),
        ("Not answered", f"{seen.unanswered:,}", f"{_share(seen.unanswered, seen.turns)} of messages", "unanswered"),
        (
            "Thumbs up",
            f"{seen.thumbs_up:,} of {thumbs:,}" if thumbs else "None yet",
            f"{seen.thumbs_down:,} down",
            "thumbs_down",
        ),
        (
            "First words",
            words.seconds(seen.first_word_p50),
            f"19 in 20 within {words.seconds(seen.first_word_p95)}",
            "slow",
        ),
    )
    with st.grid(len(cells), min_column_width=160):
        for label, value, detail, what in cells:
            with st.container(border=True, gap="xsmall", height="stretch"):
                st.metric(label, value)
                quiet(detail)
                if st.button("See them", key=f"rows:{what}", type="tertiary"):
                    _rows(member, what, bot, days)


def _over_time(seen: Insights) -> None:
    with st.container(border=True):
        st.markdown(f"**{_busiest(seen)}**")
        theme = "dark" if st.context.theme.type == "dark" else "light"
        st.altair_chart(outcomes(seen.days, COLORS[theme]), alt=_busiest(seen))


def _busiest(seen: Insights) -> str:
    top = max(seen.days, key=lambda d: d.turns)
    return f"{top.day:%A} {top.day.day} {top.day:%B} was the busiest day, with {words.many(top.turns, 'message')}"


def _fails(member: Desk, seen: Insights, bot: str | None, days: int) -> None:
    st.markdown("**Where it fails**")
    with st.container(horizontal=True):
        for what, number, label in (
            ("unanswered", seen.unanswered, "not answered"),
            ("handed_over", seen.handed_over, "went to a person"),
            ("blocked", seen.blocked, "stopped"),
        ):
            if st.button(f"{number:,} {label}", key=f"fails:{what}", disabled=not number):
                _rows(member, what, bot, days)
    missed = insights.rows(member, "unanswered", bot=bot, days=days, limit=4)
    if missed:
        transcript([_entry(row) for row in missed], key="missed", ruled=True)
    else:
        quiet("Every question was answered.")


def _kept(member: Desk, seen: Insights, bot: str | None, days: int) -> None:
    kept_secret = [k for k in seen.kept if k.entity in ENTITIES]
    total = sum(k.count for k in kept_secret)
    st.markdown(f"**{words.many(total, 'value')} kept secret**" if total else "**Nothing had to be kept secret**")
    top = max((k.count for k in kept_secret), default=1)
    for kept in kept_secret[:8]:
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container():
                st.progress(kept.count / top, f"{words.kind_of_data(kept.entity)}: {kept.count:,}")
            if st.button("See", key=f"kept:{kept.entity}:{kept.action}", type="tertiary"):
                _rows(member, "kept", bot, days, kept.entity)


@st.dialog("Behind the number", width="large")
def _rows(member: Desk, what: str, bot: str | None, days: int, entity: str | None = None) -> None:
    of = f": {words.kind_of_data(entity)}" if entity else ""
    st.markdown(f"**{TITLES[what]}{of}**, last {PERIODS[days]}. Personal values stay bars.")
    rows = insights.rows(member, what, bot=bot, days=days, entity=entity)
    if not rows:
        st.write("There are none in this period.")
        return
    pages = -(-len(rows) // 20)
    page = st.pagination(pages, key=f"page:{what}") if pages > 1 else 1
    transcript([_entry(row) for row in rows[20 * (page - 1) : 20 * page]], key=f"behind:{what}", ruled=True)


def _entry(row: Row) -> dict[str, object]:
    return exchange(
        row.message,
        row.reply,
        when=(row.bot_name, words.when(row.at), words.seconds(row.milliseconds)),
        why=words.why(row.why),
        kept=row.findings,
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "0%"


draw(desk("insights.view"))
