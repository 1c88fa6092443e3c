"""The way through a survey as a small picture: what is asked in which order, and after which answer."""

from __future__ import annotations

import html

import streamlit as st

from bots.schema.survey import Question, SurveyFile
from builder.branches import OPS
from builder.heading import quiet

ROW, WIDE, INDENT, LETTERS = 46, 560, 36, 58
INK = {"light": "#1A2321", "dark": "#ECEFEA"}  # an image has no theme of its own
MOST = 60  # of more questions a picture says less than the table


def flow(config: SurveyFile) -> None:
    """Draw it; a reader hears the same as a list."""
    if len(config.questions) < 2:
        return
    if len(config.questions) > MOST:
        quiet(f"The way through {len(config.questions)} questions is too long for a picture.")
        return
    st.markdown("**The way through**")
    st.image(picture(config, INK[st.context.theme.type or "light"]), alt=told(config), width=WIDE)


def told(config: SurveyFile) -> str:
    """The picture as a reader hears it."""
    return "; ".join(_told(q) for q in config.questions)


def picture(config: SurveyFile, ink: str) -> str:
    """An SVG: a box a question, one further in when it is asked only after some answer, which stands on its line."""
    depths = _depths(config.questions)
    tall = ROW * len(config.questions) + 8
    body = "".join(_box(config.questions, depths, i) for i in range(len(config.questions)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {tall}" width="{WIDE}" height="{tall}" '
        f'color="{ink}" fill="none" stroke="currentColor" font-size="13" font-family="sans-serif">{body}</svg>'
    )


def _depths(questions: tuple[Question, ...]) -> dict[str, int]:
    depths: dict[str, int] = {}
    for question in questions:
        rule = question.show_if
        depths[question.id] = min(depths.get(rule.question, 0) + 1, 4) if rule else 0
    return depths


def _box(questions: tuple[Question, ...], depths: dict[str, int], i: int) -> str:
    question, rule = questions[i], questions[i].show_if
    x, y = 4 + INDENT * depths[question.id], 4 + ROW * i
    parts = [f'<rect x="{x}" y="{y}" width="{WIDE - x - 4}" height="30" rx="8"/>']
    parts.append(_words(f"{i + 1}. {question.text}", x + 10, y + 20, LETTERS - 5 * depths[question.id]))
    if rule is not None:
        source = next((n for n, q in enumerate(questions) if q.id == rule.question), None)
        value = ", ".join(map(str, rule.value)) if isinstance(rule.value, tuple) else str(rule.value or "")
        if source is not None:
            start = 4 + ROW * source + 30
            parts.append(f'<path d="M{x - 18} {start}V{y + 15}H{x - 4}m-5 -4l5 4l-5 4"/>')
        parts.append(_words(f"{OPS[rule.op]} {value}", x + 10, y - 4, 40, small=True))
    return "".join(parts)


def _words(text: str, x: int, y: int, most: int, *, small: bool = False) -> str:
    short = text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
    size = ' font-size="11" opacity="0.8"' if small else ""
    return f'<text x="{x}" y="{y}" fill="currentColor" stroke="none"{size}>{html.escape(short)}</text>'


def _told(question: Question) -> str:
    return question.text if question.show_if is None else f"if it fits: {question.text}"
