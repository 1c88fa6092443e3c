"""The sets of benchmarks/attacks.py are the same in every run, their halves apart, and none of them is trained on."""

from __future__ import annotations

from pathlib import Path

from benchmarks.attack_sets import KINDS, LANGUAGES, documents, half_of, hidden, messages, second

TRAINING = Path(__file__).resolve().parents[2] / "guardrails" / "training"


def test_every_run_makes_the_same_texts() -> None:
    for make in (messages, second, documents, hidden):
        assert list(make("develop")) == list(make("develop"))


def test_every_kind_of_attack_is_there_in_both_halves() -> None:
    for half in ("develop", "report"):
        assert {t.kind for t in messages(half)} == {*KINDS, "other languages", "trigger words"}
        assert {t.attack for t in documents(half)} == {True, False}


def test_the_halves_have_no_line_in_common() -> None:
    assert not {t.text for t in messages("develop")} & {t.text for t in messages("report")}
    assert half_of("a line") in ("develop", "report")
    assert len(LANGUAGES) == 7


def test_no_line_stands_in_the_training_texts() -> None:
    trained = "\n".join(path.read_text(encoding="utf-8") for path in sorted(TRAINING.glob("*.yaml")))
    sets = (messages, second)
    texts = [t.text for make in sets for half in ("develop", "report") for t in make(half) if len(t.text) > 30]
    assert not [text for text in texts if text in trained]
