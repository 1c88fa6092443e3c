"""Questions from a pasted list or a table: one question a line, its answers after it or below it.

    How likely are you to recommend us? (0-10)          a number in brackets is a scale
    What did you like? [Advice / Choice / Prices]       answers in square brackets: one of them; with * several
    What brought you here?                              lines with a dash below are its answers
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
from bots.schema.survey import MOST_QUESTIONS, Question, QuestionKind
from bots.words import plain

MOST_CHARACTERS = 200_000
_SCALE = re.compile(r"\s*\((?:from )?(-?\d{1,3})\s*(?:-|–|to|bis|a|à)\s*(\d{1,3})\)\s*([?!.]?)\s*$")
_OPTIONS = re.compile(r"\s*(\*?)\[([^\[\]]{1,2000})\]\s*$")
_BULLET = re.compile(r"^\s*(?:[-–•*]|[a-z]\))\s+(.+)$")
_NUMBER = re.compile(r"^\s*(?:\d{1,3}[.):]|[Qq]\d{1,3}[.:)]?)\s+")
_YES_NO = re.compile(
    r"(?:do|does|did|is|are|was|were|will|would|have|has|can|could|should) |(?:haben|sind|ist|war|waren|wurden|werden|"
    r"konnen|hat) |(?:est ce|avez vous|etes vous) "
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
        found: dict[str, Any] = {"text": said, "kind": _kind(cells["kind"])} if cells.get("kind") else _line(said)
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
    current: dict[str, Any] | None = None
    for raw in text.splitlines():
        if not raw.strip():
            continue
        bullet = _BULLET.match(raw)
        if bullet and current is not None:
            current["options"] = (*current.get("options", ()), bullet[1].strip())
            continue
        if current is not None:
            yield _with_options(current)
        current = _line(_NUMBER.sub("", raw).strip())
    if current is not None:
        yield _with_options(current)


def _with_options(one: dict[str, Any]) -> dict[str, Any]:
    if one.get("options") and one["kind"] not in ("multiple", "single"):
        one["kind"] = "single"
    return one


def _line(text: str) -> dict[str, Any]:
    scale, options = _SCALE.search(text), _OPTIONS.search(text)
    if scale:
        low, high = int(scale[1]), int(scale[2])
        asked = text[: scale.start()].rstrip() + scale[3]
        kind = "nps" if (low, high) == (0, 10) else "scale"
        return {"text": asked, "kind": kind} | ({} if kind == "nps" else {"scale": (low, high)})
    if options:
        several = options[1] == "*"
        divided = tuple(o.strip() for o in re.split(r"\s*[/|;]\s*|,\s+", options[2]) if o.strip())
        return {"text": text[: options.start()].rstrip(), "kind": "multiple" if several else "single",
                "options": divided}  # fmt: skip
    return {"text": text, "kind": "yesno" if _YES_NO.match(f"{plain(text)} ") and text.endswith("?") else "long_text"}


def _id(words: str, used: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "-", plain(words))[:40].strip("-") or "question"
    stem = stem if stem[0].isalpha() else f"q-{stem}"
    return next(key for i in range(1, len(used) + 3) if (key := stem if i == 1 else f"{stem}-{i}") not in used)
