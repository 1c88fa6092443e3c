"""What bounds a survey: quotas, invitations, who is signed in, what the page tells, and answers left half-way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bots.config import load
from bots.errors import ConfigError
from records.responses import Responses
from records.survey_tickets import INVITED, SurveyTickets, blind
from tests.talking import Desk, Talk, later

NOW = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)
FILE = """
id: visit
kind: survey
name: Visit
progress: false
{keys}
questions:
  - {{id: score, kind: nps, text: Score?}}
  - {{id: where, kind: single, text: Where?, options: [Berlin, Paris]}}
"""


def opened(folder: Path, keys: str = "") -> Desk:
    return Desk.open(folder, FILE.format(keys=keys), NOW)


def answered(talk: Talk, *words: str) -> Talk:
    for said in ("hello", *words):
        talk.say(said)
    return talk


def kept(desk: Desk) -> list[tuple[str, dict[str, Any]]]:
    return [(one.state, dict(one.answers)) for one in desk.responses()]


class TestQuotas:
    def test_whoever_comes_after_is_thanked_and_nothing_is_kept(self, tmp_path: Path) -> None:
        desk = opened(tmp_path, "quotas: [{question: where, value: Berlin, most: 1}]")
        answered(desk.talk(), "9", "Berlin")
        late = answered(desk.talk(), "3", "Berlin")
        assert "enough answers" in late.shown
        assert kept(desk) == [("complete", {"score": 9, "where": "Berlin"})]
        assert answered(desk.talk(), "4", "Paris").shown == desk.bot.config.model_dump()["thanks"]

    def test_in_all(self, tmp_path: Path) -> None:
        desk = opened(tmp_path, "most: 1")
        answered(desk.talk(), "9", "Berlin")
        assert "enough answers" in answered(desk.talk()).shown

    @pytest.mark.parametrize("most", [0, -3])
    def test_none_at_all_is_an_error(self, most: int) -> None:
        with pytest.raises(ConfigError, match="This number is 1 or more"):
            load(FILE.format(keys=f"quotas: [{{question: where, value: Berlin, most: {most}}}]"))

    def test_of_an_answer_nobody_can_give_is_an_error(self) -> None:
        with pytest.raises(ConfigError, match="No answer fits this quota"):
            load(FILE.format(keys="quotas: [{question: where, value: Rome, most: 5}]"))


class TestInvitations:
    @pytest.fixture
    def desk(self, tmp_path: Path) -> Desk:
        return opened(tmp_path, "one_each: invited")

    def invited(self, desk: Desk, token: str) -> Talk:
        return desk.talk(state={"ticket": blind(desk.store, desk.bot.id, token, INVITED)})

    def tokens(self, desk: Desk, days: int | None = None) -> list[str]:
        until = NOW + timedelta(days=days) if days else None
        made = SurveyTickets(desk.store).invite(desk.bot.id, 2, name="May", made_by="mem", expires_at=until, now=NOW)
        return list(made)

    def test_each_link_counts_once(self, desk: Desk) -> None:
        first, _ = self.tokens(desk)
        answered(self.invited(desk, first), "9", "Berlin")
        again = answered(self.invited(desk, first))
        assert "already" in again.shown
        assert len(desk.responses()) == 1
        [batch] = SurveyTickets(desk.store).batches(desk.bot.id)
        assert (batch.links, batch.used) == (2, 1)

    def test_without_a_link_or_with_another_it_is_said_kindly(self, desk: Desk) -> None:
        assert "by invitation" in answered(desk.talk()).shown
        assert "by invitation" in answered(self.invited(desk, "made-up")).shown

    def test_a_link_whose_time_is_over(self, desk: Desk) -> None:
        first, _ = self.tokens(desk, days=3)
        later(desk, days=4)
        assert "time to answer" in answered(self.invited(desk, first)).shown

    def test_a_second_tab_with_the_same_link_takes_over_and_nothing_is_doubled(self, desk: Desk) -> None:
        first, _ = self.tokens(desk)
        left = answered(self.invited(desk, first), "3")
        answered(self.invited(desk, first), "9", "Paris")
        left.say("Berlin")
        assert "already" in left.shown
        assert kept(desk) == [("complete", {"score": 9, "where": "Paris"})]

    def test_links_not_used_can_be_taken_back(self, desk: Desk) -> None:
        first, _ = self.tokens(desk)
        [batch] = SurveyTickets(desk.store).batches(desk.bot.id)
        assert SurveyTickets(desk.store).withdraw(batch.id) == 2
        assert "by invitation" in answered(self.invited(desk, first)).shown


class TestSignedIn:
    def test_each_person_once_and_nobody_unknown(self, tmp_path: Path) -> None:
        desk = opened(tmp_path, "one_each: signed_in")
        answered(desk.talk(subject="customer-17"), "9", "Berlin")
        assert "already" in answered(desk.talk(subject="customer-17")).shown
        assert "sign in" in answered(desk.talk()).shown
        answered(desk.talk(subject="customer-18"), "4", "Paris")
        assert len(desk.responses()) == 2


class TestWhatThePageTells:
    HIDDEN = "hidden: [{id: plan, values: [free, paid]}]"

    def test_it_is_kept_with_the_first_answer_and_can_branch(self, tmp_path: Path) -> None:
        branch = "options: [Berlin, Paris], show_if: {question: plan, op: eq, value: paid}"
        file = FILE.format(keys=self.HIDDEN).replace("options: [Berlin, Paris]", branch)
        desk = Desk.open(tmp_path, file, NOW)
        answered(desk.talk(state={"page": {"plan": "paid"}}), "9", "Berlin")
        assert kept(desk) == [("complete", {"plan": "paid", "score": 9, "where": "Berlin"})]
        answered(desk.talk(state={"page": {"plan": "free"}}), "8")
        assert ("complete", {"plan": "free", "score": 8}) in kept(desk)

    def test_in_an_anonymous_survey_its_values_must_be_listed(self) -> None:
        with pytest.raises(ConfigError, match="could be the name"):
            load(FILE.format(keys="hidden: [{id: plan}]"))

    def test_a_name_is_used_once(self) -> None:
        with pytest.raises(ConfigError, match="is a question too"):
            load(FILE.format(keys="hidden: [{id: score, values: [a, b]}]"))


class TestLeftHalfWay:
    def test_dropped_when_the_file_says_so(self, tmp_path: Path) -> None:
        desk = opened(tmp_path, "partials: drop")
        said = answered(desk.talk(), "9", "stop").shown
        assert "nothing of what you said is kept" in said
        answered(desk.talk(), "7")
        later(desk, days=2)
        assert Responses(desk.store).close_left_open(desk.bot.id, now=desk.now, drop=True) == 1
        assert desk.responses() == []

    def test_kept_otherwise(self, tmp_path: Path) -> None:
        desk = opened(tmp_path)
        answered(desk.talk(), "9", "stop")
        answered(desk.talk(), "7")
        later(desk, days=2)
        Responses(desk.store).close_left_open(desk.bot.id, now=desk.now)
        assert sorted(kept(desk), key=str) == [("partial", {"score": 7}), ("stopped", {"score": 9})]


def test_too_many_answers_to_choose_from_are_refused_in_words() -> None:
    options = ", ".join(f"o{n}" for n in range(10_000))
    text = f"id: s\nkind: survey\nname: S\nquestions: [{{id: a, kind: single, text: T, options: [{options}]}}]"
    with pytest.raises(ConfigError, match=r"options: Here stand 500 entries at most\."):
        load(text)
    with pytest.raises(ConfigError, match=r"questions: Here stand one entry at least\."):
        load("id: s\nkind: survey\nname: S\nquestions: []")
