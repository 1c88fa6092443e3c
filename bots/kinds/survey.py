"""The survey bot: one question at a time, own words to exact values, branches, back, skip, why, stop.

The state says where the talk stands and holds no answer: ``at`` (the question asked), ``path`` (questions answered, for
going back), ``tries``, ``done``. Answers live in the response alone, which an anonymous survey never joins to the
talk; branching reads them through the tool. Nobody has to answer: a question marked required is not offered a skip
button and is asked again when vague, but "I would rather not say" is always taken (null is stored).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bots.fields import Asked, Field, field_for
from bots.fields.rating import ends
from bots.flow import Speech, buttons, hear, kept, moment, our, pressed, speech
from bots.kinds import Turn
from bots.schema.survey import Question, ShowIf, SurveyFile
from bots.toolbox import Toolbox
from bots.types import Ask, Choice, Conversation, Json, Offer, ReplyPart, SetState
from bots.words import says_only

SKIP = "skip"
COMMANDS = ("stop", "back", "skip", "restart", "robot", "why", "repeat", "help")
TRIES = 3  # vague answers before skipping is mentioned


@dataclass(frozen=True, slots=True)
class _Step:
    """A question as it is asked: its place in the file, and the row when it is one of a matrix."""

    place: int
    question: Question
    row: int | None = None

    @property
    def key(self) -> str:
        return self.question.id if self.row is None else f"{self.question.id}.{self.row + 1}"

    def asked(self) -> Asked:
        q = self.question
        low, high = q.scale if q.scale else (None, None)
        text = q.text if self.row is None else f"{q.text} {q.rows[self.row]}"
        integer = q.integer if q.integer is not None else bool(q.scale) and not q.unit
        return Asked(self.key, q.kind, text, q.options, q.labels, low, high, integer, q.unit)

    def field(self) -> Field:
        kind = self.question.kind
        return field_for(("single" if self.question.options else "scale") if kind == "matrix" else kind)


class _Survey:
    name = "survey"
    description = "Asks one question at a time and keeps exact answers"

    def respond(self, turn: Turn, toolbox: Toolbox) -> Iterator[ReplyPart]:
        assert isinstance(turn.bot, SurveyFile)
        yield from _Talk(turn.bot, turn, toolbox).respond()

    def asked(self, conversation: Conversation) -> str | None:
        entity = kept(conversation.state).get("entity")
        return str(entity) if entity else None


class _Talk:
    """One turn of a survey."""

    def __init__(self, survey: SurveyFile, turn: Turn, toolbox: Toolbox) -> None:
        self.survey = survey
        self.turn = turn
        self.toolbox = toolbox
        self.state: dict[str, Any] = kept(turn.conversation.state)
        self.steps = [s for n, q in enumerate(survey.questions) for s in _steps(n, q)]
        self.speech: Speech = speech(turn.message, turn.conversation)
        self.state["language"] = self.speech.reply

    def respond(self) -> Iterator[ReplyPart]:
        text, say = self.turn.message.text, self.speech.say
        if self.state.get("done"):
            yield from our(say("survey_over"))
            yield SetState(self.state)
            return
        step = next((s for s in self.steps if s.key == self.state.get("at")), None)
        if step is None:
            if any(says_only("stop", text, one) for one in self.speech.read):
                yield from self._finish("stopped", say("survey_stopped"))
                return
            yield from self._go_on({})
            return
        yield from self._answer(step)

    def _answer(self, step: _Step) -> Iterator[ReplyPart]:
        field, asked, message = step.field(), step.asked(), self.turn.message
        button = pressed(field, asked, message.choice, self.speech.reply)
        read = field.parse(button or message.text, asked, moment(message, self.speech.read, self.survey.timezone))
        command = None
        if message.choice == SKIP:
            command = "skip"
        elif button is None and not _is_option(message.text, field, asked, self.speech.reply):
            command = hear(message.text, COMMANDS, self.speech.read, free=field.words, understood=read.understood)
            if command == "back" and read.understood and asked.options:
                command = None  # "the last one" names an option
        if command is not None:
            yield from self._obey(command, step)
        elif not read.understood:
            yield from self._again(step, read.hint)
        else:
            yield from self._record(step, _as_arguments(step, asked, read.value))

    def _obey(self, command: str, step: _Step) -> Iterator[ReplyPart]:
        say = self.speech.say
        if command == "stop":
            yield from self._finish("stopped", say("survey_stopped"))
        elif command == "skip":
            yield from self._record(step, {"skip": True})
        elif command == "back":
            path = list(self.state.get("path", []))
            earlier = next((s for s in self.steps if path and s.key == path[-1]), None)
            if earlier is None:
                yield from self._ask(step, say("survey_first"))
            else:
                self.state |= {"path": path[:-1]}
                yield from self._ask(earlier)
        elif command == "restart":
            first = next(s for s in self.steps if s.question.kind != "statement")
            self.state |= {"path": []}
            yield from self._ask(first)
        elif command == "why":
            anonymous = self.survey.anonymity == "anonymous"
            yield from self._ask(step, say("survey_why_anonymous" if anonymous else "survey_why_known"))
        elif command == "robot":
            yield from self._ask(step, say("small_robot"))
        else:
            yield from self._ask(step)

    def _record(self, step: _Step, arguments: Mapping[str, Json]) -> Iterator[ReplyPart]:
        place = {"question": step.place} | ({} if step.row is None else {"row": step.row})
        answers = self._call({**place, **arguments})
        moot = [s for s in self.steps if s.key in answers and not _shown(s.question, answers)]
        if moot:
            answers = self._call({"forget": [*sorted({s.place for s in moot})]})
        path = [key for key in self.state.get("path", []) if key != step.key and key in answers]
        self.state |= {"path": [*path, step.key]}
        yield from self._go_on(answers)

    def _go_on(self, answers: Mapping[str, Any]) -> Iterator[ReplyPart]:
        """Tell what is to be told, ask the next question that is due, or end."""
        told: list[str] = []
        done = set(self.state.get("told", []))
        for step in self.steps:
            if step.key in answers or step.key in done or not _shown(step.question, answers):
                continue
            if step.question.kind == "statement":
                told.append(step.question.text)
                done.add(step.key)
                continue
            self.state |= {"told": sorted(done)}
            yield from self._ask(step, *told)
            return
        yield from self._finish("complete", *told, self.survey.thanks)

    def _again(self, step: _Step, hint: str) -> Iterator[ReplyPart]:
        low, high = _ends(step)
        tries = int(self.state.get("tries", 0)) + 1
        may_skip = self.speech.say("survey_may_skip") if tries >= TRIES else ""
        yield from self._ask(step, self.speech.say(hint, low=low, high=high), may_skip, tries=tries)

    def _ask(self, step: _Step, *before: str, tries: int = 0) -> Iterator[ReplyPart]:
        field, asked = step.field(), step.asked()
        self.state |= {"at": step.key, "tries": tries, "entity": field.entity}
        optional = not step.question.required or tries >= TRIES
        skip = Choice(SKIP, self.speech.say("skip")) if optional else None
        yield from our(*before, asked.text)
        choices = buttons(*field.choices(asked, self.speech.reply), skip)
        if choices:
            yield Offer(choices)
        yield Ask(step.key, field.entity)
        yield SetState(self.state)

    def _finish(self, how: str, *sentences: str) -> Iterator[ReplyPart]:
        if self.state.get("at") or how == "complete":
            self._call({"finish": how})
        yield from our(*sentences)
        yield SetState({"done": True, "language": self.speech.reply})

    def _call(self, arguments: Mapping[str, Json]) -> Mapping[str, Any]:
        data = self.toolbox.call("record_answer", arguments).data or {}
        answers = data.get("answers")
        return answers if isinstance(answers, Mapping) else {}


def _steps(place: int, question: Question) -> Iterator[_Step]:
    if question.kind == "matrix" and question.rows:
        for row in range(len(question.rows)):
            yield _Step(place, question, row)
    else:
        yield _Step(place, question)


def _ends(step: _Step) -> tuple[str, str]:
    asked = step.asked()
    if asked.kind == "number":
        return str(asked.low if asked.low is not None else "–"), str(asked.high if asked.high is not None else "…")
    low, high = ends(asked)
    return str(low), str(high)


def _is_option(text: str, field: Field, asked: Asked, language: str) -> bool:
    return any(c.label.casefold() == text.strip().casefold() for c in field.choices(asked, language))


def _as_arguments(step: _Step, asked: Asked, value: Json) -> dict[str, Json]:
    """A value as the tool takes it: options by their place, so that the owner's words need no clearing."""
    kind = step.question.kind
    if isinstance(value, bool) or value is None:
        return {"skip": True}
    if isinstance(value, int | float):
        return {"number": value}
    if isinstance(value, list):
        return {"options": [asked.options.index(str(v)) for v in value]}
    if kind in ("single", "matrix"):
        return {"options": [asked.options.index(str(value))]}
    if kind == "date":
        return {"day": date.fromisoformat(str(value)).isoformat()}
    return {"words": str(value)}


def _shown(question: Question, answers: Mapping[str, Any]) -> bool:
    """Whether a question is asked, given the answers so far."""
    rule = question.show_if
    if rule is None:
        return True
    if rule.question not in answers:
        return False
    given = answers[rule.question]
    if rule.op == "answered":
        return given is not None
    return given is not None and _holds(rule, given)


def _holds(rule: ShowIf, given: Any) -> bool:
    value = rule.value
    if rule.op in ("lt", "le", "gt", "ge"):
        return _compare(rule.op, given, value)
    if rule.op == "in":
        wanted = value if isinstance(value, tuple) else (value,)
        return any(_same(given, one) for one in wanted)
    if rule.op == "contains":
        inside = given if isinstance(given, list) else [given]
        return any(_same(one, value) for one in inside) or (isinstance(given, str) and _fold(value) in _fold(given))
    same = _same(given, value)
    return same if rule.op == "eq" else not same


def _compare(op: str, given: Any, value: Any) -> bool:
    try:
        a, b = float(given), float(value)
    except (TypeError, ValueError):
        return False
    return {"lt": a < b, "le": a <= b, "gt": a > b, "ge": a >= b}[op]


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, list):
        return any(_same(one, b) for one in a)
    return a == b or _fold(a) == _fold(b)


def _fold(value: Any) -> str:
    # YAML reads an unquoted yes as true: a branch written "value: yes" means the answer "yes".
    return {"true": "yes", "false": "no"}.get(str(value).casefold(), str(value).casefold())


kind = _Survey()
