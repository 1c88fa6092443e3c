"""Insights: a sentence, four numbers, and the masked rows behind each of them."""

from __future__ import annotations

import streamlit as st

from builder import words
from builder.components.transcript import exchange, transcript
from builder.empty import empty
from builder.heading import heading, quiet
from builder.plots import outcomes
from builder.session import desk
from workspace import insights, studio
from workspace.insights import Insights, Row
from workspace.roles import Desk

PERIODS = {7: "7 days", 30: "30 days", 90: "90 days"}
# Answered, handed over, not answered (the one thing to notice), stopped; the last is the ink of the words.
COLORS = {
    "light": ("#0B5D51", "#5A6763", "#E0A526", "#B42318", "#1A2321"),
    "dark": ("#4FB8A3", "#9FB0AA", "#E8B94A", "#F2887E", "#ECEFEA"),
}
TITLES = {
    "turns": "What people ask",
    "unanswered": "Not answered",
    "blocked": "Stopped",
    "handed_over": "Handed to a person",
    "taken": "A person came into the talk",
    "by_person": "Answered by a person",
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
            bots="Publish a bot",
        )
        return
    st.subheader(words.plain(seen.sentence), anchor=False)
    _numbers(member, seen, bot or None, days)
    _people(member, seen, bot or None, days)
    _over_time(seen)
    fails, kept = st.columns([3, 2], gap="large")
    with fails:
        _fails(member, seen, bot or None, days)
    with kept:
        _kept(member, seen, bot or None, days)


def _numbers(member: Desk, seen: Insights, bot: str | None, days: int) -> None:
    thumbs = seen.thumbs_up + seen.thumbs_down
    cells = (
        ("Talks", f"{seen.conversations:,}", words.many(seen.turns, "message"), {"See them": "turns"}),
        (
            "Not answered",
            f"{seen.unanswered:,}",
            f"{_share(seen.unanswered, seen.turns)} of messages",
            {"See them": "unanswered"},
        ),
        (
            "Thumbs up",
            f"{seen.thumbs_up:,} of {thumbs:,}" if thumbs else "None yet",
            f"{seen.thumbs_down:,} down",
            {"See up": "thumbs_up", "See down": "thumbs_down"},
        ),
        (
            "Time to first words",
            words.seconds(seen.first_word_p50),
            f"19 in 20 within {words.seconds(seen.first_word_p95)}",
            {"See the slowest": "slow"},
        ),
    )
    with st.grid(len(cells), min_column_width=160):
        for label, value, detail, behind in cells:
            with st.container(border=True, gap="xsmall", height="stretch"):
                st.metric(label, value)
                quiet(detail)
                with st.container(horizontal=True, gap="small"):
                    for see, what in behind.items():
                        if st.button(see, key=f"rows:{what}", type="tertiary"):
                            _rows(member, what, bot, days)


def _people(member: Desk, seen: Insights, bot: str | None, days: int) -> None:
    """How many talks went to a person, what became of them, and how long customers waited."""
    if not (seen.handed_over or seen.taken):
        return
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{_came(seen)}** {_waited(seen)}".strip())
        with st.container(horizontal=True, gap="small"):
            for what, number, label in (
                ("handed_over", seen.handed_over, "asked for"),
                ("taken", seen.taken, "taken over"),
                ("by_person", seen.by_person, "answered"),
            ):
                if st.button(f"{number:,} {label}", key=f"people:{what}", disabled=not number, type="tertiary"):
                    _rows(member, what, bot, days)


def _came(seen: Insights) -> str:
    asked = words.many(max(seen.handed_over, seen.taken), "talk")
    return f"A person was asked for in {asked}, came into {seen.taken:,} and answered in {seen.by_person:,}."


def _waited(seen: Insights) -> str:
    if not seen.by_person:
        return ""
    half, most = words.span(seen.person_p50), words.span(seen.person_p95)
    return f"Half of these customers waited {half} or less for the first words, 19 in 20 at most {most}."


def _over_time(seen: Insights) -> None:
    with st.container(border=True):
        st.markdown(f"**{_ended(seen)}** {_busiest(seen)}.")
        theme = "dark" if st.context.theme.type == "dark" else "light"
        st.altair_chart(outcomes(seen.days, COLORS[theme]), alt=f"{_ended(seen)} {_busiest(seen)}.")


def _ended(seen: Insights) -> str:
    """The share that needed nobody, in a sentence."""
    return f"{_share(seen.answered, seen.turns)} of messages were answered without a person."


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
    total = sum(k.count for k in seen.kept)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        said = f"**{words.many(total, 'value')} kept secret**" if total else "**Nothing had to be kept secret**"
        st.markdown(said, width="content")
        if total and st.button("See all", key="kept:all", type="tertiary"):
            _rows(member, "kept", bot, days)
    top = max((k.count for k in seen.kept), default=1)
    for kept in seen.kept[:8]:
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
