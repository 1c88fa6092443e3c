"""Whole surveys by simulated respondents through the command line, and personal data volunteered in open answers.

    python -m benchmarks.survey_talks [--each 20] [--part seen|unseen] [--seed 1] [--show]

Respondents speak seven languages, know what they want to have stored, and use nothing of the product but
``python -m workspace chat --jsonl`` and ``records``. They correct themselves, wander off the scale, ask why, skip, go
back to change an answer, and some stop half-way. ``exact`` is the share of surveys whose stored answers and state equal
what was wanted. Which phrases they use is decided by the hash of the phrase: those of the unseen part are never looked
at. Beside it a parser of the first number and the option's words answers the same questions.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from benchmarks import pii_sets

PHRASES = Path(__file__).parent / "data" / "survey_talk.yaml"
OPTIONS = ("Price", "Delivery", "Support", "Quality")
SURVEY = """
id: round
kind: survey
name: Round
anonymity: confidential
questions:
  - {id: recommend, kind: nps, text: "How likely are you to recommend us, from 0 to 10?"}
  - {id: bad, kind: long_text, text: "What was not good?", show_if: {question: recommend, op: le, value: 6}}
  - {id: matters, kind: multiple, text: "What matters to you?", options: [Price, Delivery, Support, Quality]}
  - {id: most, kind: single, text: "And what most?", options: [Price, Delivery, Support, Quality]}
  - {id: stars, kind: csat, text: "How satisfied are you, from 1 to 5?"}
  - {id: again, kind: yesno, text: "Will you come again?"}
  - {id: whynot, kind: long_text, required: false, text: "Why not?", show_if: {question: again, op: eq, value: "no"}}
"""
OPEN = """
id: open
kind: survey
name: Open
anonymity: confidential
questions: [{id: words, kind: long_text, text: "What can we do better?"}]
"""


@dataclass
class Wanted:
    """One respondent: how they talk, what shall be stored, and what was said so far."""

    name: str
    language: str
    answers: dict[str, Any]
    stops_at: str | None
    goes_back: str | None
    rough: set[str]
    log: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        return "stopped" if self.stops_at else "complete"


def main() -> None:
    """Read the arguments, talk, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=20, help="surveys in each language")
    parser.add_argument("--part", choices=["seen", "unseen"], default="unseen")
    parser.add_argument("--languages", default="", help="such as de,nl; empty: all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="the talks that went wrong, of the seen part only")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _surveys(Path(folder), chosen)
        if not chosen.languages:
            _open_answers(Path(folder), chosen)


def _surveys(folder: Path, chosen: argparse.Namespace) -> None:
    phrases = {
        language: _Phrases(said, chosen.part) for language, said in yaml.safe_load(PHRASES.read_text("utf-8")).items()
    }
    number = random.Random(chosen.seed)
    wanted = [_respondent(language, n, number) for language in phrases for n in range(chosen.each)]
    wanted = [one for one in wanted if not chosen.languages or one.language in chosen.languages.split(",")]
    with _Bot(folder, SURVEY) as bot:
        for one in wanted:
            _talk(bot, one, phrases[one.language], number)
    stored = {row["conversation"]: row for row in bot.records()}
    plain = sum(_first_number(one) for one in wanted)
    print("whole surveys      n   exact   first number and option words")
    for language in (*phrases, "all"):
        mine = [one for one in wanted if language in ("all", one.language)]
        if not mine:
            continue
        right = [one for one in mine if _is_exact(one, stored.get(one.name))]
        beside = f"{plain / len(wanted):7.3f}" if language == "all" else ""
        print(f"{language:14} {len(mine):5} {len(right) / len(mine):7.3f}   {beside}")
    for one in wanted if chosen.show and chosen.part == "seen" else ():
        if not _is_exact(one, stored.get(one.name)):
            print(one.name, one.answers, one.state, "got", stored.get(one.name), *one.log, sep="\n   ")


def _respondent(language: str, n: int, number: random.Random) -> Wanted:
    score, again = number.randint(0, 10), number.choice(["yes", "no"])
    answers: dict[str, Any] = {"recommend": score}
    if score <= 6:
        answers["bad"] = "open"
    chosen = sorted(number.sample(range(4), number.choice([1, 2, 3, 4])))
    answers |= {"matters": [OPTIONS[i] for i in chosen], "most": number.choice(OPTIONS), "stars": number.randint(1, 5)}
    answers["again"] = again
    if again == "no":
        answers["whynot"] = number.choice(["open", None])
    asked = list(answers)
    stops = number.choice(asked[2:]) if number.random() < 0.12 else None
    if stops:
        answers = dict(list(answers.items())[: asked.index(stops)])
    back = number.choice(["stars", None, None, None]) if "stars" in answers and not stops else None
    return Wanted(f"{language}{n}", language, answers, stops, back, set(number.sample(asked, min(2, len(asked)))))


def _talk(bot: _Bot, one: Wanted, said: _Phrases, number: random.Random) -> None:
    asking = bot.say(one, said.pick("hello", number))
    went_back, off, told = False, set[str](), 0
    while asking and told < 40:
        told += 1
        if asking == one.stops_at:
            asking = bot.say(one, said.pick("stop", number))
        elif asking in one.rough and asking not in off and asking in ("recommend", "stars", "again"):
            off.add(asking)  # something that is no answer, once
            asking = bot.say(one, said.pick("unsure" if asking == "again" else "off", number))
        elif asking == one.goes_back and not went_back:
            went_back = True
            wrong = 1 if one.answers["stars"] != 1 else 2
            bot.say(one, str(wrong))
            asking = bot.say(one, said.pick("back", number))
        elif asking not in one.answers:
            return
        else:
            words = said.answer(asking, one, number)
            if one.answers[asking] == "open":
                one.answers[asking] = words
            asking = bot.say(one, words)


class _Phrases:
    """What one language says, of the part that may be used; a list too short to be divided is used whole."""

    def __init__(self, said: Mapping[str, Any], part: str) -> None:
        self.said = said
        self.part = part

    def pick(self, name: str, number: random.Random, **values: object) -> str:
        return self.choose(self.said[name], number).format(**values)

    def choose(self, every: Sequence[str], number: random.Random) -> str:
        mine = [str(one) for one in every if _part(str(one)) == self.part]
        return number.choice(mine or [str(one) for one in every])

    def answer(self, asked: str, one: Wanted, number: random.Random) -> str:
        value = one.answers[asked]
        if value is None:
            return self.pick("skip", number)
        if asked in ("bad", "whynot"):
            return self.pick("open", number)
        if asked == "again":
            return self.pick(str(value), number)
        if asked == "matters":
            return self._several(list(value), number)
        if asked == "most":
            by_place = number.random() < 0.4
            place = OPTIONS.index(value) + 1
            return self.choose(self.said["places"][place], number) if by_place else self._named([value], "only", number)
        return self._scored(int(value), 10 if asked == "recommend" else 5, number)

    def _several(self, value: list[str], number: random.Random) -> str:
        left = [o for o in OPTIONS if o not in value]
        if not left:
            return self.pick("all", number)
        if len(left) == 1:
            return self._named(left, "except", number)
        return self._named(value, "several" if len(value) == 2 else "only", number)

    def _named(self, options: list[str], how: str, number: random.Random) -> str:
        names = [self.said["options"][option] for option in options]
        return self.pick(how, number, x=names[0], y=names[-1])

    def _scored(self, value: int, top: int, number: random.Random) -> str:
        other = (value + number.randint(1, top - 1)) % top + (1 if top == 5 else 0)
        words = self.said["words"]
        how = number.choices(["score", "fix", "beside"], [6, 2, 2])[0]
        other = other if other != value else (value % top) + (1 if top == 5 else 0)
        how = "score" if other == value else how
        return self.pick(how, number, n=value, m=other, w=words[value], v=words[other], top=top)


class _Bot:
    """A bot on a data folder of its own, talked to like a script does."""

    def __init__(self, folder: Path, file: str) -> None:
        self.key = file.split("id: ")[1].split("\n", maxsplit=1)[0]
        self.data = folder / self.key
        path = folder / f"{self.key}.yaml"
        path.write_text(file, encoding="utf-8")
        self._run("import-bot", str(path))

    def __enter__(self) -> _Bot:
        command = [*self._command("chat"), self.key, "--jsonl", "--draft", "--now", "2026-03-18T10:00"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(60)

    def say(self, one: Wanted, text: str) -> str | None:
        got = self.send(one.name, text)
        one.log += [f"> {text}", f"< {got.get('reply', got)} [{got.get('asking')}]"]
        asking = got.get("asking")
        return str(asking) if asking else None

    def send(self, name: str, text: str) -> dict[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"conversation": name, "text": text}) + "\n")
        self.process.stdin.flush()
        got: dict[str, Any] = json.loads(self.process.stdout.readline())
        return got

    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._run("records", self.key).splitlines()]

    def _command(self, verb: str) -> list[str]:
        return [sys.executable, "-m", "workspace", "--data", str(self.data), verb]

    def _run(self, verb: str, *rest: str) -> str:
        done = subprocess.run([*self._command(verb), *rest], capture_output=True, text=True, check=True)
        return done.stdout


def _is_exact(one: Wanted, row: Mapping[str, Any] | None) -> bool:
    return row is not None and row["state"] == one.state and row["answers"] == one.answers


def _first_number(one: Wanted) -> bool:
    """Whether the first number, the options' words, yes and no, would have stored the same: one message a question."""
    said = [line[2:] for line in one.log if line.startswith("> ")][1:]
    if one.state != "complete" or len(said) != len(one.answers):
        return False
    return all(_parsed(asked, words) == value for (asked, value), words in zip(one.answers.items(), said, strict=True))


def _parsed(asked: str, words: str) -> Any:
    low = words.casefold()
    if asked in ("recommend", "stars"):
        found = re.search(r"\d+", words)
        return int(found[0]) if found else None
    if asked in ("matters", "most"):
        named = [o for o in OPTIONS if o.casefold() in low]
        return named if asked == "matters" else next(iter(named), None)
    if asked == "again":
        return "yes" if re.search(r"\byes\b", low) else "no" if re.search(r"\bno\b", low) else None
    return words


def _open_answers(folder: Path, chosen: argparse.Namespace) -> None:
    """Each labelled message is given as an open answer: what is left of its spans, and of its other words."""
    rows = list(_messages(chosen))
    with _Bot(folder, OPEN) as bot:
        for n, row in enumerate(rows):
            bot.send(f"o{n}", "hello")
            bot.send(f"o{n}", row.text)
    kept = {row["conversation"]: str(row["answers"]["words"]) for row in bot.records() if row["answers"].get("words")}
    masked, spans, words, left = 0, 0, 0, 0
    for n, row in enumerate(rows):
        answer = kept.get(f"o{n}")
        if answer is None:
            continue
        values = [row.text[start:end] for start, end, _ in row.spans]
        spans += len(values)
        masked += sum(value not in answer for value in values)
        rest = _outside(row)
        words += len(rest)
        left += sum(word in answer for word in rest)
    print(f"open answers {len(kept):7}   masked {masked / max(1, spans):.3f}   rest kept {left / max(1, words):.3f}")


def _messages(chosen: argparse.Namespace) -> Iterator[Any]:
    half = "develop" if chosen.part == "seen" else "report"
    sets = ("chat", "second chat")
    every = [row for name in sets for row in pii_sets.rows(name, half, each=1, seed=chosen.seed) if row.spans]
    random.Random(chosen.seed).shuffle(every)
    yield from every[: 10 * chosen.each]


def _outside(row: Any) -> list[str]:
    """The words of a message that touch no labelled span."""
    return [
        found[0]
        for found in re.finditer(r"\w{2,}", row.text)
        if not any(start < found.end() and found.start() < end for start, end, _ in row.spans)
    ]


def _part(phrase: str) -> str:
    return "unseen" if hashlib.sha256(phrase.encode()).digest()[0] % 2 == 0 else "seen"


if __name__ == "__main__":
    main()
