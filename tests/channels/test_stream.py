"""A turn's events: in order, kept for who comes back, ended with the process, never waiting for the core."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Generator
from typing import Any

import pytest

from channels import stopping, stream
from channels.problems import ApiError
from channels.stream import Data, Produce, RunningTurn, Turns

Explain = Callable[[BaseException], ApiError]


@pytest.fixture(autouse=True)
def _running() -> Generator[None, None, None]:
    stopping._stopping.clear()
    yield
    stopping._stopping.clear()


def explained(error: BaseException) -> ApiError:
    return error if isinstance(error, ApiError) else ApiError("internal")


def producing(*events: tuple[str, Data], pause: float = 0.0, error: Exception | None = None) -> Produce:
    def produce(_: Callable[[], bool]) -> Generator[tuple[str, Data], None, None]:
        for event in events:
            time.sleep(pause)
            yield event
        if error:
            raise error

    return produce


ACCEPTED: tuple[str, Data] = ("accepted", {"turn": "t"})
CLOSED: tuple[str, Data] = ("closed", {"turn": {}})


async def collected(pieces: AsyncIterator[bytes]) -> list[str]:
    return [line for piece in [p async for p in pieces] for line in piece.decode().splitlines() if line]


def run(scenario: Callable[[], Any]) -> Any:
    return asyncio.run(asyncio.wait_for(scenario(), 60))


@pytest.mark.parametrize(
    ("error", "noted"),
    [(RuntimeError("+49 1522 3456789"), ["A turn failed: RuntimeError"]), (ApiError("consent_needed"), [])],
)
def test_an_unknown_error_is_noted_by_its_type_and_a_known_one_is_not(
    error: Exception, noted: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario() -> None:
        turn = Turns().start("c", "m", None, producing(error=error), explained)
        with pytest.raises(ApiError):
            await turn.first()

    run(scenario)
    said = [record.getMessage() for record in caplog.records if record.name == "tacit.stream"]
    assert [line.partition(" at ")[0] for line in said] == noted


def test_events_come_in_order_with_ids() -> None:
    async def scenario() -> list[str]:
        turn = Turns().start("c", "m", None, producing(ACCEPTED, ("said", {"text": "Grüße"}), CLOSED), explained)
        await turn.first()
        return await collected(turn.follow())

    lines = run(scenario)
    assert [line for line in lines if line.startswith("id")] == ["id: 1", "id: 2", "id: 3"]
    assert 'data: {"text":"Grüße"}' in lines


def test_who_comes_back_goes_on_after_the_last_event() -> None:
    async def scenario() -> tuple[list[str], list[str]]:
        turns = Turns()
        turn = turns.start(
            "c", "m", "hello", producing(ACCEPTED, ("said", {"text": "a"}), CLOSED, pause=0.05), explained
        )
        first = []
        async for piece in turn.follow():
            first.append(piece.decode())
            if "said" in first[-1]:
                break  # the connection is lost here
        again = turns.find("c", "m", "hello")
        assert again is turn
        return first, await collected(again.follow(after=2))

    first, rest = run(scenario)
    assert any("said" in piece for piece in first)
    assert [line for line in rest if line.startswith("event")] == ["event: closed"]


def test_the_same_id_with_other_words_is_a_conflict() -> None:
    async def scenario() -> None:
        turns = Turns()
        await turns.start("c", "m", "hello", producing(ACCEPTED, CLOSED), explained).whole()
        with pytest.raises(ApiError, match="message_conflict"):
            turns.find("c", "m", "other words")

    run(scenario)


def test_a_refusal_before_the_first_event_is_an_error_of_the_request() -> None:
    async def scenario() -> None:
        turn = Turns().start("c", "m", None, producing(error=ApiError("consent_needed")), explained)
        with pytest.raises(ApiError, match="consent_needed"):
            await turn.first()

    run(scenario)


def test_an_error_in_mid_reply_is_an_event_without_details() -> None:
    async def scenario() -> list[str]:
        turn = Turns().start("c", "m", None, producing(ACCEPTED, error=ValueError("mara@mail.example")), explained)
        await turn.first()
        return await collected(turn.follow())

    text = "\n".join(run(scenario))
    assert "event: error" in text
    assert '"code":"internal"' in text
    assert "mara" not in text


def test_a_silent_turn_is_kept_alive_by_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "KEEP_ALIVE", 0.05)

    heard = threading.Event()

    def silent(_: Callable[[], bool]) -> Generator[tuple[str, Data], None, None]:
        yield ACCEPTED
        assert heard.wait(60)
        yield CLOSED

    async def scenario() -> int:
        comments = 0
        async for piece in Turns().start("c", "m", None, silent, explained).follow():
            comments += piece.count(b": still here")
            if comments >= 2:
                heard.set()
        return comments

    assert run(scenario) >= 2


def test_the_end_of_the_process_ends_streams_at_once_and_stops_the_core() -> None:
    stopped = threading.Event()

    def forever(should_stop: Callable[[], bool]) -> Generator[tuple[str, Data], None, None]:
        try:
            yield ACCEPTED
            while not should_stop():
                time.sleep(0.01)
                yield "said", {"text": "more "}
        finally:
            stopped.set()

    async def scenario() -> list[str]:
        turn = Turns().start("c", "m", None, forever, explained)
        await turn.first()
        threading.Timer(0.1, stopping.announce).start()
        return await collected(turn.follow())

    lines = run(scenario)  # which waits for a minute; the core would write for ever
    assert '"code":"stopping"' in "".join(lines) or "event: said" in lines
    assert stopped.wait(60)


def test_a_withdrawn_talk_stops_being_written() -> None:
    stopped = threading.Event()

    def forever(should_stop: Callable[[], bool]) -> Generator[tuple[str, Data], None, None]:
        try:
            while True:
                yield "said", {"text": "more "}
                time.sleep(0.01)
        finally:
            stopped.set()

    async def scenario() -> None:
        turns = Turns()
        turn = turns.start("c", "m", None, forever, explained)
        await turn.first()
        turns.stop("c")
        assert turns.find("c", "m", None) is None

    run(scenario)
    assert stopped.wait(60)


def test_nobody_waits_any_more_so_the_reply_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> bool:
        turn = RunningTurn()
        assert not turn.should_stop()
        monkeypatch.setattr(stream, "ABANDONED", 0.05)
        await asyncio.sleep(0.1)
        return turn.should_stop()

    assert run(scenario)


def test_there_is_a_most_of_turns_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "MOST", 1)
    refused = threading.Event()

    def goes_on(_: Callable[[], bool]) -> Generator[tuple[str, Data], None, None]:
        yield ACCEPTED
        assert refused.wait(60)
        yield CLOSED

    async def scenario() -> None:
        turns = Turns()
        turns.start("c", "m", None, goes_on, explained)
        with pytest.raises(ApiError, match="busy"):
            turns.start("c", "n", None, producing(ACCEPTED), explained)
        refused.set()

    run(scenario)
