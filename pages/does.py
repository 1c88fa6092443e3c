"""Does: what the bot may do beyond talking. Services and hours, questions, and the acts it may take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, get_args

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from bots.schema.booking import BookingFile
from bots.schema.survey import QuestionKind, SurveyFile
from builder import editor
from builder.acts import acts as draw_acts
from builder.bookings.editing import editing
from builder.branches import branches
from builder.buttons import primary
from builder.editor import Bench
from builder.heading import quiet

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
        editing(bench, config)
        return
    if isinstance(config, SurveyFile):
        questions, acts = st.tabs([f"Questions ({len(config.questions)})", "Acts"])
        with questions:
            _questions(bench, config)
    else:
        acts = st.container()
    with acts:
        draw_acts(bench)


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
