"""The role table: deny by default, nobody but the owner publishes without a check."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workspace import insights, members, publishing, retention, sources, studio, versions
from workspace.roles import TABLE, Actor, Desk, NotAllowed, Role
from workspace.website import SiteSettings


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


INSIDE = """id: shop
kind: support
name: Shop
tools:
  - tool: http_request
    settings:
      actions:
        order: {description: An order, url: "https://192.168.1.9/orders", show: [state], private: true}
"""
OUTSIDE = INSIDE.replace("private: true", "private: false")


def test_only_the_owner_lets_a_bot_into_the_own_network(desk: Desk) -> None:
    editor = as_(desk, Role.EDITOR)
    with pytest.raises(NotAllowed):
        studio.import_bot(editor, INSIDE, "shop.yaml")
    draft = studio.import_bot(editor, OUTSIDE, "shop.yaml")
    for inside in (INSIDE, INSIDE.replace("private: true", 'private: "yes"')):
        with pytest.raises(NotAllowed):
            studio.save_draft(editor, draft.bot, inside)
        with pytest.raises(NotAllowed):
            studio.import_bot(editor, inside, "shop.yaml")
    studio.save_draft(desk, draft.bot, INSIDE)


def test_what_the_owner_let_in_stays_but_leads_nowhere_else(desk: Desk) -> None:
    editor = as_(desk, Role.EDITOR)
    draft = studio.import_bot(desk, INSIDE, "shop.yaml")
    studio.change_draft(editor, draft.bot, {"welcome": "Hello."})
    with pytest.raises(NotAllowed):
        studio.save_draft(editor, draft.bot, INSIDE.replace("192.168.1.9", "192.168.1.10"))
    with pytest.raises(NotAllowed):
        studio.change_draft(editor, draft.bot, {"tools": [
            {"tool": "http_request", "settings": {"actions": {"order": {
                "description": "An order", "url": "https://192.168.1.9/admin", "show": ["state"], "private": True}}}},
        ]})  # fmt: skip


def test_only_the_owner_publishes_what_leads_inside(desk: Desk) -> None:
    draft = studio.import_bot(desk, INSIDE, "shop.yaml")
    for publish in (publishing.start, versions.publish):
        with pytest.raises(NotAllowed):
            publish(as_(desk, Role.EDITOR), draft.bot)
    versions.publish(desk, draft.bot, no_check="a test of something else")
    versions.may_go_live(as_(desk, Role.EDITOR), studio.get_draft(desk, draft.bot))


def test_only_the_owner_has_a_website_inside_read(desk: Desk) -> None:
    draft = studio.import_bot(desk, OUTSIDE, "shop.yaml")
    for act in (sources.add_site, sources.look_for_pages):
        with pytest.raises(NotAllowed):
            act(as_(desk, Role.EDITOR), draft.bot, "http://192.168.1.9/", SiteSettings(private=True))


def test_members_and_deletion_are_guarded_too(desk: Desk) -> None:
    for act in (lambda d: members.invite(d, Role.OWNER), retention.run, studio.model_settings):
        with pytest.raises(NotAllowed):
            act(as_(desk, Role.AGENT))


def test_a_refusal_says_who_may() -> None:
    assert "Owner" in str(NotAllowed("members.edit", Role.AGENT))
