"""The role table: deny by default, nobody but the owner publishes without a check."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workspace import insights, members, retention, studio, versions
from workspace.roles import TABLE, Actor, Desk, NotAllowed, Role


def as_(desk: Desk, role: Role) -> Desk:
    return Desk(desk.app, replace(desk.actor, role=role))


def test_what_is_not_written_is_refused_to_everyone() -> None:
    assert not any(Actor("m", "w", role).may("rockets.launch") for role in Role)


def test_the_owner_may_do_everything_that_is_written() -> None:
    assert all(Role.OWNER in roles for roles in TABLE.values())


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AGENT, Role.PRIVACY_OFFICER])
def test_analytics_are_for_owner_and_analyst(desk: Desk, role: Role) -> None:
    with pytest.raises(NotAllowed):
        insights.overview(as_(desk, role))
    assert insights.overview(as_(desk, Role.ANALYST)).turns == 0


@pytest.mark.parametrize("role", [Role.AGENT, Role.ANALYST, Role.PRIVACY_OFFICER])
def test_bots_are_changed_by_owner_and_editor_only(desk: Desk, role: Role) -> None:
    with pytest.raises(NotAllowed):
        studio.import_bot(as_(desk, role), "id: a", "a.yaml")


def test_only_the_owner_publishes_without_the_check(desk: Desk) -> None:
    draft = studio.import_bot(desk, "id: shop\nkind: support\nname: Shop\n", "shop.yaml")
    with pytest.raises(NotAllowed):
        versions.publish(as_(desk, Role.EDITOR), draft.bot, no_check="in a hurry")


def test_members_and_deletion_are_guarded_too(desk: Desk) -> None:
    for act in (lambda d: members.invite(d, Role.OWNER), retention.run, studio.model_settings):
        with pytest.raises(NotAllowed):
            act(as_(desk, Role.AGENT))


def test_a_refusal_says_who_may() -> None:
    assert "Owner" in str(NotAllowed("members.edit", Role.AGENT))
