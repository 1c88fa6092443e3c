"""The form for "Ask another system": one address of the owner's own service, what it takes and what it may show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st
from pydantic import ValidationError

from bots.tools.http_request import HttpSettings
from builder import words
from builder.forms import lines
from builder.heading import quiet

SERVICE = "http_request"
METHODS = {"GET": "Only looks something up", "POST": "Changes something there"}
KINDS = {"text": "Words", "integer": "A whole number", "number": "A number", "choice": "One of several"}
NEW = "A new one"
NEEDED = {"name": "a short name", "description": "what it does", "url": "the address", "show": "what may be shown"}


def service(settings: Mapping[str, Any], *, may_inside: bool) -> dict[str, Any] | None:
    """Draw the form; the settings as they would be saved, or None while something is missing or wrong."""
    known: dict[str, Any] = dict(settings.get("actions", {}))
    name = st.selectbox("Which question", [*known, NEW], key="service:which") if known else NEW
    now = known.get(name, {})
    if name == NEW:
        name = st.text_input("Short name", max_chars=40, placeholder="order_state", key="service:name").strip()
    action = _action(now, name, may_inside)
    if missing := [label for key, label in NEEDED.items() if not ({"name": name} | action)[key]]:
        quiet(f"Still needed: {', '.join(missing)}.")
        return None
    wanted = {"actions": known | {name: action}}
    try:
        HttpSettings.model_validate(wanted)
    except ValidationError as error:
        for one in error.errors()[:4]:
            where = str(one["loc"][-1]) if one["loc"] else "This"
            st.error(words.plain(f"{where}: {one['msg'].removeprefix('Value error, ')}"), title="Not complete yet")
        return None
    return wanted


def _action(now: Mapping[str, Any], name: str, may_inside: bool) -> dict[str, Any]:
    key = f"service:{name}"
    description = st.text_input(
        "What it does, as the customer reads it", now.get("description", ""), max_chars=200, key=f"{key}:what",
        placeholder="Look up the state of an order",
    )  # fmt: skip
    url = st.text_input(
        "Address", now.get("url", ""), max_chars=500, key=f"{key}:url",
        placeholder="https://shop.example/orders/{order}",
        help="A word in braces is filled with a value the customer gives.",
    )  # fmt: skip
    methods = list(METHODS) if now.get("method", "GET") in METHODS else [*METHODS, now["method"]]
    method = st.segmented_control(
        "What happens there", methods, default=now.get("method", "GET"), required=True, key=f"{key}:method",
        format_func=lambda m: METHODS.get(m, m), wrap=True,
    )  # fmt: skip
    inputs = _inputs(now.get("inputs", {}), key)
    show = lines("What of its answer may be shown", now.get("show", ()), key=f"{key}:show", height=80)
    private = st.toggle(
        "It is inside our own network", bool(now.get("private")), key=f"{key}:private", disabled=not may_inside,
        help="Only an owner lets a bot into the own network.",
    )  # fmt: skip
    return {
        "description": description.strip(), "url": url.strip(), "method": method, "inputs": inputs, "show": list(show),
        "private": private,
    }  # fmt: skip


def _inputs(now: Mapping[str, Any], key: str) -> dict[str, Any]:
    table = pd.DataFrame(
        [{"name": n, "kind": i.get("kind", "text"), "options": list(i.get("options", ()))} for n, i in now.items()],
        columns=["name", "kind", "options"],
    )
    st.markdown("What the customer gives")
    edited: pd.DataFrame = st.data_editor(
        table,
        num_rows="dynamic",
        hide_index=True,
        column_config={
            "name": st.column_config.TextColumn("Name", validate="^[a-z][a-z0-9_]{0,39}$"),
            "kind": st.column_config.SelectboxColumn(
                "Kind", options=list(KINDS), format_func=lambda kind: KINDS.get(str(kind), "")
            ),
            "options": st.column_config.ListColumn("Choices"),
        },
        alt="Values the customer gives",
        key=f"{key}:inputs",
    )
    found: dict[str, Any] = {}
    for line in edited.to_dict("records"):
        name = line.get("name")
        if isinstance(name, str) and name:
            options = line.get("options")
            found[name] = {
                **now.get(name, {}),
                "kind": line["kind"] if isinstance(line.get("kind"), str) else "text",
                "options": [str(one) for one in options] if isinstance(options, list) else [],
            }
    return found
