"""http_request against a real service on loopback: the owner's address, the signed visitor, the fields shown."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from bots.errors import BadArguments, NeedsConfirmation, NotGranted
from bots.fetching import FetchFailed, fetch, is_public
from bots.toolbox import Toolbox
from bots.types import Conversation, Visitor
from guardrails import MemoryVault
from tests.talking import Desk

FILE = """
id: shop
kind: support
name: Shop
tools:
  - tool: http_request
    settings:
      actions:
        order_status:
          description: Where an order is
          url: "{address}/orders/{{number}}?customer={{subject}}"
          inputs: {{number: {{kind: integer, minimum: 1, maximum: 99999}}}}
          show: [status, carrier.name]
          private: true
        cancel_order:
          description: Cancel an order
          method: POST
          url: "{address}/cancel?customer={{subject}}"
          inputs: {{number: {{kind: integer}}, note: {{kind: text, max_length: 20}}}}
          show: [status]
          private: true
"""


@dataclass
class Orders:
    """A made-up order service that remembers what it was asked."""

    asked: list[tuple[str, str, str]] = field(default_factory=list)
    status: int = 200
    body: bytes = json.dumps(
        {"status": "on its way", "carrier": {"name": "express", "secret": "x"}, "address": "9 Elm Road"}
    ).encode()
    address: str = ""


@pytest.fixture
def orders() -> Iterator[Orders]:
    service = Orders()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
            service.asked.append((self.command, self.path, body))
            self.send_response(service.status)
            self.send_header("content-length", str(len(service.body)))
            if service.status == 302:
                self.send_header("location", "/elsewhere")
            self.end_headers()
            self.wfile.write(service.body)

        do_GET = do_POST = _answer

        def log_message(self, format: str, *args: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield service
    server.shutdown()
    server.server_close()


@pytest.fixture
def box(tmp_path: Path, orders: Orders) -> Toolbox:
    desk = Desk.open(tmp_path, FILE.format(address=orders.address), datetime(2026, 11, 24, 9, 30, tzinfo=UTC))
    return Toolbox(
        config=desk.bot.config,
        bot_id=desk.bot.id,
        version=1,
        conversation=Conversation("cnv_1", Visitor("per_1", subject="customer 7&x=1"), "en"),
        guardrails=desk.bot.guardrails,
        vault=MemoryVault(),
        services=replace(desk.bot.services, fetch=fetch),
        now=desk.now,
    )


STATUS: dict[str, Any] = {"action": "order_status", "inputs": {"number": 17}}


def test_only_the_fields_the_owner_shows_are_seen(box: Toolbox) -> None:
    result = box.call("http_request", STATUS)
    assert result.text == "status: on its way; carrier.name: express"
    assert box.acts == ["did order_status"]


def test_the_visitor_is_the_signed_one_and_cannot_reach_into_the_address(box: Toolbox, orders: Orders) -> None:
    box.call("http_request", STATUS)
    assert orders.asked == [("GET", "/orders/17?customer=customer%207%26x%3D1", "")]


@pytest.mark.parametrize(
    "arguments",
    [
        {"action": "order_status", "inputs": {"number": 17, "subject": "someone"}},
        {"action": "order_status", "inputs": {}},
        {"action": "order_status", "inputs": {"number": "17/../../admin"}},
        {"action": "order_status", "inputs": {"number": 0}},
        {"action": "drop_table", "inputs": {}},
        {"action": "order_status", "inputs": {"number": 17}, "url": "https://evil.example"},
    ],
)
def test_nothing_beside_the_owners_inputs_is_taken(box: Toolbox, orders: Orders, arguments: dict[str, Any]) -> None:
    with pytest.raises(BadArguments):
        box.call("http_request", arguments)
    assert orders.asked == []


def test_what_changes_something_waits_for_a_yes(box: Toolbox, orders: Orders) -> None:
    arguments: dict[str, Any] = {"action": "cancel_order", "inputs": {"number": 17, "note": "too late"}}
    with pytest.raises(NeedsConfirmation):
        box.call("http_request", arguments)
    assert orders.asked == []
    box.call("http_request", arguments, confirmed=True)
    assert orders.asked[0][0] == "POST"
    assert json.loads(orders.asked[0][2]) == {"number": 17, "note": "too late"}


def test_a_visitor_nobody_vouched_for_is_refused(box: Toolbox, orders: Orders) -> None:
    stranger = replace(box, conversation=Conversation("cnv_1", Visitor("per_1"), "en"), calls=[])
    with pytest.raises(NotGranted, match="signed in"):
        stranger.call("http_request", STATUS)
    assert orders.asked == []


@pytest.mark.parametrize(("status", "body"), [(500, b"{}"), (302, b""), (200, b"<html>"), (200, b"[" * 100_000)])
def test_a_broken_service_is_a_refusal_and_no_text_of_it_is_seen(
    box: Toolbox, orders: Orders, status: int, body: bytes
) -> None:
    orders.status, orders.body = status, body
    with pytest.raises(NotGranted):
        box.call("http_request", STATUS)


def test_an_order_that_is_not_there_is_an_answer(box: Toolbox, orders: Orders) -> None:
    orders.status = 404
    assert box.call("http_request", STATUS).data == {"found": False}


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "https://localhost/",
        "http://169.254.169.254/latest",
        "https://[::1]/",
        "file:///etc/passwd",
        "https://user:pass@example.com/",
        "http://0.0.0.0/",
        "https://[::ffff:127.0.0.1]/",
        "gopher://example.com/",
    ],
)
def test_addresses_inside_and_odd_ones_are_refused(url: str) -> None:
    with pytest.raises(FetchFailed):
        fetch("GET", url)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("10.0.0.1", False),
        ("100.64.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("224.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("::7f00:1", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1:99999/",
        "https://127.0.0.1:-1/",
        "https://[::1",
        "https://a\u2100b.example/",
        "https://x\x00.y/",
    ],
)
def test_an_address_that_is_none_fails_like_any_other(url: str) -> None:
    with pytest.raises(FetchFailed):
        fetch("GET", url)


@pytest.mark.parametrize("address", ["192.0.0.192", "192.0.0.8", "::ffff:192.0.0.192"])
def test_a_clouds_metadata_service_is_inside(address: str) -> None:
    assert not is_public(ip_address(address))
