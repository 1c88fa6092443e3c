"""Our source as the tests of its shape ask for it, read once in a process: imports, calls, names without a word."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OWN = ("builder", "pages", "channels", "workspace", "bots", "knowledge", "records", "guardrails", "documents")


@dataclass(frozen=True)
class Module:
    """What the rules below ask of a file; reading and walking it takes most of their time, so it is done once."""

    name: str
    imports: tuple[tuple[int, str], ...]  # line, first part of the name
    hidden: tuple[tuple[int, str], ...]  # those inside of functions
    taken: frozenset[str]  # whole names of modules that something is imported from
    calls: tuple[tuple[int, str], ...]  # line, name with its dots; of anything but names none
    reads_environment: bool
    bare: tuple[str, ...]  # public names without a docstring

    @classmethod
    def read(cls, path: Path) -> Module:
        imports: set[tuple[int, str]] = set()
        hidden: set[tuple[int, str]] = set()
        calls, taken, environment = set(), set(), False
        tree = ast.parse(path.read_text(encoding="utf-8"))
        todo: list[tuple[ast.AST, bool]] = [(tree, False)]
        while todo:
            node, inside = todo.pop()
            for root in _imported(node):
                (hidden if inside else imports).add((getattr(node, "lineno", 0), root))
            if isinstance(node, ast.ImportFrom):
                taken.add(node.module or "")
            if isinstance(node, ast.Call) and (name := _dotted(node.func)):
                calls.add((node.lineno, name))
            environment = environment or _is_environment(node)
            inside = inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            todo += [(child, inside) for child in ast.iter_child_nodes(node)]
        return cls(
            path.relative_to(ROOT).as_posix(), tuple(sorted(imports | hidden)), tuple(sorted(hidden)),
            frozenset(taken), tuple(sorted(calls)), environment, tuple(_bare(tree)),
        )  # fmt: skip


@cache
def modules() -> tuple[Module, ...]:
    """All of ours but the migrations."""
    paths = [ROOT / "app.py", *(p for package in OWN for p in sorted((ROOT / package).rglob("*.py")))]
    return tuple(Module.read(path) for path in paths if not path.is_relative_to(ROOT / "records/migrations/versions"))


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
        return [node.module.split(".")[0]]
    return []


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := _dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


def _is_environment(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr in {"environ", "getenv"}
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
    )


def _bare(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if (
            isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            and not node.name.startswith("_")
            and ast.get_docstring(node) is None
            and not _describes_itself(node)
        ):
            yield f"{node.lineno} {node.name}"


def _describes_itself(node: ast.AST) -> bool:
    """A recognizer, operator or the like says what it is in its ``description``."""
    return isinstance(node, ast.ClassDef) and "description" in {
        target.id
        for line in node.body
        for target in ([line.target] if isinstance(line, ast.AnnAssign) else getattr(line, "targets", []))
        if isinstance(target, ast.Name)
    }
