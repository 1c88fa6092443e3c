"""The rules of a booking bot: which times are offered, what may be changed until when, and what is sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from bots.schema.booking import BookingFile, Mail, Webhook
from builder.forms import field, number_or_none
from builder.heading import quiet

OFFERED = ("slot_minutes", "notice_minutes", "horizon_days", "hold_minutes")
REMIND = {1: "1 hour before", 2: "2 hours before", 4: "4 hours before", 24: "1 day before", 48: "2 days before",
          72: "3 days before", 168: "1 week before"}  # fmt: skip
SEES = "EMAIL_ADDRESS"  # what the act of booking must see in clear to write a mail
BOOKING = "book_time"


def terms(config: BookingFile, *, version: str) -> dict[str, Any]:
    """Draw the rules; their values as they are now."""

    def one(name: str) -> Any:
        return field(BookingFile, name, getattr(config, name), key=f"terms:{name}:{version}")

    st.markdown("**Which times are offered**")
    changes: dict[str, Any] = {}
    left, right = st.columns(2)
    for place, name in enumerate(OFFERED):
        with (left, right)[place % 2]:
            changes[name] = one(name)
    with left:
        changes["daily_limit"] = number_or_none(
            BookingFile, "daily_limit", config.daily_limit, key=f"terms:daily:{version}", empty="No limit"
        )
    if any(service.approval for service in config.services):
        with right:
            changes["pending_hours"] = one("pending_hours")
    changes["waiting_list"] = one("waiting_list")
    if changes["waiting_list"]:
        changes["offer_minutes"] = one("offer_minutes")
    st.markdown("**Moving and cancelling**")
    changes |= {name: one(name) for name in ("cancel_hours", "cancellation")}
    st.markdown("**What customers are told**")
    changes["confirmation"] = one("confirmation")
    return changes | _mail(config, version) | _webhook(config, version)


def _mail(config: BookingFile, version: str) -> dict[str, Any]:
    """Mail needs an address among the details, and that the act of booking may see it: both are said here."""
    addresses = {detail.id: detail.label or detail.id for detail in config.details if detail.kind == "email"}
    if not addresses:
        quiet("Reminders by e-mail need an e-mail address among what is asked.")
        return {"mail": None} if config.mail else {}
    now = config.mail
    if not st.toggle("Send e-mail to who leaves an address", now is not None, key=f"terms:mail:{version}"):
        return {"mail": None}
    mail = now or Mail(detail=next(iter(addresses)))
    detail = mail.detail if mail.detail in addresses else next(iter(addresses))
    if len(addresses) > 1:
        keys = list(addresses)
        at = keys.index(mail.detail) if mail.detail in keys else 0
        detail = st.selectbox("Which detail is the address", keys, at, format_func=addresses.__getitem__,
                              key=f"terms:address:{version}")  # fmt: skip
    left, right = st.columns(2)
    with left:
        confirmation = field(Mail, "confirmation", mail.confirmation, key=f"terms:mail-confirmation:{version}")
    with right:
        changes = field(Mail, "changes", mail.changes, key=f"terms:mail-changes:{version}")
    reminders = _reminders(mail.reminders, f"terms:reminders:{version}")
    if not _sees(config):
        quiet("Saved with it: booking may see the e-mail address. Nothing else of the bot does.")
    sent = {"detail": detail, "confirmation": confirmation, "changes": changes, "reminders": reminders}
    return {"mail": sent, "tools": _granted(config)}


def _webhook(config: BookingFile, version: str) -> dict[str, Any]:
    """A service of the owner's own; whether it may be inside their network stays as the file has it."""
    now = config.webhook
    with st.expander("Tell another system of each booking", expanded=now is not None):
        quiet("Signed, and without personal values. For whoever looks after your systems.")
        url = field(Webhook, "url", now.url if now else "", key=f"terms:webhook:{version}")
    return {"webhook": {"url": url, "private": now.private if now else False} if url else None}


def _reminders(value: Sequence[int], key: str) -> list[int]:
    hours = sorted({*REMIND, *value})
    chosen = st.pills(
        "Reminders", hours, selection_mode="multi", default=list(value),
        format_func=lambda h: REMIND.get(h, f"{h} hours before"), key=key,
    )  # fmt: skip
    return sorted(chosen, reverse=True)


def _sees(config: BookingFile) -> bool:
    return any(grant.tool == BOOKING and SEES in grant.clear for grant in config.tools)


def _granted(config: BookingFile) -> list[dict[str, Any]]:
    """The grants, with the e-mail address for the act of booking."""
    tools = [grant.model_dump(mode="json") for grant in config.tools]
    if _sees(config):
        return tools
    own = next((grant for grant in tools if grant["tool"] == BOOKING), None)
    if own is None:
        return [*tools, {"tool": BOOKING, "clear": [SEES], "confirm": "always", "settings": {}}]
    own["clear"] = [*own["clear"], SEES]
    return tools
