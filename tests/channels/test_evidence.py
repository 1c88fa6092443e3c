"""The long counts of the edge: made-up requests, broken bodies, streams taken up again at every place.

Run by ``make evidence``; ``make test`` runs a seeded sample of each in the files beside this one.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Generator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.core.result import Ok

from channels.body import check
from channels.problems import PROBLEMS, ApiError
from channels.stream import Data, Turns
from tests.channels.conftest import Place, Talk, client
from tests.channels.test_openapi import SCHEMA, answered_as_declared
from tests.evidence import record

pytestmark = [pytest.mark.evidence, pytest.mark.xdist_group("channels-server"), pytest.mark.timeout(900)]

SEED = 20261124
REQUESTS = 120  # of each call
PER_TALK = 15  # requests before a fresh talk, so that rates do not answer for the routes
BODIES = 200_000
TURNS = 400
GOOD = json.dumps({"id": "m_00000001", "text": "Grüß dich \U0001f642", "choice": None, "n": [1, -2.5e3, {"a": True}]})
SPICE = [
    b"\x00",
    b"\xff",
    b"\\ud800",
    b"\\u0000",
    b'"',
    b"\\",
    b"[" * 30,
    b"{",
    b"}",
    b"NaN",
    b"1e999",
    b"9" * 60,
    b",",
    b":",
]


def test_made_up_requests(place: Place) -> None:
    seen: Counter[str] = Counter()
    talks: list[Talk] = []
    begun = time.monotonic()
    for found in schemathesis.openapi.from_dict(SCHEMA).get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()

        @seed(SEED)
        @settings(
            max_examples=REQUESTS, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def one(case: object) -> None:
            if seen.total() % PER_TALK == 0:
                talks.append(_talk(place))
            seen[str(answered_as_declared(place, talks[-1], case))] += 1

        one()
    assert seen.total() > 8 * REQUESTS // 2
    assert not [status for status in seen if status.startswith("5")]
    record(
        "api-fuzzing", "Made-up requests to the API (schemathesis)", "pytest -m evidence tests/channels",
        {
            "seed": SEED, "requests": seen.total(), "seconds": round(time.monotonic() - begun), "answers of 5xx": 0,
            "answers not as declared": 0, **{f"answers {status}": n for status, n in sorted(seen.items())},
        },
    )  # fmt: skip


def _talk(place: Place) -> Talk:
    http = client(place)
    said = http.post(f"/api/v1/bots/{place.shop}/conversations", json={"language": "en"}).json()
    talk = Talk(http, said["conversation"], said["token"], said["notice"]["hash"], said["consent"]["wording"])
    assert talk.consent().status_code == 204
    return talk


def test_broken_bodies() -> None:
    dice, found, slowest = random.Random(SEED), Counter[str](), 0.0
    for _ in range(BODIES):
        body = _broken(dice)
        begun = time.perf_counter()
        try:
            check(body)
        except ApiError as refused:
            found[refused.code] += 1
        else:
            json.loads(body)  # what is let through is JSON, and its text can be written as UTF-8
            json.dumps(json.loads(body), ensure_ascii=False, allow_nan=False).encode()
            found["let through"] += 1
        slowest = max(slowest, time.perf_counter() - begun)
    assert set(found) == {"let through", "not_json", "json_unsafe"}
    assert {PROBLEMS[code].status for code in found if code in PROBLEMS} == {400}
    record(
        "body-fuzzing", "Broken JSON bodies", "pytest -m evidence tests/channels",
        {"seed": SEED, "bodies": BODIES, **dict(found), "other exceptions": 0, "slowest, ms": round(1000 * slowest, 1)},
    )  # fmt: skip


def _broken(dice: random.Random) -> bytes:
    body = bytearray(GOOD.encode())
    for _ in range(dice.randint(0, 4)):
        at = dice.randrange(len(body) + 1)
        match dice.randrange(4):
            case 0:
                body[at:at] = dice.choice(SPICE)
            case 1:
                del body[at : at + dice.randint(1, 6)]
            case 2:
                body[at : at + 1] = bytes([dice.randrange(256)])
            case _:
                body[at:at] = body[dice.randrange(len(body) + 1) :][: dice.randint(1, 40)]
    return bytes(body)


def test_streams_taken_up_again_at_every_place() -> None:
    dice, resumed = random.Random(SEED), 0

    async def sweep() -> None:
        nonlocal resumed
        for number in range(TURNS):
            words = [f"w{n}" for n in range(dice.randint(0, 30))]
            turns = Turns()
            turn = turns.start("cnv", f"m{number}", None, _saying(words), _never)
            whole = b"".join([part async for part in turn.follow()])
            for after in range(len(words) + 3):
                part = b"".join([piece async for piece in turn.follow(after)])
                assert _data(part) == _data(whole)[after:], "nothing is lost, nothing comes twice"
                resumed += 1

    asyncio.run(sweep())
    record(
        "stream-resume", "Streams taken up again after every event", "pytest -m evidence tests/channels",
        {"seed": SEED, "turns": TURNS, "streams taken up again": resumed, "events lost or doubled": 0},
    )  # fmt: skip


def _saying(words: list[str]) -> Callable[[Callable[[], bool]], Generator[tuple[str, Data], None, None]]:
    def produce(_: Callable[[], bool]) -> Generator[tuple[str, Data], None, None]:
        yield "accepted", {}
        for word in words:
            yield "said", {"text": word}
        yield "closed", {}

    return produce


def _never(error: BaseException) -> ApiError:
    raise AssertionError(error)


def _data(stream: bytes) -> list[bytes]:
    return [line for line in stream.split(b"\n") if line.startswith((b"data: ", b"id: "))][1::2]
