"""Survey answers: own words to the value to store, ours beside "first number and option words".

    python -m benchmarks.survey [FILE.jsonl] [--set first|fresh|typed|third|fourth] [--part seen|unseen] [--show]
    python -m benchmarks.survey --intents data_full.json [--split val|test]

Rows hold ``type`` (nps, csat, ces, yesno, choice, multi, number, date), ``text``, ``gold``, ``now``, ``question``. Gold
is the stored value, or SKIP, REASK, BACK, STOP; A/B means either. Exact is the right value or act; wrong is a value
stored that is not the right one, the worst that can happen. Without a file the project's own answers are read:
``first`` were developed on, of ``fresh`` a third by hash was not looked at, of ``typed`` (as on a phone),
``third`` and ``fourth`` half.

``--intents`` reads the intents yes, no, maybe and repeat of a file like that of CLINC150 (Larson et al., EMNLP 2019,
CC BY 3.0; not shipped): yes and no must be stored as such, maybe and repeat must be asked again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bots.fields import Asked, Moment, field_for
from bots.flow import spoken_in
from bots.kinds._survey_heard import command as heard

KINDS = {"choice": "single", "multi": "multiple"}
ACTS = {"stop": "STOP", "back": "BACK", "skip": "SKIP"}
OWN = {
    "first": "survey_answers.txt",
    "fresh": "survey_answers_fresh.txt",
    "typed": "survey_answers_typed.txt",
    "third": "survey_answers_third.txt",
    "fourth": "survey_answers_fourth.txt",
}
HALVES = ("typed", "third", "fourth")  # of these half was not looked at
NOW = "2026-03-18T10:00"
_OPTIONS = ["Price", "Delivery", "Support", "Quality"]
QUESTIONS: Mapping[str, Mapping[str, Any]] = {
    "nps": {"text": "How likely are you to recommend us?", "scale": [0, 10]},
    "csat": {
        "text": "How satisfied are you?",
        "scale": [1, 5],
        "labels": ["very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied"],
    },
    "ces": {
        "text": "It was easy to get help.",
        "scale": [1, 7],
        "labels": ["strongly disagree", "disagree", "somewhat disagree", "neither agree nor disagree", "somewhat agree",
                   "agree", "strongly agree"],
    },
    "yesno": {"text": "Would you come again?"},
    "choice": {"text": "What matters most to you?", "options": _OPTIONS},
    "multi": {"text": "What did you like?", "options": _OPTIONS},
    "number": {"text": "How many people came?", "range": [0, 200]},
    "date": {"text": "When was your visit?"},
    "stars": {"kind": "rating", "text": "How many stars do you give us?", "scale": [1, 5]},
    "seven": {"kind": "scale", "text": "How easy was it?", "scale": [1, 7], "labels": ["very difficult", "very easy"]},
    "minutes": {"kind": "number", "text": "How long did you wait?", "range": [0, 600], "unit": "minutes"},
    "row": {"kind": "matrix", "text": "How was the food?", "options": ["Poor", "Fair", "Good", "Excellent"]},
    "rank": {"kind": "ranking", "text": "Put these in order.", "options": ["Price", "Quality", "Speed"]},
    "travel": {"kind": "single", "text": "How did you get here?",
               "options": ["By car", "By bike", "On foot", "Bus or train", "Taxi"]},
    "parts": {"kind": "multiple", "text": "What should we work on?",
              "options": ["Opening hours", "Staff", "Prices", "Cleanliness", "Parking"]},
}  # fmt: skip
Reader = Callable[[Mapping[str, Any]], str]


def main() -> None:
    """Read the arguments, measure, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--set", choices=[*OWN], default="first")
    parser.add_argument("--intents", type=Path, help="a file of intents")
    parser.add_argument("--split", default="test")
    parser.add_argument("--part", choices=["seen", "unseen", "all"], default="all")
    parser.add_argument("--show", action="store_true", help="list what was missed")
    chosen = parser.parse_args()
    if chosen.intents:
        rows = _intents(json.loads(chosen.intents.read_text("utf-8"))[chosen.split])
    elif chosen.file:
        rows = [json.loads(line) for line in chosen.file.read_text("utf-8").splitlines()]
    else:
        rows = _own(OWN[chosen.set])
    one_in = 2 if chosen.set in HALVES else 3
    rows = [row for row in rows if chosen.part in ("all", _part(row["text"], one_in))]
    print("reader      kind        n   exact   wrong value   ms")
    for name, read in (("ours", ours), ("baseline", baseline)):
        _report(name, read, rows, chosen.show and name == "ours" and chosen.part == "seen")


def _own(name: str) -> list[dict[str, Any]]:
    lines = (Path(__file__).parent / "data" / name).read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.split(" | ", 3)] for line in lines if line and not line.startswith("#")]
    return [
        {"type": kind, "lang": lang, "gold": gold, "text": text, "now": NOW, "question": QUESTIONS[kind]}
        for kind, lang, gold, text in cells
    ]


def _intents(pairs: list[list[str]]) -> list[dict[str, Any]]:
    gold = {"yes": "yes", "no": "no", "maybe": "REASK/SKIP", "repeat": "REASK"}
    question = {"text": "Is that right?"}
    return [
        {"type": "yesno", "lang": f"en {intent}", "gold": gold[intent], "text": text, "now": NOW, "question": question}
        for text, intent in pairs
        if intent in gold
    ]


def _part(text: str, one_in: int) -> str:
    return "unseen" if hashlib.sha256(text.encode()).digest()[0] % one_in == 0 else "seen"


def ours(row: Mapping[str, Any]) -> str:
    """What the survey bot would store or do."""
    asked, text = _asked(row), row["text"]
    now = datetime.fromisoformat(row["now"])
    languages = spoken_in(text, "en").read
    field = field_for(asked.kind)
    read = field.parse(text, asked, Moment(now, languages))
    command = heard(text, languages, asked, read, words=field.words)
    if command is not None:
        return ACTS.get(command, "REASK")
    return _shown(read.value) if read.understood else "REASK"


def baseline(row: Mapping[str, Any]) -> str:
    """The first number in the text, the options whose words are in it, yes and no."""
    text, question = row["text"].lower(), row["question"]
    if row["type"] in ("choice", "multi"):
        named = [o for o in question["options"] if o.lower() in text]
        return ",".join(named if row["type"] == "multi" else named[:1]) or "REASK"
    if row["type"] == "yesno":
        return "yes" if re.search(r"\byes\b", text) else "no" if re.search(r"\bno\b", text) else "REASK"
    number = re.search(r"\d+", text)
    return number[0] if number and row["type"] != "date" else "REASK"


def _asked(row: Mapping[str, Any]) -> Asked:
    q = row["question"]
    low, high = q.get("scale") or q.get("range") or (None, None)
    return Asked(
        "q", q.get("kind") or KINDS.get(row["type"], row["type"]), q["text"],
        tuple(q.get("options", ())), tuple(q.get("labels", ())),
        low, high, q.get("integer", True), unit=q.get("unit", ""),
    )  # fmt: skip


def _shown(value: Any) -> str:
    return ",".join(value) if isinstance(value, list) else str(value)


def _report(name: str, read: Reader, rows: list[dict[str, Any]], show: bool) -> None:
    marks: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    begun = time.perf_counter()
    for row in rows:
        got, gold = read(row), str(row["gold"])
        right = got == gold or got in gold.split("/")
        wrong = not right and got not in ("REASK", "SKIP", "BACK", "STOP")
        for kind in (row["type"], gold if gold in ("SKIP", "REASK", "BACK", "STOP") else "value", row["lang"], "all"):
            marks[kind].append((right, wrong))
        if show and not right:
            print(f"  {row['lang']} {row['type']} {row['text']!r}: want {gold}, got {got}")
    each = 1000 * (time.perf_counter() - begun) / max(1, len(rows))
    for kind, one in sorted(marks.items()):
        exact, wrong_share = (sum(m[i] for m in one) / len(one) for i in (0, 1))
        print(f"{name:11} {kind:8} {len(one):4} {exact:7.3f} {wrong_share:10.3f} {each:9.2f}")


if __name__ == "__main__":
    main()
