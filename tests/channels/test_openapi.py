"""The OpenAPI document is complete: every status declared, every problem with an example, and true to the server."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core.result import Ok

from channels.api import api
from channels.problems import MEDIA_TYPE
from tests.channels.conftest import Place, Talk, client

pytestmark = pytest.mark.xdist_group("channels-server")
SCHEMA: dict[str, Any] = api.openapi()
CALLS = [(path, method, call) for path, methods in SCHEMA["paths"].items() for method, call in methods.items()]
SAMPLE = settings(
    max_examples=10, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
# What any call may answer before the route is reached.
ALWAYS = {"403", "422", "429", "500"}


@pytest.mark.parametrize(("path", "method", "call"), CALLS, ids=[f"{m} {p}" for p, m, _ in CALLS])
def test_a_call_declares_its_answers_with_examples(path: str, method: str, call: dict[str, Any]) -> None:
    assert call["summary"]
    assert call["description"]
    statuses = set(call["responses"])
    assert statuses >= ALWAYS
    if "conversations/{" in path:
        assert statuses >= {"401", "404"}
    if "requestBody" in call:
        assert statuses >= {"400", "408", "413", "415"}
    for status, answer in call["responses"].items():
        assert answer["description"], status
        if int(status) >= 400:
            assert set(answer["content"]) == {MEDIA_TYPE}, status
            assert answer["content"][MEDIA_TYPE]["examples"], status


def test_the_document_names_its_schemas_and_where_it_stands() -> None:
    assert SCHEMA["servers"] == [{"url": "/api"}]
    used = set(re.findall(r"#/components/schemas/(\w+)", str(SCHEMA)))
    assert used <= set(SCHEMA["components"]["schemas"])
    assert "HTTPValidationError" not in SCHEMA["components"]["schemas"]


def test_the_readable_page_needs_nothing_from_elsewhere(place: Place, http: httpx2.Client) -> None:
    page = http.get("/api/docs")
    assert page.status_code == 200
    assert "<script" not in page.text
    assert not re.findall(r'(?:src|href)="https?://(?!127\.0\.0\.1)', page.text)
    for path, method, _ in CALLS:
        assert f"{method.upper()}</code> <code>{path}" in page.text


def test_made_up_requests_areanswered_as_declared(place: Place, talk: Talk) -> None:
    """schemathesis' sample: whatever it makes up, the answer is declared, of the declared form, and never a 5xx."""
    seen: list[int] = []
    for found in schemathesis.openapi.from_dict(SCHEMA).get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()

        @SAMPLE
        @given(case=operation.as_strategy())
        def sample(case: Any) -> None:
            seen.append(answered_as_declared(place, talk, case))

        sample()
    assert len(seen) > 40
    assert 422 in seen
    assert set(seen) & {200, 201, 204}


def answered_as_declared(place: Place, talk: Talk, case: Any) -> int:
    """The status of the answer to a made-up request, which must be a declared one."""
    known = {"public_id": place.shop, "conversation": talk.id}
    path = case.path.format_map({name: known.get(name, value) for name, value in case.path_parameters.items()})
    body = json.dumps(case.body) if isinstance(case.body, dict | list) else None
    headers = talk.auth | ({"Content-Type": "application/json"} if body is not None else {})
    with client(place) as http:
        answer = http.request(case.method, f"/api{quote(path)}", params=case.query, headers=headers, content=body)
    declared = SCHEMA["paths"][case.path][case.method.lower()]["responses"]
    assert str(answer.status_code) in declared, (case.method, case.path, answer.status_code, answer.text[:300])
    assert answer.status_code < 500
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == MEDIA_TYPE
    status: int = answer.status_code
    return status
