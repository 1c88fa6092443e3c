"""Each kind of the catalogue is found in the forms people write it in, and what merely looks like it is left alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from guardrails import Guardrails, Policy
from guardrails.catalogue import ENTITIES

KINDS = yaml.safe_load(Path(__file__).with_name("kinds.yaml").read_text(encoding="utf-8"))
GUARDRAILS = Guardrails(Policy.load("gdpr"))
MARK = re.compile(r"\{([^}]*)\}")


def test_every_kind_has_three_forms_and_two_that_look_like_it() -> None:
    assert set(KINDS) == set(ENTITIES)
    assert all(len(kind["found"]) >= 3 and len(kind["left"]) >= 2 for kind in KINDS.values())


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_covered_in_its_forms(kind: str) -> None:
    for marked in KINDS[kind]["found"]:
        text = MARK.sub(lambda match: match.group(1), marked)
        covered = {i for f in GUARDRAILS.find(text, everything=True) for i in range(f.start, f.end)}
        shift = 0
        for value in MARK.finditer(marked):
            start = value.start() - shift
            inside = range(start, start + len(value.group(1)))
            assert all(i in covered or not text[i].isalnum() for i in inside), marked
            shift += 2


@pytest.mark.parametrize("kind", KINDS)
def test_what_looks_like_a_kind_is_left(kind: str) -> None:
    for text in KINDS[kind]["left"]:
        assert not GUARDRAILS.find(text, everything=True), text
