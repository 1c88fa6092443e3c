"""The survey bot: one question at a time, own words to exact values, branches, back, skip, why, stop.

The state says where the talk stands and holds no answer: ``at`` (the question asked), ``path`` (questions answered, for
going back), ``tries``, ``own`` and ``more`` (what the next words are), ``done``; and until the end what the page told
(``page``) and the invitation's hash (``ticket``). Answers live in the response alone, which an anonymous survey
never joins to the talk; branching reads them through the tool. Nobody has to answer: a question marked required is not
offered a skip button and is asked again when vague, but "I would rather not say" is always taken (null is stored).

Over 200 lines, because what one turn may come to is easiest to judge in one place; the steps themselves, what is asked
after a thin answer and going back by number stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bots.fields import Asked, Field, Reading
from bots.fields.choice import OTHER
from bots.flow import Speech, buttons, hear, kept, moment, our, pressed, speech, words_for
from bots.kinds import Turn
from bots.kinds._survey_heard import COMMANDS
from bots.kinds._survey_heard import command as heard
from bots.kinds._survey_jump import jump
from bots.kinds._survey_more import proposed, thin
from bots.kinds._survey_steps import Step, progress, spoken_around, steps
from bots.phrases import phrase
from bots.schema.branching import MORE, due
from bots.schema.survey import SurveyFile
from bots.toolbox import Toolbox
from bots.types import Ask, Choice, Conversation, Json, Offer, ReplyPart, SetState, Text
from bots.words import FEW_WORDS, says_only, spoken

SKIP = "skip"
TRIES = 3  # vague answers before skipping is mentioned
FEWEST = 3  # questions from which on it is shown how far it is
MOST_LISTED = 60  # options that have no buttons are listed up to here


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
        self.speech: Speech = _speech(turn, survey.language)
        self.state["language"] = self.speech.reply
        self.around = spoken_around(survey, self.speech.reply)
        self.steps = steps(survey, self.speech.reply, turn.conversation.id)

    def respond(self) -> Iterator[ReplyPart]:
        text, say = self.turn.message.text, self._say
        if self.state.get("done"):
            yield from our(say("survey_over"))
            yield SetState(self.state)
            return
        step = self._step(self.state.get("at"))
        if step is None:
            if any(says_only("stop", text, one) for one in self.speech.read):
                yield from self._finish("stopped", say("survey_stopped"))
                return
            yield from self._begin()
            return
        yield from self._hear(step)

    def _begin(self) -> Iterator[ReplyPart]:
        survey = self.survey
        bounded = survey.hidden or survey.most is not None or survey.one_each != "open"
        said = self._call({}) if bounded else {"answers": {}, "closed": None}
        if said.get("closed"):
            yield from self._turn_away(str(said["closed"]))
        else:
            yield from self._go_on(said["answers"])

    def _hear(self, step: Step) -> Iterator[ReplyPart]:
        """Whose answer this is: of the question asked, or of an earlier one whose button was pressed (another tab)."""
        id_, _, key = (self.turn.message.choice or "").rpartition("@")
        pressed_for = self._step(key)
        if id_ and pressed_for is not None and key in self.state.get("path", []):
            yield from self._answer(pressed_for, id_)
        elif self.state.get("more") and not (id_ and key == step.key):
            yield from self._answer_more(step)
        else:
            yield from self._answer(step, id_ if key == step.key else "")

    def _answer(self, step: Step, pressed_id: str) -> Iterator[ReplyPart]:
        field, asked, message = step.field, step.asked(), self.turn.message
        button = pressed(field, asked, pressed_id, step.language)
        if pressed_id == OTHER and asked.other:
            self.state["own"] = True
            yield from self._ask(step, self._say("survey_own", step), own=True)
            return
        read = self._read(step, field, asked, button)
        command = None
        if pressed_id == SKIP:
            command = "skip"
        elif button is None and not _is_option(message.text, field, asked, step.language):
            words = field.words or bool(self.state.get("own"))
            command = heard(message.text, self.speech.read, asked, read, words=words)
        if command is not None:
            yield from self._obey(command, step)
        elif not read.understood:
            yield from self._again(step, read.hint)
        else:
            yield from self._record(step, step.arguments(read), read)

    def _read(self, step: Step, field: Field, asked: Asked, button: str | None) -> Reading:
        message = self.turn.message
        when = moment(message, self.speech.read, self.survey.timezone)
        if self.state.get("own") and button is None:
            words = message.text.strip()
            return Reading([words] if asked.kind == "multiple" else words, understood=bool(words), own=True)
        said = words_for(field, asked, message.text)
        read = field.parse(button or said, asked, when)
        untranslated = Step(step.place, step.question, step.row, seed=step.seed).asked()
        if not read.understood and untranslated.options != asked.options:
            return field.parse(said, untranslated, when)  # answered in the survey's own language
        return read

    def _answer_more(self, step: Step) -> Iterator[ReplyPart]:
        """What was added to a thin answer; it is asked once, so a skip or a command goes on as well."""
        text = self.turn.message.text
        command = hear(text, COMMANDS, self.speech.read, free=True, understood=True)
        self.state.pop("more", None)
        if command in ("stop", "back", "restart"):
            yield from self._obey(command, step)
        elif command in ("why", "repeat", "help"):
            self.state["more"] = True
            yield from self._obey(command, step)
        elif command == "skip" or not text.strip() or (self.turn.message.choice or "").startswith(SKIP):
            yield from self._go_on(self._call({})["answers"])
        else:
            yield from self._go_on(self._call({"question": step.place, "more": True, "words": text})["answers"])

    def _obey(self, command: str, step: Step) -> Iterator[ReplyPart]:
        self.state.pop("own", None)
        if command == "stop":
            dropped = self.survey.partials == "drop"
            yield from self._finish("stopped", self._say("survey_stopped_dropped" if dropped else "survey_stopped"))
        elif command == "skip":
            yield from self._record(step, {"skip": True}, None)
        elif command == "jump":
            yield from self._jump(step)
        elif command == "back":
            path = list(self.state.get("path", []))
            earlier = self._step(path[-1]) if path else None
            if earlier is None:
                yield from self._ask(step, self._say("survey_first", step))
            else:
                self.state |= {"path": path[:-1]}
                yield from self._ask(earlier)
        elif command == "restart":
            first = next(s for s in self.steps if s.question.kind != "statement")
            self.state |= {"path": []}
            self._call({"forget": [*sorted({s.place for s in self.steps if s.question.kind != "statement"})]})
            yield from self._ask(first)
        elif command == "why":
            anonymous = self.survey.anonymity == "anonymous"
            why = self._say("survey_why_anonymous" if anonymous else "survey_why_known", step)
            yield from self._ask(step, step.question.purpose, why)
        elif command == "robot":
            yield from self._ask(step, self._say("small_robot", step))
        else:
            yield from self._ask(step)

    def _jump(self, step: Step) -> Iterator[ReplyPart]:
        """Back to a question by its number; one that was not asked yet cannot be gone back to."""
        number = jump(self.turn.message.text, self.speech.read) or 0
        asked = [s for s in self.steps if s.key in self.state.get("path", []) or s.key == step.key]
        if not 0 < number <= len(asked):
            yield from self._ask(step)
            return
        earlier = asked[number - 1]
        self.state |= {"path": [key for key in self.state.get("path", []) if key != earlier.key]}
        yield from self._ask(earlier)

    def _record(self, step: Step, arguments: Mapping[str, Json], read: Reading | None) -> Iterator[ReplyPart]:
        self.state.pop("own", None)
        place = {"question": step.place} | ({} if step.row is None else {"row": step.row})
        said = self._call({**place, **arguments})
        if said.get("closed"):
            yield from self._turn_away(str(said["closed"]))
            return
        answers = said["answers"]
        moot = [s for s in self.steps if s.key in answers and not due(s.question, answers)]
        if moot:
            answers = self._call({"forget": [*sorted({s.place for s in moot})]})["answers"]
        path = [key for key in self.state.get("path", []) if key != step.key and key in answers]
        self.state |= {"path": [*path, step.key]}
        if read is not None and self._wants_more(step, answers):
            yield from self._ask_more(step)
        else:
            yield from self._go_on(answers)

    def _wants_more(self, step: Step, answers: Mapping[str, Any]) -> bool:
        known = step.key + MORE in answers or step.key in self.state.get("asked_more", [])
        return step.question.follow_up and not known and thin(self.turn.message.text, self.speech.read)

    def _ask_more(self, step: Step) -> Iterator[ReplyPart]:
        """At most once for a question, also when it is answered anew."""
        self.state |= {"more": True, "asked_more": [*self.state.get("asked_more", []), step.key]}
        asked = list(proposed(self.turn.model, self.toolbox, step.asked().text, self.turn.message.text))
        yield from (Text(words) for words in asked)
        if not asked:
            yield from our(self._say("survey_more", step))
        yield Offer((Choice(f"{SKIP}@{step.key}{MORE}", self._say("skip", step)),))
        yield from self._wait(step, None)

    def _go_on(self, answers: Mapping[str, Any]) -> Iterator[ReplyPart]:
        """Tell what is to be told, ask the next question that is due, or end."""
        told: list[str] = []
        done = set(self.state.get("told", []))
        for step in self.steps:
            if step.key in answers or step.key in done or not due(step.question, answers):
                continue
            if step.question.kind == "statement":
                told.append(step.asked().text)
                done.add(step.key)
                continue
            self.state |= {"told": sorted(done)}
            yield from self._ask(step, *told, self._how_far(step, answers))
            return
        words = self.survey.translations.get(self.speech.reply)  # type: ignore[call-overload]
        yield from self._finish("complete", *told, (words.thanks if words else "") or self.survey.thanks)

    def _how_far(self, step: Step, answers: Mapping[str, Any]) -> str:
        number, every = progress(step, self.steps, answers)
        shown = self.survey.progress and every >= FEWEST
        return self._say("survey_progress", step, n=str(number), all=str(every)) if shown else ""

    def _again(self, step: Step, hint: str) -> Iterator[ReplyPart]:
        low, high = step.limits()
        tries = int(self.state.get("tries", 0)) + 1
        may_skip = self._say("survey_may_skip", step) if tries >= TRIES else ""
        yield from self._ask(step, self._say(hint, step, low=low, high=high), may_skip, tries=tries)

    def _ask(self, step: Step, *before: str, tries: int = 0, own: bool = False) -> Iterator[ReplyPart]:
        field, asked = step.field, step.asked()
        offered = () if own else field.choices(asked, step.language)
        yield from our(*before, *(() if own else (asked.text,)))
        if asked.options and not any(c.id != OTHER for c in offered) and not own and len(asked.options) <= MOST_LISTED:
            yield Text("\n\n" + "\n".join(f"{n}. {option}" for n, option in enumerate(asked.options, 1)), ours=True)
        choices = buttons(*offered, self._way_out(step, tries))
        if choices:
            yield Offer(tuple(Choice(f"{c.id}@{step.key}", c.label) for c in choices))
        self.state["tries"] = tries
        yield from self._wait(step, field.entity)

    def _way_out(self, step: Step, tries: int) -> Choice | None:
        if step.question.prefer_not:
            return Choice(SKIP, self._say("prefer_not", step))
        optional = not step.question.required or tries >= TRIES
        return Choice(SKIP, self._say("skip", step)) if optional else None

    def _wait(self, step: Step, entity: str | None) -> Iterator[ReplyPart]:
        self.state |= {"at": step.key, "entity": entity}
        yield Ask(step.key, entity)
        yield SetState(self.state)

    def _turn_away(self, why: str) -> Iterator[ReplyPart]:
        yield from our(self._say(f"survey_{why}"))
        yield SetState({"done": True, "language": self.speech.reply})

    def _finish(self, how: str, *sentences: str) -> Iterator[ReplyPart]:
        if self.state.get("at") or how == "complete":
            self._call({"finish": how})
        yield from our(*sentences)
        yield SetState({"done": True, "language": self.speech.reply})

    def _say(self, key: str, step: Step | None = None, **values: str) -> str:
        """A fixed sentence in the language of what it stands beside: a question's, else the survey's."""
        return phrase(key, step.language if step else self.around, **values)

    def _step(self, key: object) -> Step | None:
        return next((s for s in self.steps if s.key == key), None)

    def _call(self, arguments: Mapping[str, Json]) -> Mapping[str, Any]:
        data = self.toolbox.call("record_answer", arguments).data or {}
        return {"answers": data.get("answers") or {}, "closed": data.get("closed")}


def _speech(turn: Turn, asked_in: str) -> Speech:
    """A few words do not change the language once one is spoken: "le doy un uno" looks French and is not. An answer may
    always be in the language the survey is written in."""
    before = turn.conversation.state.get("language")
    if before and len(turn.message.text.split()) <= FEW_WORDS:
        return Speech(spoken(turn.message.text, str(before)), str(before))
    said = speech(turn.message, turn.conversation)
    return Speech(tuple(dict.fromkeys((*said.read, asked_in))), said.reply)


def _is_option(text: str, field: Field, asked: Asked, language: str) -> bool:
    return any(c.label.casefold() == text.strip().casefold() for c in field.choices(asked, language))


kind = _Survey()
