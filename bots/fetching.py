"""fetch: one HTTP request of a bot's tool. The address is resolved once, tested, and that very address is connected to.

No redirects, no credentials in the address, https off this machine, certificates verified, a time and a size limit.
Private addresses only when the owner allowed them for this action. See docs on the addresses left out:
https://www.iana.org/assignments/iana-ipv6-special-registry and iana-ipv4-special-registry (``is_global`` says yes to
ranges that lead inside; 192.0.0.192 is a cloud's metadata service).
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx2

from bots.types import Json

SECONDS = 10.0  # to connect, and of silence
WHOLE = 30.0  # for all of an answer: a service that sends a letter a second never ends
AGENT = "Tacit/1.0 (reads pages its owner named; robots.txt: Tacit)"
LARGEST = 200_000
_NEVER = tuple(
    ipaddress.ip_network(net)
    for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "::/96", "fec0::/10", "ff00::/8", "192.0.0.0/24")
)
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class FetchFailed(Exception):
    """The request was not made, or brought nothing usable; the message holds no address and no data."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back: ``kind`` is its media type, ``location`` where it points to instead."""

    status: int
    body: bytes
    kind: str = ""
    location: str = ""


def fetch(  # noqa: PLR0913 - everything a request may differ in
    method: str,
    url: str,
    *,
    json: Mapping[str, Json] | None = None,
    private: bool = False,
    accept: str = "application/json",
    largest: int = LARGEST,
    plain: bool = False,
    content: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Fetched:
    """One request. Raises FetchFailed. ``plain``: a public page may be http (what a bot's tool asks never is).

    ``content`` is a body as it is, in place of ``json``; ``headers`` come beside our own.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:  # an open bracket, a port that is none
        raise FetchFailed("This address cannot be used.") from None
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.password:
        raise FetchFailed("This address cannot be used.")
    address = _address(host, port or (443 if parts.scheme == "https" else 80), private)
    if parts.scheme == "http" and not address.is_loopback and not (plain and is_public(address)):
        raise FetchFailed("The address must be https.")
    there = f"[{address}]" if address.version == 6 else str(address)
    target = urlunsplit(parts._replace(netloc=f"{there}:{port}" if port else there))
    clock = _Clock()
    try:
        with (
            clock.running(WHOLE),
            httpx2.Client(timeout=SECONDS, trust_env=False, follow_redirects=False) as client,
            client.stream(
                method, target, json=json, content=content,
                headers={**(headers or {}), "host": parts.netloc, "accept": accept, "user-agent": AGENT},
                extensions={"sni_hostname": host, "trace": clock.heard},
            ) as response,
        ):  # fmt: skip
            head = response.headers
            kind = head.get("content-type", "").partition(";")[0].strip().lower()
            body = _limited(response, largest)
            if not clock.over.is_set():
                return Fetched(response.status_code, body, kind, head.get("location", ""))
    except (httpx2.TimeoutException, httpx2.ConnectError):
        raise FetchFailed("The service did not answer.") from None
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError):  # a host that no header can carry is a ValueError
        if not clock.over.is_set():
            raise FetchFailed("The service broke off, or did not send what it announced.") from None
    raise FetchFailed("The service did not come to an end.")


def is_public(address: Address) -> bool:
    """Whether an address lies out in the internet and leads nowhere inside."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if any(address in net for net in _NEVER):
        return False
    return address.is_global and not address.is_multicast


def _address(host: str, port: int, private: bool) -> Address:
    try:
        found = [ipaddress.ip_address(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, ValueError):
        raise FetchFailed("The service cannot be found.") from None
    if not found or not (private or all(is_public(one) for one in found)):
        raise FetchFailed("This address is inside a private network.")
    return found[0]


def _limited(response: httpx2.Response, largest: int) -> bytes:
    body = bytearray()
    for piece in response.iter_bytes():
        body += piece
        if len(body) > largest:
            raise FetchFailed("The service sent too much.")
    return bytes(body)


@dataclass(slots=True)
class _Clock:
    """Cuts a request's connection when its time is over, also while its head is still coming."""

    over: threading.Event = field(default_factory=threading.Event)
    _streams: list[Any] = field(default_factory=list)

    def heard(self, event: str, info: Mapping[str, Any]) -> None:
        """What the HTTP library tells of a request: here, that there is a connection."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._streams.append(info["return_value"])

    @contextmanager
    def running(self, seconds: float) -> Iterator[None]:
        timer = threading.Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _cut(self) -> None:
        self.over.set()
        for stream in self._streams:
            with suppress(OSError):
                stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
