"""Somebody asks what is held of them: found by what they give, taken along, forgotten, registered without a name."""

from __future__ import annotations

import json

import pytest

from records.audit import AuditTrail
from records.tables import bookings, turns
from tests.workspace.conftest import BOOKING, SUPPORT, Clock, Published, visit
from workspace import downloads, persons
from workspace.assembly import Application
from workspace.errors import BadRequest
from workspace.roles import Actor, Desk, NotAllowed, Role

PHONE, OTHER = "+49 1522 3456789", "+49 1522 9876543"


@pytest.fixture
def two(app: Application, published: Published) -> None:
    """Two customers: one has asked and booked, the other only asked."""
    shop, salon = published(SUPPORT), published(BOOKING)
    visit(app, shop).say(f"Call me on {PHONE}")
    booking = visit(app, salon)
    for text in ("A haircut tomorrow at 10", PHONE, "yes"):
        booking.say(text)
    visit(app, shop).say(f"Call me on {OTHER}")


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("given", [PHONE, "01522 3456789", "0049-1522/345 67 89"])
def test_a_person_is_found_by_a_number_however_it_is_typed(desk: Desk, given: str) -> None:
    request, held = persons.find(desk, given)
    assert sorted((one.bot_name, one.bookings) for one in held) == [("Ada & Finch", 0), ("Salon", 1)]
    assert (request.due - request.asked).days == 31, "from 17 March to 17 April"


@pytest.mark.usefixtures("two")
def test_what_is_held_is_taken_along_with_its_values_and_nobody_elses(app: Application, desk: Desk) -> None:
    request, held = persons.find(desk, PHONE)
    path = persons.export(desk, request.id, [one.conversation for one in held])
    file = downloads.take(app, path.rpartition("/")[2], desk.actor.member)
    assert file is not None
    text = file.data.decode()
    assert PHONE in text
    assert OTHER not in text
    assert [one["details"] for talk in json.loads(text) for one in talk["bookings"]] == [{"phone": PHONE}]


RIGHT = "+49 1522 1112223"


@pytest.mark.usefixtures("two")
def test_a_wrong_number_is_put_right_in_talks_and_bookings_and_nobody_elses(app: Application, desk: Desk) -> None:
    request, held = persons.find(desk, PHONE)
    talks = [one.conversation for one in held]
    assert persons.correct(desk, request.id, talks, "01522 3456789", f" {RIGHT} ") == 2
    assert persons.find(desk, PHONE)[1] == [], "the wrong one is held nowhere"
    assert sorted(one.conversation for one in persons.find(desk, RIGHT)[1]) == sorted(talks)
    assert len(persons.find(desk, OTHER)[1]) == 1
    file = downloads.take(app, persons.export(desk, request.id, talks).rpartition("/")[2], desk.actor.member)
    assert file is not None
    told = json.loads(file.data)
    assert [one["details"] for talk in told for one in talk["bookings"]] == [{"phone": RIGHT}]
    assert PHONE not in file.data.decode()
    assert persons.register(desk)[0].done == (persons.EXPORTED, persons.CORRECTED)
    assert RIGHT not in repr(AuditTrail(app.store(app.home())).listing())


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("wrong", "right", "why"),
    [
        (OTHER, RIGHT, "Nothing in these talks"),
        ("", RIGHT, "Nothing in these talks"),
        (PHONE, "", "on one line"),
        (PHONE, f"{RIGHT}\nBcc: everybody@post.example", "on one line"),
        (PHONE, "[[PHONE_NUMBER:abcdefgh]]", "on one line"),
        (PHONE, "ask my sister", "no telephone number"),
    ],
)
def test_what_cannot_be_put_right_changes_nothing(desk: Desk, wrong: str, right: str, why: str) -> None:
    request, held = persons.find(desk, PHONE)
    with pytest.raises(BadRequest, match=why):
        persons.correct(desk, request.id, [one.conversation for one in held], wrong, right)
    assert len(persons.find(desk, PHONE)[1]) == 2
    assert persons.register(desk) == []


@pytest.mark.usefixtures("two")
def test_a_forgotten_person_is_not_found_again_and_the_other_stays(app: Application, desk: Desk) -> None:
    request, held = persons.find(desk, PHONE)
    done = persons.erase(desk, request.id, [one.conversation for one in held])
    assert done.messages >= 4
    assert done.bookings_kept == 1
    assert persons.find(desk, PHONE)[1] == []
    assert len(persons.find(desk, OTHER)[1]) == 1
    with app.store(app.home()).read() as unit:
        assert unit.count(turns) == 1
        assert [row.details for row in unit.select(bookings)] == [{}]


@pytest.mark.usefixtures("two")
def test_the_register_says_what_was_done_until_when_and_never_of_whom(
    app: Application, desk: Desk, clock: Clock
) -> None:
    first, held = persons.find(desk, PHONE)
    persons.erase(desk, first.id, [one.conversation for one in held])
    clock.pass_(days=1)
    second, _ = persons.find(desk, "nobody@post.example")
    persons.ask(desk, second.id, 0)
    persons.ask(desk, second.id, 0)
    assert [(one.id, one.talks, one.done) for one in persons.register(desk)] == [
        (second.id, 0, ()), (first.id, 2, (persons.ERASED,)),
    ]  # fmt: skip
    persons.answered(desk, second.id)
    assert persons.register(desk)[0].done == (persons.ANSWERED,)
    told = repr(AuditTrail(app.store(app.home())).listing())
    assert PHONE not in told
    assert "nobody@" not in told


@pytest.mark.usefixtures("two")
def test_looking_somebody_up_opens_no_request_and_stands_in_the_trail(app: Application, desk: Desk) -> None:
    persons.find(desk, PHONE)
    assert persons.register(desk) == []
    assert [row.detail for row in AuditTrail(app.store(app.home())).listing(action=persons.LOOKED)] == [{"talks": 2}]


def test_two_letters_find_nobody(desk: Desk) -> None:
    with pytest.raises(BadRequest, match="too short"):
        persons.find(desk, " Al ")
    assert persons.register(desk) == []


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AGENT, Role.ANALYST])
def test_it_is_the_owners_and_the_privacy_officers(app: Application, role: Role) -> None:
    colleague = Desk(app, Actor("usr_1", app.home(), role))
    for act in (
        lambda: persons.find(colleague, PHONE),
        lambda: persons.export(colleague, "req_1", []),
        lambda: persons.correct(colleague, "req_1", [], PHONE, RIGHT),
        lambda: persons.erase(colleague, "req_1", []),
    ):
        with pytest.raises(NotAllowed):
            act()
