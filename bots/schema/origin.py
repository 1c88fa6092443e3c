"""A site a bot may appear on, as a browser names it: ``www.shop.example/help`` is kept as ``https://www.shop.example``.

People copy an address or type a bare name; a browser sends scheme, host and port and nothing else
(https://www.rfc-editor.org/rfc/rfc6454#section-7). A list that holds anything else would silently match no page.
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

CURE = "Write the site's address as it stands in the browser, such as https://www.shop.example"
_PORTS = {"http": 80, "https": 443}
_LABEL = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(\.{_LABEL})*\.?")


def origin(text: str) -> str:
    """The origin of an address as typed. Raises ValueError, without the text, when there is none in it."""
    bare = "://" not in text
    try:
        parts = urlsplit(f"//{text}" if bare else text)
        port, host = parts.port, (parts.hostname or "").lower()
    except ValueError:
        raise ValueError(f"This is no site. {CURE}") from None
    if parts.username is not None or (parts.scheme and parts.scheme.lower() not in _PORTS):
        raise ValueError(f"This is no site. {CURE}")
    host = _host(host)
    if bare and not _here(host) and "." not in host and ":" not in host:
        raise ValueError(f"This is only a part of an address. {CURE}")
    scheme = parts.scheme.lower() or ("http" if _here(host) else "https")
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}" + (f":{port}" if port is not None and port != _PORTS[scheme] else "")


def _host(host: str) -> str:
    """A host as browsers send it: an address, or a name in ASCII."""
    try:
        return ip_address(host).compressed
    except ValueError:
        pass
    try:
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        name = ""
    if not _HOST.fullmatch(name):
        raise ValueError(f"This is no site. {CURE}")
    return name


def _here(host: str) -> bool:
    """Whether it is this machine, where sites seldom speak https."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


Origin = Annotated[str, AfterValidator(origin)]
