"""Simulated booking dialogues through the command line, as a script would hold them.

    python -m benchmarks.dialogues [--each 6] [--part seen|unseen] [--kinds a,b] [--seed 1] [--blind] [--show]

Every kind of scenario is talked through ``python -m workspace chat --jsonl`` and judged by what ``records`` holds at
the end. ``stored`` is the share whose calendar equals the customer's goal, ``smooth`` without a repair of the summary,
``blind wrong`` the share of wrong bookings of customers who confirm whatever is shown.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.customers import Customer, Goal, Phrases, Reply
from benchmarks.scenarios import KINDS, closed_days

BEGIN = datetime(2026, 3, 18, 10, 0)  # noqa: DTZ001 - the salon's wall clock
SALON = """
id: {id}
kind: booking
name: Salon
timezone: Europe/Berlin
services:
  - {{id: cut, name: Haircut, aliases: [cut, trim, hair cut, Haarschnitt, Haare schneiden, corte, corte de pelo,
      corte de cabelo, coupe, coupe de cheveux, taglio, taglio di capelli, knippen, knipbeurt],
      minutes: 30, price: 30 EUR}}
  - {{id: color, name: Colour, aliases: [color, dye], minutes: 90, staff: [sam]}}
  - {{id: beard, name: Beard trim, aliases: [shave, beard], minutes: 15}}
staff: [{{id: jo, name: Jo}}, {{id: sam, name: Sam}}]
hours:
  mon: [["09:00", "17:00"]]
  tue: [["09:00", "17:00"]]
  wed: [["09:00", "17:00"]]
  thu: [["09:00", "20:00"]]
  fri: [["09:00", "17:00"]]
  sat: [["10:00", "14:00"]]
closed: {closed}
slot_minutes: 30
notice_minutes: 60
horizon_days: 60
details: {details}
"""
DETAILS = (
    "[{id: name, kind: name, purpose: To greet you}, "
    "{id: phone, kind: phone, required: false, purpose: To call when we run late}]"
)
MOST_TURNS = 14


@dataclass
class Outcome:
    """How one dialogue ended."""

    customer: Customer
    right: bool
    turns: int
    log: list[str]


def main() -> None:
    """Read the arguments, talk, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=6)
    parser.add_argument("--part", choices=["seen", "unseen", "all"], default="seen")
    parser.add_argument("--kinds", default="")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--blind", action="store_true", help="everybody confirms whatever is shown")
    parser.add_argument("--show", action="store_true", help="print what went wrong (not of the unseen part)")
    chosen = parser.parse_args()
    names = [k for k in KINDS if not chosen.kinds or k in chosen.kinds.split(",")]
    outcomes: list[Outcome] = []
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for bot in ("plain", "details"):
            everybody = _plan(names, chosen.each, chosen.part, chosen.seed, blind=chosen.blind)
            plan = [p for p in everybody if p.bot == bot]
            if plan:
                outcomes += _talks(Path(folder), bot, plan, Phrases(chosen.part), chosen.seed)
    _report(outcomes, show=chosen.show and chosen.part != "unseen", seconds=time.perf_counter() - begun)


def _plan(names: Sequence[str], each: int, part: str, seed: int, *, blind: bool = False) -> list[Customer]:
    phrases, found = Phrases(part), []
    rounds = [(n, name) for n in range(each) for name in names]
    for place, (n, name) in enumerate(rounds):
        now = BEGIN + timedelta(weeks=4 * place)
        found.append(KINDS[name](now, phrases, random.Random(f"{seed} {name} {n}")))
    for customer in found if blind else ():
        for one in (customer, customer.sequel):
            if one is not None:
                one.blind = True
    return found


def _talks(folder: Path, bot: str, plan: list[Customer], phrases: Phrases, seed: int) -> list[Outcome]:
    file = folder / f"{bot}.yaml"
    closed = [d.isoformat() for d in closed_days([c.now for c in plan if c.kind == "a_closed_day"])]
    file.write_text(
        SALON.format(id=bot, closed=json.dumps(closed), details=DETAILS if bot == "details" else "[]"), "utf-8"
    )
    run = [sys.executable, "-m", "workspace", "--data", str(folder / "data")]
    subprocess.run([*run, "import-bot", str(file), "--publish"], check=True, capture_output=True)
    desk = _Desk(
        subprocess.Popen(
            [*run, "chat", bot, "--jsonl", "--now", f"{BEGIN:%Y-%m-%dT%H:%M}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=sys.stderr,
            text=True,
        )
    )
    try:
        talked = [(c, *desk.whole(c, f"c{n}", phrases, random.Random(f"{seed} {n}"))) for n, c in enumerate(plan)]
    finally:
        desk.close()
    kept = subprocess.run([*run, "records", bot], check=True, capture_output=True, text=True).stdout
    rows = [json.loads(line) for line in kept.splitlines()]
    return [Outcome(c, _is_right(c, f"c{n}", rows), turns, log) for n, (c, turns, log) in enumerate(talked)]


class _Desk:
    """The chat command, one line at a time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def whole(self, customer: Customer, name: str, phrases: Phrases, pick: random.Random) -> tuple[int, list[str]]:
        """A whole dialogue: who came before, the customer, and the sequel."""
        log: list[str] = []
        if customer.before is not None:
            self._one(customer.before, f"{name}-before", phrases, pick, log)
        code = self._one(customer, name, phrases, pick, log)
        turns = customer.turns
        if customer.sequel is not None:
            customer.sequel.details = {"code": code}
            self._one(customer.sequel, f"{name}-sequel", phrases, pick, log)
            turns = max(turns, customer.sequel.turns)
        return turns, log

    def _one(self, customer: Customer, name: str, phrases: Phrases, pick: random.Random, log: list[str]) -> str:
        line: str | None = customer.opening
        code = ""
        while line is not None and customer.turns < MOST_TURNS:
            reply = self.say(name, line, customer.now)
            log += [f"  > {line}", f"  < [{reply.asking}] {reply.text} {list(reply.choices)}"]
            customer.turns += 1
            found = re.search(r"\b[A-Z2-9]{5}-[A-Z2-9]{5}\b", reply.text)
            code = found[0] if found else code
            line = customer.answer(reply, pick, phrases)
        return code

    def say(self, name: str, text: str, now: datetime) -> Reply:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(
            json.dumps({"conversation": name, "text": text, "now": f"{now:%Y-%m-%dT%H:%M}"}) + "\n"
        )
        self.process.stdin.flush()
        got: dict[str, Any] = json.loads(self.process.stdout.readline())
        labels = tuple(c["label"] for c in got.get("choices") or ())
        return Reply(str(got.get("reply", got)), got.get("asking"), labels)

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(30)


def _is_right(customer: Customer, name: str, rows: list[dict[str, Any]]) -> bool:
    mine = [r for r in rows if r["state"] == "booked" and _near(r, customer)]
    if customer.before is not None:
        mine = [r for r in mine if not _same(r, customer.before.goal)] or mine
    goal = customer.sequel.goal if customer.sequel is not None else customer.goal
    if customer.final is not None:
        goal = Goal(goal.service, customer.final)
    wanted = [] if goal.empty or goal.gone else [goal, *goal.also]
    return len(mine) == len(wanted) and all(any(_same(row, one) for row in mine) for one in wanted) and bool(name)


def _near(row: dict[str, Any], customer: Customer) -> bool:
    """Talks lie four weeks apart, and nobody books further than that."""
    start = datetime.fromisoformat(row["start"]).replace(tzinfo=None)
    return customer.now - timedelta(days=2) < start < customer.now + timedelta(days=26)


def _same(row: dict[str, Any], goal: Goal) -> bool:
    start = datetime.fromisoformat(row["start"]).replace(tzinfo=None)
    when = start == goal.start if goal.start is not None else goal.within is None or goal.within(start)
    return when and row["service"] == goal.service and goal.staff in (None, row["staff"])


def _report(outcomes: list[Outcome], *, show: bool, seconds: float) -> None:
    by_kind: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        by_kind[one.customer.kind].append(one)
    for name, some in by_kind.items():
        print(f"{name:28} {_line(some)}")
        for one in (o for o in some if show and (not o.right or o.customer.repairs)):
            print(*_story(one), sep="\n")
    print(f"{'all':28} {_line(outcomes)}")
    blind = [o for o in outcomes if o.customer.blind]
    if blind:
        print(f"blind customers with a wrong booking: {sum(not o.right for o in blind)} of {len(blind)}")
    print(f"{len(by_kind)} kinds, {len(outcomes)} dialogues, {seconds:.0f} s")


def _line(some: list[Outcome]) -> str:
    right = sum(o.right for o in some) / len(some)
    smooth = sum(o.right and not o.customer.repairs for o in some) / len(some)
    turns = sum(o.turns for o in some) / len(some)
    return f"n {len(some):4}  stored {right:6.3f}  smooth {smooth:6.3f}  turns {turns:5.2f}"


def _story(one: Outcome) -> Iterator[str]:
    goal, how = one.customer.goal, "repaired" if one.right else "WRONG"
    yield f" {how}: wanted {goal.service} {goal.start} {goal.staff or ''} at {one.customer.now}"
    yield from one.log


if __name__ == "__main__":
    main()
