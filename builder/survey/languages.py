"""Every word of a survey in another language, as one table: questions, answers to choose from, scales, rows, first and
last words. What is left empty is asked in the first language; answers are kept in its words, so that they add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import pandas as pd
import streamlit as st

from bots.schema.common import Language
from bots.schema.survey import Question, SurveyFile
from builder.buttons import primary
from builder.editor import Bench
from builder.forms import CHOICES
from builder.heading import quiet

PARTS: Mapping[str, str] = {"options": "Answer", "labels": "Word of the scale", "rows": "Row of the table"}
TALK: Mapping[str, str] = {"welcome": "First words", "thanks": "Last words"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to translate: of which question (-1: of the talk), which part and place, the words and theirs."""

    question: int
    part: str
    at: int
    what: str
    first: str
    said: str


def languages(bench: Bench, config: SurveyFile) -> None:
    """Draw the table of one language and save it."""
    with st.expander("In other languages", icon=":material/translate:"):
        others = [one for one in get_args(Language) if one != config.language]
        language = st.selectbox(
            "Language", others, format_func=lambda one: f"{CHOICES[one]}{_how_far(config, one)}", key="languages:chosen"
        )  # fmt: skip
        known = pieces(config, language)
        edited = st.data_editor(
            pd.DataFrame([{"what": p.what, "first": p.first, "said": p.said} for p in known]),
            disabled=True if bench.fixed else ["what", "first"],
            hide_index=True,
            column_config={
                "what": st.column_config.TextColumn("What", width=120),
                "first": st.column_config.TextColumn(CHOICES[config.language], width=260),
                "said": st.column_config.TextColumn(CHOICES[language], max_chars=500, width=260),
            },
            alt=f"The survey in {CHOICES[language]}",
            key=f"languages:{language}:{bench.draft.changed_at.timestamp()}",
        )  # fmt: skip
        quiet("Visitors who write in this language are asked in it. Empty cells are asked in the first language.")
        if not bench.fixed and primary("Save this language"):
            bench.save(folded(config, language, ["" if pd.isna(cell) else str(cell) for cell in edited["said"]]))


def pieces(config: SurveyFile, language: str) -> list[Piece]:
    """Everything there is to translate, in the order it is said."""
    talk = config.translations.get(language)  # type: ignore[call-overload]
    welcome, thanks = (
        Piece(-1, name, 0, what, getattr(config, name), getattr(talk, name, "")) for name, what in TALK.items()
    )
    asked = [p for place, question in enumerate(config.questions) for p in _of(place, question, language)]
    return [*([welcome] if welcome.first else []), *asked, *([thanks] if thanks.first else [])]


def folded(config: SurveyFile, language: str, said: Sequence[str]) -> dict[str, Any]:
    """The survey's questions and first and last words with the words of a language in them.

    A question of which only some words are given keeps the first language's for the others, because a list of answers
    has to be whole; one without any is not translated.
    """
    known = pieces(config, language)
    given = {(p.question, p.part, p.at): words.strip() for p, words in zip(known, said, strict=True)}
    questions = []
    for place, question in enumerate(config.questions):
        dumped = question.model_dump(mode="json")
        dumped["translations"].pop(language, None)
        own = [p for p in known if p.question == place]
        if any(given[p.question, p.part, p.at] for p in own):
            dumped["translations"][language] = _translated(own, given)
        questions.append(dumped)
    talk = {name: given.get((-1, name, 0), "") for name in TALK}
    every = {key: value.model_dump() for key, value in config.translations.items() if key != language}
    return {"questions": tuple(questions), "translations": every | ({language: talk} if any(talk.values()) else {})}


def _of(place: int, question: Question, language: str) -> Iterator[Piece]:
    other = question.translations.get(language)  # type: ignore[call-overload]
    yield Piece(place, "text", 0, f"Question {place + 1}", question.text, getattr(other, "text", ""))
    for part, what in PARTS.items():
        theirs = getattr(other, part, ())
        for at, first in enumerate(getattr(question, part)):
            yield Piece(place, part, at, what, first, theirs[at] if at < len(theirs) else "")


def _translated(own: Sequence[Piece], given: Mapping[tuple[int, str, int], str]) -> dict[str, Any]:
    words = {p: given[p.question, p.part, p.at] or p.first for p in own}
    lists = {part: [words[p] for p in own if p.part == part] for part in PARTS}
    told = {
        part
        for part in lists
        if part == "options" or any(given[p.question, p.part, p.at] for p in own if p.part == part)
    }
    return {"text": next(words[p] for p in own if p.part == "text")} | {
        part: lists[part] for part in told if lists[part]
    }


def _how_far(config: SurveyFile, language: str) -> str:
    """How much of the survey is said in a language, for the list to choose from."""
    done = sum(language in question.translations for question in config.questions)
    return f" ({done} of {len(config.questions)} questions)" if done else ""
