"""The words a shop owner reads, for what the code calls otherwise. The technical word stays out of sight."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from guardrails.catalogue import ENTITIES
from knowledge.types import Citation

KINDS: Mapping[str, str] = {"support": "Support", "booking": "Booking", "survey": "Survey"}
STAGES: Mapping[str, str] = {
    "input": "from the customer",
    "retrieval": "from your documents",
    "output": "in the answer",
    "record": "in records",
    "tool_input": "to tools",
}
STAGES_MORE: Mapping[str, str] = {**STAGES, "tool_output": "in what a service answered", "export": "in exports"}
ACTIONS: Mapping[str, str] = {"allow": "allow", "mask": "bar", "ask": "ask", "block": "block"}
TIMES: Mapping[str, str] = {
    "input": "Checking what came in",
    "retrieve": "Looking it up",
    "bot": "Writing",
    "tools": "Acting",
    "output": "Checking the answer",
    "close": "Storing",
    "store": "Storing",
}
WHY_NOT: Mapping[str, str] = {
    "missing": "The bot found no answer in what it may read.",
    "out_of_scope": "The bot was asked about something it is not for.",
    "account": "Answering needs a look into the customer's account.",
    "premise": "The question assumes something the documents do not say.",
    "advice": "The question asks for advice the bot does not give.",
    "unclear": "The question was not clear enough to answer.",
}
WHY_PERSON: Mapping[str, str] = {
    "asked": "The customer asked for a person.",
    "missing": "A person takes over: no answer was found.",
    "unsupported": "A person takes over: the answer was not borne out by the documents.",
    "policy": "A person takes over: your rules say so.",
    "tool_failure": "A person takes over: something the bot tried did not work.",
    "upset": "A person takes over: the customer sounds upset.",
    "unsafe": "A person takes over: somebody may be in danger.",
}
WHY_BLOCKED: Mapping[str, str] = {
    "attack": "Stopped: it looked like an attempt to misuse the bot.",
    "too_long": "Stopped: the message was too long.",
    "flood": "Stopped: the message said the same over and over.",
    "secret": "Stopped: it held a password or key.",
}
PACKS: Mapping[str, str] = {
    "default": "Everyday",
    "gdpr": "Europe · GDPR",
    "ccpa": "California · CCPA",
    "hipaa": "US health · HIPAA",
    "pci_dss": "Payment cards · PCI DSS",
    "children": "Children",
    "strict": "Strict",
}
DONE: Mapping[str, str] = {
    "allow": "let through",
    "mask": "a bar takes its place",
    "ask": "the customer is asked not to send it",
    "block": "the message is stopped",
}
GROUPS: Mapping[str, str] = {
    "contact": "Names and contacts",
    "location": "Places",
    "identifier": "Numbers of a person",
    "financial": "Cards and accounts",
    "health": "Health",
    "credential": "Passwords and keys",
    "special": "Special categories",
}

AT_ONCE = "Files and answers you add or take away count for your customers at once, without publishing."


_MADE_LATER = re.compile(r":(?=[^\W\d]|[/+-])|\bwww(?=\.)", re.IGNORECASE)


def kind_of_data(entity: str) -> str:
    """The label of a kind of data, in the middle of a sentence."""
    found = ENTITIES.get(entity)
    label = found.label if found else entity.replace("_", " ").capitalize()
    return label if label[:2].isupper() and label[:2].isalpha() else label[:1].lower() + label[1:]


SUITES = {
    "attacks": "Attacks",
    "secrets": "Secrets",
    "starters": "Questions you offer",
    "tasks": "Everyday questions",
    "settings": "Settings",
}


def case(name: str) -> str:
    """A case of the check; one about a kind of data by that kind's label."""
    return plain(kind_of_data(name) if name in ENTITIES else name)


def trying(what: str) -> str:
    """What the check tries just now: "secrets, IBAN_CODE" as a shop owner says it."""
    suite, _, name = what.partition(", ")
    return f"{SUITES.get(suite, plain(suite))}: {case(name)}"


def rule(line: str) -> str:
    """The line of a policy that decided, such as "gdpr: group contact", in words."""
    pack, _, what = line.partition(": ")
    if pack == "own":
        return "as you set it in the table"
    about = "its general rule" if what == "says nothing" else f"its rule for {_ruled(what)}"
    return f"{plain(PACKS.get(pack, pack))}: {about}"


def _ruled(what: str) -> str:
    group = what.removeprefix("group ")
    return "all " + lower(GROUPS[group]) if group in GROUPS else kind_of_data(what)


def lower(label: str) -> str:
    """A label in the middle of a sentence."""
    return label[:1].lower() + label[1:]


def screen_action(action: str) -> str:
    """What screens and bot files call an action of the code."""
    return "mask" if action == "redact" else action


def blocked(reason: str) -> str:
    """Why a message was stopped, in a sentence."""
    if reason.startswith("entity:"):
        return f"Stopped: it held a {kind_of_data(reason.removeprefix('entity:'))}."
    return WHY_BLOCKED.get(reason, "Stopped by a check.")


def when(moment: datetime, *, clock: bool = True) -> str:
    """A moment in the reader's zone, such as 24 Nov 2026, 18:53."""
    local = moment.astimezone(zone())
    day = f"{local.day} {local:%b %Y}"
    return f"{day}, {local:%H:%M}" if clock else day


def ago(moment: datetime, now: datetime) -> str:
    """How long ago something was, as people say it."""
    minutes = max(0, int((now - moment).total_seconds() // 60))
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{many(minutes, 'minute')} ago"
    if minutes < 48 * 60:
        return f"{many(minutes // 60, 'hour')} ago"
    return when(moment, clock=False)


def many(number: int, thing: str, things: str = "") -> str:
    """A number with its word: 1 talk, 3 talks."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def seconds(milliseconds: float) -> str:
    """A duration: 0.2 s, 1.4 s. A tenth at least, which is never too quick and also fits after "within"."""
    return f"{max(milliseconds, 100) / 1000:.1f} s"


def span(milliseconds: float) -> str:
    """How long somebody waited: 40 s, 3 min, 1 h 5 min."""
    minutes = round(milliseconds / 60_000)
    if minutes < 1:
        return f"{milliseconds / 1000:.0f} s"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if hours else f"{minutes} min"


def plain(text: str) -> str:
    """Somebody's words inside a place that reads Markdown: shown as they are, and no link to press.

    Streamlit makes links, icons and emoji of bare addresses and ``:names:`` after the marks are read, so there a mark
    does not help; an invisible joiner inside them does.
    """
    whole = _MADE_LATER.sub("\\g<0>\u2060", " ".join(text.split()))
    return "".join(f"\\{c}" if c in "\\`*_{}[]()#+-.!|<>~$:&@" else c for c in whole)


def zone() -> ZoneInfo:
    """The reader's time zone as the browser says it."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (KeyError, ValueError):
        return ZoneInfo("UTC")


def why(reason: str) -> str:
    """Why a turn is listed, in a sentence: an outcome's code, or ``down: wrong`` for a thumb."""
    if reason.startswith(("down", "up")):
        thumb, _, rest = reason.partition(":")
        return f"Thumb {thumb}" + (f": {rest.strip().replace('_', ' ')}." if rest.strip() else ".")
    return WHY_NOT.get(reason) or WHY_PERSON.get(reason) or (blocked(reason) if _stopped(reason) else reason)


def _stopped(reason: str) -> bool:
    return reason in WHY_BLOCKED or reason.startswith(("entity:", "check_failed", "attack"))


def place(citation: Citation) -> tuple[str, str]:
    """Title and the headings below it; most documents repeat their title as the first heading."""
    return citation.title, citation.heading.removeprefix(citation.title).removeprefix(" › ")


def whole(text: str) -> str:
    """A cut-off text without the half of a placeholder at its end."""
    start = text.rfind("[[")
    return text[:start] + "…" if start >= 0 and "]]" not in text[start:] else text
