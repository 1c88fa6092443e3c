"""Does: what the bot may do beyond talking. Services and hours, questions, and the acts it may take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from bots.schema.booking import BookingFile
from bots.schema.common import Day
from bots.schema.survey import QuestionKind, SurveyFile
from builder import editor
from builder.acts import acts as draw_acts
from builder.branches import branches
from builder.buttons import primary, submit
from builder.editor import Bench
from builder.forms import field
from builder.heading import quiet

DAYS: Mapping[Day, str] = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday",
    "sun": "Sunday",
}  # fmt: skip
CLOCK = r"^([01]\d|2[0-4]):[0-5]\d$"
QUESTIONS = {
    "single": "One answer of several", "multiple": "Several answers", "yesno": "Yes or no", "rating": "Stars",
    "nps": "Recommend, 0 to 10", "csat": "Content, 1 to 5", "ces": "Effort, 1 to 7", "scale": "Scale",
    "matrix": "Table of scales", "ranking": "Put in order", "number": "Number", "date": "Date",
    "short_text": "Short words", "long_text": "Own words", "email": "E-mail address", "phone": "Phone number",
    "consent": "Agreement", "statement": "Only a sentence",
}  # fmt: skip


def draw(bench: Bench) -> None:
    acts: DeltaGenerator
    config = bench.draft.config
    st.header("Does", anchor=False)
    quiet("What your bot may do. What is not listed here it cannot do, whatever anybody writes.")
    if isinstance(config, BookingFile):
        services, hours, acts = st.tabs(["Services", "Hours", "Acts"])
        with services:
            _services(bench, config)
        with hours:
            _hours(bench, config)
    elif isinstance(config, SurveyFile):
        questions, acts = st.tabs([f"Questions ({len(config.questions)})", "Acts"])
        with questions:
            _questions(bench, config)
    else:
        acts = st.container()
    with acts:
        draw_acts(bench)


def _services(bench: Bench, config: BookingFile) -> None:
    known = {service.id: service.model_dump() for service in config.services}
    columns = ["id", "name", "minutes", "price", "buffer_after", "capacity"]
    table = pd.DataFrame([{c: row[c] for c in columns} for row in known.values()], columns=columns)
    edited = st.data_editor(
        table,
        num_rows="fixed" if bench.fixed else "dynamic",
        disabled=bench.fixed,
        hide_index=True,
        column_order=columns[1:],
        column_config={
            "name": st.column_config.TextColumn("Service", required=True, max_chars=80),
            "minutes": st.column_config.NumberColumn("Minutes", min_value=1, max_value=1440, step=1, required=True),
            "price": st.column_config.TextColumn("Price", max_chars=40),
            "buffer_after": st.column_config.NumberColumn("Gap after", min_value=0, max_value=480, step=1),
            "capacity": st.column_config.NumberColumn("Places", min_value=1, max_value=1000, step=1),
        },
        alt="Services that can be booked",
        key=f"services:{bench.draft.changed_at.timestamp()}",
    )
    quiet("Add a line at the end for a new service. Gap after: minutes kept free. Places: customers at the same time.")
    if not bench.fixed and primary("Save services"):
        bench.save({"services": tuple(_rows(edited, known))})


def _rows(edited: pd.DataFrame, known: Mapping[str, Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    """The lines of an edited table over what each line's id had before; an empty cell falls back to the default."""
    used = set(known)
    for line in edited.to_dict("records"):
        given = {str(k): v for k, v in line.items() if not _blank(v)}
        name = str(given.get("name") or given.get("text") or "")
        if not name:
            continue
        key = str(given.get("id") or _id(name, used))
        used.add(key)
        yield {**known.get(key, {}), **{k: int(v) if isinstance(v, float) else v for k, v in given.items()}, "id": key}


def _blank(value: Any) -> bool:
    return value is None or (not isinstance(value, list | tuple) and bool(pd.isna(value)))


def _id(name: str, used: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "line"
    stem = stem if stem[0].isalpha() else f"x-{stem}"
    return next(key for i in range(1, 1000) if (key := stem if i == 1 else f"{stem}-{i}") not in used)


def _hours(bench: Bench, config: BookingFile) -> None:
    pairs = max(2, *(len(spans) for spans in config.hours.values()))
    heads = [(f"from{i}", f"to{i}") for i in range(pairs)]
    table = pd.DataFrame([{"day": label, **_spans(config.hours.get(day, ()), heads)} for day, label in DAYS.items()])
    text = st.column_config.TextColumn
    edited = st.data_editor(
        table,
        hide_index=True,
        disabled=bench.fixed or ["day"],
        column_config={"day": "Day"}
        | {a: text("Open from" if a == "from0" else "and from", validate=CLOCK) for a, _ in heads}
        | {b: text("to", validate=CLOCK) for _, b in heads},
        alt="Opening hours by day",
        key=f"hours:{bench.draft.changed_at.timestamp()}",
    )
    quiet("Times such as 09:00. A day without times is closed.")
    with st.form("hours:rules", border=False):
        closed = st.text_area(
            "Closed days", "\n".join(day.isoformat() for day in config.closed), placeholder="2026-12-24", height=112,
            help="One date a line, year-month-day.",
        )  # fmt: skip
        left, right = st.columns(2)
        with left:
            rules = {n: field(BookingFile, n, getattr(config, n)) for n in ("slot_minutes", "notice_minutes")}
        with right:
            rules |= {n: field(BookingFile, n, getattr(config, n)) for n in ("horizon_days", "hold_minutes")}
        saved = submit("Save hours", disabled=bench.fixed)
    if saved:
        hours = {
            day: spans
            for day, line in zip(DAYS, edited.to_dict("records"), strict=True)
            if (spans := [(line[a], line[b]) for a, b in heads if line[a] and line[b]])
        }
        bench.save({"hours": hours, "closed": tuple(closed.split()), **rules})


def _spans(spans: Sequence[tuple[str, str]], heads: Sequence[tuple[str, str]]) -> dict[str, str]:
    filled: dict[str, str] = {}
    for i, (a, b) in enumerate(heads):
        filled[a], filled[b] = spans[i] if i < len(spans) else ("", "")
    return filled


def _questions(bench: Bench, config: SurveyFile) -> None:
    known = {question.id: question.model_dump() for question in config.questions}
    columns = ["id", "text", "kind", "options", "required"]
    table = pd.DataFrame([{c: row[c] for c in columns} for row in known.values()], columns=columns)
    table["options"] = [list(options) for options in table["options"]]
    edited = st.data_editor(
        table,
        num_rows="fixed" if bench.fixed else "dynamic",
        disabled=bench.fixed,
        hide_index=True,
        column_order=columns[1:],
        row_height=60,
        column_config={
            "text": st.column_config.TextColumn("Question", required=True, max_chars=500, width=200),
            "kind": st.column_config.SelectboxColumn(
                "Answered by", options=list(get_args(QuestionKind)), required=True, width=150,
                format_func=lambda kind: QUESTIONS.get(str(kind), str(kind)),
            ),
            "options": st.column_config.ListColumn("Choices", width=110),
            "required": st.column_config.CheckboxColumn("Needed", default=True, width=75),
        },
        alt="Questions of the survey, in order",
        key=f"questions:{bench.draft.changed_at.timestamp()}",
    )  # fmt: skip
    quiet("One question at a time, in this order. Add a line at the end for a new question.")
    if not bench.fixed and primary("Save questions"):
        bench.save({"questions": tuple(_rows(edited, known))})
    branches(bench, config)


with editor.bench("does") as opened:
    draw(opened)
