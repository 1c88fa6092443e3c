"""Questions from a pasted list or a table: one question a line, its answers after it or below it.

    How likely are you to recommend us? (0-10)          a range is a scale, in brackets or not
    What did you like? [Advice / Choice / Prices]       answers in brackets or after it; with * several
    What brought you here?                              answers below: after a dash, a letter or a box, or short lines
    - A repair
    - Advice
    Would you come again?                               begins like a yes or no question
    What should we do better?                           everything else is answered in own words

A table has a first line of column names, with ``question`` or ``text`` among them; ``kind``, ``options`` (divided by
|), ``required`` and ``id`` are read when they are there. Nothing is guessed that the owner could not see and change.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from bots.errors import ConfigError, Problem
from bots.schema.question_line import LONGEST, line
from bots.schema.survey import MOST_QUESTIONS, Question, QuestionKind
from bots.words import plain

MOST_CHARACTERS = 200_000
MOST_BARE = 40  # answers without a sign below one question
_BULLET = re.compile(r"^\s*(?:(?:[-–—•*·‣◦○●]|[a-zA-Z][).]|\(\s?\)|o)\s+|[☐□▢✓]\s*|\[\s?\]\s*)(.+)$")
_BOX = re.compile(r"^\s*(?:[☐□▢]|\[\s?\])")  # boxes to tick: several answers
_MARKED = re.compile(r"[?:)\]]\s*\*?$|^\s*(?:\d{1,3}[.):]|[Qq]\d)")
_NUMBER = re.compile(r"^\s*(?:\d{1,3}[.):]|[Qq]\d{1,3}[.:)]?)\s+")
_OTHER = re.compile(
    r"(?:others?|something else|andere[rs]?|anderes|sonstiges|etwas anderes|otros?|otra|autres?|altro|outros?|"
    r"outra|anders|overig)(?: \w+(?: \w+){0,3})?"
)
_TITLES = ("question", "text", "frage", "pregunta", "domanda", "pergunta", "vraag")


def questions(text: str, taken: Sequence[str] = ()) -> tuple[Question, ...]:
    """The questions of a pasted text, with ids that are not taken. Raises ConfigError with what cannot be read."""
    if len(text) > MOST_CHARACTERS:
        raise ConfigError((Problem("size", "questions", "The text is too long.", "Paste fewer questions at a time."),))
    found = list(_table(text) if _is_table(text) else _list(text))
    if not found:
        said = "There is no question in it."
        raise ConfigError((Problem("empty", "questions", said, "Write one question a line."),))
    if len(found) > MOST_QUESTIONS:
        said = f"These are {len(found)} questions; a survey has at most {MOST_QUESTIONS}."
        raise ConfigError((Problem("many", "questions", said),))
    used = set(taken)
    return tuple(_made(one, used, line) for line, one in enumerate(found, 1))


def _made(one: Mapping[str, Any], used: set[str], line: int) -> Question:
    key = _id(str(one.get("id") or one["text"]), used)
    used.add(key)
    try:
        return Question.model_validate({**one, "id": key})
    except ValueError:
        said = f"Question {line} cannot be read."
        cure = "Check its kind, and that it has at most 500 characters and 500 answers."
        raise ConfigError((Problem("question", f"question {line}", said, cure),)) from None


def _is_table(text: str) -> bool:
    head = text.lstrip("\ufeff").strip().splitlines()[:1]
    cells = [cell.strip().strip('"').casefold() for cell in re.split(r"[,;\t]", head[0])] if head else []
    return len(cells) > 1 and any(title in cells for title in _TITLES)


def _table(text: str) -> Iterator[dict[str, Any]]:
    body = text.lstrip("\ufeff").strip()
    divider = max(",;\t", key=body.splitlines()[0].count)
    for row in csv.DictReader(io.StringIO(body), delimiter=divider):
        cells = {
            str(k).strip().casefold(): (v or "").strip() for k, v in row.items() if isinstance(v, str | None) and k
        }
        said = next((cells[title] for title in _TITLES if cells.get(title)), "")
        if not said:
            continue
        options = tuple(o.strip() for o in cells.get("options", "").split("|") if o.strip())
        found: dict[str, Any] = {"text": said, "kind": _kind(cells["kind"])} if cells.get("kind") else line(said)
        if options:
            found |= {"options": options} | ({} if cells.get("kind") else {"kind": "single"})
        if cells.get("required"):
            found["required"] = cells["required"].casefold() not in ("no", "false", "0", "nein", "non")
        if cells.get("id"):
            found["id"] = cells["id"]
        yield found


def _kind(word: str) -> str:
    name = word.strip().casefold().replace(" ", "_").replace("/", "")
    known = {"text": "long_text", "choice": "single", "multi": "multiple", "yes_no": "yesno", "stars": "rating",
             "e-mail": "email"}  # fmt: skip
    name = known.get(name, name)
    return name if name in get_args(QuestionKind) else word


def _list(text: str) -> Iterator[dict[str, Any]]:
    """Questions, each with the answers that stand below it: after a dash, a letter, a box, or as bare short lines."""
    lines = text.splitlines()
    current: dict[str, Any] | None = None
    for place, raw in enumerate(lines):
        if not raw.strip():
            continue
        bullet = _BULLET.match(raw)
        if current is not None and (bullet or _bare_answer(lines, place)):
            if _BOX.match(raw):
                current["kind"] = "multiple"
            said = bullet[1] if bullet else raw
            current["options"] = (*current.get("options", ()), said.strip())
            continue
        if current is not None:
            yield _with_options(current)
        current = line(_NUMBER.sub("", raw).strip())
    if current is not None:
        yield _with_options(current)


def _bare_answer(lines: Sequence[str], place: int) -> bool:
    """Whether a line without a sign is an answer: one of several short ones right below a question mark or colon."""
    begin = end = place
    while begin and place - begin < MOST_BARE and _may_answer(lines[begin - 1]):
        begin -= 1
    while end < len(lines) and end - place < 2 and _may_answer(lines[end]):
        end += 1
    asked = lines[begin - 1].rstrip(" *") if begin else ""
    return _may_answer(lines[place]) and end - begin >= 2 and asked.endswith(("?", ":"))


def _may_answer(raw: str) -> bool:
    said = raw.strip()
    return bool(said) and len(said) <= LONGEST and not _MARKED.search(said) and not said.endswith((".", "!"))


def _with_options(one: dict[str, Any]) -> dict[str, Any]:
    """A list of answers makes a choice; "Other (please say)" at its end is the answer in own words."""
    if one.get("options") and one["kind"] not in ("multiple", "single"):
        one["kind"] = "single"
    answers = one.get("options", ())
    if len(answers) > 2 and _OTHER.fullmatch(plain(answers[-1])):
        one |= {"options": answers[:-1], "other": True}
    return one


def _id(words: str, used: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "-", plain(words))[:40].strip("-") or "question"
    stem = stem if stem[0].isalpha() else f"q-{stem}"
    return next(key for i in range(1, len(used) + 3) if (key := stem if i == 1 else f"{stem}-{i}") not in used)
