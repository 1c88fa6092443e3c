"""The services of a booking bot: what can be booked, how long it takes, what it costs, who does it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from bots.schema.booking import BookingFile, Service
from builder import words
from builder.bookings.cards import Cards, Item
from builder.forms import field, number_or_none


def service_cards(people: Mapping[str, str], places: Mapping[str, str]) -> Cards:
    """How services are drawn, given the names of who can do them and where."""

    def form(item: Item, key: str) -> Item:
        return _form(item, key, people, places)

    return Cards("services", "service", lambda item: _line(item, people), form, _new)


def names(config: BookingFile) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Staff and places by id."""
    return {s.id: s.name for s in config.staff}, {p.id: p.name for p in config.locations}


def _new(key: str, name: str) -> Item:
    return Service(id=key, name=name, minutes=30).model_dump(mode="json")


def _form(item: Item, key: str, people: Mapping[str, str], places: Mapping[str, str]) -> Item:
    def one(name: str) -> Any:
        return field(Service, name, item[name], key=f"{key}:{name}")

    changed = dict(item)
    left, right = st.columns(2)
    with left:
        changed |= {name: one(name) for name in ("name", "minutes", "buffer_before")}
    with right:
        changed |= {name: one(name) for name in ("price", "capacity", "buffer_after")}
    if people:
        changed["staff"] = _some("staff", item, people, f"{key}:staff", "Everybody")
    changed["aliases"] = list(one("aliases"))
    changed["includes"] = one("includes")
    with st.expander("Rules of its own", expanded=any(item[name] is not None for name in _OWN) or item["approval"]):
        for column, name in zip(st.columns(3, vertical_alignment="bottom"), _OWN, strict=True):
            with column:
                changed[name] = number_or_none(Service, name, item[name], key=f"{key}:{name}", empty="As for all")
        if places:
            changed["locations"] = _some("locations", item, places, f"{key}:locations", "Everywhere")
        changed["approval"] = one("approval")
    return changed


_OWN = ("notice_minutes", "horizon_days", "daily_limit")


def _some(name: str, item: Item, options: Mapping[str, str], key: str, empty: str) -> list[str]:
    """Some of a few, as buttons; the labels of a picker would be white on pine, too faint in the dark theme."""
    title = f"{Service.model_fields[name].title or name} (none chosen: {empty.lower()})"
    chosen = [one for one in item[name] if one in options]
    return st.pills(
        title, list(options), selection_mode="multi", default=chosen, format_func=options.__getitem__, key=key
    )


def _line(item: Item, people: Mapping[str, str]) -> str:
    who = ", ".join(people[one] for one in item["staff"] if one in people)
    free = [
        f"{item[side]} minutes free {word}"
        for side, word in (("buffer_before", "before"), ("buffer_after", "after"))
        if item[side]
    ]
    parts = [
        words.many(item["minutes"], "minute"), item["price"], *free,
        f"{item['capacity']} places" if item["capacity"] > 1 else "", f"by {who}" if who else "",
        f"at most {item['daily_limit']} a day" if item["daily_limit"] else "",
        "a person accepts each" if item["approval"] else "",
    ]  # fmt: skip
    return words.plain(", ".join(part for part in parts if part))
