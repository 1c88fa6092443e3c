"""How calendars elsewhere share in the bookings: secret feed addresses, and calendars kept in step both ways."""

from __future__ import annotations

from functools import partial

import streamlit as st

from builder import words
from builder.ask import confirm
from builder.buttons import submit
from builder.heading import quiet
from records.outside import Login
from workspace import calendars, feeds, studio
from workspace.bookings import rules
from workspace.errors import BadRequest
from workspace.roles import Desk


def sharing(member: Desk) -> None:
    """The tab of the settings page: one booking bot at a time."""
    bots = {one.bot: one.name for one in studio.list_bots(member, "booking")}
    if not bots:
        quiet("There is no booking bot yet.")
        return
    bot = st.selectbox("Bookings of", list(bots), format_func=bots.__getitem__, key="sharing:bot", width=420)
    assert bot is not None
    _feeds(member, bot)
    st.divider()
    _calendars(member, bot)


def _feeds(member: Desk, bot: str) -> None:
    st.markdown(
        "**Feeds.** A calendar program reads the bookings at a secret address. Whoever has the address reads them, so "
        "give each person one of their own, and take it back when they leave.",
        width=680,
    )
    for feed in feeds.listing(member, bot):
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"feed:{feed.id}"):
            with st.container(gap=None):
                st.markdown(words.plain(feed.name) + (" (with details)" if feed.with_details else ""))
                read = f"last read {words.when(feed.read_at)}" if feed.read_at else "never read"
                quiet(f"Made {words.when(feed.created_at)}, {read}")
            if st.button("Take it back", key=f"feed:{feed.id}:revoke", type="tertiary"):
                confirm(
                    f"Take back the address of {words.plain(feed.name)}?",
                    "Programs that read it get nothing from now on. It cannot be given back.",
                    "Take it back",
                    partial(feeds.revoke, member, feed.id),
                )
    with st.form("feed", border=False, width=560, clear_on_submit=True):
        name = st.text_input("For whom", key="feed:name", max_chars=80, placeholder="Front desk")
        details = st.checkbox(
            "With customers' details", key="feed:details", disabled=not member.may("bookings.reveal"),
            help="Otherwise an event says the service and who does it.",
        )  # fmt: skip
        made = submit("Make an address")
    if made:
        try:
            st.code(feeds.make(member, bot, name, with_details=details).url, language=None, wrap_lines=True)
            quiet("This address is shown once. Put it into the calendar program now.")
        except BadRequest as error:
            st.error(words.plain(str(error)))


def _calendars(member: Desk, bot: str) -> None:
    st.markdown(
        "**Calendars in step (CalDAV).** Bookings are written into it, and what is busy there cannot be booked here.",
        width=680,
    )
    staff = {"": "Everybody", **{person.id: person.name for person in rules(member, bot).staff}}
    for one in calendars.listing(member, bot):
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"calendar:{one.id}"):
            with st.container(gap=None):
                st.markdown(f"{words.plain(staff.get(one.staff, one.staff))}: `{words.plain(one.address)}`")
                read = f"Read {words.when(one.read_at)}." if one.read_at else "Not read yet."
                quiet(words.plain(f"{read} {one.error}".strip()))
            if st.button("Remove", key=f"calendar:{one.id}:remove", type="tertiary"):
                calendars.remove(member, one.id)
                st.rerun()
    if st.session_state.pop("calendar added", False):
        st.session_state["calendar:password"] = ""  # what was typed is sealed now, and not to be read off the box
    with st.form("calendar", border=False, width=560):
        whose = st.selectbox("Whose", list(staff), format_func=staff.__getitem__, key="calendar:staff")
        address = st.text_input(
            "Address of the calendar", key="calendar:address", placeholder="https://dav.example.com/calendars/jo/work/"
        )
        user = st.text_input("User", key="calendar:user")
        password = st.text_input("Password", type="password", key="calendar:password", help="Kept sealed.")
        inside = st.checkbox(
            "It is inside our own network", key="calendar:inside", disabled=not member.may("network.inside")
        )
        added = submit("Keep it in step")
    if added:
        try:
            calendars.add(member, bot, whose or "", address.strip(), Login(user.strip(), password, inside))
        except BadRequest as error:
            st.error(words.plain(str(error)), title="The calendar was not added")
        else:
            st.session_state["calendar added"] = True
            st.rerun()
