"""Does, of a booking bot: services, people, hours, what is asked and rules, with next week's free times beside them.

Each part is a form that keeps what was typed until it is saved; the free times and the problems are those of all parts
together as they stand now.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st
import yaml
from streamlit.delta_generator import DeltaGenerator

from bots import config as bot_file
from bots.errors import ConfigError
from bots.schema.booking import BookingFile
from builder import words
from builder.acts import acts as draw_acts
from builder.bookings import cards, people, plain, services, times
from builder.bookings.asked import asked_cards
from builder.bookings.free import free
from builder.bookings.holidays import public_days
from builder.bookings.terms import terms
from builder.buttons import primary
from builder.editor import Bench
from builder.heading import quiet
from guardrails.errors import Problem
from workspace import studio

DAYS_IN_ANY_ORDER = ("closed", "special")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the form: the keys of the bot file it holds, as they are now, and where its button goes."""

    name: str  # as the button says it
    values: Mapping[str, Any]
    foot: DeltaGenerator
    lists: tuple[str, ...] = ()  # the lists of cards in it


@dataclass(frozen=True, slots=True)
class _Begun:
    """The round a part is in, and its keys as they were saved when it began."""

    round: int
    saved: Mapping[str, Any]


def editing(bench: Bench, config: BookingFile) -> None:
    """Draw every part, then what is wrong, the buttons, and the free times."""
    tabs = st.tabs(["Services", "People", "Hours", "What is asked", "Rules", "What it may do"])
    saved = config.model_dump(mode="json")
    parts = []
    for tab, (name, draw) in zip(tabs, _PARTS.items(), strict=False):
        with tab:
            parts.append(draw(bench, config, _version(bench, name, saved)))
    with tabs[-1]:
        draw_acts(bench)
    changed = [part for part in parts if _differs(part.values, saved)]
    values = {key: value for part in changed for key, value in part.values.items()}
    wrong, rules = _checked(bench, config, values)
    _mark(plain.marks(wrong, values))
    for part in parts:
        with part.foot:
            _foot(bench, part, changed=part in changed, wrong=wrong, values=values)
            _remember(bench, part, saved)
    if bench.desk.may("bots.preview"):
        with bench.beside or st.container():
            free(bench, rules, wrong=bool(wrong), changed=bool(changed))


def _services(bench: Bench, config: BookingFile, version: str) -> Part:
    quiet("What customers can book. Each line is read by the bot, so name things as customers do.")
    kind = services.service_cards(*services.names(config))
    found = cards.cards(kind, _dumped(config.services), version=version, fixed=bench.fixed)
    return Part("services", {"services": found}, st.container(), ("services",))


def _people(bench: Bench, config: BookingFile, version: str) -> Part:
    people.teach()
    places = {place.id: place.name for place in config.locations}
    kind = people.people_cards(places, today=_today(bench, config), version=version, fixed=bench.fixed)
    found = cards.cards(kind, _dumped(config.staff), version=version, fixed=bench.fixed)
    return Part("people", {"staff": found}, st.container(), ("staff",))


def _hours(bench: Bench, config: BookingFile, version: str) -> Part:
    today, fixed, saved = _today(bench, config), bench.fixed, config.model_dump(mode="json")
    owner = times.Owner("", version, fixed, today)
    quiet(f"By the clock of {words.plain(config.timezone)}, which is set under About.")
    values: dict[str, Any] = {
        "hours": times.weekly(saved["hours"], owner),
        "breaks": times.breaks(saved["breaks"], owner),
    }
    st.markdown("**Days that differ from the week**")
    values |= times.single_days(saved["closed"], saved["special"], owner)
    values["holidays"] = public_days(
        saved["holidays"], key=f"hours:holidays:{version}", today=today, empty="No country"
    )
    with st.expander("Several places", expanded=bool(config.locations)):
        quiet("Places with an address, and perhaps hours, of their own. Leave this empty when there is one.")
        kind = people.place_cards(config.timezone, today=today, version=version, fixed=fixed)
        values["locations"] = cards.cards(kind, _dumped(config.locations), version=version, fixed=fixed)
    return Part("hours", values, st.container(), ("locations",))


def _asked(bench: Bench, config: BookingFile, version: str) -> Part:
    quiet("Ask for as little as you can: without any question, a code is enough to change an appointment.")
    found = cards.cards(asked_cards(), _dumped(config.details), version=version, fixed=bench.fixed)
    return Part("questions", {"details": found}, st.container(), ("details",))


def _rules(bench: Bench, config: BookingFile, version: str) -> Part:
    del bench
    return Part("rules", terms(config, version=version), st.container())


def _checked(bench: Bench, config: BookingFile, values: Mapping[str, Any]) -> tuple[Sequence[Problem], BookingFile]:
    """What is wrong with the draft as it stands now, and the rules to show: those, or the saved ones."""
    if not values:
        return (), config
    text = yaml.safe_dump(_plain(config.model_dump(mode="json", exclude_defaults=True) | {
        "id": config.id, "kind": config.kind, "name": config.name, **values,
    }), allow_unicode=True)  # fmt: skip
    found = studio.problems(bench.desk, text)
    if found:
        return found, config
    try:
        rules = bot_file.load(text)
    except ConfigError as error:
        return error.problems, config
    return (), rules if isinstance(rules, BookingFile) else config


def _foot(bench: Bench, part: Part, *, changed: bool, wrong: Sequence[Problem], values: Mapping[str, Any]) -> None:
    """What is wrong with a part, and its button. What is wrong elsewhere, because of this part, is said here too."""
    if bench.fixed:
        return
    mine = [one for one in wrong if plain.key(one) in part.values]
    mine += [one for one in wrong if changed and plain.key(one) not in values]
    for one in mine if changed else ():
        st.error(words.plain(f"{one.message} {one.hint}"), title=plain.place(one, values))
    with st.container(horizontal=True, gap="small"):
        if primary(f"Save {part.name}", key=f"save:{part.name}", disabled=not changed or bool(mine)):
            bench.save(_plain(dict(part.values)))
        if changed:
            st.button(
                "Undo these changes", key=f"undo:{part.name}", type="tertiary", on_click=_again, args=(bench, part)
            )
            quiet("Not saved yet.")


def _version(bench: Bench, name: str, saved: Mapping[str, Any]) -> str:
    """Names what a part started from. Only another state of its own keys starts it anew: saving one part keeps what
    was typed in the others."""
    begun: _Begun | None = st.session_state.get(_begun(bench, name))
    if begun is None:
        begun = _Begun(0, {})
    elif _differs(begun.saved, saved):
        begun = _Begun(begun.round + 1, {})
    st.session_state[_begun(bench, name)] = begun
    return f"{bench.draft.bot}:{name}:{begun.round}"


def _remember(bench: Bench, part: Part, saved: Mapping[str, Any]) -> None:
    key = _begun(bench, part.name)
    st.session_state[key] = _Begun(st.session_state[key].round, {one: saved.get(one) for one in part.values})


def _again(bench: Bench, part: Part) -> None:
    """A new round draws every field of a part from what is saved."""
    key = _begun(bench, part.name)
    st.session_state[key] = _Begun(st.session_state[key].round + 1, {})


def _begun(bench: Bench, name: str) -> str:
    return f"edit:begun:{bench.draft.bot}:{name}"


def _mark(found: Mapping[str, str]) -> None:
    """What is wrong stands beside its day as well; the days are drawn already, so they are drawn once more."""
    if found != st.session_state.get(times.WRONG, {}):
        st.session_state[times.WRONG] = found
        st.rerun()


def _differs(values: Mapping[str, Any], saved: Mapping[str, Any]) -> bool:
    return any(_text({key: value}) != _text({key: saved.get(key)}) for key, value in values.items())


def _text(value: Any) -> str:
    return json.dumps(_plain(value), sort_keys=True, default=str)


def _plain(value: Any) -> Any:
    """Tuples as lists, days without hours left out: as the file has it."""
    if isinstance(value, Mapping):
        kept = {str(k): _plain(v) for k, v in value.items() if not (k in times.WEEK and not v)}
        return {k: sorted(v, key=str) if k in DAYS_IN_ANY_ORDER else v for k, v in kept.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def _dumped(items: Sequence[Any]) -> list[dict[str, Any]]:
    return [item.model_dump(mode="json") for item in items]


def _today(bench: Bench, config: BookingFile) -> date:
    return bench.desk.app.clock().astimezone(ZoneInfo(config.timezone)).date()


_PARTS = {"services": _services, "people": _people, "hours": _hours, "questions": _asked, "rules": _rules}
