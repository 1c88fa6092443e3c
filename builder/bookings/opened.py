"""One booking beside the calendar: its facts with bars, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from builder import words
from builder.ask import confirm
from builder.bookings.layout import STATES, long_day
from builder.bookings.look import Look, Undo
from builder.bookings.picking import Sought, pick
from builder.bookings.rules import Rules
from builder.buttons import primary
from builder.components.facts import Fact, facts
from builder.heading import quiet
from workspace import bookings
from workspace.bookings import Appointment
from workspace.errors import WorkspaceError
from workspace.roles import Desk

COLORS = {"booked": "green", "held": "gray", "pending": "yellow", "cancelled": "gray", "no_show": "yellow"}


def opened(desk: Desk, rules: Rules, look: Look, one: Appointment) -> None:
    """Draw the booking; what is done with it is told in ``look`` and drawn by the next run."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(words.plain(one.service_name), anchor=False, width="content")
        st.badge(STATES.get(one.state, one.state).capitalize(), color=COLORS.get(one.state, "gray"))  # type: ignore[arg-type, unused-ignore]
    revealed, look.revealed = look.revealed, {}
    facts(_facts(rules, one, revealed), key=f"facts:{one.id}")
    if desk.may(bookings.WORK):
        _acts(desk, rules, look, one)
    if one.details and desk.may(bookings.REVEAL) and not revealed:
        _reveal(desk, look, one)
    if revealed:
        quiet("On record: that you looked, when and why. Anything you press closes the bars again.")
    st.button("Close", icon=":material/close:", type="tertiary", on_click=look.open, args=("",), key="booking:close")


def said(one: Appointment) -> str:
    """A booking in a few words."""
    return f"{one.service_name} on {long_day(one.start.date())} at {one.start:%H:%M}"


def _facts(rules: Rules, one: Appointment, revealed: dict[str, str]) -> list[Fact]:
    labels = {detail.id: detail.label or detail.id.replace("_", " ").capitalize() for detail in rules.config.details}
    kinds = {detail.id: detail.kind for detail in rules.config.details}
    minutes = (one.end - one.start).total_seconds() // 60
    place = {place.id: place.name for place in rules.config.locations}.get(one.location, "")
    shown = [
        Fact("When", f"{long_day(one.start.date())}, {one.start:%H:%M} to {one.end:%H:%M}", f"{minutes:.0f} minutes")
    ]
    shown += [Fact("With", one.staff_name)] if one.staff_name else []
    shown += [Fact("Where", place)] if place else []
    for name, value in one.details.items():
        label = labels.get(name, name.replace("_", " ").capitalize())
        shown.append(
            Fact(label, revealed[name], entity=kinds.get(name, name)) if name in revealed else Fact(label, value)
        )
    if not one.details:
        shown.append(Fact("Customer", "Known by a code alone", "Nothing personal was asked."))
    if one.by_hand:
        shown.append(Fact("Added", "By hand"))
    return shown


def _acts(desk: Desk, rules: Rules, look: Look, one: Appointment) -> None:
    begun = one.start <= rules.now
    if one.state == "pending" and primary("Accept this request", key="booking:accept"):
        _do(look, lambda: bookings.accept(desk, one.id))
    if one.state not in ("booked", "pending"):
        return
    if look.moving:
        _move(desk, rules, look, one)
        return
    with st.container(horizontal=True, gap="small"):
        if not begun and st.button("Move", icon=":material/schedule:", key="booking:move"):
            look.moving = True
            look.want()
            st.rerun()
        if (
            one.state == "booked"
            and begun
            and st.button("Did not come", icon=":material/person_off:", key="booking:no-show")
        ):
            undo = Undo(one.id, f"{said(one)} is marked: did not come.", "no_show")
            _do(look, lambda: bookings.no_show(desk, one.id), undo)
        if not begun and st.button("Cancel this booking", key="booking:cancel", type="tertiary"):
            confirm(
                "Cancel this booking?",
                f"{said(one)} can be booked by others at once. The customer is told if they left an address.",
                "Cancel this booking",
                lambda: _cancelled(desk, look, one),
            )


def _cancelled(desk: Desk, look: Look, one: Appointment) -> None:
    bookings.cancel(desk, one.id)
    look.undo = Undo(one.id, f"{said(one)} is cancelled.", "cancelled")


def _move(desk: Desk, rules: Rules, look: Look, one: Appointment) -> None:
    st.markdown("**Move to another time**")
    able = [person for person in rules.able(one.service) if person in rules.staff]
    key = f"move:{one.id}:{look.wish.number}"
    staff: str | None = one.staff
    if len(able) > 1:
        wanted = look.wish.staff if look.wish.staff in able else one.staff
        staff = st.selectbox(
            "With",
            able,
            able.index(wanted) if wanted in able else 0,
            format_func=rules.staff.__getitem__,
            key=f"{key}:who",
        )
    day = look.wish.start.date() if look.wish.start else one.start.date()
    found = pick(desk, rules, Sought(one.service, staff or None, day, look.wish.start, one.id, one.people), key=key)
    if found:
        st.markdown(f"{words.plain(said(one))} moves to **{long_day(found.start.date())} at {found.start:%H:%M}**.")
    with st.container(horizontal=True, gap="small"):
        moved = primary("Move this booking", key="booking:move-it", disabled=found is None)
        if st.button("Leave it where it is", type="tertiary", key="booking:stay"):
            look.moving = False
            st.rerun()
    if moved and found:
        undo = Undo(
            one.id, f"Moved to {long_day(found.start.date())} at {found.start:%H:%M}.", "moved", one.start, one.staff
        )
        _do(look, lambda: bookings.move(desk, one.id, found.start, found.staff or None), undo)


def _reveal(desk: Desk, look: Look, one: Appointment) -> None:
    with st.expander("Show what is behind the bars", icon=":material/visibility:"):
        quiet("Who looked, when and why stands in the audit trail.")
        with st.form(f"reveal:{one.id}", border=False):
            reason = st.selectbox("Why", list(bookings.REASONS), format_func=bookings.REASONS.__getitem__)
            asked = st.form_submit_button("Show it and record that I looked")
        if asked:
            look.revealed = dict(bookings.reveal(desk, one.id, reason))
            st.rerun()


def _do(look: Look, act: Callable[[], object], undo: Undo | None = None) -> None:
    """Do it and draw the page anew; what cannot be done is said where the button is."""
    try:
        act()
    except WorkspaceError as error:
        st.error(words.plain(str(error)))
        return
    look.moving, look.undo = False, undo
    st.rerun()
