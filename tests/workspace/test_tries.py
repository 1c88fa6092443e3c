"""Log-in tries: counted before they are judged, by account and address; nobody locks another person out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.workspace.conftest import Clock
from workspace.tries import OF_ADDRESS, SLOWER, TRIES, Tries

OWNER, HOME, EVIL = "owner", "192.0.2.1", "203.0.113.9"


@pytest.fixture
def tries(clock: Clock) -> Tries:
    return Tries(clock)


def test_ten_wrong_tries_lock_the_account_there_for_ten_minutes(tries: Tries, clock: Clock) -> None:
    assert [tries.take(OWNER, EVIL) for _ in range(TRIES)] == [0] * TRIES
    assert 0 < tries.take(OWNER, EVIL) <= 600
    clock.pass_(minutes=11)
    assert tries.take(OWNER, EVIL) == 0


def test_wrong_tries_elsewhere_do_not_lock_the_owner_out(tries: Tries) -> None:
    for _ in range(TRIES * 3):
        tries.take(OWNER, EVIL)
    assert tries.take(OWNER, HOME) == 0


def test_many_addresses_guessing_at_one_account_leave_each_fewer_tries_but_never_none(tries: Tries) -> None:
    def left(address: str) -> int:
        return sum(tries.take(OWNER, address) == 0 for _ in range(TRIES + 1))

    counts = [left(f"203.0.113.{n}") for n in range(100)]
    assert counts[0] == TRIES
    assert counts[10] == SLOWER[1][1]
    assert counts[-1] == SLOWER[0][1] == 1
    assert tries.take(OWNER, HOME) == 0, "the owner has a first try"


def test_an_address_that_tries_many_accounts_is_locked_for_all(tries: Tries) -> None:
    assert sum(tries.take(f"account {n}", EVIL) == 0 for n in range(100)) == OF_ADDRESS
    assert tries.take(OWNER, HOME) == 0


def test_a_right_one_forgives_slips_at_this_account_alone(tries: Tries) -> None:
    for _ in range(TRIES - 1):
        tries.take(OWNER, HOME)
    tries.take(OWNER, HOME)
    tries.right(OWNER, HOME)
    assert tries.take(OWNER, HOME) == 0
    for n in range(OF_ADDRESS):
        tries.take(f"account {n}", HOME)
        if tries.take("mine", HOME) == 0:
            tries.right("mine", HOME)
    assert tries.take("another", HOME) > 0, "logging in to an own account between guesses buys none"


def test_of_tries_made_at_once_no_more_are_judged(tries: Tries) -> None:
    with ThreadPoolExecutor(24) as pool:
        waits = list(pool.map(lambda _: tries.take(OWNER, EVIL), range(24)))
    assert waits.count(0) == TRIES


def test_forgetting_the_oldest_never_forgets_everybody(tries: Tries, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workspace.tries.MAX_KEYS", 50)
    for _ in range(TRIES):
        tries.take(OWNER, EVIL)
    for n in range(10):
        tries.take(f"account {n}", f"198.51.100.{n}")
        tries.take(OWNER, EVIL)
    assert tries.take(OWNER, EVIL) > 0
