"""Own training texts made from grammars: documents with and without planted instructions, and what people type.

``planted.yaml`` holds the words of documents, ``requests.yaml`` those of messages; everything is drawn by a seed. A
planted document is a host (e-mail, page, tool result, review, code, table, ticket, calendar, chat) in which one
paragraph or one value is an instruction to the machine that reads it; a calm one has orders to people in its place.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("en", "es", "de", "fr", "it", "pt", "nl")
_HERE = Path(__file__).resolve().parent
_SLOT = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")

Grammar = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Document:
    """A made document: its text, its style, its language, and the planted instruction ("" when it is harmless)."""

    text: str
    style: str
    language: str
    planted: str


def documents(count: int, rng: random.Random, *, english: float = 0.6) -> Iterator[Document]:
    """Documents by turns planted and harmless."""
    grammars = _grammars("planted.yaml")
    for number in range(count):
        language = "en" if rng.random() < english else rng.choice(LANGUAGES[1:])
        grammar = grammars[language]
        attack = planted(grammar, rng) if number % 2 == 0 else ""
        style = rng.choice(list(_HOSTS))
        yield Document(_HOSTS[style](grammar, attack, rng), style, language, attack)


def planted(grammar: Grammar, rng: random.Random) -> str:
    """One planted instruction, sometimes of two sentences, sometimes hidden in markup."""
    text = expand(grammar, "plant_frame", rng)
    if rng.random() < 0.35:
        text += " " + expand(grammar, "payload", rng)
    wrap = rng.random()
    if wrap < 0.06:
        return f"<!-- {text} -->"
    if wrap < 0.10:
        return f'<span style="display:none">{text}</span>'
    if wrap < 0.13:
        return f"/* {text} */"
    if wrap < 0.18:
        return text.upper()
    return text.lower() if wrap < 0.23 else text


def messages(count: int, rng: random.Random, *, english: float = 0.4) -> Iterator[tuple[str, int, str]]:
    """(text, label, language) by turns attack and harmless."""
    grammars = _grammars("requests.yaml")
    for number in range(count):
        language = "en" if rng.random() < english else rng.choice(LANGUAGES[1:])
        text = expand(grammars[language], "attack" if number % 2 == 0 else "harmless", rng)
        text = _spoken(text, rng)
        yield text, int(number % 2 == 0), language


def triggers(count: int, rng: random.Random, *, english: float = 0.4) -> Iterator[str]:
    """Harmless messages with the words of attacks."""
    lines = yaml.safe_load((_HERE / "triggers.yaml").read_text(encoding="utf-8"))
    shared = lines.pop("shared")
    for _ in range(count):
        language = "en" if rng.random() < english else rng.choice(LANGUAGES[1:])
        yield _spoken(expand(shared | {"line": lines[language]}, "line", rng), rng)


def contrast(count: int, rng: random.Random, *, english: float = 0.3) -> Iterator[tuple[str, int]]:
    """(text, label): harmless messages and attacks that share their words, every third an attack."""
    yield from _pairs("contrast.yaml", count, rng, english)


def own_things(count: int, rng: random.Random, *, english: float = 0.25) -> Iterator[tuple[str, int]]:
    """(text, label): what people want done with their own things, and with the bot's and other people's."""
    yield from _pairs("own_things.yaml", count, rng, english)


def _pairs(name: str, count: int, rng: random.Random, english: float) -> Iterator[tuple[str, int]]:
    grammars = _grammars(name)
    for number in range(count):
        language = "en" if rng.random() < english else rng.choice(LANGUAGES[1:])
        label = int(number % 3 == 0)
        yield _spoken(expand(grammars[language], "attack" if label else "harmless", rng), rng), label


def pages(count: int, rng: random.Random, *, english: float = 0.25) -> Iterator[str]:
    """Harmless paragraphs of help centres and mails."""
    lines: dict[str, list[str]] = yaml.safe_load((_HERE / "pages.yaml").read_text(encoding="utf-8"))
    for _ in range(count):
        language = "en" if rng.random() < english else rng.choice(LANGUAGES[1:])
        yield rng.choice((" ", "\n")).join(rng.sample(lines[language], rng.choice((1, 1, 2, 3, 4, 5))))


def within(instruction: str, window: str) -> bool | None:
    """Whether a window of a planted document holds the instruction; None when it holds only some of it."""
    if not instruction:
        return False
    words = instruction.split()
    shown = set(window.split())
    share = sum(word in shown for word in words) / len(words)
    if share > 0.7:
        return True
    return False if share < 0.3 else None


def expand(grammar: Grammar, slot: str, rng: random.Random) -> str:
    """One expansion of a slot."""
    text = rng.choice(grammar[slot])
    while _SLOT.search(text):
        text = _SLOT.sub(lambda m: str(rng.choice(grammar[m[1]])), text)
    return text.replace("{{", "{").replace("}}", "}")


def _grammars(name: str) -> dict[str, Grammar]:
    raw: dict[str, dict[str, list[str]]] = yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))
    shared = raw.pop("shared", {})
    return {language: shared | own for language, own in raw.items()}


def _spoken(text: str, rng: random.Random) -> str:
    style = rng.random()
    if style < 0.35:
        text = text.lower()
    if style < 0.2:
        text = text.rstrip(".!?")
    if style > 0.9:
        text = rng.choice(("Hi, ", "Hello! ", "please ", "hey ", "ok so ")) + text
    return text


def _calm(grammar: Grammar, rng: random.Random, count: int) -> list[str]:
    return [expand(grammar, rng.choice(("filler", "filler", "calm")), rng) for _ in range(count)]


def _body(grammar: Grammar, attack: str, rng: random.Random, most: int = 9) -> list[str]:
    """Sentences in paragraphs, the instruction among them."""
    lines = _calm(grammar, rng, rng.randint(1, most))
    if attack:
        lines.insert(rng.choice((0, len(lines), rng.randint(0, len(lines)))), attack)
    return lines


def _join(lines: Sequence[str], rng: random.Random) -> str:
    glue = rng.choice((" ", " ", "\n", "\n\n"))
    return glue.join(lines)


def _page(grammar: Grammar, attack: str, rng: random.Random) -> str:
    return f"# {expand(grammar, 'filler', rng)[:30]}\n\n{_join(_body(grammar, attack, rng, 14), rng)}"


def _mail(grammar: Grammar, attack: str, rng: random.Random) -> str:
    sender, name = rng.choice(grammar["address"]), rng.choice(grammar["person"])
    head = f"From: {sender}\nSubject: {expand(grammar, 'filler', rng)[:40]}\n\n" if rng.random() < 0.7 else ""
    return f"{head}{rng.choice(('Hi', 'Hello', 'Dear'))} {name},\n{_join(_body(grammar, attack, rng), rng)}\n{name}"


def _tool(grammar: Grammar, attack: str, rng: random.Random) -> str:
    items: list[dict[str, Any]] = [
        {
            "id": rng.randint(1, 9999),
            "title": expand(grammar, "filler", rng),
            "body": _join(_calm(grammar, rng, 2), rng),
        }
        for _ in range(rng.randint(1, 4))
    ]
    if attack:
        place = rng.choice(items)
        key = rng.choice(("title", "body", "note", "description"))
        place[key] = f"{place.get(key, '')} {attack}".strip()
    return json.dumps({"status": "ok", "results": items}, indent=rng.choice((None, 2)), ensure_ascii=False)


def _review(grammar: Grammar, attack: str, rng: random.Random) -> str:
    return f"{'★' * rng.randint(1, 5)} {_join(_body(grammar, attack, rng, 4), rng)}"


def _code(grammar: Grammar, attack: str, rng: random.Random) -> str:
    mark = rng.choice(("# ", "// ", "-- ", "    # "))
    notes = _body(grammar, attack, rng, 4)
    code = (
        "import json",
        "def load(path):",
        "    return json.loads(path.read_text())",
        "x = [i for i in range(10)]",
        "",
    )
    return "\n".join(rng.choice((mark + note, f"{rng.choice(code)}\n{mark}{note}")) for note in notes)


def _table(grammar: Grammar, attack: str, rng: random.Random) -> str:
    cells = _body(grammar, attack, rng, 6)
    rule = rng.choice((" | ", ",", "\t"))
    return "\n".join(f"{n}{rule}{cell}{rule}{rng.randint(1, 400)}" for n, cell in enumerate(cells, 1))


def _ticket(grammar: Grammar, attack: str, rng: random.Random) -> str:
    head = f"Ticket #{rng.randint(100, 9999)} ({rng.choice(('open', 'closed'))})"
    return f"{head}\n{_join(_body(grammar, attack, rng, 5), rng)}"


def _event(grammar: Grammar, attack: str, rng: random.Random) -> str:
    lines = _body(grammar, attack, rng, 2)
    start = f"2026-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}T10:00"
    return f"title: {expand(grammar, 'filler', rng)[:25]}\nstart: {start}\ndescription: {' '.join(lines)}"


def _chat(grammar: Grammar, attack: str, rng: random.Random) -> str:
    lines = _body(grammar, attack, rng, 6)
    return "\n".join(
        f"[{9 + n}:{rng.randint(10, 59)}] {rng.choice(grammar['person'])}: {line}" for n, line in enumerate(lines)
    )


def _snippet(grammar: Grammar, attack: str, rng: random.Random) -> str:
    return attack or " ".join(_calm(grammar, rng, rng.randint(1, 2)))


_HOSTS = {
    "page": _page, "mail": _mail, "tool": _tool, "review": _review, "code": _code, "table": _table,
    "ticket": _ticket, "event": _event, "chat": _chat, "snippet": _snippet,
}  # fmt: skip
