"""Policies: packs, how they combine, what an owner may change, and every fault at once."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from guardrails import Action, Guardrails, Policy, PolicyError, Stage
from guardrails.analyzer import shared
from guardrails.catalogue import ENTITIES, GROUPS
from guardrails.policy import Pack, PolicySpec, _resolve, packs


@pytest.mark.parametrize("pack", packs())
def test_a_pack_decides_every_kind_at_every_stage(pack: str) -> None:
    rows = Policy.load(pack).table()
    assert [row.entity for row in rows] == list(ENTITIES)
    assert all(set(row.cells) == set(Stage) for row in rows)
    assert all(cell.rule for row in rows for cell in row.cells.values())


def test_the_stricter_pack_wins_and_is_named() -> None:
    policy = Policy.load("default+pci_dss")
    cell = policy.cell("CREDIT_CARD", Stage.INPUT)
    assert (cell.action, cell.rule) == (Action.ASK, "pci_dss: CREDIT_CARD")
    assert policy.cell("PERSON", Stage.INPUT).rule == "default: group contact"
    assert policy.name == "default+pci_dss"


def test_a_pack_that_says_nothing_does_not_loosen_another() -> None:
    policy = Policy.load("pci_dss+default")
    assert policy.action("EMAIL_ADDRESS", Stage.INPUT) is Action.REDACT


def test_a_combination_says_what_each_pack_wanted_and_which_one_decided() -> None:
    policy = Policy.load({"packs": ["default", "gdpr", "pci_dss"], "entities": {"PERSON": {"output": "allow"}}})
    card = policy.explain("CREDIT_CARD", Stage.INPUT)
    assert [(o.source, o.version, o.action.value, o.decided) for o in card] == [
        ("default", 3, "redact", False),
        ("gdpr", 3, "redact", False),
        ("pci_dss", 1, "ask", True),
    ]
    assert [o.rule for o in policy.explain("PERSON", Stage.OUTPUT) if o.decided] == ["own: PERSON"]
    assert dict(policy.versions) == {"default": 3, "gdpr": 3, "pci_dss": 1}


def test_an_owners_change_comes_last() -> None:
    policy = Policy.load({"packs": ["gdpr"], "entities": {"PERSON": {"input": "allow"}, "health": "block"}})
    assert policy.action("PERSON", Stage.INPUT) is Action.ALLOW
    assert policy.action("PERSON", Stage.RECORD) is Action.REDACT
    assert policy.cell("HEALTH", Stage.INPUT).rule == "own: group health"


def test_cards_and_secrets_are_never_kept() -> None:
    policy = Policy.load("default")
    for entity in ("CREDIT_CARD", "CVV", "PASSWORD", "API_KEY", "PRIVATE_KEY", "PIN"):
        assert policy.cell(entity, Stage.INPUT).operator != "placeholder"


NEVER_KEPT = ("CREDIT_CARD", "CVV", "CARD_EXPIRY", "PASSWORD", "PIN", "API_KEY", "PRIVATE_KEY")


@pytest.mark.parametrize("name", [*NEVER_KEPT, *sorted({ENTITIES[entity].group for entity in NEVER_KEPT})])
def test_nobody_may_ask_for_cards_or_secrets_in_a_vault_by_name_or_by_group(name: str) -> None:
    problems = Policy.problems({"operators": {name: "placeholder"}})
    assert [(p.id, p.where) for p in problems] == [("operator", f"operators.{name}")]


def test_a_pack_that_asks_for_it_does_not_get_it_either() -> None:
    """Resolved directly: no shipped pack is as careless as this one."""
    careless = Pack(
        title="Careless", description="Keeps all", version=1, operators=dict.fromkeys(GROUPS, "placeholder")
    )
    cells = dict(_resolve({"careless": careless}, PolicySpec()))
    assert {cells[entity, Stage.INPUT].operator for entity in NEVER_KEPT} == {"redact"}
    assert cells["EMAIL_ADDRESS", Stage.INPUT].operator == "placeholder"


def test_an_unknown_kind_is_masked_for_good() -> None:
    cell = Policy.load("default").cell("SOMETHING_NEW", Stage.INPUT)
    assert (cell.action, cell.operator) == (Action.REDACT, "redact")


def test_every_fault_is_told_at_once_with_the_nearest_word() -> None:
    problems = Policy.problems(
        {
            "packs": ["gdrp"],
            "kep": [],
            "entities": {"EMIAL_ADDRESS": "mask", "PERSON": {"inptu": "allow"}, "CVV": "hide"},
            "operators": {"CREDIT_CARD": "placeholder"},
        }
    )
    said = "\n".join(map(str, problems))
    for word in ("gdpr", "keep", "EMAIL_ADDRESS", "input", "entities.CVV", "operators.CREDIT_CARD"):
        assert word in said


def test_a_file_with_a_doubled_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("packs: [default]\nkeep: [a]\nkeep: [b]\n")
    with pytest.raises(PolicyError, match="written twice"):
        Policy.load(path)


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(PolicyError):
        Policy.load(tmp_path / "none.yaml")


def test_reading_a_policy_loads_no_recognizer() -> None:
    code = (
        "import sys; from guardrails import Policy; Policy.load('gdpr'); Policy.problems({});"
        "assert not {'presidio_analyzer', 'spacy', 'numpy.random'} & set(sys.modules), 'heavy'"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_group_of_the_catalogue_is_known() -> None:
    assert {entity.group for entity in ENTITIES.values()} <= set(GROUPS)
    assert all(entity.label and entity.examples for entity in ENTITIES.values())


def test_strict_leaves_nothing_open_that_balanced_covers() -> None:
    text = "deliver to 12 Mill Street, Leeds LS1 4AP, ask for Mara Okoye at the desk of Unit 7, +44 7700 900123"

    def covered(level: str) -> set[int]:
        found = shared().find(text, level=level)
        assert all(one.end <= other.start for one, other in pairwise(found))
        return {i for f in found for i in range(f.start, f.end) if text[i].isalnum()}

    assert covered("balanced") <= covered("strict")


@pytest.mark.parametrize("pack", ["default", "gdpr", "ccpa"])
def test_what_the_owner_writes_about_conditions_is_for_answers_and_a_visitors_own_is_masked(pack: str) -> None:
    guardrails = Guardrails(Policy.load(pack))
    passage = "I am pregnant, may I use the sauna?"
    assert guardrails.clear(passage, Stage.RETRIEVAL).text == passage
    assert "pregnant" not in guardrails.clear(passage, Stage.INPUT).text
