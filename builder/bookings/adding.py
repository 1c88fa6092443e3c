"""Adding a booking by hand, for somebody on the phone or at the desk: free times are offered."""

from __future__ import annotations

import streamlit as st

from bots.schema.booking import Detail
from builder import words
from builder.bookings.look import Look
from builder.bookings.picking import Sought, pick
from builder.bookings.rules import Rules
from builder.buttons import primary
from builder.heading import quiet
from workspace import bookings
from workspace.errors import WorkspaceError
from workspace.roles import Desk

KINDS = {"name": "Name", "phone": "Phone number", "email": "E-mail address"}


def adding(desk: Desk, rules: Rules, look: Look) -> None:
    """Draw the form; the booking made is opened beside the calendar, with the code for the customer."""
    st.subheader("Add a booking", anchor=False)
    wish, key = look.wish, f"add:{look.wish.number}"
    offered = [s for s in rules.services if not wish.staff or wish.staff in (rules.able(s) or [wish.staff])]
    service = st.selectbox(
        "What for", offered or list(rules.services), format_func=rules.services.__getitem__, key=f"{key}:what"
    )
    able = rules.able(service)
    staff: str | None = None
    if len(able) > 1:
        people = ["", *able]
        at = people.index(wish.staff) if wish.staff in people else 0
        staff = (
            st.selectbox(
                "With",
                people,
                at,
                format_func=lambda p: rules.staff.get(p, "Whoever is free"),
                key=f"{key}:who:{service}",
            )
            or None
        )
    day = wish.start.date() if wish.start else look.day
    places = next((s.capacity for s in rules.config.services if s.id == service), 1)
    coming = int(st.number_input("How many come", 1, places, 1, key=f"{key}:people:{service}")) if places > 1 else 1
    found = pick(desk, rules, Sought(service, staff, day, wish.start, people=coming), key=f"{key}:time")
    details = {detail.id: _detail(detail, f"{key}:{detail.id}") for detail in rules.config.details}
    missing = [_label(d) for d in rules.config.details if d.required and not details[d.id]]
    if rules.config.details:
        quiet("What you type here is sealed at once. The calendar shows it as a bar.")
    with st.container(horizontal=True, gap="small"):
        add = primary("Add this booking", key="booking:add-it", disabled=found is None)
        if st.button("Leave it", type="tertiary", key="booking:leave"):
            look.open("")
            st.rerun()
    if add and missing:
        st.error(f"Still needed: {words.plain(', '.join(missing))}.")
    elif add and found:
        try:
            added = bookings.add(
                desk, rules.bot, service, found.start, staff=found.staff or None,
                details={name: value for name, value in details.items() if value}, people=coming,
            )  # fmt: skip
        except WorkspaceError as error:
            st.error(words.plain(str(error)))
            return
        look.open(added.appointment.id)
        look.code, look.day = added.code, added.appointment.start.date()
        st.rerun()


def handed(look: Look) -> None:
    """The code of the booking just added, to be told to the customer; it cannot be read again."""
    st.success("Added. Tell the customer this code: with it they can move or cancel the booking in the chat.")
    st.code(look.code, language=None)
    quiet("It is shown this once.")


def _detail(detail: Detail, key: str) -> str:
    title = _label(detail) + ("" if detail.required else " (may be left out)")
    if detail.kind == "yesno":
        picked = st.segmented_control(title, ["yes", "no"], format_func=str.capitalize, help=detail.purpose, key=key)
        return picked or ""
    return st.text_input(title, max_chars=200, help=detail.purpose, key=key, autocomplete="off").strip()


def _label(detail: Detail) -> str:
    return detail.label or KINDS.get(detail.kind) or detail.id.replace("_", " ").capitalize()
