"""How well the support bot keeps to its business: messages about it are answered, others are declined.

    python -m benchmarks.scope [--half develop|report] [--misses] [--only BUSINESS]

Three made-up businesses of nine pages each (``data/scope.yaml``), one of them in German; no model writes. Inside the
business the bot answers, points at the closest page, says that it does not know, or (wrongly) that this is not its
matter; outside it is right to say either of the last two. What is declined never reaches a model either, unless the
owner granted the bot tools to look things up. Each message belongs by its hash to one half: ``develop`` may be looked
at, ``report`` is only counted.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.attack_sets import half_of
from benchmarks.stage import Stage, stage
from knowledge.embedders import DEFAULT, suited

DATA = Path(__file__).with_name("data") / "scope.yaml"
BOT = "id: bench\nkind: support\nname: {name}\nscope: {scope}\nlanguage: {language}\npolicy: {{packs: [default]}}\n"
SIDES = ("inside", "outside")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scope")
    parser.add_argument("--half", choices=("develop", "report"), default="report")
    parser.add_argument("--misses", action="store_true", help="print what went wrong; half develop only")
    parser.add_argument("--only", default="", help="one of the businesses")
    options = parser.parse_args(arguments)
    heads = ("answered / pointed at a page / not known", "sent away (goal 8 %)", "outside, declined (goal 70 %)")
    print(f"| business | inside: {heads[0]} | inside, {heads[1]} | {heads[2]} |")
    print("| --- | --- | --- | --- |")
    for name, given in businesses().items():
        if options.only in ("", name):
            print(_row(name, given, options.half, misses=options.misses and options.half == "develop"))
    return 0


def businesses() -> dict[str, dict[str, Any]]:
    """Every business: name, scope, language, pages, and what is asked inside and outside."""
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return loaded


def asked(given: Mapping[str, Any], half: str) -> Iterator[tuple[str, str]]:
    """(side, message) of a half."""
    return ((side, text) for side in SIDES for text in given[side] if half_of(text) == half)


def _row(name: str, given: Mapping[str, Any], half: str, *, misses: bool) -> str:
    counts: Counter[tuple[str, str]] = Counter()
    for side, text, outcome in _outcomes(given, half):
        counts[side, outcome] += 1
        counts[side, "asked"] += 1
        if misses and (outcome != "answered") != (side == "outside"):
            print(f"  {side}: {outcome}: {text}")
    inside = " / ".join(str(counts["inside", outcome]) for outcome in ("answered", "pointed", "declined"))
    declined = counts["outside", "declined"] + counts["outside", "told"]
    of = {side: counts[side, "asked"] for side in SIDES}
    told = f"{counts['inside', 'told']} of {of['inside']}"
    return f"| {name} | {inside} of {of['inside']} | {told} | {declined} of {of['outside']} |"


def _outcomes(given: Mapping[str, Any], half: str) -> Iterator[tuple[str, str, str]]:
    """(side, message, outcome): answered; pointed at the closest page; declined; told that it is none of ours."""
    language = given.get("language", "en")
    bot = BOT.format(name=given["name"], scope=given["scope"], language=language)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        pages = [_written(folder, title, text) for title, text in given["pages"].items()]
        with stage(folder, bot, pages, embedding=suited(language, DEFAULT)) as on:
            yield from ((side, text, _outcome(on, text)) for side, text in asked(given, half))


def _outcome(on: Stage, text: str) -> str:
    result = on.ask(on.talk(), text).result
    if not (result.abstained or result.blocked):
        return "answered"
    if result.citations:
        return "pointed"
    return "told" if result.abstain_reason == "out_of_scope" else "declined"


def _written(folder: Path, title: str, text: str) -> Path:
    path = folder / f"{title.lower().replace(' ', '-')}.md"
    path.write_text(f"# {title}\n\n{text}\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
