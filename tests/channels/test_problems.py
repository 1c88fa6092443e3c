"""Every problem has a code, says what to do, and is declared where it can happen."""

from __future__ import annotations

import json
import re

import pytest

from channels.problems import MEDIA_TYPE, PROBLEMS, ApiError, answer, declared


@pytest.mark.parametrize("code", PROBLEMS)
def test_a_problem_says_what_happened_and_what_to_do(code: str) -> None:
    kind = PROBLEMS[code]
    assert re.fullmatch(r"[a-z_]+", code)
    assert 400 <= kind.status < 600
    assert kind.title
    assert kind.detail.endswith(".")


def test_the_answer_is_problem_json_with_its_code() -> None:
    response = answer(ApiError("rate_limited", headers={"Retry-After": "3"}))
    assert response.status_code == 429
    assert response.media_type == MEDIA_TYPE
    assert response.headers["Retry-After"] == "3"
    assert json.loads(bytes(response.body))["code"] == "rate_limited"


def test_codes_of_one_status_are_declared_together() -> None:
    responses = declared("token_missing", "token_expired", "rate_limited")
    assert set(responses) == {401, 429}
    assert set(responses[401]["content"][MEDIA_TYPE]["examples"]) == {"token_missing", "token_expired"}
