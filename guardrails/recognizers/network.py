"""Addresses of devices: IPv4, IPv6, MAC; and positions on the map."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from guardrails.reading import Reading
from guardrails.recognizers import Candidate

_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)")
_IPV6 = re.compile(r"(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:%\w{1,10})?(?![\w:])")
_MAC = re.compile(
    r"(?<![\w:-])[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}(?![\w:-])|"
    r"(?<!\w)[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?!\w)"
)
_PLACE = re.compile(
    r"(?<![\w.])(?:[ns] ?)?[-+]?\d{1,2}\.\d{3,9}°?\s?[ns]?\s{0,2}[,;/ ]\s{0,2}(?:lon(?:g|"
    r"gitude)?[:= ]{0,3})?(?:[ewo] ?)?[-+]?\d{1,3}\.\d{3,9}°?(?:\s?[ewo]\b)?(?![\w.]\d)"
)
_DEGREES = re.compile(
    r"\d{1,2}°\s?\d{1,2}['′]\s?(?:\d{1,2}(?:\.\d{1,3})?[\"″]\s?)?[ns][,;\s]{1,3}\d{1,3}°\s?\d{"
    r"1,2}['′]\s?(?:\d{1,2}(?:\.\d{1,3})?[\"″]\s?)?[ewo]"
)
_UUID = re.compile(r"(?<![\w-])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![\w-])")
# What everybody has: the device itself, a router fresh from its box, well-known name servers.
_NOBODY = frozenset(
    "127.0.0.1 0.0.0.0 255.255.255.255 255.255.255.0 8.8.8.8 8.8.4.4 1.1.1.1 "
    "192.168.0.1 192.168.1.1 10.0.0.1 ::1 ::".split()
)
_VERSION = re.compile(r"\b(?:(?:version|firmware|release|build|driver)\W{0,3}(?:\w+\W)?|v\W{0,2})\Z")


class Network:
    name = "network"
    description = "addresses of devices and positions on the map"
    entities = ("IP_ADDRESS", "MAC_ADDRESS", "GEO_COORDINATES", "IMEI")

    def find(self, reading: Reading) -> Iterator[Candidate]:
        folded = reading.folded
        if "." in folded:
            yield from self._ipv4(reading)
            for match in _PLACE.finditer(folded):
                yield Candidate(match.start(), match.end(), "GEO_COORDINATES", 0.85)
        if "°" in folded:
            for match in _DEGREES.finditer(folded):
                yield Candidate(match.start(), match.end(), "GEO_COORDINATES", 0.9)
        if ":" in folded:
            for match in _IPV6.finditer(folded):
                if _is_ipv6(match.group()):
                    yield Candidate(match.start(), match.end(), "IP_ADDRESS", 0.9)
        for match in _MAC.finditer(folded):
            yield Candidate(match.start(), match.end(), "MAC_ADDRESS", 0.95)
        for match in _UUID.finditer(folded) if "-" in folded else ():
            if any(tag.name in {"IMEI", "MAC_ADDRESS"} for _, tag in reading.around.before(match.start())):
                yield Candidate(match.start(), match.end(), "IMEI", 0.85)

    def _ipv4(self, reading: Reading) -> Iterator[Candidate]:
        folded = reading.folded
        for match in _IPV4.finditer(folded):
            parts = match.group().split(".")
            if all(int(p) <= 255 for p in parts) and match.group() not in _NOBODY and parts[0] != "0":
                version = _VERSION.search(folded, max(0, match.start() - 24), match.start())
                if version is None and (sum(len(p) == 1 for p in parts) < 3 or self._said(reading, match.start())):
                    yield Candidate(match.start(), match.end(), "IP_ADDRESS", 0.9)

    def _said(self, reading: Reading, start: int) -> bool:
        """Whether a word says that it is an address: "4.2.7.1" is a version far more often."""
        return reading.level == "strict" or any(tag.name == "IP_ADDRESS" for _, tag in reading.around.before(start))


def _is_ipv6(text: str) -> bool:
    if text in _NOBODY or sum(c.isalnum() for c in text) < 4:
        return False
    try:
        ipaddress.IPv6Address(text.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    return True


recognizer = Network()
