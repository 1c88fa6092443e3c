"""People of the business: a one-time link instead of a default password, lock-out, sessions that end."""

from __future__ import annotations

import pytest

from tests.passwords import recommended
from tests.workspace.conftest import Clock
from workspace import members
from workspace.assembly import Application
from workspace.errors import BadRequest, InvitationRefused, LoginRefused, WeakPassword
from workspace.roles import Actor, Desk, Role
from workspace.tries import TRIES

GOOD = "copper lantern brisk otter"
MAIL = "ada@shop.example"


@pytest.fixture
def owner(app: Application) -> Actor:
    return members.accept(app, members.create_owner(app).token, name="Ada", email=MAIL, password=GOOD)


def test_a_password_is_hashed_at_the_recommended_cost() -> None:
    """The other tests here hash at less; so this one asks for the hasher of the product."""
    assert recommended().hash(GOOD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_there_is_nobody_until_the_link_is_used(app: Application) -> None:
    assert members.needs_owner(app)
    with pytest.raises(LoginRefused):
        members.login(app, MAIL, GOOD)
    made = members.create_owner(app)
    assert members.needs_owner(app)
    assert made.url == f"http://127.0.0.1:8501/welcome/{made.token}"
    assert members.accept(app, made.token, name="Ada", email=MAIL, password=GOOD).role is Role.OWNER
    assert not members.needs_owner(app)


def test_a_link_works_once_and_not_for_long(app: Application, clock: Clock, owner: Actor) -> None:
    link = members.create_owner(app)
    members.accept(app, link.token, name="Jo", email="jo@shop.example", password=GOOD)
    late = members.create_owner(app)
    clock.pass_(hours=25)
    for token in (link.token, late.token, "never made"):
        with pytest.raises(InvitationRefused):
            members.invitation(app, token)
        with pytest.raises(InvitationRefused):
            members.accept(app, token, name="X", email="x@shop.example", password=GOOD)


@pytest.mark.parametrize("password", ["short", "password1234", "i am adaline too", "aaaaaaaaaaaa", "qwertzuiop123"])
def test_a_password_that_is_guessed_first_is_refused(app: Application, password: str) -> None:
    with pytest.raises(WeakPassword):
        members.accept(app, members.create_owner(app).token, name="Adaline", email=MAIL, password=password)


@pytest.mark.parametrize(("name", "email"), [("", MAIL), ("Ada", "no address"), ("Ada", "@x.example"), ("Ada", "a@b")])
def test_a_name_and_an_address_are_needed(app: Application, name: str, email: str) -> None:
    with pytest.raises(BadRequest):
        members.accept(app, members.create_owner(app).token, name=name, email=email, password=GOOD)


def test_an_address_has_one_account(app: Application, owner: Actor) -> None:
    with pytest.raises(BadRequest):
        members.accept(app, members.create_owner(app).token, name="Eve", email=MAIL.upper(), password=GOOD)


def test_logging_in_gives_a_session_that_ends(app: Application, clock: Clock, owner: Actor) -> None:
    session = members.login(app, f" {MAIL.upper()} ", GOOD)
    assert members.session_actor(app, session.token) == owner
    clock.pass_(minutes=31)
    assert members.session_actor(app, session.token) is None, "idle"
    session = members.login(app, MAIL, GOOD)
    for _ in range(17):
        clock.pass_(minutes=29)
        members.session_actor(app, session.token)
    assert members.session_actor(app, session.token) is None, "older than eight hours"


def test_logging_out_ends_the_session(app: Application, owner: Actor) -> None:
    session = members.login(app, MAIL, GOOD)
    members.end_session(app, session.token)
    assert members.session_actor(app, session.token) is None


def test_wrong_password_and_unknown_address_sound_the_same(app: Application, owner: Actor) -> None:
    with pytest.raises(LoginRefused) as wrong:
        members.login(app, MAIL, "not the password")
    with pytest.raises(LoginRefused) as unknown:
        members.login(app, "nobody@shop.example", GOOD)
    assert str(wrong.value) == str(unknown.value)


def test_after_ten_wrong_tries_the_right_password_waits_there(app: Application, clock: Clock, owner: Actor) -> None:
    for _ in range(TRIES):
        with pytest.raises(LoginRefused):
            members.login(app, MAIL, "not the password", address="192.0.2.1")
    with pytest.raises(LoginRefused) as locked:
        members.login(app, MAIL, GOOD, address="192.0.2.1")
    assert 0 < locked.value.retry_after <= 600
    assert members.login(app, MAIL, GOOD, address="198.51.100.7").actor == owner, "nobody can lock another person out"
    clock.pass_(minutes=11)
    assert members.login(app, MAIL, GOOD, address="192.0.2.1").actor == owner


def test_a_closed_account_is_out_at_once(app: Application, owner: Actor) -> None:
    desk = Desk(app, owner)
    jo = members.accept(app, members.invite(desk, Role.AGENT).token, name="Jo", email="jo@x.example", password=GOOD)
    session = members.open_session(app, jo)
    members.disable(desk, jo.member)
    assert members.session_actor(app, session.token) is None
    assert members.actor(app, jo.member) is None
    with pytest.raises(LoginRefused):
        members.login(app, "jo@x.example", GOOD)


def test_the_last_owner_stays(app: Application, owner: Actor) -> None:
    desk = Desk(app, owner)
    with pytest.raises(BadRequest):
        members.disable(desk, owner.member)
    with pytest.raises(BadRequest):
        members.change_role(desk, owner.member, Role.AGENT)
    assert [(m.name, m.email, m.role) for m in members.list_members(desk)] == [("Ada", MAIL, Role.OWNER)]


def test_a_new_password_ends_every_session(app: Application, owner: Actor) -> None:
    session = members.login(app, MAIL, GOOD)
    desk = Desk(app, owner)
    with pytest.raises(LoginRefused):
        members.change_password(desk, "wrong", "another lantern brisk otter")
    members.change_password(desk, GOOD, "another lantern brisk otter")
    assert members.session_actor(app, session.token) is None
    assert members.login(app, MAIL, "another lantern brisk otter")


def test_who_forgot_their_password_sets_a_new_one_by_a_link(app: Application, owner: Actor) -> None:
    desk = Desk(app, owner)
    link = members.password_link(desk, owner.member)
    assert members.invitation(app, link.token).whose == "Ada"
    assert members.login(app, MAIL, GOOD).actor.member == owner.member, "the old one holds until then"
    with pytest.raises(WeakPassword):
        members.set_password(app, link.token, "short")
    new = "seven quiet herons"
    assert members.set_password(app, link.token, new).member == owner.member
    with pytest.raises(InvitationRefused):
        members.set_password(app, link.token, new)
    with pytest.raises(LoginRefused):
        members.login(app, MAIL, GOOD)
    assert members.login(app, MAIL, new).actor.member == owner.member


def test_a_link_to_join_sets_nobodys_password_and_a_closed_account_gets_none(app: Application, owner: Actor) -> None:
    desk = Desk(app, owner)
    joining = members.invite(desk, Role.EDITOR)
    with pytest.raises(InvitationRefused):
        members.set_password(app, joining.token, GOOD)
    left = members.accept(app, joining.token, name="Jo", email="jo@shop.example", password=GOOD)
    link = members.password_link(desk, left.member)
    members.disable(desk, left.member)
    with pytest.raises(InvitationRefused):
        members.set_password(app, link.token, "seven quiet herons")
    with pytest.raises(BadRequest):
        members.password_link(desk, left.member)


def test_a_link_made_by_an_owner_ends_when_they_are_owner_no_more(app: Application, owner: Actor) -> None:
    desk = Desk(app, owner)
    second = members.accept(
        app, members.invite(desk, Role.OWNER).token, name="Jo", email="jo@shop.example", password=GOOD
    )
    theirs = Desk(app, second)
    back, taken = members.invite(theirs, Role.OWNER), members.password_link(theirs, owner.member)
    members.disable(desk, second.member)
    for token in (back.token, taken.token):
        with pytest.raises(InvitationRefused):
            members.invitation(app, token)
    kept = members.invite(desk, Role.EDITOR)
    editor = members.accept(app, kept.token, name="Ed", email="ed@shop.example", password=GOOD)
    waiting = members.invite(desk, Role.ANALYST)
    members.disable(desk, editor.member)
    assert members.invitation(app, waiting.token).role is Role.ANALYST, "an editor makes none"
