"""The guardrails on the command line: JSON Lines in, JSON Lines out, one answer a line as it comes.

echo '{"text": "call me on +44 7700 900123"}' | python -m guardrails find

Any number of lines in constant memory. With --jobs the lines of find, explain and attack are shared among processes and
still answered in order. Progress goes to standard error.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from guardrails import Action, Finding, GuardrailError, Guardrails, MemoryVault, Origin, Policy, Stage
from guardrails.attacks import judge
from guardrails.attacks.model import shipped
from guardrails.catalogue import ENTITIES
from guardrails.files import scan
from guardrails.lines import Answer, Line, Setup, answer_lines, say
from guardrails.restore import open_all
from guardrails.vault_file import VaultFile, read_pairs

_WORDS = {Action.ALLOW: "allow", Action.REDACT: "mask", Action.ASK: "ask", Action.BLOCK: "block"}

_MOST_PROCESSES = 64


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 at the end of input, 1 if any file of a batch failed, 2 for wrong usage."""
    options = _parser().parse_args(argv)
    try:
        return int(options.run(options))
    except GuardrailError as error:  # a policy, a vault file, a model: each says what is wrong and how to mend it
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m guardrails", description=__doc__, formatter_class=_Raw)
    parser.add_argument("--data", help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")

    def command(name: str, text: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text, formatter_class=_Raw)
        added.set_defaults(run=run)
        added.add_argument("--data", help=argparse.SUPPRESS)
        return added

    find = command(
        "find", 'where personal data stands: {"text", "language"?, "asked"?, "earlier"?, "id"?} a line', _find
    )
    find.add_argument("--all", action="store_true", help="also what the policy allows")
    find.add_argument("--entities", action="store_true", help="list the kinds of data known, and end")
    clear = command("clear", "the text as it may go on after a stage", _clear)
    clear.add_argument("--stage", choices=[s.value for s in Stage], default="input")
    clear.add_argument("--vault", type=Path, help="file that keeps what was replaced, for restore")
    restore = command("restore", "placeholders turned back into values", _restore)
    restore.add_argument("--vault", type=Path, required=True)
    attack = command("attack", "how much a text looks like an attack", _attack)
    attack.add_argument("--origin", choices=[o.value for o in Origin], default="message")
    explain = command("explain", "each finding with recognizer, score, rule, action and reason", _explain)
    explain.add_argument("--stage", choices=[s.value for s in Stage], default="input")
    files = command("scan-files", "cleaned copies of a folder's files and a report without values", _scan)
    files.add_argument("folder", type=Path, metavar="DIR")
    files.add_argument("--out", type=Path, required=True, help="folder for the cleaned copies")
    for each in (find, explain, attack, files):
        each.add_argument("--jobs", type=_processes, default=1, help="processes that work side by side")
    for each in (find, clear, explain, files):
        each.add_argument("--level", choices=("balanced", "strict"))
        each.add_argument("--policy", default="default", help='a pack, packs ("gdpr+pci_dss") or a YAML file')
    return parser


def _processes(word: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= _MOST_PROCESSES:
        raise argparse.ArgumentTypeError(f"a number from 1 to {_MOST_PROCESSES} is needed")
    return int(word)


class _Raw(argparse.RawDescriptionHelpFormatter):
    pass


def _policy(options: argparse.Namespace) -> Policy:
    policy = Policy.load(options.policy)
    return policy.at_level(options.level) if options.level else policy


def _find(options: argparse.Namespace) -> int:
    if options.entities:
        for entity in ENTITIES.values():
            say({"name": entity.name, "label": entity.label, "class": entity.group, "presidio": entity.presidio})
        return 0
    return answer_lines(Setup(_finder, (_policy(options), options.all)), options.jobs)


def _finder(policy: Policy, everything: bool) -> Answer:
    guardrails = Guardrails(policy)

    def answer(line: Line) -> dict[str, Any]:
        found = guardrails.find(
            line["text"],
            language=line.get("language"),
            asked=line.get("asked"),
            earlier=line.get("earlier") or (),
            everything=everything,
        )
        return {"findings": [_place(f) for f in found]}

    return answer


def _clear(options: argparse.Namespace) -> int:
    # One process: what a vault holds must be known to every line after it.
    return answer_lines(Setup(_clearer, (_policy(options), Stage(options.stage), options.vault)))


def _clearer(policy: Policy, stage: Stage, file: Path | None) -> Answer:
    guardrails = Guardrails(policy)
    vault = VaultFile(file) if file else None

    def answer(line: Line) -> dict[str, Any]:
        # Without a file nothing is kept, so that memory stays constant: a placeholder lives as long as its line.
        verdict = guardrails.clear(
            line["text"],
            stage,
            vault=MemoryVault() if vault is None else vault,
            language=line.get("language"),
            asked=line.get("asked"),
            earlier=line.get("earlier") or (),
        )
        return {
            "text": str(verdict.text),
            "outcome": verdict.outcome.value,
            "reason": verdict.reason,
            "findings": [_place(a.finding) | {"action": _WORDS[a.action]} for a in verdict.applied],
        }

    return answer


def _restore(options: argparse.Namespace) -> int:
    if not options.vault.exists():
        print(f"{options.vault} does not exist; `clear --vault` makes it.", file=sys.stderr)
        return 2
    return answer_lines(Setup(_restorer, (options.vault,)))


def _restorer(file: Path) -> Answer:
    vault = MemoryVault(read_pairs(file))
    # The text and its vault are the caller's own, so the round trip is complete, links and code included.
    return lambda line: {"text": open_all(line["text"], vault)}


def _attack(options: argparse.Namespace) -> int:
    return answer_lines(Setup(_judge, (Origin(options.origin),)), options.jobs)


def _judge(origin: Origin) -> Answer:
    shipped()  # a model that is missing ends the command, not each of its lines

    def answer(line: Line) -> dict[str, Any]:
        found = judge(line["text"], origin)
        return {"score": found.score, "verdict": "block" if found.block else "allow", "reason": found.reason}

    return answer


def _explain(options: argparse.Namespace) -> int:
    return answer_lines(Setup(_explainer, (_policy(options), Stage(options.stage))), options.jobs)


def _explainer(policy: Policy, stage: Stage) -> Answer:
    guardrails = Guardrails(policy)

    def answer(line: Line) -> dict[str, Any]:
        found = guardrails.find(
            line["text"],
            language=line.get("language"),
            asked=line.get("asked"),
            earlier=line.get("earlier") or (),
            everything=True,
        )
        return {"findings": [_reasons(finding, policy, stage) for finding in found]}

    return answer


def _reasons(finding: Finding, policy: Policy, stage: Stage) -> dict[str, Any]:
    cell, entity = policy.cell(finding.entity, stage), ENTITIES[finding.entity]
    return (
        _place(finding)
        | {"recognizer": finding.recognizer, "rule": cell.rule, "action": _WORDS[cell.action]}
        | {"operator": cell.operator}
        | {"reason": f"{entity.label}, by {finding.recognizer}: {_WORDS[cell.action]} ({cell.rule})"}
    )


def _place(finding: Finding) -> dict[str, Any]:
    return {"start": finding.start, "end": finding.end, "entity": finding.entity, "score": finding.score}


def _scan(options: argparse.Namespace) -> int:
    folder, out = options.folder.resolve(), options.out.resolve()
    if wrong := _wrong_folders(folder, out):
        print(wrong, file=sys.stderr)
        return 2
    _policy(options)  # a policy with problems is wrong usage, not a fault of each file
    failed = False
    lines = scan(folder, out, options.policy, options.level, options.jobs)
    for number, line in enumerate(lines, 1):
        failed = failed or "error" in line
        say(line)
        print(f"{number:,} files", file=sys.stderr, flush=True)
    return 1 if failed else 0


def _wrong_folders(folder: Path, out: Path) -> str:
    if not folder.is_dir():
        return f"{folder} is not a folder."
    if out == folder or out in folder.parents:
        return "--out is the folder that is read, or holds it: copies would take the place of files. Name another one."
    if out.exists() and not out.is_dir():
        return f"--out {out} is a file. Name a folder."
    return ""


if __name__ == "__main__":
    sys.exit(main())
