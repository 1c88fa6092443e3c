"""Who waits for a freed time, below the calendar."""

from __future__ import annotations

import streamlit as st

from builder import words
from builder.bookings.layout import short_day
from builder.bookings.rules import Rules
from builder.components.facts import Fact, facts
from builder.heading import quiet
from workspace import bookings, waiting
from workspace.errors import WorkspaceError
from workspace.roles import Desk
from workspace.waiting import Waits


def queue(desk: Desk, rules: Rules) -> None:
    """Draw the waiting list, folded; nothing when nobody waits."""
    line = waiting.line(desk, rules.bot)
    if not line:
        return
    with st.expander(f"{words.many(len(line), 'customer waits', 'customers wait')} for a freed time"):
        quiet("A freed time is offered to one after the other, the longest wait first, by the bot itself.")
        for one in line:
            with st.container(border=True, key=f"waits:{one.id}"):
                facts([Fact("Wants", wanted(one)), *_more(one)], key=f"wants:{one.id}")
                if desk.may(bookings.WORK):
                    st.button(
                        "Take off the list", key=f"off:{one.id}", type="tertiary", on_click=_off, args=(desk, one)
                    )


def wanted(one: Waits) -> str:
    """What would suit somebody, in words: "Haircut with Mina, Thu 26 to Sat 28, from 15:00"."""
    who = f"{one.service_name} with {one.staff_name}" if one.staff_name else one.service_name
    days = [short_day(day) for day in (one.first, one.last) if day]
    span = " to ".join(dict.fromkeys(days)) if one.first else f"until {days[0]}" if days else ""
    after = f"from {one.after}" if one.after else ""
    before = f"before {one.before}" if one.before else ""
    return ", ".join(part for part in (who, span, " ".join(part for part in (after, before) if part)) if part)


def _more(one: Waits) -> list[Fact]:
    shown = [Fact("Since", f"{short_day(one.since.date())} {one.since:%b}, {one.since:%H:%M}")]
    if one.offered:
        shown.append(Fact("Kept", f"{short_day(one.offered.date())}, {one.offered:%H:%M}", "Until they answer."))
    return shown + [Fact(name.replace("_", " ").capitalize(), value) for name, value in one.details.items()]


def _off(desk: Desk, one: Waits) -> None:
    try:
        waiting.take_off(desk, one.id)
    except WorkspaceError as error:
        st.toast(words.plain(str(error)), icon=":material/error:", duration="long")
