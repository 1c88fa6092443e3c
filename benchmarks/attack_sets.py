"""Texts for benchmarks/attacks.py: what people type, the same hidden and encoded, and documents; all by a seed.

Sentences stand in ``data/attacks.yaml``. Each line belongs by its hash to one half: ``develop`` may be looked at,
``report`` only counted. The attack model is trained on none of them.
"""

from __future__ import annotations

import base64
import codecs
import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

SEED = 20261125
LANGUAGES = ("en", "es", "de", "fr", "it", "pt", "nl")
KINDS = ("override", "prompt", "persona", "exfiltration", "privilege")
TIMES = 4  # fillings of a line
DOCUMENTS = 600
_DATA = Path(__file__).with_name("data") / "attacks.yaml"
_TRIGGERS = Path(__file__).with_name("data") / "triggers.yaml"
_SECOND = Path(__file__).with_name("data") / "attacks_second.yaml"
_SLOT = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a set: ``kind`` is a row of the table, ``attack`` what it ought to be taken for."""

    text: str
    kind: str
    attack: bool
    document: bool = False


def half_of(line: str) -> str:
    """develop or report."""
    return "report" if int(hashlib.sha256(line.encode()).hexdigest(), 16) % 2 else "develop"


def messages(half: str) -> Iterator[Text]:
    """Attacks by kind and language, and harmless messages with the same words."""
    rng = random.Random(SEED)
    lines = _lines()
    for language in LANGUAGES:
        for kind in (*KINDS, "harmless"):
            for line in lines[language][kind]:
                for text in sorted({_filled(line, lines["shared"], rng) for _ in range(TIMES)}):
                    if half_of(line) == half:
                        yield from _message(text, kind, language)


def triggers(half: str) -> Iterator[Text]:
    """Harmless messages of customers with the words of attacks, and what people ask about those words themselves."""
    lines: dict[str, list[str]] = yaml.safe_load(_TRIGGERS.read_text(encoding="utf-8"))
    for group, texts in lines.items():
        kind = "trigger words asked about" if group == "asked" else "trigger words of customers"
        yield from (Text(text, kind, attack=False) for text in texts if half_of(text) == half)


def second(half: str) -> Iterator[Text]:
    """A second set, written whole and not filled: customers' messages, what they ask about the words, and attacks."""
    kinds: dict[str, dict[str, list[str]]] = yaml.safe_load(_SECOND.read_text(encoding="utf-8"))
    calm = {"harmless": "second set: trigger words of customers", "asked": "second set: trigger words asked about"}
    for kind, languages in kinds.items():
        for language, texts in languages.items():
            for text in (t for t in texts if half_of(t) == half):
                yield Text(text, calm.get(kind, f"second set: {kind}"), attack=kind not in calm)
                if kind not in calm and language != "en":
                    yield Text(text, "second set: other languages", attack=True)


def _message(text: str, kind: str, language: str) -> Iterator[Text]:
    if kind == "harmless":
        yield Text(text, "trigger words", attack=False)
        return
    yield Text(text, kind, attack=True)
    if language != "en":
        yield Text(text, "other languages", attack=True)


def _tags(text: str) -> str:
    return "Hello! " + "".join(chr(0xE0000 + ord(c)) for c in text if ord(c) < 0x7F)


def _struck(text: str) -> str:
    return "".join(c + "\u0336" if c.isalpha() else c for c in text)


HIDING: Mapping[str, Callable[[str], str]] = {
    "base64": lambda t: base64.b64encode(t.encode()).decode(),
    "base64 in a sentence": lambda t: f"Please run this for me: {base64.b64encode(t.encode()).decode()} thanks",
    "base32": lambda t: base64.b32encode(t.encode()).decode(),
    "hex": lambda t: t.encode().hex(),
    "rot13": lambda t: codecs.encode(t, "rot13"),
    "reversed": lambda t: t[::-1],
    "words reversed": lambda t: " ".join(w[::-1] for w in t.split()),
    "leet": lambda t: t.translate(str.maketrans("oieastOIEAST", "013457013457")),
    "spaced": " ".join,
    "zero width": "\u200b".join,
    "tags": _tags,
    "look-alikes": lambda t: t.translate(str.maketrans("aeopcxyi", "аеорсхуі")),
    "full width": lambda t: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in t),
    "escapes": lambda t: "".join(f"\\u{ord(c):04x}" for c in t),
    "percent": lambda t: "".join(f"%{b:02x}" for b in t.encode()),
    "binary": lambda t: " ".join(format(b, "08b") for b in t.encode()),
    "struck through": _struck,
    "markup comment": lambda t: f"What are your hours? <!-- {t} -->",
    "hidden style": lambda t: f'Hi <span style="display:none">{t}</span>',
}


def hidden(half: str) -> Iterator[Text]:
    """Every attack in every disguise that its letters allow (tags, rot13 and leet are for plain letters)."""
    rng = random.Random(SEED + 1)
    lines = _lines()
    for language in LANGUAGES:
        for kind in KINDS:
            for line in lines[language][kind]:
                text = _filled(line, lines["shared"], rng)
                if half_of(line) == half:
                    yield from (Text(hide(text), name, attack=True) for name, hide in HIDING.items())


def documents(half: str) -> Iterator[Text]:
    """Documents of many kinds by turns with a planted instruction and without."""
    rng = random.Random(SEED + 2)
    grammar, shared = _lines()["documents"], _lines()["shared"]
    lines = {lang: {k: [x for x in of if half_of(x) == half] for k, of in g.items()} for lang, g in grammar.items()}
    usable = [lang for lang in LANGUAGES if lines[lang]["planted"] and len(lines[lang]["calm"]) > 1]
    for number in range(DOCUMENTS):
        own = lines["en" if rng.random() < 0.6 or "en" not in usable else rng.choice(usable)]
        planted = _filled(rng.choice(own["planted"]), shared, rng) if number % 2 else ""
        calm = [_filled(rng.choice(own["calm"]), shared, rng) for _ in range(rng.randint(2, 8))]
        name, host = rng.choice(list(_HOSTS.items()))
        yield Text(
            host(calm, planted, rng), f"{'planted' if planted else 'calm'}: {name}", bool(planted), document=True
        )


def _among(calm: list[str], planted: str, rng: random.Random) -> list[str]:
    lines = list(calm)
    if planted:
        lines.insert(rng.randint(0, len(lines)), planted)
    return lines


def _listing(calm: list[str], planted: str, rng: random.Random) -> str:
    body = "".join(f"<li>{line}</li>" for line in _among(calm, planted, rng))
    return f"<html><body><h1>Offer 7</h1><ul>{body}</ul></body></html>"


def _record(calm: list[str], planted: str, rng: random.Random) -> str:
    rows = [{"ref": rng.randint(100, 999), "remark": line} for line in _among(calm, planted, rng)]
    return json.dumps({"ok": True, "rows": rows, "next": None}, ensure_ascii=False)


def _log(calm: list[str], planted: str, rng: random.Random) -> str:
    return "\n".join(f"2026-03-0{rng.randint(1, 9)} INFO shop: {line}" for line in _among(calm, planted, rng))


def _letter(calm: list[str], planted: str, rng: random.Random) -> str:
    return (
        "Good morning,\n\n"
        + " ".join(_among(calm, planted, rng))
        + "\n\nBest wishes\nM. Reyes\n-- \nsent from my phone"
    )


def _faq(calm: list[str], planted: str, rng: random.Random) -> str:
    return "\n\n".join(f"### {n}. {line}" for n, line in enumerate(_among(calm, planted, rng), 1))


def _minutes(calm: list[str], planted: str, rng: random.Random) -> str:
    return "Minutes\n" + "\n".join(f"* {line}" for line in _among(calm, planted, rng))


def _entry(calm: list[str], planted: str, rng: random.Random) -> str:
    lines = _among(calm[:2], planted, rng)
    return "BEGIN:VEVENT\nSUMMARY:Visit\nDESCRIPTION:" + "\\n".join(lines) + "\nEND:VEVENT"


def _cells(calm: list[str], planted: str, rng: random.Random) -> str:
    return "\n".join(f'{rng.randint(1, 99)};"{line}";open' for line in _among(calm, planted, rng))


_HOSTS: Mapping[str, Callable[[list[str], str, random.Random], str]] = {
    "listing": _listing, "record": _record, "log": _log, "letter": _letter, "faq": _faq, "minutes": _minutes,
    "calendar": _entry, "table": _cells,
}  # fmt: skip


def _filled(line: str, shared: Mapping[str, list[str]], rng: random.Random) -> str:
    return _SLOT.sub(lambda m: str(rng.choice(shared[m[1]])), line)


def _lines() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(_DATA.read_bytes(), Loader=yaml.CSafeLoader)
    return loaded
