"""Keeps what is written from code fresh: the catalogues in the READMEs, the bot file's schema and its reference.

    python -m scripts.docs            write
    python -m scripts.docs --check    say what is stale, exit 1

A README asks for a catalogue between ``<!-- catalogue: NAME -->`` and ``<!-- /catalogue -->``.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from bots import config
from guardrails.catalogue import ENTITIES

ROOT = Path(__file__).resolve().parent.parent
MARK = re.compile(r"(<!-- catalogue: (\w+) -->\n)(.*?)(<!-- /catalogue -->)", re.DOTALL)


def main(arguments: list[str]) -> int:
    """Write every generated text, or with --check name the stale ones."""
    wanted = dict(_generated())
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is stale: run make docs", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.write_text(wanted[path], encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}", file=sys.stderr)
    return 0


def _generated() -> Iterable[tuple[Path, str]]:
    for path in sorted(ROOT.glob("*/README.md")):
        text = path.read_text(encoding="utf-8")
        yield path, MARK.sub(lambda m: f"{m[1]}{CATALOGUES[m[2]]()}{m[4]}", text)
    schema = config.json_schema()
    yield ROOT / "docs" / "bot-file.schema.json", json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    yield ROOT / "docs" / "bot-file.md", _reference()


def _things(package: str, attribute: str) -> Callable[[], str]:
    def render() -> str:
        rows = []
        for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
            if not module.name.startswith("_"):
                thing = getattr(importlib.import_module(f"{package}.{module.name}"), attribute)
                rows.append((f"`{thing.name}`", thing.description))
        return _table(("name", "what it does"), sorted(rows))

    return render


def _entities() -> str:
    rows = [(f"`{e.name}`", e.label, e.group) for e in ENTITIES.values()]
    return _table(("entity", "in plain words", "class"), sorted(rows))


def _templates() -> str:
    rows = []
    for path in sorted((ROOT / "bots" / "templates").glob("*.yaml")):
        bot = config.load(path.read_text(encoding="utf-8"), path.name)
        rows.append((f"`{path.stem}`", bot.kind, bot.name))
    return _table(("template", "kind", "name"), rows)


CATALOGUES: dict[str, Callable[[], str]] = {
    "recognizers": _things("guardrails.recognizers", "recognizer"),
    "operators": _things("guardrails.operators", "operator"),
    "checks": _things("guardrails.checks", "check"),
    "tools": _things("bots.tools", "tool"),
    "kinds": _things("bots.kinds", "kind"),
    "fields": _things("bots.fields", "field"),
    "entities": _entities,
    "templates": _templates,
}


def _reference() -> str:
    lines = [
        "# The bot file",
        "",
        "A bot is one YAML file. A misspelt key is an error with the nearest right word, never a weaker setting.",
        "This page is written by `make docs` from the schema in `bots/schema/`; `python -m workspace schema` prints",
        "the same as JSON Schema, and `python -m workspace example support` a file to start from.",
        "",
    ]
    for kind, model in config.KINDS.items():
        lines += [f"## {kind.capitalize()}", "", (model.__doc__ or "").strip(), "", *_fields(model), ""]
        for inner in sorted(_inner(model), key=lambda m: m.__name__):
            if kind == "support" or inner not in _inner(config.KINDS["support"]):
                lines += [f"### {inner.__name__}", "", (inner.__doc__ or "").strip(), "", *_fields(inner), ""]
    return "\n".join(lines).rstrip() + "\n"


def _fields(model: type[BaseModel]) -> list[str]:
    rows = []
    for name, field in model.model_fields.items():
        needed = "needed" if field.is_required() else ""
        words = " ".join(p for p in (f"{field.title}." if field.title else "", field.description or "") if p)
        rows.append((f"`{name}`", needed, words))
    return _table(("key", "", "meaning"), rows).rstrip("\n").split("\n")


def _inner(model: type[BaseModel]) -> set[type[BaseModel]]:
    found: set[type[BaseModel]] = set()

    def walk(annotation: Any) -> None:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            if annotation not in found:
                found.add(annotation)
                for field in annotation.model_fields.values():
                    walk(field.annotation)
            return
        for argument in getattr(annotation, "__args__", ()):
            walk(argument)

    for field in model.model_fields.values():
        walk(field.annotation)
    return found


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    def line(cells: tuple[str, ...]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |\n"

    return line(head) + line(tuple("---" for _ in head)) + "".join(line(row) for row in rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
