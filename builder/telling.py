"""How bookings are told outside: the mail server, the secret that signs webhooks, and what could not be delivered."""

from __future__ import annotations

import streamlit as st

from builder import words
from builder.buttons import submit
from builder.heading import quiet
from workspace import mail_server, outbox, webhooks
from workspace.errors import BadRequest
from workspace.mail_server import SECURITIES, MailServer
from workspace.roles import Desk

EVENTS = {
    "booked": "Confirmation", "requested": "Request", "moved": "Change", "cancelled": "Cancellation",
    "reminder": "Reminder", "offered": "Offer of a freed time", "no_show": "Not come", "freed": "Waiting list",
}  # fmt: skip
CHANNELS = {
    "mail": "by mail",
    "webhook": "to the webhook",
    "calendar": "to a calendar",
    "waiting": "for the waiting list",
}


def told_outside(member: Desk) -> None:
    """The tab of the settings page."""
    _server(member)
    _webhook(member)
    _undelivered(member)


def _server(member: Desk) -> None:
    now, has_password = mail_server.shown(member)
    st.markdown(
        "Customers who left an e-mail address are told of their booking through this server, if the bot's rules say "
        "so. Off this machine only with TLS.",
        width=680,
    )
    if st.session_state.pop("mail saved", False):
        st.session_state["mail:password"] = ""  # what was typed is sealed now, and not to be read off the box
    with st.form("mail", border=False, width=560):
        host = st.text_input("Server", now.host if now else "", key="mail:host", placeholder="mail.example.com")
        port = st.number_input("Port", 1, 65535, now.port if now else 465, key="mail:port")
        kinds = list(SECURITIES)
        security = st.selectbox(
            "Security", kinds, kinds.index(now.security) if now else 0, format_func=SECURITIES.__getitem__,
            key="mail:security",
        )  # fmt: skip
        user = st.text_input("User", now.user if now else "", key="mail:user", help="Empty: without log-in.")
        password = st.text_input(
            "Password", type="password", key="mail:password", placeholder="Empty keeps it." if has_password else "",
            help="Kept sealed and never shown.",
        )  # fmt: skip
        sender = st.text_input(
            "Sender", now.sender if now else "", key="mail:sender", placeholder="bookings@example.com"
        )
        saved = submit("Save mail server", disabled=not member.may("settings.edit"))
    if saved:
        server = MailServer(host.strip(), int(port), security or kinds[0], user.strip(), sender.strip())
        try:
            mail_server.save(member, server, password or None)
        except BadRequest as error:
            st.error(words.plain(str(error)), title="The mail server was not saved")
        else:
            st.session_state["mail saved"] = True
            st.toast("Saved. The next letter goes through it.", icon=":material/check:")
            st.rerun()


def _webhook(member: Desk) -> None:
    if not member.may("settings.edit"):
        return
    with st.expander("Secret of the webhooks", icon=":material/key:"):
        quiet(
            "Your service checks with it that a message is ours, by any library of standardwebhooks.com. "
            "Showing it is on record."
        )
        if st.button("Show the secret", key="webhook:show"):
            st.code(webhooks.reveal_secret(member), language=None, wrap_lines=True)
        if st.button("Make a new secret", key="webhook:renew", type="tertiary"):
            st.code(webhooks.renew_secret(member), language=None, wrap_lines=True)
            quiet("The old one no longer counts.")


def _undelivered(member: Desk) -> None:
    failed, waiting = outbox.given_up(member), outbox.waiting(member)
    if not failed and not waiting:
        return
    st.markdown("**Not delivered**")
    for row in (*failed, *waiting):
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"undelivered:{row.id}"):
            with st.container(gap=None):
                st.markdown(f"{EVENTS.get(row.event, row.event)} {CHANNELS[row.channel]}, {words.when(row.created_at)}")
                tried = f"Tried {row.tries} {'time' if row.tries == 1 else 'times'}. "
                next_try = f" Next try {words.when(row.due)}." if row in waiting else ""
                quiet(words.plain(f"{tried}{row.error}{next_try}"))
            if row in failed and member.may("settings.edit") and st.button("Try again", key=f"again:{row.id}"):
                outbox.try_again(member, row.id)
                st.rerun()
