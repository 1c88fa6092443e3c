"""The order of a survey's questions, and which are asked only after a certain answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from bots.schema.survey import Question, ShowIf, SurveyFile
from builder import words
from builder.editor import Bench
from builder.heading import quiet

OPS = {
    "eq": "is", "ne": "is not", "le": "is at most", "ge": "is at least", "lt": "is less than", "gt": "is more than",
    "in": "is one of", "contains": "holds", "answered": "was given",
}  # fmt: skip
NUMBERS = ("rating", "nps", "csat", "ces", "scale", "number")
CHOSEN = ("single", "yesno", "multiple", "ranking")


def branches(bench: Bench, config: SurveyFile) -> None:
    """Draw the questions in order, each with its branch in words; the chosen one can be moved and branched."""
    known = config.questions
    st.markdown("**Order and branches**")
    chosen = st.selectbox(
        "Question to move or to branch", range(len(known)), format_func=lambda i: f"{i + 1}. {known[i].text}",
        key="branch:chosen",
    )  # fmt: skip
    one = known[chosen]
    quiet(in_words(one, known))
    if bench.fixed:
        return
    with st.container(horizontal=True):
        if st.button("Move up", icon=":material/arrow_upward:", disabled=chosen == 0):
            _move(bench, known, chosen, chosen - 1)
        if st.button("Move down", icon=":material/arrow_downward:", disabled=chosen == len(known) - 1):
            _move(bench, known, chosen, chosen + 1)
    earlier = [q for q in known[:chosen] if q.kind not in ("statement", "matrix")]
    if earlier:
        _branch(bench, known, one, earlier)


def in_words(one: Question, known: Sequence[Question]) -> str:
    """When a question is asked, in a sentence."""
    rule = one.show_if
    if rule is None:
        return "Asked every time."
    earlier = next((q.text for q in known if q.id == rule.question), rule.question)
    value = ", ".join(map(str, rule.value)) if isinstance(rule.value, tuple) else str(rule.value or "")
    what = f"{OPS[rule.op]} {value}".strip()
    return f"Asked only if the answer to “{words.plain(earlier)}” {words.plain(what)}."


def _move(bench: Bench, known: Sequence[Question], source: int, target: int) -> None:
    moved = list(known)
    moved.insert(target, moved.pop(source))
    # The box goes with the question; a move that a branch forbids is told, and the box stays.
    bench.save({"questions": _dumped(moved)}, then=lambda: st.session_state.pop("branch:chosen", None))


def _branch(bench: Bench, known: Sequence[Question], one: Question, earlier: Sequence[Question]) -> None:
    rule = one.show_if
    names = {q.id: q.text for q in earlier}
    options = ["", *names]
    on = st.selectbox(
        "Ask it only after a certain answer to",
        options,
        options.index(rule.question) if rule and rule.question in names else 0,
        format_func=lambda key: names.get(key, "No condition: ask it every time"),
        key=f"branch:on:{one.id}",
    )
    new = _rule(next(q for q in earlier if q.id == on), rule, one.id) if on else None
    if st.button("Save this condition", disabled=bool(on) and new is None):
        changed = [q.model_copy(update={"show_if": new}) if q.id == one.id else q for q in known]
        bench.save({"questions": _dumped(changed)})


def _rule(on: Question, now: ShowIf | None, key: str) -> ShowIf | None:
    """The condition as chosen; None while its value is missing."""
    now = now if now and now.question == on.id else None
    numbers = ("le", "ge", "lt", "gt", "eq") if on.kind in NUMBERS else ()
    several = ("contains",) if on.kind in ("multiple", "ranking") else ("eq", "ne", "in")
    ops: list[str] = [*(numbers or (several if on.kind in CHOSEN else ("contains",))), "answered"]
    left, right = st.columns(2, vertical_alignment="bottom")
    start = ops.index(now.op) if now and now.op in ops else 0
    op = left.selectbox("The answer", ops, start, format_func=OPS.__getitem__, key=f"branch:op:{key}:{on.id}")
    if op == "answered":
        return ShowIf.model_validate({"question": on.id, "op": op})
    with right:
        value = _value(on, op, now.value if now else None, f"branch:value:{key}:{on.id}:{op}")
    return ShowIf.model_validate({"question": on.id, "op": op, "value": value}) if value not in ("", None, ()) else None


def _value(on: Question, op: str, now: Any, key: str) -> Any:
    if on.kind in NUMBERS:
        number = st.number_input("Value", value=now if isinstance(now, int | float) else 5, step=1, key=key)
        return int(number) if float(number).is_integer() else number
    choices = ["yes", "no"] if on.kind == "yesno" else list(on.options)
    if op == "in":
        default = [one for one in (now if isinstance(now, tuple) else ()) if one in choices]
        return tuple(st.multiselect("Values", choices, default=default, key=key))
    if choices:
        return st.selectbox("Value", choices, choices.index(now) if now in choices else 0, key=key)
    return st.text_input("Value", str(now or ""), max_chars=200, key=key).strip()


def _dumped(questions: Sequence[Question]) -> tuple[dict[str, Any], ...]:
    return tuple(q.model_dump(mode="json") for q in questions)
