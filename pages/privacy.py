"""Privacy: how long things are kept, what was agreed to, the notice, and the audit trail with its seal."""

from __future__ import annotations

import re
from collections import Counter

import pandas as pd
import streamlit as st

from bots.schema.common import NoticeConfig, RetentionConfig
from builder import words
from builder.ask import confirm
from builder.buttons import submit
from builder.empty import empty
from builder.forms import CHOICES, field
from builder.heading import heading, quiet
from builder.session import desk
from builder.told import tell
from workspace import retention, studio, talk, trail
from workspace.errors import WorkspaceError
from workspace.roles import Desk
from workspace.studio import Listed
from workspace.trail import Happened

ID = re.compile(r"[a-z]{2,4}_[0-9a-z]{12,}")  # of a talk or hand-over: it tells the reader nothing
HASH = re.compile(r"[0-9a-f]{64}")  # of a notice: its beginning tells two apart
ACTS = {
    "bot.created": "made the bot",
    "bot.saved": "changed the draft of",
    "bot.published": "published",
    "bot.archived": "put away",
    "member.invited": "invited somebody as",
    "member.password_offered": "made a link for a new password of",
    "member.joined": "joined",
    "member.logged_in": "logged in",
    "member.role_changed": "changed the role of",
    "member.disabled": "closed the account of",
    "retention.deleted": "deleted what was over, of",
    "records.revealed": "looked at personal values of",
    "records.exported": "took along the answers of",
    "handover.revealed": "looked behind the bars of a talk",
    "handover.taken": "took a talk",
    "handover.done": "finished a talk",
    "consent.given": "agreed to the notice",
    "consent.withdrawn": "took back the consent",
    "person.looked_up": "looked up what is held of somebody",
    "person.asked": "opened a request of somebody",
    "person.exported": "took along what is held of somebody",
    "person.corrected": "put right what is held of somebody",
    "person.erased": "forgot somebody",
    "person.answered": "answered a request",
    "business.set": "said who is responsible",
    "business.removed": "took back who is responsible",
}
TRIED = "tried the bot in the preview"  # nobody's consent: the owner talking with the draft


def draw(member: Desk) -> None:
    heading("Privacy")
    every = studio.list_bots(member)
    bots = [bot for bot in every if not studio.broken(member, bot.bot)]
    if not every:
        empty(
            "Nothing to protect yet", "Once you have a bot, you see here what is kept, for how long, and who did what."
        )
        return
    kept, agreed, notice, audit = st.tabs(["How long things are kept", "What was agreed to", "Notice", "Audit trail"])
    with kept:
        _kept(member, bots)
    with agreed:
        _agreed(member)
    with notice:
        _notice(member, bots)
    with audit:
        _audit(member)


def _kept(member: Desk, bots: list[Listed]) -> None:
    planned = retention.tonight(member)
    st.subheader(_tonight(planned), anchor=False)
    quiet("What is over is hidden at once and deleted within the hour. Consent records stay 24 months as proof.")
    for plan in (p for p in planned if p.unread):
        st.warning(
            f"The file of {words.plain(plan.bot_name)} cannot be read any more. Until it is mended, the shorter of its "
            "own days and the usual ones hold."
        )
    for plan in (p for p in planned if p.anything):
        st.markdown(f"- {words.plain(plan.bot_name)}: {_counts(plan)}")
    if any(p.anything for p in planned) and member.may("privacy.act") and st.button("Delete it now"):
        confirm(
            "Delete what is over?",
            f"{_tonight(planned)} Nobody can bring it back, and the audit trail keeps the counts.",
            "Delete what is over",
            lambda: _delete(member),
        )
    st.dataframe(
        pd.DataFrame([_days(member, bot) for bot in bots]),
        hide_index=True,
        alt="How many days each bot keeps things",
    )
    if bots and member.may("bots.edit"):
        with st.expander("Change how long a bot remembers"):
            _change_days(member, bots)


def _tonight(planned: list[retention.Planned]) -> str:
    total = Counter[str]()
    for plan in planned:
        total.update({"talk": plan.chats, "booking": plan.bookings, "answer": plan.answers})
    parts = [words.many(number, thing) for thing, number in total.items() if number]
    return f"The next run will delete {' and '.join(parts)}." if parts else "The next run has nothing to delete."


def _counts(plan: retention.Planned) -> str:
    parts = {"talk": plan.chats, "booking": plan.bookings, "answer": plan.answers}
    return ", ".join(words.many(number, thing) for thing, number in parts.items() if number)


def _delete(member: Desk) -> None:
    retention.run(member)
    tell("What was over is deleted.")


def _days(member: Desk, bot: Listed) -> dict[str, str]:
    kept = studio.get_draft(member, bot.bot).config.retention
    return {
        "Bot": bot.name,
        "Talks": f"{kept.chats} days" if kept.chats else "Answered and forgotten",
        "Bookings": f"{kept.bookings} days after the date" if bot.kind == "booking" else "",
        "Survey answers": f"{kept.answers} days" if bot.kind == "survey" else "",
    }


def _change_days(member: Desk, bots: list[Listed]) -> None:
    bot = st.selectbox("Bot", bots, format_func=lambda b: b.name, key="retention:bot")
    kept = studio.get_draft(member, bot.bot).config.retention
    with st.form("retention", border=False, width=420):
        days = {
            name: field(RetentionConfig, name, getattr(kept, name), key=f"retention:{name}:{bot.bot}")
            for name in [
                "chats",
                *(["bookings"] if bot.kind == "booking" else []),
                *(["answers"] if bot.kind == "survey" else []),
            ]
        }
        quiet("In days. Nought for talks: answer and forget. Takes effect when the bot is published.")
        if submit("Save to the draft"):
            studio.change_draft(member, bot.bot, {"retention": kept.model_dump() | days})
            st.toast("Saved to the draft. Publish it to make it so.", icon=":material/check:")
            st.rerun()


def _agreed(member: Desk) -> None:
    given = trail.agreed(member)
    back = sum(one.withdrawn_at is not None for one in given)
    if not given:
        empty(
            "Nobody was asked yet",
            "Before the first message is read, each customer is asked. What they agreed to stands here.",
        )
        return
    st.subheader(
        f"In the last 30 days {words.many(len(given), 'customer')} agreed and {back} took it back.", anchor=False
    )
    st.dataframe(
        pd.DataFrame(
            {
                "When": [one.given_at for one in given],
                "Bot": [one.bot_name for one in given],
                "Notice": [one.notice[:12] for one in given],
                "Language": [CHOICES.get(one.language, one.language) for one in given],
                "How": [one.method for one in given],
                "Taken back": [one.withdrawn_at for one in given],
            }
        ),
        hide_index=True,
        column_config={
            "When": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm"),
            "Taken back": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm"),
        },
        alt="Consents of the last 30 days",
    )


def _notice(member: Desk, bots: list[Listed]) -> None:
    bot = st.selectbox("Bot", bots, format_func=lambda b: b.name, key="notice:bot", width=320)
    left, right = st.columns([2, 3], gap="large")
    with left:
        _facts(member, bot)
    with right:
        if bot.live_version is None:
            quiet("The notice is written from the bot's settings when it is published.")
            return
        language = st.segmented_control(
            "Language", ["en", "de", "es", "fr", "it", "pt", "nl", "ar"], default="en", required=True,
            format_func=CHOICES.__getitem__, label_visibility="collapsed", wrap=True,
        )  # fmt: skip
        try:
            text = talk.notice(member.app, bot.public_id, language)
        except WorkspaceError as error:
            st.write(str(error))
            return
        with st.container(border=True, height=520):
            st.markdown(text.markdown)
        quiet(f"Version {text.hash[:12]}. When it changes, customers are asked again.")


def _facts(member: Desk, bot: Listed) -> None:
    notice = studio.get_draft(member, bot.bot).config.notice
    quiet("The notice is written from what the bot really does. You add who is responsible.")
    with st.form("notice", border=False):
        new = {
            name: field(NoticeConfig, name, getattr(notice, name), key=f"notice:{name}:{bot.bot}")
            for name in ("controller", "contact", "purposes", "legal_basis")
        }
        saved = st.form_submit_button("Save to the draft", disabled=not member.may("bots.edit"))
    if saved:
        studio.change_draft(member, bot.bot, {"notice": new})
        st.toast("Saved to the draft. Publish it to make it so.", icon=":material/check:")
        st.rerun()


def _audit(member: Desk) -> None:
    sealed = trail.seal(member)
    if sealed.whole:
        st.badge(
            f"Whole: {words.many(sealed.rows, 'row')}, none changed or removed",
            color="green",
            icon=":material/verified:",
        )
    else:
        st.badge(f"Broken at row {sealed.broken_at}: {sealed.reason}", color="red", icon=":material/gpp_bad:")
    quiet(
        "It says what happened, never what was said. Nobody can change or remove a row unnoticed: each carries "
        "the seal of the one before."
    )
    rows = trail.happened(member)
    st.dataframe(
        pd.DataFrame(
            {
                "When": [row.at for row in rows],
                "Who": [row.who for row in rows],
                "Did": [_did(row) for row in rows],
                "What": ["" if ID.fullmatch(row.about) else row.about for row in rows],
                "Details": [_details(row) for row in rows],
                "Row": [row.seq for row in rows],
            }
        ),
        hide_index=True,
        column_config={
            "When": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm", width=150),
            "Who": st.column_config.TextColumn(width=120),
            "Did": st.column_config.TextColumn(width=220),
            "What": st.column_config.TextColumn(width=160),
            "Details": st.column_config.TextColumn(width=260),
            "Row": st.column_config.NumberColumn(width=60),
        },
        height=460,
        alt="Audit trail, newest first",
    )


def _did(row: Happened) -> str:
    if _preview(row):
        return TRIED
    return ACTS.get(row.action, row.action.replace(".", " ").replace("_", " "))


def _details(row: Happened) -> str:
    if _preview(row):
        return ""
    shown = {name: str(value) for name, value in row.detail.items()}
    return ", ".join(f"{name} {value[:8] if HASH.fullmatch(value) else value}" for name, value in shown.items())


def _preview(row: Happened) -> bool:
    return row.action.startswith("consent.") and row.detail.get("method") == talk.PREVIEW


draw(desk("privacy.view"))
