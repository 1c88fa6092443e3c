"""Whole booking talks as people type them on phones, in seven languages.

    python -m benchmarks.typed_talks [--set typed|second|third] [--part develop|report] [--show]

A talk is right when the calendar holds exactly what ``benchmarks/data/booking_<set>.yaml`` says. Every second talk of a
language is set aside (``report``): only its sum is looked at.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"
NOW = "2026-03-18T10:00"
_NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {"cut": ("Haircut", "cut", "trim"), "color": ("Colour", "roots"), "beard": ("Beard trim", "beard")},
    "de": {"cut": ("Haarschnitt", "Haare schneiden"), "color": ("Färben",), "beard": ("Bart trimmen", "Bart")},
    "es": {"cut": ("Corte de pelo", "corte"), "color": ("Tinte", "teñir"), "beard": ("Barba",)},
    "fr": {"cut": ("Coupe",), "color": ("Couleur",), "beard": ("Barbe",)},
    "it": {"cut": ("Taglio",), "color": ("Colore",), "beard": ("Barba",)},
    "pt": {"cut": ("Corte", "cortar o cabelo"), "color": ("Coloração", "pintar"), "beard": ("Barba",)},
    "nl": {"cut": ("Knippen", "geknipt"), "color": ("Verven",), "beard": ("Baard",)},
}
_YES = {"en": "yes please", "de": "ja bitte", "es": "sí", "fr": "oui", "it": "sì", "pt": "sim", "nl": "ja graag"}
_CLASS = {
    "en": "Pottery class", "de": "Kurs", "es": "Clase", "fr": "Cours", "it": "Corso", "pt": "Aula", "nl": "Les",
}  # fmt: skip
_MINUTES = {"cut": 30, "color": 90, "beard": 15}


_CODE = re.compile(r"\b[A-Z0-9]{5}-[A-Z0-9]{5}\b")
_YES_IS = "Y"


@dataclass(frozen=True)
class Typed:
    """One talk: what is said, and what the calendar must hold ("cut 03-20T14:00"; "T+" leaves the time open)."""

    language: str
    says: tuple[str, ...]
    booked: tuple[str, ...]
    part: str
    now: str = NOW
    shop: str = "salon"
    closed: tuple[str, ...] = ()
    taken: tuple[tuple[Any, ...], ...] = ()
    yes_at_last: bool = True  # the first set says yes to whatever is shown at the end


def main() -> None:
    """Read the arguments, talk, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=["typed", "second", "third"], default="typed")
    parser.add_argument("--part", choices=["develop", "report"], default="develop")
    parser.add_argument("--show", action="store_true", help="the talks that went wrong; never of the part set aside")
    chosen = parser.parse_args()
    right = all_ = turns = 0
    for language in _NAMES:
        talks = [one for one in typed(language, chosen.set) if one.part == chosen.part]
        done = _held(language, talks)
        right, all_ = right + sum(ok for ok, _ in done), all_ + len(done)
        turns += sum(line.startswith("  >") for _, log in done for line in log)
        print(f"{language}  {sum(ok for ok, _ in done)} of {len(done)}", flush=True)
        for ok, log in done if chosen.show and chosen.part == "develop" else ():
            print(*([] if ok else ["WRONG", *log]), sep="\n", end="" if ok else "\n")
    print(f"all n {all_}  stored {right / all_:.3f}  messages {turns / all_:.2f}")


def typed(language: str, which: str = "typed") -> list[Typed]:
    """The talks of a language."""
    rows = yaml.safe_load((DATA / f"booking_{which}.yaml").read_text("utf-8"))[language]
    return [
        Typed(
            language, tuple(row["says"]), tuple(row["booked"]), ("develop", "report")[n % 2], row.get("now", NOW),
            row.get("shop", "salon"), tuple(row.get("closed", ())), tuple(map(tuple, row.get("taken", ()))),
            which == "typed",
        )
        for n, row in enumerate(rows, list(_NAMES).index(language))
    ]  # fmt: skip


def _held(language: str, talks: list[Typed]) -> list[tuple[bool, list[str]]]:
    """Each talk in a business of its own: nobody takes another's time."""
    with tempfile.TemporaryDirectory() as folder:
        run = [sys.executable, "-m", "workspace", "--data", str(Path(folder) / "data")]
        for n, talk in enumerate(talks):
            file = Path(folder) / f"{language}{n}.yaml"
            file.write_text(json.dumps(business(talk, n)), "utf-8")
            subprocess.run([*run, "import-bot", str(file), "--publish"], check=True, capture_output=True)
        return [_one(run, f"{language}{n}", talk) for n, talk in enumerate(talks)]


def _one(run: list[str], bot: str, talk: Typed) -> tuple[bool, list[str]]:
    with subprocess.Popen(
        [*run, "chat", bot, "--jsonl", "--now", talk.now],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip

        def say(conversation: str, text: str) -> dict[str, Any]:
            assert process.stdin
            assert process.stdout
            process.stdin.write(json.dumps({"conversation": conversation, "text": text, "now": talk.now}) + "\n")
            process.stdin.flush()
            answer: dict[str, Any] = json.loads(process.stdout.readline())
            return answer

        log = play(talk, say)
    told = subprocess.run([*run, "records", bot], check=True, capture_output=True, text=True).stdout
    rows = [json.loads(row) for row in told.splitlines()]
    return judged(talk, rows, log)


def play(talk: Typed, say: Callable[[str, str], Mapping[str, Any]]) -> list[str]:
    """Talk it through; what was said and answered."""
    log: list[str] = []
    got: dict[str, Mapping[str, Any]] = {}
    code, lines = "", list(talk.says)
    while lines and len(log) < 30:
        line = lines.pop(0)
        who, line = ("b", line[2:].strip()) if line.startswith("B|") else ("a", line)
        before = got.get(who, {})
        if line.startswith("time?"):
            if before.get("asking") != "time":
                continue
            line = line[5:].strip()
        pressed = line.startswith("#")
        line = _YES[talk.language] if line == _YES_IS else line.replace("{code}", code)
        line = _label(line[1:], [c["label"] for c in before.get("choices") or ()]) if pressed else line
        got[who] = say(who, line)
        if got[who].get("asking") != "code":  # there the reply shows an example
            code = next(iter(_CODE.findall(str(got[who].get("reply")))), code)
        log += [f"  {who}> {line}", f"  {who}< [{got[who].get('asking')}] {got[who].get('reply')}"]
        if talk.yes_at_last and not lines and got[who].get("asking") == "confirm" and not pressed:
            lines.append(_YES_IS)
    return log


def judged(talk: Typed, rows: Sequence[Mapping[str, Any]], log: list[str]) -> tuple[bool, list[str]]:
    """Whether the calendar holds what it must, and the log with what it holds."""
    kept = [
        f"{r['service']} {r['start'][5:16]}" + (f" x{r['people']}" if r["people"] > 1 else "")
        for r in rows
        if r["state"] == "booked"
    ]
    return _fits(kept, talk.booked), [*log, f"  = {kept}, not {list(talk.booked)}"]


def _label(named: str, labels: Sequence[str]) -> str:
    """The button of a place (from 0) or a beginning; the words themselves when there is none."""
    if named.isdigit():
        return labels[min(int(named), len(labels) - 1)] if labels else named
    return next((label for label in labels if label.startswith(named)), named)


def _fits(kept: list[str], wanted: tuple[str, ...]) -> bool:
    patterns = [re.escape(one).replace(r"T\+", r"T\d\d:\d\d") for one in sorted(wanted)]
    return len(kept) == len(wanted) and all(re.fullmatch(p, k) for p, k in zip(patterns, sorted(kept), strict=True))


def business(talk: Typed, n: int = 0) -> dict[str, Any]:
    """The bot file of a talk's business."""
    week = {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
    salon: dict[str, Any] = {
        "services": [
            {"id": key, "name": names[0], "aliases": list(names[1:]), "minutes": _MINUTES[key]}
            for key, names in _NAMES[talk.language].items()
        ],
        "staff": [{"id": "jo", "name": "Jo"}, {"id": "sam", "name": "Sam"}],
        "hours": week | {"sat": [["10:00", "14:00"]]},
    }
    evening = [["18:00", "20:00"]]
    studio: dict[str, Any] = {
        "services": [
            {"id": "class", "name": _CLASS[talk.language], "minutes": 120, "capacity": 6},
            {"id": "private", "name": "Private", "minutes": 60},
        ],
        "staff": [{"id": "ina", "name": "Ina"}],
        "hours": {"tue": evening, "thu": evening, "sat": [["10:00", "12:00"]]},
    }
    vet: dict[str, Any] = {
        "services": [{"id": "visit", "name": "Visit", "aliases": ["Besuch"], "minutes": 30}],
        "hours": {day: [["00:00", "23:30"]] for day in (*week, "sat", "sun")},
    }
    whole = {"salon": salon, "studio": studio, "vet": vet}[talk.shop]
    service = whole["services"][0]["id"]
    return {
        "id": f"{talk.language}{n}", "kind": "booking", "name": "Salon", "language": talk.language,
        "timezone": "Europe/Berlin", "slot_minutes": 30, "notice_minutes": 60, "horizon_days": 60, **whole,
        "closed": list(talk.closed),
        "existing": [
            {"start": start, "minutes": minutes, "service": service, "people": people[0] if people else 1}
            for start, minutes, *people in talk.taken
        ],
    }  # fmt: skip


if __name__ == "__main__":
    main()
