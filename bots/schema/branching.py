"""Branches of a survey: when a question is asked, and every fault of the questions that can be known beforehand.

A rule may look at earlier questions only, so a survey cannot run in a circle. Whether a question can be reached at all
is known too: each rule looks at one answer, so a question is asked for some answers exactly when its own rule fits one
of the answers the question before it takes, and so on back to the start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bots.errors import Problem
from bots.schema.survey import Hidden, Question, ShowIf, SurveyFile

SCALES: Mapping[str, tuple[int, int]] = {
    "nps": (0, 10), "csat": (1, 5), "ces": (1, 7), "rating": (1, 5), "scale": (1, 5),
}  # fmt: skip
MORE = ".more"  # behind a question's id: what was added when a thin answer was asked after
CHOSEN = ("single", "multiple", "ranking")
MOST_NUMBERS = 1000  # of a wider range no number is tried
ORDERED = ("lt", "le", "gt", "ge")


def due(question: Question, answers: Mapping[str, Any]) -> bool:
    """Whether a question is asked, given the answers so far."""
    rule = question.show_if
    if rule is None:
        return True
    given = answers.get(rule.question)
    return given is not None and (rule.op == "answered" or holds(rule, given))


def holds(rule: ShowIf, given: Any) -> bool:
    """Whether an answer fits a rule."""
    value = rule.value
    if rule.op in ORDERED:
        return _compare(rule.op, given, value)
    if rule.op == "in":
        wanted = value if isinstance(value, tuple) else (value,)
        return any(same(given, one) for one in wanted)
    if rule.op == "contains":
        inside = given if isinstance(given, list) else [given]
        return any(same(one, value) for one in inside) or (isinstance(given, str) and _fold(value) in _fold(given))
    alike = same(given, value)
    return alike if rule.op == "eq" else not alike


def same(given: Any, value: Any) -> bool:
    """Whether an answer is a value, or holds it."""
    if isinstance(given, list):
        return any(same(one, value) for one in given)
    return bool(given == value) or _fold(given) == _fold(value)


def problems(name: str, survey: SurveyFile, nearest: Callable[[object, Any], str]) -> Iterator[Problem]:
    """Every fault of the questions, their branches and quotas, each with its cure."""
    known: dict[str, Question | Hidden] = {one.id: one for one in survey.hidden}
    asked_later = {q.id for q in survey.questions}
    reached: set[str] = set(known)
    for i, question in enumerate(survey.questions):
        where = f"{name}, questions[{i}]"
        yield from _of_question(where, question)
        rule = question.show_if
        if rule is not None and rule.question not in known:
            late = rule.question in asked_later
            said = f"'{rule.question}' is asked later." if late else f"There is no question '{rule.question}'."
            cure = "Ask it before, or branch on an earlier one." if late else nearest(rule.question, asked_later)
            yield Problem("branch", f"{where}.show_if", said, cure)
        elif rule is not None and rule.question not in reached:
            said = f"'{rule.question}' is never asked, so neither is this question."
            yield Problem("dead_end", f"{where}.show_if", said, "Mend that question's condition first.")
        elif rule is not None and not _fits_some(rule, known[rule.question]):
            said = f"No answer to '{rule.question}' fits, so this question is never asked."
            yield Problem("dead_end", f"{where}.show_if", said, _answers_to(known[rule.question]))
        else:
            reached.add(question.id)
        known.setdefault(question.id, question)
    if all(q.kind == "statement" for q in survey.questions):
        yield Problem("no_question", f"{name}, questions", "Nothing is asked.", "Add a question beside the sentences.")
    yield from _of_quotas(name, survey, known, nearest)
    yield from _of_hidden(name, survey)


def _of_question(where: str, question: Question) -> Iterator[Problem]:
    if question.kind in CHOSEN and len(question.options) < 2:
        yield Problem("options", f"{where}.options", "Give at least two answers to choose from.")
    if question.kind == "matrix" and not question.rows:
        yield Problem("rows", f"{where}.rows", "Give the rows of the table.")
    yield from _twice(f"{where}.options", question.options)
    yield from _twice(f"{where}.rows", question.rows)
    if question.scale and question.scale[0] >= question.scale[1]:
        yield Problem("scale", f"{where}.scale", "The lowest number comes first.")
    if question.other and question.kind not in ("single", "multiple"):
        yield Problem("other", f"{where}.other", "Only answers to choose from can have something else beside them.")
    yield from _of_points(where, question)
    for language, said in question.translations.items():
        for part in ("options", "rows", "labels"):
            ours, theirs = getattr(question, part), getattr(said, part)
            if theirs and len(theirs) != len(ours):
                told = f"There are {len(ours)} {part} in the first language and {len(theirs)} here."
                yield Problem(
                    "translation", f"{where}.translations.{language}.{part}", told, "Keep them in the same order."
                )
        if question.options and not said.options:
            place = f"{where}.translations.{language}.options"
            yield Problem("translation", place, "The answers to choose from are missing in this language.")


def _of_points(where: str, question: Question) -> Iterator[Problem]:
    if not question.points:
        return
    wanted = {"single": len(question.options), "multiple": len(question.options), "yesno": 2}.get(question.kind)
    if wanted is None and (question.kind in SCALES or question.kind == "number"):
        wanted = 1
    if wanted is None:
        yield Problem("points", f"{where}.points", f"Points cannot be given for {question.kind}.", "Leave them out.")
    elif len(question.points) != wanted:
        yield Problem("points", f"{where}.points", f"Give {wanted} here, not {len(question.points)}.")


def _of_quotas(
    name: str, survey: SurveyFile, known: Mapping[str, Question | Hidden], nearest: Callable[[object, Any], str]
) -> Iterator[Problem]:
    for i, quota in enumerate(survey.quotas):
        where = f"{name}, quotas[{i}]"
        if quota.question not in known:
            yield Problem("quota", where, f"There is no question '{quota.question}'.", nearest(quota.question, known))
            continue
        rule = ShowIf(question=quota.question, op="eq", value=quota.value)
        if not _fits_some(rule, known[quota.question]):
            yield Problem("quota", where, "No answer fits this quota.", _answers_to(known[quota.question]))


def _of_hidden(name: str, survey: SurveyFile) -> Iterator[Problem]:
    questions = {q.id for q in survey.questions}
    for i, one in enumerate(survey.hidden):
        where = f"{name}, hidden[{i}]"
        if one.id in questions:
            yield Problem("twice", where, f"'{one.id}' is a question too.", "Give it another name.")
        if survey.anonymity == "anonymous" and not one.values:
            said = "A survey that keeps nobody's name cannot take any value a page sends: it could be the name."
            yield Problem("hidden", f"{where}.values", said, "List the few values it may have, such as free, paid.")


def _twice(where: str, words: Sequence[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for word in words:
        if word.casefold() in seen:
            yield Problem("twice", where, "Two of them are the same.", "Every answer must read differently.")
            return
        seen.add(word.casefold())


def _fits_some(rule: ShowIf, asked: Question | Hidden) -> bool:
    if rule.op == "answered":
        return not isinstance(asked, Question) or asked.kind != "statement"
    possible = _possible(asked)
    return possible is None or any(holds(rule, one) for one in possible)


def _possible(asked: Question | Hidden) -> Sequence[Any] | None:
    """Every answer there can be; None when they cannot be listed."""
    if isinstance(asked, Hidden):
        return list(asked.values) or None
    kind, scale = asked.kind, asked.scale or SCALES.get(asked.kind)
    if kind in ("statement", "matrix"):
        return []  # a table's rows are answers of their own
    if kind in ("yesno", "consent"):
        return ["yes", "no"]
    if kind in CHOSEN and not asked.other:
        return list(asked.options)
    if kind in SCALES and scale:
        return range(scale[0], scale[1] + 1)
    few = kind == "number" and scale is not None and scale[1] - scale[0] <= MOST_NUMBERS
    return [n / 2 for n in range(2 * scale[0], 2 * scale[1] + 1)] if few and scale else None


def _answers_to(asked: Question | Hidden) -> str:
    possible = list(_possible(asked) or ())
    if not possible:
        return "Branch on another question."
    if len(possible) > 8:
        return f"Its answers go from {possible[0]} to {possible[-1]}."
    return f"Its answers: {', '.join(map(str, possible))}."


def _compare(op: str, given: Any, value: Any) -> bool:
    try:
        a, b = float(given), float(value)
    except (TypeError, ValueError):
        return False
    return {"lt": a < b, "le": a <= b, "gt": a > b, "ge": a >= b}[op]


def _fold(value: Any) -> str:
    return str(value).casefold()
