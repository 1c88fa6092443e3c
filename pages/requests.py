"""Requests: somebody asks what is held of them; find it, take it along, put it right, forget it, answer in a month."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from builder import words
from builder.ask import confirm
from builder.buttons import submit
from builder.heading import heading, quiet
from builder.session import desk
from builder.told import tell
from workspace import persons
from workspace.errors import WorkspaceError
from workspace.persons import Held, Request
from workspace.roles import Desk

FOUND = "requests:found"  # of this tab alone: what joins a person to their talks is stored nowhere
DONE = {
    persons.EXPORTED: "taken along",
    persons.CORRECTED: "put right",
    persons.ERASED: "forgotten",
    persons.ANSWERED: "answered",
}


def draw(member: Desk) -> None:
    heading("Requests")
    quiet(
        "A customer may ask what you hold of them, and ask you to put it right or to forget it. Make sure first that "
        "it is them: call the number back, or write to the address. You have one month to answer."
    )
    with st.form("requests:find", border=False, width=480, clear_on_submit=True):
        given = st.text_input("What they gave you", placeholder="Telephone number, e-mail address or whole name")
        quiet("It is compared with what is sealed and written down nowhere. Anonymous answers cannot be found.")
        if submit("Find what you hold"):
            try:
                st.session_state[FOUND] = persons.find(member, given)
            except WorkspaceError as error:
                st.error(str(error))
    if FOUND in st.session_state:
        _found(member, *st.session_state[FOUND])
    _register(member)


def _found(member: Desk, request: Request, held: list[Held]) -> None:
    if not held:
        st.subheader("Nothing is held that this finds", anchor=False)
        quiet("Tell them so. Ask whether they may have given another number or address.")
        _open(member, request, 0)
        return
    total = sum(one.messages for one in held)
    st.subheader(f"{words.many(len(held), 'talk')} with {words.many(total, 'message')}", anchor=False)
    _table(
        {
            "Begun": [one.started for one in held],
            "Bot": [one.bot_name for one in held],
            "Messages": [one.messages for one in held],
            "Bookings": [one.bookings for one in held],
            "Answers": [one.answers for one in held],
        },
        "What is held of this person",
    )
    talks = [one.conversation for one in held]
    quiet("Looking opens no request. Taking along, putting right and forgetting do, and so does Open a request.")
    with st.container(horizontal=True):
        if st.button("Take it along"):
            st.session_state["requests:file"] = (request.id, persons.export(member, request.id, talks))
        if st.button("Forget this person"):
            confirm(
                "Forget this person?",
                f"{words.many(len(held), 'talk')} and what was given in them go for good. A booked time stays booked, "
                "without name and number.",
                "Forget this person",
                lambda: _forget(member, request, talks),
            )
        _open(member, request, len(held))
    made = st.session_state.get("requests:file")
    if made and made[0] == request.id:
        st.html(
            f'<a href="{made[1]}" target="_self" download style="color: inherit">Save the file</a> '
            "(once, within five minutes)"
        )
    _put_right(member, request, talks)


def _put_right(member: Desk, request: Request, talks: list[str]) -> None:
    with st.expander("Put something right"), st.form("requests:right", border=False, width=480, clear_on_submit=True):
        wrong = st.text_input("As it is held", placeholder="Such as the old telephone number")
        right = st.text_input("As it should be", placeholder="The new one")
        quiet(
            "It changes in these talks and their bookings. A letter or calendar that already has the old one keeps it."
        )
        if not submit("Put it right"):
            return
    try:
        places = persons.correct(member, request.id, talks, wrong, right)
    except WorkspaceError as error:
        st.error(str(error), title="Not put right")
        return
    tell(f"Put right in {words.many(places, 'place')}.")
    st.rerun()


def _open(member: Desk, request: Request, talks: int) -> None:
    if not any(one.id == request.id for one in persons.register(member)) and st.button(
        "Open a request", help="It then stands below until you say that you have answered, a month at most."
    ):
        persons.ask(member, request.id, talks)
        st.rerun()


def _forget(member: Desk, request: Request, talks: list[str]) -> None:
    done = persons.erase(member, request.id, talks)
    st.session_state.pop(FOUND, None)
    kept = f" {words.many(done.bookings_kept, 'booked time')} without details stays." if done.bookings_kept else ""
    tell(
        f"Forgotten: {words.many(done.messages, 'message')}, {words.many(done.values, 'value')}, "
        f"{words.many(done.answers, 'answer')}.{kept}"
    )


def _register(member: Desk) -> None:
    came = persons.register(member)
    if not came:
        return
    waiting = [one for one in came if persons.ANSWERED not in one.done]
    st.subheader(
        f"{words.many(len(waiting), 'request')} to answer" if waiting else "Every request is answered", anchor=False
    )
    for one in waiting:
        with st.container(horizontal=True, vertical_alignment="center"):
            done = ", ".join(DONE[act] for act in one.done)
            st.markdown(
                f"Came {one.asked:%d %B}, {done + ', ' if done else ''}answer by **{one.due:%d %B}**", width=420
            )
            if st.button("I have answered", key=f"requests:answered:{one.id}"):
                persons.answered(member, one.id)
                st.rerun()
    _table(
        {
            "Came": [one.asked for one in came],
            "Answer by": [one.due for one in came],
            "Talks": [one.talks for one in came],
            "Done": [", ".join(DONE[act] for act in one.done) or "nothing yet" for one in came],
        },
        "Requests, newest first",
    )


def _table(columns: dict[str, list[object]], alt: str) -> None:
    dates = {name: st.column_config.DatetimeColumn(format="D MMM YYYY") for name in ("Begun", "Came", "Answer by")}
    st.dataframe(pd.DataFrame(columns), hide_index=True, column_config=dates, alt=alt)


draw(desk("privacy.act"))
