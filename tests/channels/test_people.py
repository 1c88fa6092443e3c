"""A person in the talk, seen by its visitor: on the page within two seconds, resumable, with the same keys as a talk.

Who answers does so in a process of its own here, as a builder beside the chat API would.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from channels.live import EVERY
from records.conversations import Conversations
from tests.channels.conftest import Place, Talk, client, code
from tests.channels.people import beside, say, take
from workspace import inbox
from workspace.roles import Desk

pytestmark = [pytest.mark.xdist_group("channels-server"), pytest.mark.timeout(600)]

EMAIL = "ines.moreau@mail.example"


@pytest.fixture(scope="module")
def desk(place: Place) -> Iterator[Desk]:
    with beside(place) as found:
        yield found


@pytest.fixture
def asking(talk: Talk) -> Talk:
    """A talk that was handed to a person."""
    assert talk.send(talk.message("I want to talk to a person.")).json()["turn"]["handed_over"]
    return talk


@contextmanager
def following(talk: Talk, last: int = 0) -> Iterator[Iterator[dict[str, Any]]]:
    """The live stream of a talk, event by event."""
    headers = talk.auth | ({"Last-Event-ID": str(last)} if last else {})
    with talk.http.stream("GET", f"{talk.path}/live", headers=headers) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield parsed(answer.iter_lines())


def parsed(lines: Iterator[str]) -> Iterator[dict[str, Any]]:
    found: dict[str, str] = {}
    for line in lines:
        if not line and "data" in found:
            yield {"id": found.get("id"), "event": found["event"], "data": json.loads(found["data"])}
        if not line:
            found = {}
        elif not line.startswith(":"):
            name, _, value = line.partition(": ")
            found[name] = value


def test_a_persons_words_arrive_while_the_page_is_open(place: Place, desk: Desk, asking: Talk) -> None:
    asking.send(asking.message(f"I am on {EMAIL}"))
    kept = Conversations(desk.app.store(desk.actor.workspace)).turns(asking.id)[-1].message
    with following(asking) as events:
        assert next(events)["data"] == {"person": "", "waiting": True, "closed": False, "renewed": None}
        take(desk, asking.id)
        joined = next(events)
        assert (joined["id"], joined["event"], joined["data"]["name"]) == ("1", "joined", "Ada & Finch")
        assert next(events)["data"]["person"] == "Ada & Finch"
        answer = asking.send(asking.message("Where is my pen?")).json()["turn"]
        assert (answer["reply"], answer["to_person"]) == ("", True)
        say(desk, asking.id, f"On its way. {kept}")
        said = next(events)
        assert said["data"]["text"] == f"On its way. I am on {EMAIL}", "the visitor's own words, opened for them"
        assert said["data"]["turn"] == answer["turn"]
        inbox.close(desk, asking.id, "solved")
        assert [event["event"] for event in events] == ["ended", "state"], "and the stream ends with the talk"
    assert code(asking.send(asking.message("hello?"))) == "conversation_closed"
    assert not any(word in place.server.output() for word in ("moreau", "On its way"))


def test_the_beat_is_fast_enough() -> None:
    assert EVERY <= 1.0, "two beats are the longest a word waits"


def test_a_broken_connection_goes_on_where_it_stopped(desk: Desk, asking: Talk) -> None:
    take(desk, asking.id)
    for text in ("First.", "Second."):
        say(desk, asking.id, text)
    inbox.give_back(desk, asking.id)
    with following(asking, last=2) as events:
        assert [(event["id"], event["event"]) for event in events] == [("3", "said"), ("4", "left"), (None, "state")]
    past = asking.read()
    assert [(line["number"], line["kind"], line["text"]) for line in past["lines"]] == [
        (1, "joined", ""), (2, "said", "First."), (3, "said", "Second."), (4, "left", ""),
    ]  # fmt: skip
    assert (past["person"], past["waiting"]) == ("", False)


def test_a_talk_nobody_was_asked_into_has_nothing_to_follow(talk: Talk) -> None:
    with following(talk) as events:
        assert [event["event"] for event in events] == ["state"]


def test_it_is_opened_by_the_talks_own_token_from_its_own_site_alone(place: Place, asking: Talk, talk: Talk) -> None:
    path = f"{asking.path}/live"
    assert code(asking.http.get(path)) == "token_missing"
    assert code(asking.http.get(path, headers={"Authorization": "Bearer nonsense"})) == "token_invalid"
    with client(place, Origin="https://elsewhere.example") as elsewhere:
        assert code(elsewhere.get(path, headers=asking.auth)) == "origin_refused"
    other = asking.http.post(f"/api/v1/bots/{place.shop}/conversations", json={}).json()
    assert code(asking.http.get(path, headers={"Authorization": f"Bearer {other['token']}"})) == "token_foreign"
    assert code(asking.http.get(path, headers=asking.auth | {"Last-Event-ID": "x"})) == "resume_id"


def test_a_withdrawal_ends_the_stream_and_the_persons_words(desk: Desk, asking: Talk) -> None:
    take(desk, asking.id)
    with following(asking) as events:
        assert [next(events)["event"], next(events)["event"]] == ["joined", "state"]
        assert asking.http.delete(asking.path, headers=asking.auth).status_code == 200
        rest = list(events)
        assert [event["data"].get("closed") for event in rest] in ([True], [])
    assert asking.read()["lines"] == []


def test_streams_are_counted(talk: Talk) -> None:
    answers = [talk.http.get(f"{talk.path}/live", headers=talk.auth) for _ in range(31)]
    assert [answer.status_code for answer in answers[:30]] == [200] * 30
    assert code(answers[30]) == "rate_limited"
    assert int(answers[30].headers["Retry-After"]) > 0
