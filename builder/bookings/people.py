"""Staff, and things that are booked like staff, each with hours and days of their own; and the places of a business."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from bots.schema.booking import Location, Staff
from builder import words
from builder.bookings import times
from builder.bookings.cards import Cards, Item
from builder.bookings.holidays import public_days
from builder.components.opening import DAYS
from builder.forms import field, number_or_none
from builder.heading import quiet


def people_cards(places: Mapping[str, str], *, today: date, version: str, fixed: bool) -> Cards:
    """How staff are drawn, given the names of the places they may work at."""

    def form(item: Item, key: str) -> Item:
        changed = dict(item)
        left, right = st.columns(2, vertical_alignment="bottom")
        with left:
            changed["name"] = field(Staff, "name", item["name"], key=f"{key}:name")
        with right:
            changed["daily_limit"] = number_or_none(
                Staff, "daily_limit", item["daily_limit"], key=f"{key}:limit", empty="No limit"
            )
        if places:
            options = ["", *places]
            at = options.index(item["location"]) if item["location"] in options else 0
            picked = st.selectbox(
                "Where they work", options, at, format_func=lambda p: places.get(p, "The first place"), key=f"{key}:at"
            )
            changed["location"] = picked or None
        owner = times.Owner(f"staff.{item['id']}", version, fixed, today)
        return changed | _times(item, "Hours of their own", owner)

    return Cards("staff", "person", lambda item: _line(item, places), form, _new_person)


def place_cards(zone: str, *, today: date, version: str, fixed: bool) -> Cards:
    """How the places of a business are drawn."""

    def form(item: Item, key: str) -> Item:
        changed = dict(item)
        left, right = st.columns(2)
        with left:
            changed["name"] = field(Location, "name", item["name"], key=f"{key}:name")
        with right:
            changed["timezone"] = st.text_input("Own time zone", item["timezone"], placeholder=zone, key=f"{key}:zone")
        changed["address"] = field(Location, "address", item["address"], key=f"{key}:address")
        changed["holidays"] = public_days(item["holidays"], key=f"{key}:holidays", today=today, empty="As the business")
        owner = times.Owner(f"locations.{item['id']}", version, fixed, today)
        return changed | _times(item, "Opening hours of its own", owner)

    return Cards("locations", "place", lambda item: words.plain(item["address"]) or "As the business", form, _new_place)


def _times(item: Item, label: str, owner: times.Owner) -> Item:
    own = times.own_hours(label, item["hours"], owner)
    pauses = times.breaks(item["breaks"], owner) or None if own is not None else item["breaks"]
    st.markdown("Days off, and days with other hours")
    return {"hours": own, "breaks": pauses, **times.single_days(item["closed"], item["special"], owner)}


def _new_person(key: str, name: str) -> Item:
    return Staff(id=key, name=name).model_dump(mode="json")


def _new_place(key: str, name: str) -> Item:
    return Location(id=key, name=name).model_dump(mode="json")


def _line(item: Item, places: Mapping[str, str]) -> str:
    own = item["hours"]
    parts = ["Works the opening hours" if own is None else f"Works {_week(own)}"]
    if item["location"] in places:
        parts.append(f"at {places[item['location']]}")
    off = len(item["closed"])
    if off:
        parts.append(words.many(off, "day") + " off")
    if item["daily_limit"]:
        parts.append(f"at most {item['daily_limit']} bookings a day")
    return words.plain(", ".join(parts))


def _week(hours: Mapping[str, object]) -> str:
    days = [DAYS[day][:3] for day in DAYS if hours.get(day)]
    return ", ".join(days) if days else "on no day"


def teach() -> None:
    """What a line of this list is."""
    quiet(
        "Everybody, and everything, that is booked on its own: a person, a chair, a room. "
        "Without any, the business as a whole is booked, one customer after the other."
    )
