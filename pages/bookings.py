"""Bookings: the calendar of a booking bot by day, week and month, and what can be done with each booking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import streamlit as st

from builder import words
from builder.bookings import adding, figures, layout
from builder.bookings.layout import Column, Entry
from builder.bookings.look import Look, look
from builder.bookings.opened import opened
from builder.bookings.queue import queue
from builder.bookings.rules import Rules, rules
from builder.bookings.undoing import undoing
from builder.buttons import primary
from builder.components.calendar import calendar
from builder.empty import empty
from builder.heading import heading, quiet
from builder.session import desk
from guardrails import PLACEHOLDER
from workspace import bookings, studio
from workspace.bookings import Appointment
from workspace.errors import BadRequest
from workspace.roles import Desk

VIEWS = {"day": "Day", "week": "Week", "month": "Month", "figures": "Figures"}
PANEL = "booking-beside"
CALENDAR = "bookings:calendar"


def draw(member: Desk) -> None:
    found = {bot.bot: bot for bot in studio.list_bots(member, "booking")}
    bots = {key: bot.name for key, bot in found.items()}
    with heading("Bookings"):
        if len(bots) > 1:
            st.selectbox(
                "Bot",
                list(bots),
                format_func=bots.__getitem__,
                label_visibility="collapsed",
                width=220,
                key="bookings:bot",
            )
        if bots:
            view = st.segmented_control(
                "Show", list(VIEWS), default="week", required=True, format_func=VIEWS.__getitem__,
                label_visibility="collapsed", key="bookings:view",
            )  # fmt: skip
    if not bots:
        empty(
            "No bot takes bookings yet",
            "Make one from a booking template. What customers book in the chat, and what you add by hand, stands here "
            "as a calendar.",
        )
        return
    bot = st.session_state.get("bookings:bot")
    chosen = found[bot] if bot in found else next(iter(found.values()))
    try:
        known = rules(member, chosen.bot, live=chosen.live_version is not None)
    except BadRequest as error:
        empty("This calendar cannot be shown", words.plain(str(error)), bots="To the bots")
        return
    if view == "figures":
        figures.figures(member, known)
    else:
        _calendar(member, known, look(known.bot, known.now.date()), str(view))


def _calendar(member: Desk, known: Rules, seen: Look, view: str) -> None:
    first, last = _span(seen.day, view)
    staff = _bar(member, known, seen, view, first, last)
    every = bookings.between(member, known.bot, first, last)
    found = [one for one in every if staff in (None, one.staff)]
    quiet(_sum(known, found))
    wide, beside = (
        st.columns([5, 2], gap="medium") if seen.adding or seen.opened or seen.undo else (st.container(), None)
    )
    with wide, st.container(key="bookings:sheet", gap="small"):
        calendar(
            _laid_out(member, known, view, seen, found, staff),
            chosen=seen.opened,
            beside=PANEL,
            key=CALENDAR,
            on_opened=_said("opened", lambda given: seen.open(str(given["id"]))),
            on_day=_said("day", lambda given: _into(seen, str(given["day"]))),
            on_free=_said("free", lambda given: _add_at(known, seen, given)),
            on_moved=_said("moved", lambda given: _move_to(known, seen, given)),
        )
        _below(member, known, every, found)
        queue(member, known)
    if beside is not None:
        with beside, st.container(key=PANEL):
            undoing(member, seen)
            _beside(member, known, seen, every)


def _bar(member: Desk, known: Rules, seen: Look, view: str, first: date, last: date) -> str | None:
    """What is looked at, and the ways to another day; the person asked for."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="bookings:bar"):
        st.button(":material/chevron_left:", help=f"The {view} before", key="bookings:before",
                  on_click=_go, args=(seen, _next(seen.day, view, -1)))  # fmt: skip
        st.button("Today", key="bookings:today", on_click=_go, args=(seen, known.now.date()))
        st.button(":material/chevron_right:", help=f"The {view} after", key="bookings:after",
                  on_click=_go, args=(seen, _next(seen.day, view, 1)))  # fmt: skip
        st.subheader(_title(seen.day, view, first, last), anchor=False, width="stretch")
        staff = None
        if len(known.staff) > 1:
            staff = st.selectbox(
                "With", ["", *known.staff], format_func=lambda s: known.staff.get(s, "Everybody"),
                label_visibility="collapsed", width=160, key=f"bookings:staff:{known.bot}",
            )  # fmt: skip
        if member.may(bookings.WORK) and primary("Add a booking", key="bookings:add"):
            seen.open("")
            seen.adding = True
            seen.want()
            st.rerun()
    return staff or None


def _beside(member: Desk, known: Rules, seen: Look, every: Sequence[Appointment]) -> None:
    if seen.adding:
        adding.adding(member, known, seen)
        return
    one = next((one for one in every if one.id == seen.opened), None)
    if one is None:
        return
    if seen.code:
        adding.handed(seen)
    opened(member, known, seen, one)


def _sum(known: Rules, found: Sequence[Appointment]) -> str:
    """What the calendar holds, in a line; and whose clock it goes by."""
    active = [one for one in found if one.state in ("booked", "pending")]
    parts = [words.many(len(active), "appointment") if active else "Nothing is booked here"]
    for state, said in (("pending", "wait for your yes"), ("no_show", "did not come"), ("cancelled", "cancelled")):
        if number := sum(one.state == state for one in found):
            parts.append(f"{number:,} {said}")
    sentences = [", ".join(parts) + ".", known.elsewhere()]
    coming = next((one for one in active if one.end > known.now), None)
    if coming is not None:
        day = layout.long_day(coming.start.date())
        sentences.insert(1, f"Next: {words.plain(coming.service_name)}, {day} at {coming.start:%H:%M}.")
    return " ".join(one for one in sentences if one)


def _below(member: Desk, known: Rules, every: Sequence[Appointment], found: Sequence[Appointment]) -> None:
    """Under the calendar: the cancelled ones, and how it is used."""
    work = member.may(bookings.WORK)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        if every:
            quiet(
                "Press a booking to open it" + (", drag it to move it, press a free place to add one." if work else ".")
            )
        else:
            quiet(_how_they_come(known) + (" Press a free place to add one yourself." if work else ""))
        if cancelled := sum(one.state == "cancelled" for one in found):
            said = f"Show {words.many(cancelled, 'cancelled booking')}"
            st.toggle(said, key="bookings:cancelled", width="content")


def _how_they_come(known: Rules) -> str:
    if not known.live:
        return "The bot is a draft. Once it is published and on your site, what customers book stands here."
    return "What customers book in the chat stands here, their names and numbers as bars."


def _laid_out(
    member: Desk, known: Rules, view: str, seen: Look, found: Sequence[Appointment], staff: str | None
) -> dict[str, Any]:
    shown = [one for one in found if one.state != "cancelled" or st.session_state.get("bookings:cancelled")]
    entries = [_entry(one, known) for one in shown]
    if view == "month":
        return layout.month(seen.day, entries, now=known.now, closed=lambda day: None if known.open(day, staff) else "")
    work = member.may(bookings.WORK)
    return layout.timed(
        _columns(known, view, seen.day, staff),
        entries,
        now=known.now,
        step=known.config.slot_minutes,
        add=work,
        move=work,
    )


def _columns(known: Rules, view: str, day: date, staff: str | None) -> list[Column]:
    if view == "day" and staff is None and known.staff:
        return [_column(known, day, name, one, one) for one, name in known.staff.items()]
    days = [day] if view == "day" else layout.week_days(day)
    return [
        _column(known, one, layout.long_day(one) if view == "day" else layout.short_day(one), staff, None)
        for one in days
    ]


def _column(known: Rules, day: date, title: str, open_for: str | None, staff: str | None) -> Column:
    spans = known.open(day, open_for)
    return Column(day, title, staff, spans, "" if spans else "Closed" if open_for is None else "Not there")


def _entry(one: Appointment, known: Rules) -> Entry:
    found = (found for value in one.details.values() for found in PLACEHOLDER.finditer(value))
    kinds = dict.fromkeys(words.kind_of_data(placeholder.group()[2:].split(":")[0]) for placeholder in found)
    name = one.staff_name if len(known.staff) > 1 else ""
    return Entry(one.id, one.start, one.end, one.service_name, one.staff, name, one.state, tuple(kinds))


def _said(name: str, act: Callable[[dict[str, Any]], None]) -> Callable[[], None]:
    """A callback for something the calendar says."""

    def heard() -> None:
        given = getattr(st.session_state.get(CALENDAR), name, None)
        if given:
            act(given)

    return heard


def _into(seen: Look, day: str) -> None:
    seen.day = date.fromisoformat(day)
    st.session_state["bookings:view"] = "day"


def _add_at(known: Rules, seen: Look, given: dict[str, Any]) -> None:
    seen.open("")
    seen.adding = True
    seen.want(_moment(known, given), str(given["staff"]) if given.get("staff") else None)


def _move_to(known: Rules, seen: Look, given: dict[str, Any]) -> None:
    seen.open(str(given["id"]))
    seen.moving = True
    seen.want(_moment(known, given), str(given["staff"]) if given.get("staff") else None)


def _moment(known: Rules, given: dict[str, Any]) -> datetime:
    day = datetime.combine(date.fromisoformat(str(given["day"])), datetime.min.time(), known.zone)
    return day.replace(hour=int(given["minute"]) // 60 % 24, minute=int(given["minute"]) % 60)


def _go(seen: Look, day: date) -> None:
    seen.day = day


def _next(day: date, view: str, way: int) -> date:
    if view == "month":
        first = day.replace(day=1)
        return (first + timedelta(days=32)).replace(day=1) if way > 0 else (first - timedelta(days=1)).replace(day=1)
    return day + timedelta(days=way * (7 if view == "week" else 1))


def _span(day: date, view: str) -> tuple[date, date]:
    if view == "month":
        days = layout.month_days(day)
    elif view == "week":
        days = layout.week_days(day)
    else:
        days = (day,)
    return days[0], days[-1]


def _title(day: date, view: str, first: date, last: date) -> str:
    if view == "month":
        return f"{day:%B %Y}"
    if view == "day":
        return f"{layout.long_day(day)} {day.year}"
    month = f" {first:%B}" if first.month != last.month else ""
    return f"{first.day}{month} to {last.day} {last:%B %Y}"


draw(desk("records.view"))
