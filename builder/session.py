"""Who sits at the builder: the desk of the member that the log-in middleware named.

The middleware sets ``X-Tacit-Member`` (a client's own is stripped) and Streamlit keeps it in ``st.user.member``
(``server.trustedUserHeaders``). Every page asks here with the permission it needs, so a page reached without the entry
script is closed too.
"""

from __future__ import annotations

import streamlit as st

from workspace.assembly import application
from workspace.members import actor
from workspace.roles import Desk
from workspace.settings import Settings


def desk(permission: str) -> Desk:
    """The desk of whoever is logged in; stops the page in plain words when there is nobody or the role says no."""
    app = application(Settings.load())
    member = st.user.get("member")
    person = actor(app, str(member)) if member else None
    if person is None:
        st.title("You are not logged in")
        st.write("Your session may have ended. Log in again to go on where you were.")
        st.link_button("Log in", "/login", type="primary")
        st.stop()
    found = Desk(app, person)
    if not found.may(permission):
        st.title("This page is not part of your role")
        st.write("Ask an owner of this workspace if you need it.")
        st.stop()
    return found
