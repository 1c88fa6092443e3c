"""What is remembered while a text is judged does not outlive it."""

from __future__ import annotations

from pathlib import Path

import guardrails
from guardrails import Guardrails, MemoryVault, Origin, Policy, Stage
from guardrails.lately import forget, lately, remembered

GUARDRAILS = Guardrails(Policy.load("default"))
# Modules that may remember longer: what they are asked with are words of the owner, of the bot, or cleared ones.
OF_NO_VISITOR = {
    "analyzer", "asking", "lately", "owner_words", "prompt_echo", "unsupported_number", "unsupported_promise",
}  # fmt: skip


def test_a_result_is_worked_out_once_until_it_is_forgotten() -> None:
    asked: list[str] = []

    @lately
    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    assert [length("rose"), length("rose")] == [4, 4]
    forget()
    length("rose")
    assert asked == ["rose", "rose"]


def test_nothing_is_remembered_of_a_text_once_it_is_judged() -> None:
    vault = MemoryVault()
    for text in ("My name is Zebulon Quaxtorian, ring me on 07700 900 123.", "Quaxtorian again, 07700-900123"):
        GUARDRAILS.clear(text, Stage.INPUT, vault=vault)
        GUARDRAILS.attack(text, Origin.MESSAGE)
    assert {"_spellings", "_valid_here", "of_word"} <= set(remembered())
    assert not any(remembered().values())


def test_only_lately_remembers_what_a_visitor_wrote() -> None:
    folder = Path(guardrails.__file__).parent
    remembering = {path.stem for path in folder.rglob("*.py") if "lru_cache" in path.read_text("utf-8")}
    assert remembering - OF_NO_VISITOR == set()
