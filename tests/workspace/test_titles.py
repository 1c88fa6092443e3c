"""Places in a bot file, in the words an owner knows them by."""

from __future__ import annotations

import pytest

from workspace.titles import title

PLACES = {
    "a field by its title": ("origins", "Sites it may appear on"),
    "a field inside another": ("notice.controller", "Privacy notice › Business responsible"),
    "a kind of data and a stage": ("policy.entities.PERSON.record", "Keeps secret › Name of a person › in records"),
    "a thing with an id, in one kind of bot": ("questions.why.text", "Questions › Why › Question"),
    "a key that is no field": ("hours.tue", "Opening hours › Tue"),
}


@pytest.mark.parametrize(("where", "words"), PLACES.values(), ids=PLACES)
def test_a_place_is_named_by_its_titles(where: str, words: str) -> None:
    assert title(where) == words
