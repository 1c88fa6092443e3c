"""``chat --jsonl`` as ``INTERFACES`` has it: keys exactly as listed, bad lines answered, clocks that stand still."""

from __future__ import annotations

from typing import Any

import pytest

from records.tables import conversations, turns, vault_entries
from tests.workspace.conftest import BOOKING, SUPPORT, SURVEY, Published, Terminal

KEYS = {
    "conversation", "reply", "citations", "abstained", "blocked", "handed_over", "asking", "choices", "findings", "ms",
}  # fmt: skip
PHONE = "+49 1522 3456789"


def said(text: str, conversation: str = "c1", **more: Any) -> dict[str, Any]:
    return {"conversation": conversation, "text": text, **more}


def chat(terminal: Terminal, bot: str, *lines: Any, words: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    return terminal.items("chat", bot, "--jsonl", *words, lines=lines)


@pytest.fixture(autouse=True)
def bots(published: Published) -> None:
    for text in (SUPPORT, BOOKING, SURVEY):
        published(text)


def test_an_answer_has_the_listed_keys_and_no_other(terminal: Terminal) -> None:
    [answer] = chat(terminal, "shop", said(f"Call me on {PHONE}"))
    assert answer.keys() == KEYS
    assert answer["findings"] == [{"entity": "PHONE_NUMBER", "action": "mask"}]
    assert all(isinstance(spent, int | float) for spent in answer["ms"].values())
    assert terminal.code == 0


def test_choices_carry_id_and_label_and_asking_names_the_question(terminal: Terminal) -> None:
    first, second = chat(terminal, "visit", said("Hello"), said("9"))
    assert first["asking"] == "recommend"
    assert second["asking"] == "liked"
    assert second["choices"][0].keys() == {"id", "label"}


def test_a_button_may_be_pressed_by_id_or_by_its_words(terminal: Terminal) -> None:
    by_words = chat(terminal, "visit", said("Hello"), said("9"), said("advice"))
    pressed = by_words[1]["choices"][0]["id"]
    by_id = chat(terminal, "visit", said("Hello", "d"), said("9", "d"), {"conversation": "d", "choice": pressed})
    assert by_words[2]["asking"] == by_id[2]["asking"] == "why"


@pytest.mark.parametrize(
    "line",
    [
        b"garbage",
        b"[1, 2]",
        b'{"text": "no conversation"}',
        b'{"conversation": "c1"}',
        b'{"conversation": "c1", "text": 7}',
        b'{"conversation": "c1", "text": "x", "now": "yesterday"}',
        b'{"conversation": "c1", "text": "\\ud800"}',
        b'{"conversation": "c1", "text": "x", "n": NaN}',
        b'{"conversation": "c1", "text": "x", "n": 1e999}',
        b'{"conversation": "c1", "text": "\xff"}',
        b"[" * 5000 + b"]" * 5000,
        b'{"conversation": "c1", "text": "x", "visitor": 5}',
    ],
)
def test_a_bad_line_is_answered_and_the_next_one_read(terminal: Terminal, line: bytes) -> None:
    answers = chat(terminal, "shop", line, said("Hello"))
    assert [a["error"]["code"] for a in answers if "error" in a] == ["bad_line"]
    assert [a["conversation"] for a in answers if "error" not in a] == ["c1"]
    assert terminal.code == 0


def test_an_error_carries_the_lines_id(terminal: Terminal) -> None:
    [error] = chat(terminal, "shop", {"id": 7, "conversation": "c1"})
    assert error["id"] == 7
    assert error["error"].keys() == {"code", "message"}


def test_empty_lines_are_passed_over(terminal: Terminal) -> None:
    assert len(chat(terminal, "shop", b"", b"  \n", said("Hello"))) == 1


def test_a_message_that_is_too_long_is_answered(terminal: Terminal) -> None:
    long, null = chat(terminal, "shop", said("x" * 20_000, "a"), said("\0" * 50, "b"))
    assert {long["conversation"], null["conversation"]} == {"a", "b"}
    assert next(a for a in (long, null) if a["conversation"] == "a")["blocked"] is True


def test_now_is_read_in_the_bots_zone_and_stands_still(terminal: Terminal) -> None:
    first, second = chat(
        terminal, "salon", said("When is the next free time for a haircut?"), said("today at 16:00", "d"),
        words=("--now", "2026-06-16T15:10"),
    )  # fmt: skip
    shown = next(a for a in (first, second) if a["conversation"] == "c1")
    assert "16 June" in str(shown["choices"]), shown
    assert "16:15" in str(shown["choices"]), "an hour's notice after ten past three in London, not in UTC"


def test_a_lines_now_moves_the_clock_forward(terminal: Terminal) -> None:
    answers = chat(
        terminal, "salon",
        said("When is the next free time for a haircut?", now="2026-06-16T10:00"),
        said("When is the next free time for a haircut?", now="2026-06-18T10:00"),
        said("Which times are free today?"),
        words=("--now", "2026-06-15T10:00"),
    )  # fmt: skip
    assert "16 June" in str(answers[0]["choices"])
    assert "18 June" in str(answers[1]["choices"])
    assert "18 June" in str(answers[2]), "it stays where it was moved to"


def test_conversations_that_live_at_different_times_keep_their_own(terminal: Terminal) -> None:
    ask = "When is the next free time for a haircut?"
    lines = [said(ask, "late", now="2026-06-18T10:00"), said(ask, "early", now="2026-06-09T10:00"), said(ask, "early")]
    early = [a for a in chat(terminal, "salon", *lines) if a["conversation"] == "early"]
    assert all("9 June" in str(a["choices"]) for a in early)


def test_each_conversation_is_answered_in_order(terminal: Terminal) -> None:
    lines = [said(text, f"c{n}") for text in ("Hello", "9", "Advice", "skip") for n in range(6)]
    answers = chat(terminal, "visit", *lines)
    for n in range(6):
        asked = [a["asking"] for a in answers if a["conversation"] == f"c{n}"]
        assert asked == ["recommend", "liked", "why", None]


def test_consent_is_asked_on_request_and_the_words_are_held_in_memory(terminal: Terminal) -> None:
    store = terminal.app.store(terminal.app.home())
    asked, answered = chat(terminal, "shop", said(f"Call {PHONE}"), said("Agree and send"), words=("--ask-consent",))
    assert asked["asking"] == "consent"
    assert [choice["id"] for choice in asked["choices"]] == ["agree", "decline"]
    assert answered["findings"] == [{"entity": "PHONE_NUMBER", "action": "mask"}]
    with store.read() as unit:
        assert unit.count(turns) == 1, "the held words were the message"


def test_without_consent_nothing_is_stored(terminal: Terminal) -> None:
    store = terminal.app.store(terminal.app.home())
    lines = (said(f"Call {PHONE}"), said("what?"), {"conversation": "c1", "choice": "decline"}, said("Hello again"))
    asked, again, declined, anew = chat(terminal, "shop", *lines, words=("--ask-consent",))
    assert asked["asking"] == again["asking"] == anew["asking"] == "consent"
    assert "nothing was stored" in declined["reply"]
    with store.read() as unit:
        assert unit.count(turns) == unit.count(vault_entries) == 0


def test_a_signed_in_visitor_is_kept_apart_from_another(terminal: Terminal) -> None:
    mine = {"subject": "customer-1"}
    first, second = chat(terminal, "shop", said("Hello", visitor=mine), said("Hello", visitor={"subject": "other"}))
    assert "error" not in first
    assert second["error"]["code"] == "identity_mismatch"
    with terminal.app.store(terminal.app.home()).read() as unit:
        assert "customer-1" not in str(unit.select(conversations))


def test_a_draft_is_talked_to_only_on_request(terminal: Terminal) -> None:
    (terminal.folder / "new.yaml").write_text(SUPPORT.replace("id: shop", "id: new"), encoding="utf-8")
    terminal.run("import-bot", "new.yaml")
    assert chat(terminal, "new", said("Hello")) == []
    assert terminal.code == 2
    assert "--draft" in terminal.said[0]
    assert len(chat(terminal, "new", said("Hello"), words=("--draft",))) == 1


def test_people_may_talk_without_json(terminal: Terminal) -> None:
    out = terminal.run("chat", "visit", lines=[b"Hello\n", b"9\n", b"\n"])
    assert any("recommend" in line for line in out)
    assert "  [Advice]" in out
    assert "AI assistant" in terminal.said[0]
