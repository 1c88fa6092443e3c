"""A list that is edited: each line in words, one of them open as a form, nothing kept until the list is saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from builder import words
from builder.heading import quiet

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cards:
    """What a list is of, in words, and how one of them is drawn. ``form`` gives the item as it is filled in."""

    name: str  # such as services: part of every widget's key
    one: str  # such as service
    line: Callable[[Item], str]
    form: Callable[[Item, str], Item]
    new: Callable[[str, str], Item]  # an item from its id and name
    title: Callable[[Item], str] = lambda item: str(item["name"])
    ask: str = "Name"


def cards(kind: Cards, saved: Sequence[Item], *, version: str, fixed: bool) -> list[Item]:
    """Draw the list; the items as they are now. A new ``version`` of the draft starts from what is saved."""
    key = f"edit:{kind.name}:{version}"
    items: list[Item] = st.session_state.setdefault(key, [dict(one) for one in saved])
    opened = st.session_state.get(f"{key}:open", "")
    for place, item in enumerate(items):
        with st.container(border=True, gap="xsmall", key=f"{kind.name}:{item['id']}"):
            _head(kind, items, place, key, opened, fixed)
            if item["id"] == opened:
                items[place] = kind.form(item, f"{key}:{item['id']}")
            else:
                quiet(kind.line(item))
    if not fixed:
        _add(kind, items, key)
    return items


def undo(name: str, version: str) -> None:
    """Forget what was changed and not saved."""
    st.session_state.pop(f"edit:{name}:{version}", None)
    for key in [k for k in st.session_state if str(k).startswith(f"edit:{name}:{version}:")]:
        st.session_state.pop(key)


def fresh_id(name: str, used: Sequence[str]) -> str:
    """A short name for the file, made from a name people read."""
    stem = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "line"
    stem = stem if stem[0].isalpha() else f"x-{stem}"
    return next(one for i in range(1, 1000) if (one := stem if i == 1 else f"{stem}-{i}") not in used)


def _head(kind: Cards, items: list[Item], place: int, key: str, opened: str, fixed: bool) -> None:
    item = items[place]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{words.plain(kind.title(item))}**", width="content")
        if fixed:
            return
        with st.container(horizontal=True, gap="small", width="content"):
            at = f"{key}:{item['id']}"
            if item["id"] != opened:
                st.button("Change", key=f"{at}:change", type="tertiary", on_click=_open, args=(key, item["id"]))
                return
            if place:
                st.button("Move up", key=f"{at}:up", type="tertiary", on_click=_up, args=(items, place))
            st.button(
                f"Take this {kind.one} away", key=f"{at}:drop", type="tertiary", on_click=_drop, args=(items, place)
            )
            st.button("Close", key=f"{at}:close", type="tertiary", on_click=_open, args=(key, ""))


def _add(kind: Cards, items: list[Item], key: str) -> None:
    def add() -> None:
        name = str(st.session_state.get(f"{key}:name", "")).strip()
        if name:
            fresh = fresh_id(name, [str(item["id"]) for item in items])
            items.append(kind.new(fresh, name))
            _open(key, fresh)
            st.session_state[f"{key}:name"] = ""

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            f"{kind.ask} of a new {kind.one}", max_chars=80, key=f"{key}:name", on_change=add, width=280,
            placeholder=f"A new {kind.one}", label_visibility="collapsed",
        )  # fmt: skip
        st.button(f"Add this {kind.one}", key=f"{key}:add", on_click=add)


def _open(key: str, item: str) -> None:
    st.session_state[f"{key}:open"] = item


def _drop(items: list[Item], place: int) -> None:
    items.pop(place)


def _up(items: list[Item], place: int) -> None:
    items.insert(place - 1, items.pop(place))
