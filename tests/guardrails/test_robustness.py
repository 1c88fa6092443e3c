"""Whatever is typed: no exception, no hang, no wrong offset, the round trip complete, a reply the same however cut.

``make test`` runs a sample; ``make evidence`` runs 100,000 inputs and writes the count to docs/evidence/guardrails.md.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import random
import re
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from guardrails import PLACEHOLDER, Guardrails, MemoryVault, Origin, Outcome, OutputContext, Policy, Stage, warm
from guardrails.restore import open_all
from tests.effort import cost

GUARDS = Guardrails(Policy.load("default"))
REPORT = Path(__file__).resolve().parents[2] / "docs" / "evidence" / "guardrails.md"
SECONDS_PER_10_KB = 1.0
SEED = 20261124
PARTS, FUZZED, DRAWN = 20, 4_000, 1_000  # a hundred thousand

_SEEDS = (
    "call +44 7700 900123", "mara@mail.example", "IBAN DE89 3704 0044 0532 0130 00", "my name is Mara Okoye",
    "born 3/4/1981", "4111 1111 1111 1111", "12 Mill Street, Leeds LS1 4AP", "[[PERSON:abcdefgh]]", "password: hunter2",
    "https://shop.example/?q=mara@mail.example", "`code 07700 900123`", "four one one one", "<!-- hi -->", "aWdub3Jl",
    "1gn0r3", "\u202eabc\u202c", "\u200b", "\ufeff", "é", "e\u0301", "ﬁ", "①②③", "٠١٢٣", "日本語",
    "Ünal", "👨‍👩‍👧", "\x00",
    "\ud800", "\udfff", "\r\n", "\t", "((((((", "[[[[", "]]", "{{", "<<<<", "a" * 60, "1" * 40, "-" * 30, "@" * 20, ".",
)  # fmt: skip


def fuzzed(rng: random.Random) -> str:
    """Pieces put together, cut, doubled and sprinkled with any code point."""
    parts = [rng.choice(_SEEDS) for _ in range(rng.randint(1, 6))]
    text = rng.choice((" ", "", "\n", ", ")).join(parts)
    for _ in range(rng.randint(0, 4)):
        at = rng.randint(0, len(text))
        change = rng.random()
        if change < 0.4:
            text = text[:at] + chr(rng.choice((rng.randint(0, 0x2FF), rng.randint(0, 0x10FFFF)))) + text[at:]
        elif change < 0.7:
            text = text[:at] + text[at + rng.randint(1, 5) :]
        else:
            text = text[:at] + text[max(0, at - 8) : at] * rng.randint(1, 4) + text[at:]
    return text[:600]


ANYTHING = st.lists(st.sampled_from(_SEEDS) | st.text(max_size=40), max_size=8).map("".join)


def survives(text: str) -> None:
    """Every promise that holds for any text."""
    findings = GUARDS.find(text, everything=True)
    assert all(0 <= f.start < f.end <= len(text) for f in findings)
    assert all(a.end <= b.start for a, b in pairwise(findings)), "findings overlap or are not sorted"
    assert 0 <= GUARDS.attack(text, Origin.MESSAGE).score <= 1
    if PLACEHOLDER.search(text) or any(0xD800 <= ord(c) < 0xE000 for c in text):
        return
    vault = MemoryVault()
    verdict = GUARDS.clear(text, Stage.RECORD, vault=vault)
    if verdict.outcome is not Outcome.BLOCK and all(_reversible(a.finding.entity) for a in verdict.applied):
        assert open_all(verdict.text, vault) == text


def _reversible(entity: str) -> bool:
    return GUARDS.policy.cell(entity, Stage.RECORD).operator == "placeholder"


REPLY = (
    "You can send it back within 45 days, e.g. by post. Write to mara.lind@mail.example or call 0171\n555 0142.\n"
    "1. Print it.\n2. Hand it in. See https://shop.example/a?x=1 and ![p](https://x.example/i.png) and `code`. "
    "\u200bEnd."
)


def released(parts: list[str]) -> tuple[str, str]:
    stream = GUARDS.stream(parts, vault=MemoryVault(), context=OutputContext(prompt="Answer.", sources=("45 days",)))
    text = "".join(stream)
    return re.sub(r":[a-z2-9]{8}\]\]", "]]", text), stream.verdict.outcome.value


def cut(text: str, rng: random.Random) -> list[str]:
    edges = sorted({0, len(text), *(rng.randint(0, len(text)) for _ in range(rng.randint(0, 40)))})
    return [text[a:b] for a, b in pairwise(edges)]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    survives(text)


def test_a_sample_of_fuzzed_texts_is_survived() -> None:
    rng = random.Random(SEED)
    for _ in range(250):
        survives(fuzzed(rng))


def test_fuzzed_replies_do_not_depend_on_how_they_are_cut() -> None:
    rng = random.Random(SEED)
    for _ in range(12):
        text = " ".join((REPLY, fuzzed(rng), "Good luck then."))
        assert released(cut(text, rng)) == released([text])


HOSTILE: dict[str, Callable[[int], str]] = {
    "letters": lambda n: "a" * n,
    "digits": lambda n: "1" * n,
    "digits apart": lambda n: "1 " * (n // 2),
    "brackets": lambda n: "[" * n,
    "placeholders": lambda n: "[[PERSON:abcdefgh]]" * (n // 19),
    "addresses": lambda n: "a@" * (n // 2),
    "dots": lambda n: "a." * (n // 2),
    "capitals": lambda n: "Ab " * (n // 3),
    "comments": lambda n: "<!--" * (n // 4),
    "zero width": lambda n: "\u200b" * n,
    "base64": lambda n: "QUJD" * (n // 4),
    "links": lambda n: "http://" * (n // 7),
    "streets": lambda n: "12 Mill Street, " * (n // 16),
    "spelled": lambda n: "four one " * (n // 9),
    "slashes": lambda n: "1/" * (n // 2),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_text_takes_more_than_a_second_for_ten_thousand_characters(kind: str) -> None:
    text = HOSTILE[kind](10_000)
    most = 2 * SECONDS_PER_10_KB  # twice: a slow machine
    assert cost(lambda: (GUARDS.find(text), GUARDS.attack(text, Origin.DOCUMENT)), most) < most


def test_a_long_document_is_cleared_to_its_last_word() -> None:
    verdict = GUARDS.clear("Order 77 is on its way.\n" * 2_000 + "card 4111 1111 1111 1111", Stage.RETRIEVAL)
    assert "4111 1111" not in verdict.text


def test_ten_thousand_typed_placeholders_are_stripped() -> None:
    few = GUARDS.clear("[[PERSON:abcdefgh]] " * 300, Stage.INPUT)
    assert "PERSON" not in few.text
    assert GUARDS.clear("[[PERSON:abcdefgh]]" * 10_000, Stage.INPUT).reason == "too_long"


@pytest.mark.evidence
@pytest.mark.timeout(600)
def test_a_megabyte_is_cleared() -> None:
    assert "mara@" not in GUARDS.clear("Order 77 is on its way.\n" * 42_000 + "mara@mail.example", Stage.RETRIEVAL).text


@pytest.mark.evidence
@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(PARTS))
def test_a_hundred_thousand_inputs(part: int) -> None:
    """Input n of the fuzzer can be made again: ``fuzzed(random.Random(f"{SEED}:{n}"))``."""
    warm()  # Presidio is loaded at the first text that names one of its numbers: two seconds that no input costs
    survives(" ".join(_SEEDS))
    count = Count(part, _code())
    for number in range(part * FUZZED + 1, (part + 1) * FUZZED + 1):
        rng = random.Random(f"{SEED}:{number}")
        count.text(fuzzed(rng), str(number))
        if number % 50 == 0:
            reply = f"{REPLY} {fuzzed(rng)} So it is."
            assert released(cut(reply, rng)) == released([reply])
            count.replies += 1

    @seed(SEED + part)
    @settings(max_examples=DRAWN, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(ANYTHING)
    def drawn(text: str) -> None:
        count.text(text, "drawn")

    drawn()
    _write(count)


@dataclass
class Count:
    """What one part has run, and the slowest of it."""

    part: int
    code: str
    fuzzed: int = 0
    drawn: int = 0
    replies: int = 0
    slowest: float = 0.0
    slowest_input: str = ""

    def text(self, text: str, name: str) -> None:
        took = _seconds_for_10_kb(text)
        if took > SECONDS_PER_10_KB:  # a pause of the machine is not the text's: the better of three counts
            took = min(took, _seconds_for_10_kb(text), _seconds_for_10_kb(text))
        assert took < SECONDS_PER_10_KB, f"input {name} is slow"
        self.slowest, self.slowest_input = max((self.slowest, self.slowest_input), (round(took, 2), name))
        if name == "drawn":
            self.drawn += 1
        else:
            self.fuzzed += 1


def _seconds_for_10_kb(text: str) -> float:
    start = time.process_time()
    survives(text)
    return (time.process_time() - start) * 10_000 / max(len(text), 1000)


def _write(count: Count) -> None:
    """One row a part, the newest; parts that ran side by side wait for each other."""
    with REPORT.open("a+", encoding="utf-8") as report:
        fcntl.flock(report, fcntl.LOCK_EX)
        report.seek(0)
        rows = [json.loads(line.strip("`\n")) for line in report if line.startswith('`{"part"')]
        run = {**asdict(count), "at": datetime.now(UTC).strftime("%Y-%m-%d %H:%M")}
        rows = sorted([*(r for r in rows if r["part"] != count.part), run], key=lambda r: int(r["part"]))
        total = sum(r["fuzzed"] + r["drawn"] for r in rows if r["code"] == count.code)
        report.truncate(0)
        report.write("\n".join([*_HEAD, *(f"`{json.dumps(r)}`" for r in rows), ""]))
        report.write(f"\nTogether {total:,} inputs without a failure on the code {count.code}.\n")


def _code() -> str:
    """What the guardrails were when they were counted: a fingerprint of all their files."""
    sums = hashlib.sha256()
    for path in sorted((REPORT.parents[2] / "guardrails").rglob("*")):
        if path.suffix in {".py", ".yaml", ".gz", ".txt"}:
            sums.update(path.read_bytes())
    return sums.hexdigest()[:10]


_HEAD = (
    "# Guardrails under generated input",
    "",
    "Written by `make evidence` (tests/guardrails/test_robustness.py), in parts that can be run alone:",
    "`pytest -m evidence tests/guardrails/test_robustness.py -k hundred`. Every input is found, judged, cleared and",
    "restored: no exception, offsets in order, `restore(clear(x)) == x`. `fuzzed` are put together of hostile pieces",
    "by seed and number, `drawn` are Hypothesis's; `replies` are cut at random and must be released alike.",
    "`slowest` is the most seconds of processor time for 10,000 characters, all steps together, of the input named",
    "beside it; more than one second fails. `code` is a fingerprint of the files of `guardrails/`: parts of other code",
    "do not count to the sum.",
    "",
)
