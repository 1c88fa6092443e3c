"""Who is calling: a stranger's X-Forwarded-* changes nothing; a proxy named in the settings is taken at its word."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_network

import httpx2
import pytest
import uvicorn
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from channels.proxies import TrustedProxies, address
from tests.servers import free_port
from workspace.settings import Network, Settings, SettingsError

FORGED = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https", "X-Real-IP": "203.0.113.7"}


async def _echo(scope: Scope, receive: Receive, send: Send) -> None:
    request = Request(scope, receive)
    said = {"address": address(request), "scheme": scope["scheme"], "headers": sorted(request.headers)}
    await JSONResponse(said)(scope, receive, send)


@contextmanager
def serving(trusted: tuple[Network, ...]) -> Iterator[str]:
    """A real uvicorn as both ways of starting use it: it believes what comes from 127.0.0.1."""
    port = free_port()
    app = TrustedProxies(_echo, trusted)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(5)


@pytest.fixture(scope="module")
def trusting_nobody() -> Iterator[str]:
    with serving(()) as url:
        yield url


@pytest.fixture(scope="module")
def behind_a_proxy() -> Iterator[str]:
    with serving((ip_network("127.0.0.1"), ip_network("10.0.0.0/24"))) as url:
        yield url


@pytest.mark.parametrize("forwarded", ["203.0.113.7", "203.0.113.7:4711", "127.0.0.1, 203.0.113.7", "x", "::1", ""])
def test_by_default_nobody_is_believed(trusting_nobody: str, forwarded: str) -> None:
    said = httpx2.get(trusting_nobody, headers=FORGED | {"X-Forwarded-For": forwarded}).json()
    assert (said["address"], said["scheme"]) == ("127.0.0.1", "http")
    assert not any("forwarded" in name or "real" in name for name in said["headers"]), "and nobody after us sees it"


@pytest.mark.parametrize(
    ("forwarded", "caller"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("198.51.100.1, 203.0.113.7", "203.0.113.7"),  # the left one was written by the caller
        ("203.0.113.7, 10.0.0.8", "203.0.113.7"),  # two proxies of ours
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("203.0.113.7, nonsense", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_a_named_proxy_says_who_calls(behind_a_proxy: str, forwarded: str, caller: str) -> None:
    said = httpx2.get(behind_a_proxy, headers=FORGED | {"X-Forwarded-For": forwarded}).json()
    assert (said["address"], said["scheme"]) == (caller, "https")


def test_a_proxy_that_says_nothing_is_the_caller(behind_a_proxy: str) -> None:
    said = httpx2.get(behind_a_proxy).json()
    assert (said["address"], said["scheme"]) == ("127.0.0.1", "http")


@pytest.mark.parametrize(
    ("host", "counted"),
    [("192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8::/64"), ("::ffff:192.0.2.1", "192.0.2.1"), ("", "unknown")],
)
def test_a_household_is_counted_as_one(host: str, counted: str) -> None:
    assert address(HTTPConnection({"type": "http", "client": (host, 1), "headers": []})) == counted


@pytest.mark.parametrize(
    "environment",
    [{"TACIT_TRUSTED_PROXIES": "proxy.example"}, {"TACIT_TRUSTED_PROXIES": "0.0.0.0/0"}, {"FORWARDED_ALLOW_IPS": "*"}],
)
def test_settings_that_would_believe_strangers_stop_the_start(environment: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        Settings.load(environment)


def test_proxies_are_named_with_commas() -> None:
    found = Settings.load({"TACIT_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/24"}).trusted_proxies
    assert found == (ip_network("127.0.0.1"), ip_network("10.0.0.0/24"))
