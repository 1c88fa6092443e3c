"""Who is calling: the peer of the connection, or what a proxy of the owner's says about it (TACIT_TRUSTED_PROXIES).

``X-Forwarded-For`` and ``-Proto`` are written by anybody. uvicorn believes them from 127.0.0.1 and has put them into
the scope before any middleware runs, whoever started it. So this one asks the connection, and decides by the setting.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from channels import context
from workspace.settings import Network

_FOR, _PROTO = b"x-forwarded-for", b"x-forwarded-proto"
_SAID_BY_PROXIES = (_FOR, _PROTO, b"forwarded", b"x-forwarded-host", b"x-forwarded-port", b"x-real-ip")
_LONGEST = 2000


class TrustedProxies:
    """Middleware, outermost: ``scope["client"]`` and ``scope["scheme"]`` are the caller's as far as known."""

    def __init__(self, app: ASGIApp, trusted: Sequence[Network] | None = None) -> None:
        self.app = app
        self._trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in {"http", "websocket"}:
            _judge(scope, receive, context.settings().trusted_proxies if self._trusted is None else self._trusted)
        await self.app(scope, receive, send)


def address(connection: HTTPConnection) -> str:
    """The network address a call comes from; used to count, never stored. Of IPv6 the /64, which one household has."""
    host = connection.client.host if connection.client else ""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return host or "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
    return host


@dataclass(frozen=True, slots=True)
class _Peer:
    """The other end of the connection: its address, and whether it speaks TLS with us."""

    host: str
    secure: bool


def _judge(scope: Scope, receive: Receive, trusted: Sequence[Network]) -> None:
    said_for, said_proto = _line(scope, _FOR), _line(scope, _PROTO)
    peer = _peer(scope, receive, forwarded=bool(said_for or said_proto))
    scope["headers"] = [(name, value) for name, value in scope["headers"] if name.lower() not in _SAID_BY_PROXIES]
    secure = peer.secure
    if _is_one_of(peer.host, trusted):
        secure = said_proto.rpartition(",")[2].strip().lower() in {"https", "wss"} if said_proto else secure
        scope["client"] = (_caller(said_for, peer.host, trusted), 0)
    elif scope.get("client"):
        scope["client"] = (peer.host, scope["client"][1])
    scope["scheme"] = ("ws" if scope["type"] == "websocket" else "http") + ("s" if secure else "")


def _peer(scope: Scope, receive: Receive, *, forwarded: bool) -> _Peer:
    """From uvicorn's connection, which its ``receive`` belongs to. From the scope only when nobody can have changed it;
    otherwise this machine, so that all such callers are counted as one."""
    transport: Any = getattr(getattr(receive, "__self__", None), "transport", None)
    if transport is not None:
        name = transport.get_extra_info("peername")
        return _Peer(name[0] if isinstance(name, tuple) else "", transport.get_extra_info("sslcontext") is not None)
    client = scope.get("client")
    if forwarded or not client:
        return _Peer("127.0.0.1" if client else "", False)
    return _Peer(client[0], scope.get("scheme") in {"https", "wss"})


def _caller(line: str, peer: str, trusted: Sequence[Network]) -> str:
    """From the right: the first address that is no proxy of ours. What stands left of it was written by anybody."""
    for one in reversed([part.strip() for part in line.split(",")] if line else []):
        if not _is_address(one):
            return peer
        if not _is_one_of(one, trusted):
            return one
    return peer


def _line(scope: Scope, name: bytes) -> str:
    """A header's lines as one; of an endless one its end, which the nearest proxy wrote."""
    return ", ".join(value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name)[-_LONGEST:]


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _is_one_of(text: str, networks: Sequence[Network]) -> bool:
    return _is_address(text) and any(ipaddress.ip_address(text) in network for network in networks)
