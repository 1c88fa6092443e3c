"""The facade: find, clear and restore over whole messages, a conversation's memory, and whatever people may type."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails import PLACEHOLDER, Guardrails, MemoryVault, Outcome, Policy, Stage
from guardrails.vault import placeholder
from tests.effort import cost

DEFAULT = Guardrails(Policy.load("default"))
PIECES = st.sampled_from(
    [
        "my name is Mara Okoye",
        "call +44 7700 900123",
        "mara@mail.example",
        "born 3/4/1981",
        "IBAN DE89 3704 0044 0532 0130 00",
        "12 Mill Street, Leeds LS1 4AP",
        "plate B-MW 1234",
        "`x`",
        "```",
        "https://shop.example/?q=",
        "](",
        "\n",
        "]",
        "order AB-123456",
    ]
)
# The attack check has tests of its own; a text it stops has nothing to restore.
CHATS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=6).map(" ".join)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(f.entity, text[f.start : f.end]) for f in DEFAULT.find(text)]


def test_kinds_beside_each_other_are_told_apart() -> None:
    text = "I'm Siobhan Quispe, 07700 900123, my policy number is AB-772 199"
    assert kinds(text) == [
        ("PERSON", "Siobhan Quispe"),
        ("PHONE_NUMBER", "07700 900123"),
        ("CUSTOMER_ID", "AB-772 199"),
    ]


def test_a_value_seen_once_is_known_in_any_spelling() -> None:
    vault = MemoryVault()
    vault.seal("PERSON", "Siobhan Quispe")
    vault.seal("PHONE_NUMBER", "+44 7700 900123")
    vault.seal("CUSTOMER_ID", "AB-772 199")
    text = "did siobhan ring from 07700900123 about ab772199"
    found = [(f.entity, text[f.start : f.end]) for f in DEFAULT.find(text, known=vault)]
    assert found == [("PERSON", "siobhan"), ("PHONE_NUMBER", "07700900123"), ("CUSTOMER_ID", "ab772199")]


@pytest.mark.parametrize(
    ("first", "second", "gone"),
    [
        ("Je m'appelle Ondine Larrouturou", "mon e-mail ondine@larrouturou.example", "larrouturou"),
        ("I am Mara.", "My name is Mara Okoye, sorry", "Okoye"),
    ],
)
def test_a_known_value_does_not_tear_a_longer_one_apart(first: str, second: str, gone: str) -> None:
    vault = MemoryVault()
    DEFAULT.clear(first, Stage.INPUT, vault=vault)
    assert gone.lower() not in str(DEFAULT.clear(second, Stage.INPUT, vault=vault).text).lower()


def test_what_the_owner_keeps_is_let_be() -> None:
    keep = ["+44 20 7946 0000", "Mara Okoye", "12 Mill Street, Leeds LS1 4AP", "hello@adafinch.example"]
    kept = Guardrails(Policy.load({"keep": keep}))
    assert not kept.find("ask Mara, 020 7946 0000, 12 Mill Street, Leeds, hello@adafinch.example")
    assert kept.find("ask Jonas Weber, 020 7946 0001")


def test_what_the_policy_allows_is_left_out_unless_asked_for() -> None:
    policy = Guardrails(Policy.load({"entities": {"PERSON": "allow"}}))
    assert not policy.find("my name is Mara Okoye")
    assert policy.find("my name is Mara Okoye", everything=True)


def test_a_placeholder_typed_by_a_visitor_is_taken_out() -> None:
    vault = MemoryVault()
    stolen = vault.seal("PERSON", "Somebody Else")
    verdict = DEFAULT.clear(f"hello {stolen}, and {placeholder('PERSON')}", Stage.INPUT, vault=vault)
    assert not PLACEHOLDER.search(verdict.text)


@pytest.mark.parametrize("depth", [1, 2, 300])
def test_a_placeholder_inside_a_placeholder_leaves_none(depth: int) -> None:
    nested = "[[PERSON:aaaa" * depth + placeholder("PERSON") + "aaaa]]" * depth
    cleared = DEFAULT.clear(f"hello {nested} there", Stage.INPUT, vault=MemoryVault())
    assert PLACEHOLDER.search(cleared.text) is None
    assert cleared.text.split() == ["hello", "there"]
    assert cost(lambda: DEFAULT.clear(f"hello {nested} there", Stage.INPUT, vault=MemoryVault()), 2) < 2


def test_taking_out_what_was_typed_joins_nothing() -> None:
    """Judged apart, they would go to the model together: an address nobody looked at."""
    cleared = DEFAULT.clear(f"write to mara@{placeholder('PERSON')}mail.example", Stage.INPUT, vault=MemoryVault())
    assert "mara@mail.example" not in cleared.text


def test_a_placeholder_of_ours_stays_at_the_other_stages() -> None:
    name = placeholder("PERSON")
    assert DEFAULT.clear(f"Hello {name}!", Stage.OUTPUT).text == f"Hello {name}!"


def test_a_message_too_long_is_blocked() -> None:
    assert DEFAULT.clear("a " * 4001, Stage.INPUT).reason == "too_long"


def test_a_card_is_never_kept_and_ask_says_so() -> None:
    vault = MemoryVault()
    verdict = Guardrails(Policy.load("default+pci_dss")).clear("card 4111 1111 1111 1111", Stage.INPUT, vault=vault)
    assert (verdict.text, verdict.reason) == ("card [card ••••1111]", "ask:CREDIT_CARD")
    assert not vault.pairs()


def test_a_blocked_kind_stops_the_text() -> None:
    verdict = Guardrails(Policy.load({"entities": {"HEALTH": "block"}})).clear("I have epilepsy", Stage.INPUT)
    assert (verdict.outcome, verdict.text, verdict.reason) == (Outcome.BLOCK, "", "entity:HEALTH")


@pytest.mark.parametrize("closed", ["https://e.example/?q={}", "`{}`", "[x]({})", "```\n{}\n```"])
def test_a_placeholder_in_a_link_or_code_stays_closed(closed: str) -> None:
    vault = MemoryVault()
    text = closed.format(vault.seal("PERSON", "Mara Okoye"))
    assert DEFAULT.restore(text, vault) == text


def test_only_the_kinds_granted_are_opened() -> None:
    vault = MemoryVault()
    text = f"{vault.seal('PERSON', 'Mara')} {vault.seal('PHONE_NUMBER', '5550139')}"
    assert DEFAULT.restore(text, vault, entities={"PERSON"}).startswith("Mara [[PHONE_NUMBER:")


@given(CHATS)
@settings(max_examples=80, deadline=None)
def test_what_was_cleared_can_be_restored(text: str) -> None:
    reversible = Guardrails(Policy.load({"operators": {"HEALTH": "placeholder"}}))
    vault = MemoryVault()
    verdict = reversible.clear(text, Stage.INPUT, vault=vault)
    irreversible = any(
        reversible.policy.cell(f.entity, Stage.INPUT).operator != "placeholder" for f in verdict.findings
    )
    if not verdict.blocked and not irreversible and not PLACEHOLDER.search(text):
        assert reversible.restore(verdict.text, vault) == text


@given(st.one_of(CHATS, st.text(st.characters(), max_size=120)))
@settings(max_examples=80, deadline=None)
def test_findings_point_into_the_text_and_do_not_overlap(text: str) -> None:
    found = DEFAULT.find(text)
    assert all(0 <= f.start < f.end <= len(text) and 0 < f.score <= 1 for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "text", ["", "\0" * 50, "\ud800 call 5550139 \udfff", "\u200b" * 500, "[[PERSON:aaaaaaaa]]" * 400]
)
def test_whatever_is_typed_gets_an_answer(text: str) -> None:
    assert DEFAULT.clear(text, Stage.INPUT, vault=MemoryVault()).text is not None


@pytest.mark.parametrize(
    "piece",
    [
        "1 ", "1, 2, ", "1a, 2b, ", "12 mill ", "a@a.", "DE89 ", "via a ", "password is ", "x_1 ", "+", "1.2.3.",
        "Mara ",
    ],
)  # fmt: skip
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    assert cost(lambda: DEFAULT.find(text), 4) < 4


# What patterns are made of. Two of these repeated are enough for one part of a pattern to be readable in two ways.
ATOMS = ("1, ", "1a, ", "#1 ", "# 1", "1-", "1/", "ab ", "Ab, ", "a.", "a@", "+ ", "\n", "12345 ", "unit ")
_LENGTH = 800


@pytest.mark.parametrize("first", ATOMS)
def test_no_two_atoms_repeated_hold_up_a_turn(first: str) -> None:
    for second in ATOMS:
        text = ((first + second) * _LENGTH)[:_LENGTH]
        assert cost(partial(DEFAULT.find, text), 2) < 2, f"{first + second!r} repeated"
