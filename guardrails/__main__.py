"""The guardrails on the command line: JSON Lines in, JSON Lines out, one answer a line as it comes.

echo '{"text": "call me on +44 7700 900123"}' | python -m guardrails find
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from guardrails import Action, Guardrails, MemoryVault, Origin, Policy, PolicyError, Stage
from guardrails.catalogue import ENTITIES
from guardrails.files import scan
from guardrails.restore import open_all

MAX_LINE = 8_000_000
_WORDS = {Action.ALLOW: "allow", Action.REDACT: "mask", Action.ASK: "ask", Action.BLOCK: "block"}
_LONE_SURROGATE = range(0xD800, 0xE000)

Answer = Callable[[Mapping[str, Any]], dict[str, Any]]


class BadLine(Exception):
    """An input line that cannot be answered: a stable code and what is wrong, never the text."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 at the end of input, 1 if any file of a batch failed, 2 for wrong usage."""
    options = _parser().parse_args(argv)
    try:
        return int(options.run(options))
    except PolicyError as error:
        print("\n".join(map(str, error.problems)), file=sys.stderr)
        return 2
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

    find = command("find", 'where personal data stands: {"text", "language"?, "asked"?, "id"?} a line', _find)
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
    files.add_argument("--jobs", type=int, default=1, help="processes that work side by side")
    for each in (find, clear, explain, files):
        each.add_argument("--level", choices=("balanced", "strict"))
        each.add_argument("--policy", default="default", help='a pack, packs ("gdpr+pci_dss") or a YAML file')
    return parser


class _Raw(argparse.RawDescriptionHelpFormatter):
    pass


def _policy(options: argparse.Namespace) -> Policy:
    policy = Policy.load(options.policy)
    return policy.at_level(options.level) if options.level else policy


def _find(options: argparse.Namespace) -> int:
    if options.entities:
        for entity in ENTITIES.values():
            _say({"name": entity.name, "label": entity.label, "class": entity.group, "presidio": entity.presidio})
        return 0
    guardrails = Guardrails(_policy(options))

    def answer(line: Mapping[str, Any]) -> dict[str, Any]:
        found = guardrails.find(
            line["text"], language=line.get("language"), asked=line.get("asked"), everything=options.all
        )
        return {"findings": [{"start": f.start, "end": f.end, "entity": f.entity, "score": f.score} for f in found]}

    return _answer_lines(answer)


def _clear(options: argparse.Namespace) -> int:
    guardrails, stage = Guardrails(_policy(options)), Stage(options.stage)
    vault = _VaultFile(options.vault) if options.vault else MemoryVault()

    def answer(line: Mapping[str, Any]) -> dict[str, Any]:
        verdict = guardrails.clear(
            line["text"], stage, vault=vault, language=line.get("language"), asked=line.get("asked")
        )
        findings = [
            {"start": a.finding.start, "end": a.finding.end, "entity": a.finding.entity, "score": a.finding.score}
            | {"action": _WORDS[a.action]}
            for a in verdict.applied
        ]
        return {
            "text": str(verdict.text),
            "outcome": verdict.outcome.value,
            "reason": verdict.reason,
            "findings": findings,
        }

    return _answer_lines(answer)


def _restore(options: argparse.Namespace) -> int:
    if not options.vault.exists():
        print(f"{options.vault} does not exist; `clear --vault` makes it.", file=sys.stderr)
        return 2
    vault = MemoryVault(_read_pairs(options.vault))
    # The text and its vault are the caller's own, so the round trip is complete, links and code included.
    return _answer_lines(lambda line: {"text": open_all(line["text"], vault)})


def _attack(options: argparse.Namespace) -> int:
    guardrails, origin = Guardrails(Policy.load("default")), Origin(options.origin)

    def answer(line: Mapping[str, Any]) -> dict[str, Any]:
        found = guardrails.attack(line["text"], origin)
        verdict = "block" if found.block else "allow"
        return {"score": round(found.score, 6), "verdict": verdict, "reason": found.reason}

    return _answer_lines(answer)


def _explain(options: argparse.Namespace) -> int:
    guardrails, stage = Guardrails(_policy(options)), Stage(options.stage)

    def answer(line: Mapping[str, Any]) -> dict[str, Any]:
        found = guardrails.find(line["text"], language=line.get("language"), asked=line.get("asked"), everything=True)
        out = []
        for f in found:
            cell = guardrails.policy.cell(f.entity, stage)
            out.append(
                {"start": f.start, "end": f.end, "entity": f.entity, "score": f.score, "recognizer": f.recognizer}
                | {"rule": cell.rule, "action": _WORDS[cell.action], "operator": cell.operator}
                | {"reason": f"{ENTITIES[f.entity].label}, by {f.recognizer}: {_WORDS[cell.action]} ({cell.rule})"}
            )
        return {"findings": out}

    return _answer_lines(answer)


def _scan(options: argparse.Namespace) -> int:
    if not options.folder.is_dir():
        print(f"{options.folder} is not a folder.", file=sys.stderr)
        return 2
    failed = False
    for line in scan(options.folder, options.out, options.policy, options.level, max(1, options.jobs)):
        failed = failed or "error" in line
        _say(line)
    return 1 if failed else 0


def _answer_lines(answer: Answer, lines: Iterable[bytes] | None = None) -> int:
    for raw in lines if lines is not None else sys.stdin.buffer:
        if not raw.strip():
            continue
        known: dict[str, Any] = {}
        try:
            line = _parse(raw)
            known = {"id": line["id"]} if "id" in line else {}
            _check(line)
            _say(known | answer(line))
        except BadLine as error:
            _say(known | {"error": {"code": error.code, "message": str(error)}})
        except Exception as error:  # noqa: BLE001 - the edge: a line that fails is answered, the next one is read
            _say(known | {"error": {"code": "internal", "message": type(error).__name__}})
    return 0


def _parse(raw: bytes) -> dict[str, Any]:
    if len(raw) > MAX_LINE:
        raise BadLine("too_large", f"The line has more than {MAX_LINE:,} bytes.")
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadLine("not_json", "The line is not JSON.") from None
    if not isinstance(line, dict):
        raise BadLine("not_an_object", "The line is JSON but no object.")
    return line


def _check(line: Mapping[str, Any]) -> None:
    if not isinstance(line.get("text"), str):
        raise BadLine("no_text", 'The line needs "text", a string.')
    for key in ("language", "asked"):
        if line.get(key) is not None and not isinstance(line[key], str):
            raise BadLine("bad_value", f'"{key}" must be a string.')
    if not line["text"].isascii() and any(ord(c) in _LONE_SURROGATE for c in line["text"]):
        raise BadLine("lone_surrogate", "The text holds half of a character pair (a lone surrogate).")


def _say(line: Mapping[str, Any]) -> None:
    print(json.dumps(line, ensure_ascii=False), flush=True)


class _VaultFile(MemoryVault):
    """A vault that writes each new pair to a file, one JSON line a pair, so that a kill loses nothing said before."""

    def __init__(self, path: Path) -> None:
        super().__init__(_read_pairs(path))
        # 0600 because the file holds what was taken out of the texts.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._file = os.fdopen(handle, "a", encoding="utf-8")

    def seal(self, entity: str, value: str) -> str:
        before = len(self._values)
        name = super().seal(entity, value)
        if len(self._values) > before:
            pair = {"placeholder": name, "entity": entity, "value": value}
            print(json.dumps(pair), file=self._file, flush=True)
        return name


def _read_pairs(path: Path) -> dict[str, tuple[str, str]]:
    if not path.exists():
        return {}
    pairs = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            pair = json.loads(line)
            pairs[pair["placeholder"]] = (pair["entity"], pair["value"])
    return pairs


if __name__ == "__main__":
    sys.exit(main())
