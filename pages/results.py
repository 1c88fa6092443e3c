"""Survey results: how far people came, what each question came to, for whom, and what they said in own words."""

from __future__ import annotations

import streamlit as st

from builder import words
from builder.empty import empty
from builder.heading import heading, quiet
from builder.results.plots import colors, shares, trend
from builder.session import desk
from workspace import studio
from workspace.errors import BadRequest
from workspace.roles import Desk
from workspace.survey_results.numbers import Outcome
from workspace.survey_results.read import Results, cross, read
from workspace.survey_results.released import FEWEST
from workspace.survey_results.share import export

FORMS = {"xlsx": "Excel", "csv": "CSV", "codebook.csv": "Code book", "json": "JSON", "html": "Report"}
GROUPS = {
    "detractor": "Detractors (0 to 6)", "passive": "Passives (7 and 8)", "promoter": "Promoters (9 and 10)",
    "no answer": "No answer", "something else": "Something else",
}  # fmt: skip
ALL = ""
MOST_THEMES = 8


def draw(member: Desk) -> None:
    surveys = {bot.bot: bot for bot in studio.list_bots(member, "survey")}
    with heading("Survey results"):
        bot = ALL
        if surveys:
            bot = st.selectbox(
                "Survey", list(surveys), format_func=lambda b: surveys[b].name, label_visibility="collapsed", width=260
            )
    if not bot:
        empty(
            "No survey yet",
            "Make a bot that asks a few questions, and what people answer is added up here.",
            bots="Make a survey",
        )
        return
    with st.spinner("Adding up the answers"):
        try:
            results = read(member, bot)
        except BadRequest as error:
            st.warning(words.plain(str(error)))
            return
    if not results.started:
        _nothing_yet(live=surveys[bot].live_version is not None)
        return
    st.subheader(words.plain(results.sentence), anchor=False)
    _numbers(results)
    if not results.outcomes:
        _too_few(results)
        return
    if results.waiting:
        quiet(_waiting(results))
    chosen = _filter(results)
    if chosen is not None:
        try:
            results = read(member, bot, only=chosen)
        except BadRequest as error:
            st.warning(words.plain(str(error)))
        else:
            quiet(f"{words.many(results.shown, 'person', 'people')} gave this answer.")
    _trend(results)
    with st.grid(2, min_column_width=440, gap="medium"):
        for one in results.outcomes:
            _question(one, results)
    _by(member, bot, results)
    _way(results)
    if member.may("records.export"):
        _take_along(member, bot)


def _nothing_yet(*, live: bool) -> None:
    so = "The survey is live." if live else "The survey is not live yet."
    way = "Open the survey to share it" if live else "Publish the survey"
    empty(
        "No answers yet",
        f"{so} Once people answer it, you see here what each question came to. Talks in the preview are never counted.",
        bots=way,
    )


def _numbers(results: Results) -> None:
    cells = (
        ("Began", f"{results.started:,}", "answered at least the first question"),
        ("To the end", f"{results.complete:,}", f"{100 * results.completion:.0f} % of those who began"),
        ("Left half-way", f"{results.left_open + results.stopped:,}", "their answers so far count too"),
    )
    with st.grid(len(cells), min_column_width=160):
        for label, value, detail in cells:
            with st.container(border=True, gap="xsmall", height="stretch"):
                st.metric(label, value)
                quiet(detail)


def _too_few(results: Results) -> None:
    who = "Nobody is to be recognized in an anonymous survey, so answers" if results.anonymous else "Answers"
    st.info(f"{who} are shown from {FEWEST} people on. {_waiting(results) if results.waiting else ''}".strip())


def _waiting(results: Results) -> str:
    """How many are not shown yet, and until when."""
    wait = f"The answers of {words.many(results.waiting, 'person', 'people')} wait"
    why = f"Whole days are added, at least {FEWEST} people together, so that no new answer shows whose it is."
    if results.wait.until is not None:
        return f"{wait} until {words.when(results.wait.until)}. {why}"
    more = words.many(results.wait.people, "more person has", "more people have")
    over = " and that day is over" if results.anonymous else ""
    return f"{wait} until {more} answered to the end{over}. {why if results.anonymous else ''}".strip()


def _filter(results: Results) -> tuple[str, str] | None:
    texts = {one.key: one.text for one in results.outcomes}
    choices = [(name, answer) for name, answers in results.filters.items() for answer in answers]
    if not choices:
        return None
    picked = st.selectbox(
        "Only people who answered",
        [None, *choices],
        format_func=lambda c: "Everybody" if c is None else f"{texts.get(c[0], c[0])} {GROUPS.get(c[1], c[1])}",
        width=420,
        help=f"Groups of fewer than {FEWEST} are not offered, nor those that could be worked out from the others.",
    )
    return (str(picked[0]), str(picked[1])) if picked else None


def _trend(results: Results) -> None:
    if len(results.trend) < 2:
        return
    first, last = results.trend[0].score, results.trend[-1].score
    moved = "rose" if last.low > first.high else "fell" if last.high < first.low else "went"
    said = f"The Net Promoter Score {moved} from {first.value:.0f} to {last.value:.0f}."
    if moved == "went":
        said += " That may be chance."
    with st.container(border=True):
        st.markdown(f"**{said}** The bars say how sure each month is.")
        st.altair_chart(trend(results.trend, colors()), alt=said)


def _question(one: Outcome, results: Results) -> None:
    with st.container(border=True, height="stretch"):
        st.markdown(f"**{words.plain(one.text)}**")
        quiet(_facts(one))
        if one.bars:
            st.altair_chart(shares(one.bars, colors()), alt=_spoken(one))
        for theme in results.themes.get(one.key, ())[:MOST_THEMES]:
            st.markdown(f"**{words.plain(theme.name)}** ({theme.count})  \n:gray[“{words.plain(theme.example)}”]")
        if one.said and not results.themes.get(one.key):
            quiet(f"Themes show what {FEWEST} people or more said; there is none here yet.")
        elif one.said and results.filtered:
            quiet("The counts are of this group, the examples from everybody's answers.")


def _facts(one: Outcome) -> str:
    facts = [f"{one.answered:,} answered" + (f", {one.skipped:,} skipped" if one.skipped else "")]
    if one.score:
        facts.append(
            f"Net Promoter Score {one.score.value:.0f}, with 95 % certainty between {one.score.low:.0f} and "
            f"{one.score.high:.0f}"
        )
    elif one.median is not None and one.mean is not None:
        facts.append(f"half gave {one.median:g} or less, {one.mean:.1f} on average")
    elif one.mean is not None:
        facts.append(f"{one.mean:.1f} on average")
    if one.kind == "ranking":
        facts.append("in the order of the mean place; the numbers say how many put it first")
    return words.plain("; ".join(facts) + ".")


def _spoken(one: Outcome) -> str:
    return ", ".join(f"{bar.label}: {bar.count}" for bar in one.bars)


def _by(member: Desk, bot: str, results: Results) -> None:
    """One question in the groups of another."""
    texts = {one.key: one.text for one in results.outcomes if one.bars and "." not in one.key}
    splits = [name for name, answers in results.filters.items() if len(answers) > 1 and name in texts]
    if len(texts) < 2 or not splits:
        return
    st.markdown("**Compare groups**")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = st.selectbox("People by their answer to", splits, format_func=texts.__getitem__, width=340)
        others = [name for name in texts if name != by]
        what = st.selectbox("and what they answered to", others, format_func=texts.__getitem__, width=340)
    columns = cross(member, bot, what, by)
    with st.grid(max(1, len(columns)), min_column_width=260):
        for column in columns:
            with st.container(border=True):
                st.markdown(f"**{words.plain(GROUPS.get(column.answer, column.answer))}**")
                if column.outcome is None:
                    quiet(f"Fewer than {FEWEST}, or they could be worked out: not shown.")
                    continue
                quiet(_facts(column.outcome))
                if column.outcome.bars:
                    st.altair_chart(shares(column.outcome.bars, colors()), alt=_spoken(column.outcome))


def _way(results: Results) -> None:
    """Where people went away."""
    lost = [step for step in results.steps if step.left]
    st.markdown("**Where people stopped**")
    if not lost:
        quiet("Of those whose answers are shown nobody went away half-way.")
    for step in sorted(lost, key=lambda s: -s.left)[:5]:
        share = step.left / step.reached if step.reached else 0
        st.markdown(f"{words.plain(step.text)}  \n:gray[:small[{step.left:,} of {step.reached:,} stopped here]]")
        st.progress(min(1.0, share))


def _take_along(member: Desk, bot: str) -> None:
    st.markdown("**Take the answers along**")
    quiet("Masked as they are kept. The code book says what each column means; Excel and JSON hold it already.")
    with st.container(horizontal=True):
        for form, name in FORMS.items():
            if st.button(name, key=f"export:{form}"):
                st.session_state["export"] = (bot, form, export(member, bot, form))
    made = st.session_state.get("export")
    if made and made[0] == bot:
        st.html(
            f'<a href="{made[2]}" target="_self" download style="color: inherit">Save the file ({FORMS[made[1]]})</a> '
            "(once, within five minutes)"
        )


draw(desk("records.view"))
