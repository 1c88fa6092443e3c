"""Makes a help centre of several hundred pages and questions about it, from a file of templates.

    python -m benchmarks.helpcentre bank --out FOLDER      FOLDER/bank.jsonl and FOLDER/bank_questions.jsonl
    python -m benchmarks.support --pages FOLDER/bank.jsonl --questions FOLDER/bank_questions.jsonl

Pages of one kind differ only in the name of their thing and in their values: neighbours that are easily confused, as in
a real help centre with ten accounts. Values and the choice of questions follow a hash, so every run makes the same.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "data" / "helpcentres"
ASKED = 110  # answerable questions and as many follow-ups as that brings


def main() -> None:
    """Writes pages and questions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=names())
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    for file in written(options.name, options.out):
        print(f"{file}: {len(file.read_text(encoding='utf-8').splitlines())} lines")


def names() -> list[str]:
    """Every help centre that can be made."""
    return [file.stem for file in sorted(FOLDER.glob("*.yaml"))]


def given(name: str) -> Mapping[str, Any]:
    """The templates of a help centre."""
    found: Mapping[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def written(name: str, folder: Path) -> tuple[Path, Path]:
    """Makes a help centre in a folder: its pages and its questions."""
    folder.mkdir(parents=True, exist_ok=True)
    pages, questions = made(given(name))
    files = folder / f"{name}.jsonl", folder / f"{name}_questions.jsonl"
    for file, rows in zip(files, (pages, questions), strict=True):
        _write(file, rows)
    return files


def made(given: Mapping[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The pages and the questions of a file of templates."""
    pages: list[dict[str, Any]] = []
    asked: list[dict[str, Any]] = []
    for content in given["groups"].values():
        for thing in content["things"]:
            for template in content["pages"]:
                page = f"{_slug(thing)}-{template['key']}" if len(content["things"]) > 1 else template["key"]
                values = _values(page, template.get("values", {})) | {"thing": thing}
                pages.append(
                    {
                        "page_id": page,
                        "title": template["title"].format(**values),
                        "url": f"https://{_slug(given['name'])}.example/help/{page}",
                        "text": template["text"].format(**values).strip(),
                    }
                )
                asked += [_question(f"{page}-{n}", page, q, values) for n, q in enumerate(template["questions"])]
    asked.sort(key=lambda q: _hash(q["id"]))
    answerable = [question for asked_one in asked[:ASKED] for question in _turns(asked_one)]
    return pages, [*answerable, *_unanswerable(given["unanswerable"])]


def _values(page: str, choices: Mapping[str, list[Any]]) -> dict[str, str]:
    return {name: f"{options[_hash(page + name) % len(options)]}" for name, options in choices.items()}


def _question(identity: str, page: str, question: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, Any]:
    made_one = {"id": identity, "first": _turn(page, question, values)}
    return made_one | ({"then": _turn(page, question["then"], values)} if "then" in question else {})


def _turn(page: str, given: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, Any]:
    facts = [[wording.format(**values) for wording in wordings] for wordings in given["facts"]]
    return {"q": given["q"].format(**values), "pages": [page], "facts": facts}


def _turns(asked: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    yield {"id": asked["id"], "type": "answerable", "kind": "", "turns": [asked["first"]]}
    if "then" in asked and _hash(asked["id"]) % 3 == 0:
        turns = [asked["first"], asked["then"]]
        yield {"id": f"{asked['id']}-then", "type": "followup", "kind": "", "turns": turns}


def _unanswerable(kinds: Mapping[str, list[str]]) -> Iterator[dict[str, Any]]:
    for kind, questions in kinds.items():
        for number, text in enumerate(questions):
            turn = {"q": text, "pages": [], "facts": []}
            yield {"id": f"{kind}-{number}", "type": "unanswerable", "kind": kind, "turns": [turn]}


def _slug(name: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in name.lower()).replace("-s-", "s-")


def _hash(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
