"""Questions from a pasted list, table or file; what was understood is shown before anything is added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from bots.errors import ConfigError, Problem
from bots.schema import question_list
from bots.schema.survey import Question, SurveyFile
from builder import words
from builder.editor import Bench
from builder.heading import quiet

MOST_SHOWN = 30
EXAMPLE = """How likely are you to recommend us? 0-10
How did you hear about us? Friends, newspaper, internet
What did you like? (choose all that apply)
- Advice
- Prices
Would you come again? yes/no
What should we do better?"""


def paste(bench: Bench, config: SurveyFile, kinds: Mapping[str, str]) -> None:
    """Draw the field, what is understood of its words, and the button; ``kinds``: what each kind is called."""
    with st.expander("Paste questions from a list or a table", icon=":material/content_paste:"):
        turn = st.session_state.setdefault("paste:turn", 0)  # a field that was emptied by its key keeps its words
        text = st.text_area(
            "Questions, as they stand in your document", key=f"paste:text:{turn}", height=200,
            max_chars=question_list.MOST_CHARACTERS, placeholder=EXAMPLE,
        )  # fmt: skip
        file = st.file_uploader(
            "or a text or CSV file", type=["txt", "csv"], key=f"paste:file:{turn}", max_upload_size=1
        )
        if file is not None and not text.strip():
            text = file.getvalue().decode("utf-8", "replace")
        replace = st.toggle("Put them in place of the questions above", key="paste:replace")
        kept = () if replace else config.questions
        new = _understood(text, [question.id for question in kept]) if text.strip() else ()
        if new:
            _show(new, kinds)
        else:
            quiet("One question a line. Choices stand behind it or below it, a scale as 1-5 or (0-10).")
        if st.button("Add these questions", disabled=not new):
            every = tuple(question.model_dump(mode="json") for question in (*kept, *new))
            bench.save({"questions": every}, then=_next)


def _understood(text: str, taken: Sequence[str]) -> tuple[Question, ...]:
    try:
        return question_list.questions(text, taken=taken)
    except ConfigError as error:
        for problem in error.problems:
            _told(problem)
        return ()


def _told(problem: Problem) -> None:
    st.error(words.plain(f"{problem.message} {problem.hint}"), title="These could not be read")


def _show(new: Sequence[Question], kinds: Mapping[str, str]) -> None:
    """What each line became, in the words of the table above."""
    st.markdown(f"**{words.many(len(new), 'question', 'questions')} understood**")
    st.table([
        {
            "Question": words.plain(one.text),
            "Answered by": _kind(one, kinds),
            "Choices": words.plain(", ".join(one.options) + (", something else" if one.other else "")),
        }
        for one in new[:MOST_SHOWN]
    ])  # fmt: skip
    if len(new) > MOST_SHOWN:
        quiet(f"and {len(new) - MOST_SHOWN} more.")
    quiet("Not as you meant it? Change the words above, or add them and change the table.")


def _kind(one: Question, kinds: Mapping[str, str]) -> str:
    scale = f", {one.scale[0]} to {one.scale[1]}" if one.kind == "scale" and one.scale else ""
    return f"{kinds.get(one.kind, one.kind)}{scale}{'' if one.required else ', may be left out'}"


def _next() -> None:
    st.session_state["paste:turn"] += 1
