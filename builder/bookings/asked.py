"""What a customer is asked for an appointment, each with the reason and the legal basis."""

from __future__ import annotations

from typing import Any, get_args

import streamlit as st

from bots.schema.booking import Detail
from builder import words
from builder.bookings.cards import Cards, Item
from builder.forms import field

KINDS = {
    "name": "Name", "phone": "Phone number", "email": "E-mail address", "text": "Own words", "number": "Number",
    "yesno": "Yes or no",
}  # fmt: skip
BASES = {
    "contract": "Needed for the appointment (contract)",
    "consent": "The customer agrees (consent)",
    "legitimate interest": "In your legitimate interest",
    "legal obligation": "The law requires it",
}
PURPOSES = {
    "name": "To greet you by name", "phone": "To reach you if something changes",
    "email": "To send you the confirmation",
}  # fmt: skip


def asked_cards() -> Cards:
    """How the details are drawn."""
    return Cards("details", "question", _line, _form, _new, _title, "How it is asked")


def _title(item: Item) -> str:
    return str(item["label"] or KINDS[item["kind"]])


def _new(key: str, name: str) -> Item:
    near = next((kind for kind, label in KINDS.items() if label.split()[0].lower() in name.lower()), "text")
    detail = Detail.model_validate(
        {"id": key, "kind": near, "label": name, "purpose": PURPOSES.get(near, "To prepare the appointment")}
    )
    return detail.model_dump(mode="json")


def _form(item: Item, key: str) -> Item:
    changed = dict(item)
    kinds = list(get_args(Detail.model_fields["kind"].annotation))
    left, right = st.columns(2)
    with left:
        changed["label"] = field(Detail, "label", item["label"], key=f"{key}:label")
        changed["purpose"] = field(Detail, "purpose", item["purpose"], key=f"{key}:purpose")
    with right:
        changed["kind"] = st.selectbox(
            "What it is", kinds, kinds.index(item["kind"]), format_func=lambda k: KINDS.get(k, k), key=f"{key}:kind"
        )
        changed["basis"] = _basis(item["basis"], f"{key}:basis")
    changed["required"] = st.toggle("No appointment without it", item["required"], key=f"{key}:required")
    return changed


def _basis(value: str, key: str) -> Any:
    options = list(dict.fromkeys([*BASES, value]))
    return st.selectbox(
        Detail.model_fields["basis"].title or "Legal basis", options, options.index(value),
        format_func=lambda basis: BASES.get(basis, basis), accept_new_options=True, key=key,
    )  # fmt: skip


def _line(item: Item) -> str:
    need = "needed" if item["required"] else "may be left out"
    return words.plain(f"{KINDS[item['kind']]}, {need}. {item['purpose']} ({item['basis']}).")
