"""The demo's order service: what it tells, and what can be cancelled."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.testclient import TestClient

from channels.demo_orders import order_routes


def test_an_order_is_told_without_any_person() -> None:
    client = TestClient(Starlette(routes=[*order_routes()]))
    assert client.get("/orders/20261190").json()["status"] == "on its way"
    assert client.get("/orders/1").status_code == 404


def test_only_what_has_not_left_is_cancelled() -> None:
    client = TestClient(Starlette(routes=[*order_routes()]))
    assert "cancelled" in client.post("/orders/20261187/cancel").json()["result"]
    assert client.get("/orders/20261187").json()["status"] == "cancelled"
    assert "no longer" in client.post("/orders/20261201/cancel").json()["result"]
