"""Settings: who is responsible, the model, how bookings are told, the people, the workspace, one's own password."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from bots.schema.common import NoticeConfig
from builder import demo_shop, screens, words
from builder.ask import confirm
from builder.buttons import primary, submit
from builder.forms import field
from builder.heading import heading, quiet
from builder.session import desk
from builder.sharing import sharing
from builder.telling import told_outside
from workspace import business, demo, members, models, studio
from workspace.errors import BadRequest, LoginRefused, WeakPassword
from workspace.members import Member
from workspace.roles import LABELS, Desk, Role

ROLES: tuple[Role, ...] = tuple(Role)
PARTS = {
    Role.OWNER: "everything",
    Role.EDITOR: "builds and publishes bots",
    Role.AGENT: "answers people in the inbox",
    Role.ANALYST: "reads insights",
    Role.PRIVACY_OFFICER: "sees to privacy and the audit trail",
}


def draw(member: Desk) -> None:
    with heading("Settings"):
        st.html('<a href="/logout" target="_self" style="color: inherit">Log out</a>')  # Streamlit's links open a tab
    open_tabs = {title: shown for title, (needed, shown) in TABS.items() if member.may(needed)}
    for tab, shown in zip(st.tabs(list(open_tabs)), open_tabs.values(), strict=True):
        with tab:
            shown(member)


def _business(member: Desk) -> None:
    now = business.known(member)
    st.markdown(
        "Every bot has a privacy notice, and it must name who is responsible. Say it here once: new bots take it, and "
        "drafts that name nobody yet. A bot that is to say something else says it on its own page Publish.",
        width=680,
    )
    with st.form("business", border=False, width=560):
        controller = field(NoticeConfig, "controller", now.controller, key="business:controller")
        contact = field(NoticeConfig, "contact", now.contact, key="business:contact")
        saved = submit("Save for the business", disabled=not member.may("settings.edit"))
    if saved:
        filled = business.save(member, controller, contact)
        told = f" Now in the drafts of {words.plain(', '.join(filled))}; publish them anew." if filled else ""
        st.toast(f"Saved.{told}", icon=":material/check:")


def _model(member: Desk) -> None:
    now = studio.model_settings(member)
    st.markdown(
        "Without a model, bots answer by quoting your documents: nothing leaves this machine. With one, answers are "
        "written by the service you name here. It only ever sees bars in place of personal values.",
        width=680,
    )
    if now.source == "environment":
        quiet("The model is set by the environment of the server. What you save here wins over it.")
    if st.session_state.pop("model saved", False):
        st.session_state["model:key"] = ""  # what was typed is sealed now, and not to be read off the box
    with st.form("model", border=False, width=560):
        base_url = st.text_input(
            "Address of the service", now.base_url, key="model:address", placeholder="https://api.example.com/v1",
            help="Any service that speaks the OpenAI format. Off this machine only https.",
        )  # fmt: skip
        model = st.text_input("Model name", now.model, max_chars=120, key="model:name")
        key = st.text_input(
            "Key",
            type="password",
            key="model:key",
            placeholder=f"Ends in {now.key_last4}. Empty keeps it." if now.key_last4 else "",
            help="Kept sealed. Only its last four signs are ever shown.",
        )
        remove = bool(now.key_last4) and now.source == "builder" and st.checkbox("Remove the key")
        saved = submit("Save model", disabled=not member.may("settings.edit"))
    if saved:
        try:
            studio.save_model_settings(
                member, base_url=base_url.strip(), model=model.strip(), key="" if remove else (key or None)
            )
        except BadRequest as error:
            st.error(words.plain(str(error)), title="The model was not saved")
        else:
            st.session_state["model saved"] = True
            st.toast("Saved.", icon=":material/check:")
            st.rerun()
    if now.model and member.may("settings.edit"):
        _try(member)
        _writers(member)


def _try(member: Desk) -> None:
    if not st.button("Try the model"):
        return
    try:
        with st.spinner("Asking it to say something"):
            tried = models.try_model(member)
    except BadRequest as error:
        st.error(words.plain(str(error)), title="It does not answer", width=560)
    else:
        said = words.plain(tried.said or "(nothing)")
        st.success(f"It said after {tried.seconds:.1f} seconds: {said}", title="It answers", width=560)


def _writers(member: Desk) -> None:
    """A model that is set is used by nobody until a bot is told to: said here, with the way to it."""
    st.markdown("**Who writes with it**")
    bots = models.writers(member)
    if not bots:
        quiet("No support bot yet. A bot writes with it once you choose so under its About, How it answers.")
    for bot in bots:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", width=560):
            with st.container(gap=None):
                st.markdown(words.plain(bot.name))
                quiet("Writes with the model." if bot.uses_model else "Quotes your documents; does not use the model.")
            if st.button("Change", key=f"writer:{bot.key}"):
                st.switch_page(screens.step("about").page, query_params={"bot": bot.key})


def _password(member: Desk) -> None:
    if st.session_state.pop("password changed", False):
        st.success("Your password is changed. You are logged out everywhere, here too: log in with the new one.")
        st.link_button("Log in", "/login", type="primary")
        return
    quiet("Every device you are logged in on is logged out, this one too.")
    with st.form("password", border=False, width=420, clear_on_submit=True):
        old = st.text_input("Current password", type="password", key="password:old")
        new = st.text_input("New password", type="password", key="password:new", help="At least 12 signs.")
        again = st.text_input("New password again", type="password", key="password:again")
        changed = submit("Change your password")
    if not changed:
        return
    if new != again:
        st.error("The two new passwords differ.", title="Your password was not changed")
        return
    try:
        members.change_password(member, old, new)
    except (LoginRefused, WeakPassword) as error:
        st.error(words.plain(str(error)), title="Your password was not changed")
    else:
        st.session_state["password changed"] = True
        st.rerun()


def _people(member: Desk) -> None:
    may_edit = member.may("members.edit")
    if may_edit:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            role = st.selectbox("Invite somebody as", ROLES, index=1, format_func=_role, width=420)
            if primary("Make a one-time link"):
                st.session_state["invited"] = members.invite(member, role)
        if invited := st.session_state.get("invited"):
            quiet(f"Send this link to one person. It works once, until {words.when(invited.expires_at)}.")
            st.code(invited.url, language=None, wrap_lines=True)
    for person in members.list_members(member):
        _person(member, person, may_edit)


def _person(member: Desk, person: Member, may_edit: bool) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"member:{person.id}"):
        with st.container(gap=None):
            st.markdown(f"**{words.plain(person.name)}**" + (" (you)" if person.id == member.actor.member else ""))
            quiet(words.plain(person.email))
        if person.disabled:
            st.badge("Closed", color="gray")
            return
        if not may_edit or person.id == member.actor.member:
            st.markdown(LABELS[person.role], width="content")
            return
        role = st.selectbox(
            f"Role of {words.plain(person.name)}", ROLES, ROLES.index(person.role), format_func=lambda r: LABELS[r],
            label_visibility="collapsed", key=f"role:{person.id}", width=180,
        )  # fmt: skip
        if role != person.role:
            _change(member, person, role)
        if st.button("New password", key=f"password:{person.id}", type="tertiary"):
            _offer_password(member, person)
        if st.button("Close account", key=f"close:{person.id}", type="tertiary"):
            confirm(
                f"Close the account of {words.plain(person.name)}?",
                "They are logged out at once and cannot come back. What they made stays.",
                "Close the account",
                lambda: members.disable(member, person.id),
            )


@st.dialog("A link for a new password")
def _offer_password(member: Desk, person: Member) -> None:
    made = members.password_link(member, person.id)
    st.write(f"Send this to {words.plain(person.name)} and to nobody else: whoever opens it sets the password.")
    st.code(made.url, language=None, wrap_lines=True)
    quiet(f"It works once, until {words.when(made.expires_at)}. The old password holds until then.")


def _change(member: Desk, person: Member, role: Role) -> None:
    try:
        members.change_role(member, person.id, role)
    except BadRequest as error:
        st.error(words.plain(str(error)))
    else:
        st.toast(f"{words.plain(person.name)} is now {LABELS[role].lower()}.")
        st.rerun()


def _role(role: Role) -> str:
    return f"{LABELS[role]}: {PARTS[role]}"


def _demo(member: Desk) -> None:
    st.markdown(
        "Ada & Finch is a made-up shop with its own documents, a live support bot and two drafts, to try things on.",
        width=680,
    )
    if demo.installed(member):
        quiet("It is installed.")
    else:
        demo_shop.offer(member, "Install the demo shop")


TABS: Mapping[str, tuple[str, Callable[[Desk], None]]] = {
    "Business": ("settings.view", _business),
    "Model": ("settings.view", _model),
    "Mail": ("settings.view", told_outside),
    "Calendars": ("bookings.share", sharing),
    "People": ("members.view", _people),
    "Demo shop": ("demo.install", _demo),
    "Your password": ("account.view", _password),
}

draw(desk("account.view"))
