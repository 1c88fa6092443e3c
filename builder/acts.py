"""The acts of a bot as a matrix: tool × which personal details it may see × whether it asks the customer first.

The same matrix is enforced in ``bots.toolbox``, outside of any model; here it is drawn and changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from bots.schema.common import ToolGrant
from bots.toolbox import IMPLICIT
from bots.tools import Tool, VariesInWriting, discover
from builder import words
from builder.ask import confirm
from builder.buttons import submit
from builder.editor import Bench
from builder.forms import CHOICES
from builder.heading import quiet
from builder.service import SERVICE, service
from guardrails.catalogue import ENTITIES

ACTS: Mapping[str, tuple[str, str]] = {
    "search_knowledge": ("Look into what it knows", "Searches the files you gave it."),
    "hand_over": ("Hand over to a person", "Passes the talk to your inbox, with the reason."),
    "find_times": ("Find free times", "Reads your hours and bookings; sees no names."),
    "hold_time": ("Hold a time", "Keeps a free time for some minutes while details are asked."),
    "book_time": ("Book a time", "Writes the appointment into your bookings."),
    "find_booking": ("Look up a booking", "By the code the customer was given."),
    "move_booking": ("Move a booking", "To another free time."),
    "cancel_booking": ("Cancel a booking", "And frees its time."),
    "record_answer": ("Keep an answer", "Writes one answer of the survey."),
    SERVICE: ("Ask another system", "Your shop's own service, such as the state of an order."),
}
ASKS = {"never": "does not ask first", "once": "asks the customer once", "always": "asks the customer every time"}


def acts(bench: Bench) -> None:
    """Every act the bot may take, what each sees and when it asks; and the acts that can be added."""
    config = bench.draft.config
    needed = {grant.tool: grant for grant in IMPLICIT.get(config.kind, ())}
    own = {grant.tool: grant for grant in config.tools}
    tools = discover()
    for name, grant in (needed | own).items():
        if name in tools:
            _act(bench, tools[name], grant, added=name not in needed)
    free = [tools[name] for name in _offered(config.kind) if name not in own]
    if free and not bench.fixed:
        _add(bench, free)


def title(tool: str) -> str:
    """What a tool is called on screens."""
    return ACTS[tool][0] if tool in ACTS else tool.replace("_", " ").capitalize()


def _offered(kind: str) -> list[str]:
    """Tools that belong to no kind by nature. Booking and survey follow their own steps and use no others."""
    given = {grant.tool for grants in IMPLICIT.values() for grant in grants}
    return sorted(set(discover()) - given) if kind == "support" else []


def _act(bench: Bench, tool: Tool, grant: ToolGrant, *, added: bool) -> None:
    with st.container(border=True, gap="xsmall", key=f"act:{tool.name}"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{title(tool.name)}**", width="content")
            label, color = _reach(tool)
            st.badge(label, color=color)  # type: ignore[arg-type, unused-ignore]
        quiet(ACTS[tool.name][1] if tool.name in ACTS else words.plain(tool.description))
        st.markdown(_summary(grant, tool.writes))
        with st.container(horizontal=True, gap="small"):
            if not bench.fixed and not _opened(tool.name):
                st.button("Change", key=f"change:{tool.name}", on_click=_open, args=(tool.name,))
            if (
                added
                and not bench.fixed
                and st.button("No longer allow this", key=f"drop:{tool.name}", type="tertiary")
            ):
                confirm(
                    f"No longer allow: {title(tool.name)}?",
                    "The draft can no longer do this, and what you set up for it is gone. "
                    "What is live stays until you publish.",
                    "No longer allow this",
                    lambda: bench.put({"tools": _others(bench, tool.name)}),
                )
        if _opened(tool.name):
            _change(bench, tool, grant)


def _opened(tool: str) -> bool:
    return bool(st.session_state.get("act:open") == tool)


def _open(tool: str) -> None:
    st.session_state["act:open"] = tool


def _change(bench: Bench, tool: Tool, grant: ToolGrant) -> None:
    settings = (
        service(grant.settings, may_inside=bench.desk.may("network.inside")) if tool.name == SERVICE else grant.settings
    )
    with st.form(f"grant:{tool.name}", border=False):
        clear = st.multiselect(
            "Personal details it may see",
            list(ENTITIES),
            default=[entity for entity in grant.clear if entity in ENTITIES],
            format_func=lambda entity: ENTITIES[entity].label,
            placeholder="None, all stay covered",
            help="Everything else personal is a bar for it.",
        )
        asks = st.segmented_control(
            "Ask the customer before it changes something", list(ASKS), default=grant.confirm, required=True,
            format_func=CHOICES.__getitem__, disabled=not tool.writes,
        )  # fmt: skip
        with st.container(horizontal=True):
            saved = submit("Save this", disabled=bench.fixed or settings is None)
            st.form_submit_button("Leave it as it is", type="tertiary", on_click=_open, args=("",))
    if saved and settings is not None:
        changed = grant.model_copy(update={"clear": tuple(clear), "confirm": asks, "settings": dict(settings)})
        bench.save({"tools": (*_others(bench, tool.name), changed.model_dump(mode="json"))}, then=lambda: _open(""))


def _add(bench: Bench, free: list[Tool]) -> None:
    st.markdown("**Let it do more**")
    for tool in free:
        if _opened(tool.name):
            with st.container(border=True):
                st.markdown(f"**{title(tool.name)}**")
                _change(bench, tool, ToolGrant.model_validate({"tool": tool.name}))
            continue
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            with st.container(gap=None):
                st.markdown(title(tool.name))
                quiet(ACTS[tool.name][1] if tool.name in ACTS else words.plain(tool.description))
            st.button("Let it do this", key=f"add:{tool.name}", on_click=_open, args=(tool.name,))
    if bench.draft.config.model.provider == "embedded":
        quiet("Needs a language model, which decides when to use it: choose one under About, How it answers.")


def _others(bench: Bench, name: str) -> tuple[dict[str, Any], ...]:
    return tuple(g.model_dump(mode="json") for g in bench.draft.config.tools if g.tool != name)


def _reach(tool: Tool) -> tuple[str, str]:
    if isinstance(tool, VariesInWriting):
        return "Looks or changes, as set up", "yellow"
    return ("Changes something", "yellow") if tool.writes else ("Only looks", "gray")


def _summary(grant: ToolGrant, writes: bool) -> str:
    seen = ", ".join(words.kind_of_data(entity) for entity in grant.clear)
    sees = f"May see of a customer: {seen}" if seen else "Sees nothing personal"
    return sees + (f", and {ASKS[grant.confirm]}." if writes else ".")
