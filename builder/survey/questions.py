"""The table of questions, and the advice on what asks too much."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, get_args

import pandas as pd
import streamlit as st

from bots.schema.survey import QuestionKind, SurveyFile
from bots.schema.survey_lint import advice
from builder import words
from builder.branches import branches
from builder.buttons import primary
from builder.editor import Bench
from builder.heading import quiet
from builder.survey.flow import flow
from builder.survey.languages import languages
from builder.survey.one import one
from builder.survey.paste import paste

QUESTIONS = {
    "single": "One answer of several", "multiple": "Several answers", "yesno": "Yes or no", "rating": "Stars",
    "nps": "Recommend, 0 to 10", "csat": "Content, 1 to 5", "ces": "Effort, 1 to 7", "scale": "Scale",
    "matrix": "Table of scales", "ranking": "Put in order", "number": "Number", "date": "Date",
    "short_text": "Short words", "long_text": "Own words", "email": "E-mail address", "phone": "Phone number",
    "consent": "Agreement", "statement": "Only a sentence",
}  # fmt: skip


def questions(bench: Bench, config: SurveyFile) -> None:
    """Draw everything about the questions."""
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
            "text": st.column_config.TextColumn("Question", required=True, max_chars=500, width=180),
            "kind": st.column_config.SelectboxColumn(
                "Answered by", options=list(get_args(QuestionKind)), required=True, width=140,
                format_func=lambda kind: QUESTIONS.get(str(kind), str(kind)),
            ),
            "options": st.column_config.ListColumn("Choices", width=100),
            "required": st.column_config.CheckboxColumn("Needed", default=True, width=70),
        },
        alt="Questions of the survey, in order",
        key=f"questions:{bench.draft.changed_at.timestamp()}",
    )  # fmt: skip
    quiet("One question at a time, in this order. Add a line at the end for a new question.")
    rows = tuple(_with_what_they_had(_rows(edited, known)))
    if not bench.fixed and primary("Save questions"):
        bench.save({"questions": rows})
    _advice(config)
    if not bench.fixed:
        paste(bench, config, QUESTIONS)
    with st.expander("One question in full", icon=":material/tune:"):
        one(bench, config)
    languages(bench, config)
    if [_seen(row) for row in rows] != [_seen(row) for row in known.values()]:
        st.info("You changed the table. Save the questions, and what stands below shows them as they are then.")
    branches(bench, config)
    flow(config)


def _seen(row: Mapping[str, Any]) -> tuple[object, ...]:
    """What the table shows of a question."""
    return row["id"], row["text"], row.get("kind"), tuple(row.get("options") or ()), bool(row.get("required", True))


def _with_what_they_had(rows: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    """A kind that was changed takes only the keys it can have: a scale cannot have something else beside it."""
    for row in rows:
        chosen = dict(row)
        if chosen.get("kind") not in ("single", "multiple"):
            chosen["other"] = False
        yield chosen


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


def _advice(config: SurveyFile) -> None:
    """What collects more than its purpose needs, with a better wording; it never keeps anybody from saving."""
    for said in advice(config):
        with st.container(border=True, key=f"advice:{said.question}"):
            st.badge("Asks for more than it may need", color="yellow")
            st.markdown(f"**{words.plain(config.questions[said.place].text)}**")
            quiet(f"{words.plain(said.said)} Better: {words.plain(said.better)}")
