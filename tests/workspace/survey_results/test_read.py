"""Results as a page reads them: counted in full, shown in groups nobody stands alone in, taken along once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Column

from records.ids import millis, new_id
from records.tables import answers, bots
from records.tables import responses as responses_table
from tests.workspace.conftest import SUPPORT, Clock
from tests.workspace.survey_results.conftest import FILE
from workspace import downloads, studio, versions
from workspace.assembly import Application
from workspace.errors import BadRequest
from workspace.roles import Actor, Desk, NotAllowed, Role
from workspace.survey_results.read import cross, read
from workspace.survey_results.report import to_html
from workspace.survey_results.share import export


@pytest.fixture
def bot(desk: Desk) -> str:
    return studio.import_bot(desk, FILE, "visit.yaml").bot


def answered(
    app: Application, bot: str, given: Iterable[dict[str, Any]], *, state: str = "complete", days_ago: int = 2
) -> None:
    day = (app.clock() - timedelta(days=days_ago)).replace(hour=0, minute=0, second=0, microsecond=0)
    with app.store(app.home()).write() as unit:
        for one in given:
            row = new_id("rsp")
            unit.insert(responses_table, id=row, bot=bot, version=1, state=state, started_at=millis(day))
            for question, value in one.items():
                unit.insert(answers, id=new_id("ans"), response=row, bot=bot, question=question, value=value)


def people(foot: int, car: int) -> list[dict[str, Any]]:
    on_foot = {"score": 10, "why": "friendly staff", "way": "By foot", "again": "yes"}
    by_car = {"score": 3, "why": "no place to park the car", "way": "By car", "again": "no"}
    return [on_foot] * foot + [by_car] * car


def test_below_five_only_the_counts_are_told(desk: Desk, app: Application, bot: str) -> None:
    answered(app, bot, people(3, 1))
    seen = read(desk, bot)
    assert (seen.started, seen.complete, seen.shown, seen.waiting) == (4, 4, 0, 4)
    assert seen.outcomes == ()
    assert seen.filters == {}
    with pytest.raises(BadRequest, match="begin with 5"):
        export(desk, bot, "csv")


def test_the_way_through_tells_where_people_stopped(desk: Desk, app: Application, bot: str) -> None:
    answered(app, bot, people(6, 0))
    answered(app, bot, [{"score": 7}, {"score": 6, "why": "x"}, {}], state="stopped")
    seen = read(desk, bot)
    assert round(seen.completion, 2) == 0.67
    way = [(step.key, step.reached, step.left) for step in seen.steps]
    assert way[:4] == [("score", 9, 1), ("why", 8, 1), ("way", 7, 1), ("liked", 6, 0)]


def test_one_group_is_looked_at_alone_when_no_other_is_given_away(desk: Desk, app: Application, bot: str) -> None:
    answered(app, bot, people(8, 5))
    seen = read(desk, bot, only=("way", "By car"))
    assert seen.shown == 5
    assert seen.outcomes[0].mean == 3
    columns = cross(desk, bot, "again", "way")
    assert {c.answer: [bar.count for bar in c.outcome.bars] for c in columns if c.outcome} == {
        "By foot": [8, 0], "By car": [0, 5],
    }  # fmt: skip
    answered(app, bot, [{"way": "By train"}] * 4, days_ago=1)
    assert "By train" not in read(desk, bot).filters["way"]
    for closed in (("way", "By train"), ("way", "By plane"), ("nothing", "x")):
        with pytest.raises(BadRequest):
            read(desk, bot, only=closed)


def test_the_score_over_the_months_and_what_people_said(desk: Desk, app: Application, bot: str) -> None:
    answered(app, bot, people(0, 6), days_ago=70)
    answered(app, bot, people(7, 0), days_ago=3)
    seen = read(desk, bot)
    assert [round(month.score.value) for month in seen.trend] == [-100, 100]
    assert {theme.count for theme in seen.themes["why"]} == {6, 7}
    assert "Net Promoter Score 8" in seen.sentence


@pytest.mark.parametrize("form", ["csv", "codebook.csv", "xlsx", "json", "html"])
def test_a_file_is_fetched_once_by_who_made_it(desk: Desk, app: Application, bot: str, form: str, clock: Clock) -> None:
    answered(app, bot, people(6, 0))
    token = export(desk, bot, form).rpartition("/")[2]
    assert downloads.take(app, token, "mbr_other") is None
    found = downloads.take(app, token, desk.actor.member)
    assert found is not None
    assert found.name == f"after-your-visit.{form}"
    assert found.data
    assert downloads.take(app, token, desk.actor.member) is None
    late = export(desk, bot, form).rpartition("/")[2]
    clock.pass_(minutes=6)
    assert downloads.take(app, late, desk.actor.member) is None


def test_the_report_shows_a_visitors_words_as_words(desk: Desk, app: Application, bot: str) -> None:
    answered(app, bot, [{"score": 9, "why": "<script>alert(1)</script> friendly staff"}] * 6)
    found = downloads.take(app, export(desk, bot, "html").rpartition("/")[2], desk.actor.member)
    assert found is not None
    assert b"<script>" not in found.data
    assert b"&lt;script&gt;" in found.data


def test_who_may_look_and_take_along(desk: Desk, app: Application, bot: str) -> None:
    answered(app, bot, people(6, 0))
    agent = Desk(app, Actor("mbr_x", app.home(), Role.AGENT, "Ines"))
    assert read(agent, bot).shown == 6
    with pytest.raises(NotAllowed):
        export(agent, bot, "csv")
    with pytest.raises(NotAllowed):
        read(Desk(app, Actor("mbr_y", app.home(), Role.EDITOR, "Edo")), bot)


@pytest.mark.parametrize("promise", ["anonymous", "confidential", "identified"])
@pytest.mark.parametrize(("people_of_it", "told"), [(4, []), (5, [5])])
def test_a_theme_of_fewer_than_five_people_is_not_told(
    desk: Desk, app: Application, promise: str, people_of_it: int, told: list[int]
) -> None:
    bot = promised(desk, promise)
    answered(app, bot, people(0, people_of_it) + [{"score": 8}] * 6)
    seen = read(desk, bot)
    assert [theme.count for theme in seen.themes.get("why", ())] == told
    assert (b"no place to park" in to_html(seen)) == bool(told)


@pytest.mark.parametrize("promise", ["anonymous", "confidential", "identified"])
@pytest.mark.parametrize(
    ("came", "told"),
    [
        ((6, 0, 1), {}),  # with everybody's seven, six by foot would show the one who came by train
        ((7, 4, 1), {"By foot": 7}),  # five are left over, and only together
        ((7, 6, 1), {"By foot": 7}),  # thirteen of fourteen leave one
        ((6, 5, 5), {"By foot": 6, "By car": 5, "By train": 5}),
    ],
)
def test_no_theme_of_a_group_shows_by_subtraction_what_fewer_than_five_said(
    desk: Desk, app: Application, promise: str, came: tuple[int, int, int], told: dict[str, int]
) -> None:
    bot = promised(desk, promise)
    ways = dict(zip(("By foot", "By car", "By train"), came, strict=True))
    answered(app, bot, [{"way": way, "why": "friendly staff"} for way, n in ways.items() for _ in range(n)])
    answered(app, bot, [{"way": way} for way in ways for _ in range(6)])
    seen = {way: read(desk, bot, only=("way", way)).themes.get("why", ()) for way in ways}
    assert {way: theme.count for way, found in seen.items() for theme in found} == told


def test_a_theme_of_a_group_cannot_be_subtracted_from_another_questions(desk: Desk, app: Application, bot: str) -> None:
    kind = {"why": "friendly staff"}
    answered(app, bot, [{**kind, "way": "By foot", "again": "yes"}] * 6)
    answered(app, bot, [{**kind, "way": "By car", "again": "no"}] * 6 + [{**kind, "way": "By car", "again": "yes"}])
    answered(app, bot, [{"way": way, "again": again} for way in ("By foot", "By car") for again in ("yes", "no")] * 6)
    assert [one.count for one in read(desk, bot, only=("way", "By foot")).themes["why"]] == [6]
    assert read(desk, bot, only=("again", "yes")).themes == {}  # seven, of whom six came by foot


def test_the_example_of_a_theme_does_not_say_which_group_its_author_is_in(
    desk: Desk, app: Application, bot: str
) -> None:
    ways = [{"way": "By foot", "why": f"friendly staff {n}"} for n in range(5)]
    answered(app, bot, ways + [{"way": "By car", "why": f"the staff was friendly {n}"} for n in range(5)])
    [whole] = read(desk, bot).themes["why"]
    groups = [read(desk, bot, only=("way", way)).themes["why"] for way in ("By foot", "By car")]
    assert [(one.example, one.count) for found in groups for one in found] == [(whole.example, 5)] * 2


def promised(desk: Desk, promise: str) -> str:
    """A survey that promises its people so much."""
    text = FILE.replace("kind: survey", f"kind: survey\nanonymity: {promise}", 1)
    return studio.import_bot(desk, text, "visit.yaml").bot


def test_what_was_answered_in_confidence_stays_so_when_the_draft_is_changed(
    desk: Desk, app: Application, bot: str
) -> None:
    answered(app, bot, people(8, 2))
    draft = studio.get_draft(desk, bot)
    studio.save_draft(desk, bot, draft.text.replace("kind: survey", "kind: survey\nanonymity: identified", 1))
    seen = read(desk, bot)
    assert seen.anonymous
    assert "way" not in seen.filters
    answered(app, bot, people(1, 0), days_ago=0)
    assert read(desk, bot).shown == 10


def test_another_kind_of_bot_has_no_results(desk: Desk) -> None:
    with pytest.raises(BadRequest, match="no survey"):
        read(desk, studio.import_bot(desk, SUPPORT, "shop.yaml").bot)


def test_a_draft_that_no_longer_loads_is_read_as_it_was_published(desk: Desk, app: Application, bot: str) -> None:
    versions.publish(desk, bot, no_check="a test")
    answered(app, bot, people(6, 6))
    spoiled(app, bot, bots.c.draft)
    assert read(desk, bot).complete == 12


def test_without_any_file_that_loads_the_cure_is_told(desk: Desk, app: Application, bot: str) -> None:
    answered(app, bot, people(6, 6))
    spoiled(app, bot, bots.c.draft)
    with pytest.raises(BadRequest, match="The page Bots says how to mend it"):
        read(desk, bot)


def spoiled(app: Application, bot: str, column: Column[Any]) -> None:
    """What another version of the product wrote."""
    with app.store(app.home()).write() as unit:
        unit.update(bots, bots.c.id == bot, **{column.name: "id: visit\nkind: survey\nfrom_tomorrow: yes\n"})
