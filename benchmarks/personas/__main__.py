"""Talk, judge by the records, print a table. See the package."""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import defaultdict
from pathlib import Path

from benchmarks.personas.customer import Customer
from benchmarks.personas.desk import Desk
from benchmarks.personas.people import KINDS, Scene
from benchmarks.personas.shops import APART, SHOPS, Shop
from benchmarks.personas.speech import Speech


def main() -> None:
    """Read the arguments and run every business."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=1)
    parser.add_argument("--part", choices=["develop", "report", "all"], default="develop")
    parser.add_argument("--languages", default="en,de,es,fr")
    parser.add_argument("--kinds", default="")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--blind", action="store_true")
    parser.add_argument("--show", action="store_true", help="the talks that went wrong; never of the part set aside")
    chosen = parser.parse_args()
    talks: list[tuple[Customer, bool, list[str]]] = []
    for shop in SHOPS:
        if shop.language in chosen.languages.split(","):
            talks += _run(shop, chosen)
    _report(talks, show=chosen.show and chosen.part == "develop")


def _run(shop: Shop, chosen: argparse.Namespace) -> list[tuple[Customer, bool, list[str]]]:
    names = [k for k in KINDS if not chosen.kinds or k in chosen.kinds.split(",")] * chosen.each
    now, customers = shop.begin, []
    for n, name in enumerate(names):
        speech = Speech(shop.language, chosen.part, random.Random(f"{chosen.seed} {shop.id} {n}"))
        customer = KINDS[name](Scene(shop, speech, now))
        customer.blind = customer.blind or chosen.blind
        customers.append(customer)
        now += APART
    with tempfile.TemporaryDirectory() as folder:
        shut = [shop.shut(c.now) for c in customers if c.kind == "closed"]
        desk = Desk(Path(folder) / "data", shop.id, shop.file(shut), shop.begin)
        logs = [desk.whole(c, f"c{n}") for n, c in enumerate(customers)]
        rows = desk.records()
    return [(c, _right(c, rows.get(f"c{n}", [])), log) for n, (c, log) in enumerate(zip(customers, logs, strict=True))]


def _right(customer: Customer, rows: list[dict[str, object]]) -> bool:
    booked = [row for row in rows if row["state"] == "booked"]
    wanted = customer.goals
    return len(booked) == len(wanted) and all(any(g.met(row) for row in booked) for g in wanted)


def _report(talks: list[tuple[Customer, bool, list[str]]], *, show: bool) -> None:
    by_kind: dict[str, list[tuple[Customer, bool, list[str]]]] = defaultdict(list)
    for talk in talks:
        for key in (talk[0].kind, f"in {talk[0].speech.language}", "all"):
            by_kind[key].append(talk)
    for customer, right, log in talks if show else ():
        if not right or customer.repairs:
            goals = [(g.service.id, g.start) for g in customer.goals]
            print(f"{'repaired' if right else 'WRONG'} {customer.kind} {goals} now {customer.now}", *log, sep="\n")
    for name, some in by_kind.items():
        stored = sum(r for _, r, _ in some) / len(some)
        smooth = sum(r and not c.repairs for c, r, _ in some) / len(some)
        turns = sum(c.turns for c, _, _ in some) / len(some)
        print(f"{name:22} n {len(some):4}  stored {stored:.3f}  smooth {smooth:.3f}  turns {turns:.2f}")
    blind = [r for c, r, _ in talks if c.blind]
    if blind:
        print(f"blind: wrong {len(blind) - sum(blind)} of {len(blind)}")


if __name__ == "__main__":
    main()
