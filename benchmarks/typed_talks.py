"""42 whole booking talks as people type them on phones, in seven languages.

    python -m benchmarks.typed_talks [--part develop|report] [--show]

A talk is right when the calendar holds exactly what ``benchmarks/data/booking_typed.yaml`` says. Every second talk of a
language is set aside (``report``): only its sum is looked at.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data" / "booking_typed.yaml"
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
_MINUTES = {"cut": 30, "color": 90, "beard": 15}


@dataclass(frozen=True)
class Typed:
    """One talk: what is said, and what the calendar must hold ("cut 03-20T14:00"; "T+" leaves the time open)."""

    language: str
    says: tuple[str, ...]
    booked: tuple[str, ...]
    part: str


def main() -> None:
    """Read the arguments, talk, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["develop", "report"], default="develop")
    parser.add_argument("--show", action="store_true", help="the talks that went wrong; never of the part set aside")
    chosen = parser.parse_args()
    right = all_ = turns = 0
    for language in _NAMES:
        talks = [one for one in typed(language) if one.part == chosen.part]
        done = _held(language, talks)
        right, all_ = right + sum(ok for ok, _ in done), all_ + len(done)
        turns += sum(line.startswith("  >") for _, log in done for line in log)
        print(f"{language}  {sum(ok for ok, _ in done)} of {len(done)}")
        for ok, log in done if chosen.show and chosen.part == "develop" else ():
            print(*([] if ok else ["WRONG", *log]), sep="\n", end="" if ok else "\n")
    print(f"all n {all_}  stored {right / all_:.3f}  messages {turns / all_:.2f}")


def typed(language: str) -> list[Typed]:
    """The talks of a language."""
    rows = yaml.safe_load(DATA.read_text("utf-8"))[language]
    return [
        Typed(language, tuple(row["says"]), tuple(row["booked"]), ("develop", "report")[n % 2])
        for n, row in enumerate(rows, list(_NAMES).index(language))
    ]


def _held(language: str, talks: list[Typed]) -> list[tuple[bool, list[str]]]:
    """Each talk in a business of its own: nobody takes another's time."""
    with tempfile.TemporaryDirectory() as folder:
        run = [sys.executable, "-m", "workspace", "--data", str(Path(folder) / "data")]
        for n, _ in enumerate(talks):
            file = Path(folder) / f"{language}{n}.yaml"
            file.write_text(_file(language, n), "utf-8")
            subprocess.run([*run, "import-bot", str(file), "--publish"], check=True, capture_output=True)
        return [_one(run, f"{language}{n}", talk) for n, talk in enumerate(talks)]


def _one(run: list[str], bot: str, talk: Typed) -> tuple[bool, list[str]]:
    log: list[str] = []
    with subprocess.Popen(
        [*run, "chat", bot, "--jsonl", "--now", NOW],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        got: dict[str, Any] = {}
        lines = list(talk.says)
        while lines and len(log) < 24:
            line = lines.pop(0)
            choices = [c["label"] for c in got.get("choices") or ()]
            line = choices[int(line[1:])] if line.startswith("#") and choices else line
            assert process.stdin
            assert process.stdout
            process.stdin.write(json.dumps({"conversation": "c", "text": line, "now": NOW}) + "\n")
            process.stdin.flush()
            got = json.loads(process.stdout.readline())
            log += [f"  > {line}", f"  < [{got.get('asking')}] {got.get('reply')}"]
            if not lines and got.get("asking") == "confirm" and not line.startswith("#"):
                lines.append(_YES[talk.language])
    told = subprocess.run([*run, "records", bot], check=True, capture_output=True, text=True).stdout
    rows = [json.loads(row) for row in told.splitlines()]
    kept = [f"{r['service']} {r['start'][5:16]}" for r in rows if r["state"] == "booked"]
    return _fits(kept, talk.booked), [*log, f"  = {kept}, not {list(talk.booked)}"]


def _fits(kept: list[str], wanted: tuple[str, ...]) -> bool:
    patterns = [re.escape(one).replace(r"T\+", r"T\d\d:\d\d") for one in sorted(wanted)]
    return len(kept) == len(wanted) and all(re.fullmatch(p, k) for p, k in zip(patterns, sorted(kept), strict=True))


def _file(language: str, n: int) -> str:
    services = [
        {"id": key, "name": names[0], "aliases": list(names[1:]), "minutes": _MINUTES[key]}
        for key, names in _NAMES[language].items()
    ]
    week = {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
    return json.dumps(
        {
            "id": f"{language}{n}", "kind": "booking", "name": "Salon", "language": language,
            "timezone": "Europe/Berlin", "services": services, "hours": week | {"sat": [["10:00", "14:00"]]},
            "staff": [{"id": "jo", "name": "Jo"}, {"id": "sam", "name": "Sam"}],
            "slot_minutes": 30, "notice_minutes": 60, "horizon_days": 60,
        }
    )  # fmt: skip


if __name__ == "__main__":
    main()
