"""Settings: the environment of the process, read once. Nothing else reads the environment."""

from __future__ import annotations

import hashlib
import ipaddress
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from guardrails.errors import Problem

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8501
DEFAULT_MODEL = "gpt-4o-mini"
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class SettingsError(Exception):
    """An environment that cannot be used; carries every Problem with its cure."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(p) for p in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and whom the process may talk to.

    ``openai_*`` are the environment's; an owner's settings made in the builder win over them (``studio``).
    ``public_url`` is the address customers reach, used in snippets and notices.
    """

    data: Path
    key_file: Path
    database_url: str
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    public_url: str = f"http://{DEFAULT_HOST}:{DEFAULT_PORT}"
    openai_base_url: str = ""
    openai_api_key: str = ""
    openai_model: str = ""
    demo_port: int = 0  # the demo shop's page on a port of its own; 0: not served
    builder_only: bool = False  # this process is the builder; another one answers customers and owns the index
    trusted_proxies: tuple[Network, ...] = ()  # whose word about a caller's address and scheme is taken
    builder_url: str = ""  # where colleagues reach the builder: log-in and invitations; "" is public_url

    def __repr__(self) -> str:
        """Without the key, so that a log line or a traceback cannot hold it."""
        return f"Settings(data={str(self.data)!r}, host={self.host!r}, port={self.port})"

    @property
    def desk_url(self) -> str:
        """The address of the builder."""
        return self.builder_url or self.public_url

    @property
    def demo_origins(self) -> tuple[str, ...]:
        """The origins of the demo shop's page, which this very process serves."""
        names = ("127.0.0.1", "localhost") if self.demo_port else ()
        return tuple(f"http://{name}:{self.demo_port}" for name in names)

    @classmethod
    def load(
        cls,
        environ: Mapping[str, str] | None = None,
        *,
        data: str | Path | None = None,
        changes: Mapping[str, str] | None = None,
    ) -> Settings:
        """The settings of an environment (None: the process's); ``data`` and ``changes`` (a command's options) win.

        Raises SettingsError with every problem at once.
        """
        environ = {**(os.environ if environ is None else environ), **(changes or {})}
        folder = Path(data or environ.get("TACIT_DATA") or Path.home() / ".local" / "share" / "tacit")
        folder = folder.expanduser().absolute()
        key_file = Path(environ.get("TACIT_KEY_FILE") or default_key_file(folder)).expanduser().absolute()
        host = environ.get("TACIT_HOST") or DEFAULT_HOST
        problems = tuple(_problems(environ, folder, key_file))
        if problems:
            raise SettingsError(problems)
        port = int(environ.get("TACIT_PORT") or DEFAULT_PORT)
        own = f"http://{host}:{port}"
        alone = environ.get("TACIT_BUILDER_ONLY") == "1"
        return cls(
            data=folder,
            key_file=key_file,
            database_url=environ.get("TACIT_DATABASE_URL") or f"sqlite:///{folder / 'tacit.db'}",
            host=host,
            port=port,
            public_url=(environ.get("TACIT_PUBLIC_URL") or own).rstrip("/"),
            openai_base_url=environ.get("OPENAI_BASE_URL") or "",
            openai_api_key=environ.get("OPENAI_API_KEY") or "",
            openai_model=environ.get("OPENAI_MODEL") or "",
            demo_port=int(environ.get("TACIT_DEMO_PORT") or 0),
            builder_only=alone,
            trusted_proxies=tuple(_networks(environ)),
            builder_url=(environ.get("TACIT_BUILDER_URL") or (own if alone else "")).rstrip("/"),
        )

    def for_child(self) -> dict[str, str]:
        """The environment in which a started server finds the same settings."""
        return {
            **os.environ,
            "TACIT_DATA": str(self.data),
            "TACIT_KEY_FILE": str(self.key_file),
            "TACIT_HOST": self.host,
            "TACIT_PORT": str(self.port),
            "TACIT_PUBLIC_URL": self.public_url,
            "TACIT_DEMO_PORT": str(self.demo_port or ""),
            "TACIT_BUILDER_ONLY": "1" if self.builder_only else "",
            "TACIT_BUILDER_URL": self.builder_url,
            "TACIT_TRUSTED_PROXIES": ",".join(map(str, self.trusted_proxies)),
        }


def default_key_file(data: Path) -> Path:
    """The key's place for a data folder: outside it, so that a copy of the folder alone cannot be read."""
    name = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:16]
    return Path.home() / ".config" / "tacit" / f"{name}.key"


def address_problem(where: str, address: str) -> Problem | None:
    """Why an address may not be used: anything off this machine must be https (TLS)."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return Problem("address", where, f"'{address}' is no web address.", "Such as https://api.example.com/v1.")
    if parts.username or parts.password:
        return Problem("address", where, "The address carries a name or password.", "Give the key on its own.")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        return Problem("plain_text", where, "The address would be spoken to in plain text.", "Use https://.")
    return None


def is_loopback(host: str) -> bool:
    """Whether a host name is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _networks(environ: Mapping[str, str]) -> Iterator[Network]:
    for part in environ.get("TACIT_TRUSTED_PROXIES", "").replace(",", " ").split():
        yield ipaddress.ip_network(part)


def _proxy_problems(environ: Mapping[str, str]) -> Iterator[Problem]:
    try:
        networks = tuple(_networks(environ))
    except ValueError:
        networks = ()
        yield Problem(
            "trusted_proxies", "TACIT_TRUSTED_PROXIES", "An entry is no network address.",
            "Addresses or networks, such as 127.0.0.1 or 10.0.0.0/24, with commas between.",
        )  # fmt: skip
    if any(network.prefixlen == 0 for network in networks):
        yield Problem(
            "trusted_proxies", "TACIT_TRUSTED_PROXIES", "The whole internet would be a proxy.", "Name your proxy alone."
        )
    if environ.get("FORWARDED_ALLOW_IPS", "") not in ("", "127.0.0.1"):
        yield Problem(
            "trusted_proxies", "FORWARDED_ALLOW_IPS", "The web server would take a stranger's word for an address.",
            "Leave it out and name your proxy in TACIT_TRUSTED_PROXIES.",
        )  # fmt: skip


def _problems(environ: Mapping[str, str], folder: Path, key_file: Path) -> Iterator[Problem]:
    if folder.exists() and not folder.is_dir():
        yield Problem("data", "TACIT_DATA", "The data folder is a file.", "Name a folder.")
    if key_file.is_relative_to(folder):
        yield Problem(
            "key_file", "TACIT_KEY_FILE", "The key lies inside the data folder, so a copy of it could be read.",
            "Name a file elsewhere.",
        )  # fmt: skip
    for name in ("TACIT_PORT", "TACIT_DEMO_PORT"):
        port = environ.get(name, "")
        if port and not (port.isdigit() and 0 < int(port) < 65536):
            yield Problem("port", name, f"'{port}' is no port.", "A number from 1 to 65535.")
    url = environ.get("TACIT_DATABASE_URL", "")
    if url and not url.startswith(("sqlite:///", "postgresql+pg8000://", "postgresql://")):
        yield Problem(
            "database", "TACIT_DATABASE_URL", "The database is not one of the kinds known.",
            "Start with sqlite:/// or postgresql+pg8000://.",
        )  # fmt: skip
    if environ.get("OPENAI_BASE_URL"):
        problem = address_problem("OPENAI_BASE_URL", environ["OPENAI_BASE_URL"])
        yield from [problem] if problem else []
    for name, example in (
        ("TACIT_PUBLIC_URL", "https://chat.shop.example"),
        ("TACIT_BUILDER_URL", "https://desk.shop.example"),
    ):
        address = environ.get(name, "")
        if address and urlsplit(address).scheme not in ("http", "https"):
            yield Problem(
                name.removeprefix("TACIT_").lower(), name, f"'{address}' is no web address.", f"Such as {example}."
            )
    yield from _alone_problems(environ)
    yield from _proxy_problems(environ)


def _alone_problems(environ: Mapping[str, str]) -> Iterator[Problem]:
    alone = environ.get("TACIT_BUILDER_ONLY", "")
    if alone not in ("", "0", "1"):
        yield Problem(
            "builder_only", "TACIT_BUILDER_ONLY", "The value is neither 1 nor 0.", "1 for a builder beside the API."
        )
    if alone == "1" and not environ.get("TACIT_PUBLIC_URL"):
        yield Problem(
            "public_url", "TACIT_PUBLIC_URL", "A builder beside the chat API must know where customers reach the API.",
            "Such as TACIT_PUBLIC_URL=http://127.0.0.1:8500, the same for both processes.",
        )  # fmt: skip
    if alone == "1" and environ.get("TACIT_DEMO_PORT"):
        yield Problem(
            "demo_port", "TACIT_DEMO_PORT", "The demo page belongs to the process that answers.", "Leave it out here."
        )
