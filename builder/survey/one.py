"""One question in full: what its kind can have beside its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from bots.schema.branching import SCALES
from bots.schema.survey import Question, SurveyFile
from builder.editor import Bench
from builder.forms import field, lines

CHOSEN = ("single", "multiple")


def one(bench: Bench, config: SurveyFile) -> None:
    """Choose a question and change what the table has no room for."""
    known = config.questions
    place = st.selectbox(
        "Question", range(len(known)), format_func=lambda i: f"{i + 1}. {known[i].text}", key="one:chosen"
    )  # fmt: skip
    question = known[place]
    with st.form(f"one:{question.id}", border=False):
        changed = _fields(question)
        saved = st.form_submit_button("Save this question", disabled=bench.fixed)
    if saved:
        new = question.model_dump(mode="json") | changed
        bench.save({"questions": tuple(_dumped(known, place, new))})


def _fields(question: Question) -> dict[str, Any]:
    drawn = {
        name: field(Question, name, getattr(question, name), key=_key(question, name)) for name in _names(question)
    }
    if question.kind in SCALES or question.kind in ("matrix", "number"):
        drawn |= _scale(question)
    if question.kind == "matrix":
        drawn["rows"] = lines("Rows of the table", question.rows, key=_key(question, "rows"))
    if question.kind in CHOSEN:
        points = st.text_input(
            "Points", " ".join(f"{p:g}" for p in question.points), key=_key(question, "points"),
            help="One per answer in order, divided by spaces; empty: no points.",
        )  # fmt: skip
        drawn["points"] = _numbers(points)
    return drawn


def _names(question: Question) -> Sequence[str]:
    names = ["purpose", "required", "prefer_not"] if question.kind != "statement" else []
    if question.kind in CHOSEN:
        names += ["other", "shuffle"]
    if question.kind == "ranking":
        names += ["shuffle"]
    if question.kind == "rating":
        names += ["look"]
    if question.kind == "number":
        names += ["unit"]
    if question.kind in ("short_text", "long_text"):
        names += ["follow_up"]
    return names


def _scale(question: Question) -> dict[str, Any]:
    low, high = question.scale or SCALES.get(question.kind, (0, 100))
    limited = question.kind != "number" or st.toggle(
        "Between two numbers", question.scale is not None, key=_key(question, "limited")
    )
    left, right = st.columns(2)
    first = left.number_input("Lowest number", value=low, step=1, key=_key(question, "low"))
    last = right.number_input("Highest number", value=high, step=1, key=_key(question, "high"))
    said = lines("Words of the scale", question.labels, key=_key(question, "labels"),
                 hint="Two for its ends, or one for each step.")  # fmt: skip
    usual = (first, last) == SCALES.get(question.kind) and question.scale is None
    return {"scale": None if usual or not limited else [first, last], "labels": said}


def _numbers(text: str) -> list[float]:
    return [float(part) for part in text.replace(",", " ").split() if part.lstrip("-").replace(".", "", 1).isdigit()]


def _key(question: Question, name: str) -> str:
    return f"one:{question.id}:{name}"


def _dumped(known: Sequence[Question], place: int, new: dict[str, Any]) -> Sequence[dict[str, Any]]:
    return [new if i == place else q.model_dump(mode="json") for i, q in enumerate(known)]
