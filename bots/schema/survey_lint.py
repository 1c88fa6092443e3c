"""The privacy lint: questions that collect more than their purpose needs, each with a better wording.

It advises and never forbids: an owner may have the reason and the legal basis. The rules stand in ``survey_lint.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bots.schema.survey import Question, SurveyFile
from bots.words import plain

RULES = Path(__file__).with_name("survey_lint.yaml")
CONTACT = ("email", "phone")


@dataclass(frozen=True, slots=True)
class Advice:
    """What one question asks too much, and what to ask instead. ``place`` is its place in the file."""

    place: int
    question: str
    rule: str
    said: str
    better: str


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    when: re.Pattern[str]
    unless: re.Pattern[str] | None
    kinds: tuple[str, ...]
    said: str
    better: str

    def fits(self, question: Question, text: str) -> bool:
        if self.kinds and question.kind not in self.kinds:
            return False
        return bool(self.when.search(text)) and not (self.unless and self.unless.search(text))


def advice(survey: SurveyFile) -> tuple[Advice, ...]:
    """Everything the survey asks beyond its purpose, question by question."""
    return tuple(one for place, question in enumerate(survey.questions) for one in _of(survey, place, question))


def rules() -> tuple[str, ...]:
    """The names of the rules."""
    return (*(rule.id for rule in _rules()), "contact")


def _of(survey: SurveyFile, place: int, question: Question) -> Iterator[Advice]:
    if question.kind == "statement":
        return
    if question.kind in CONTACT and survey.anonymity == "anonymous":
        said = "An anonymous survey that asks how to reach somebody is not anonymous."
        better = "Leave it out, or make the survey confidential and say so in its first words."
        yield Advice(place, question.id, "contact", said, better)
        return
    text = plain(" ".join((question.text, *question.options, *question.rows)))
    rule = next((rule for rule in _rules() if rule.fits(question, text)), None)
    if rule is not None:
        yield Advice(place, question.id, rule.id, rule.said, rule.better)


@cache
def _rules() -> tuple[_Rule, ...]:
    raw = yaml.load(RULES.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tuple(
        _Rule(
            one["id"], _any(one["when"]), _any(one["unless"]) if one.get("unless") else None,
            tuple(one.get("kinds", ())), one["said"], one["better"],
        )
        for one in raw
    )  # fmt: skip


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w)(?:{pattern})(?!\w)" for pattern in patterns))
