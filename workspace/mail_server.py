"""The mail server bookings are told through: its settings (the password sealed), and one letter sent.

Off this machine only by TLS with a verified certificate: a server that offers none gets no letter.
"""

from __future__ import annotations

import json
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from email.message import EmailMessage
from email.utils import parseaddr

from guardrails.errors import Problem
from records.audit import AuditNote
from records.secrets import Secrets
from workspace.assembly import Application
from workspace.errors import BadRequest
from workspace.roles import Desk
from workspace.settings import is_loopback

SETTINGS, PASSWORD = "mail_server", "mail_password"
SECURITIES = {"tls": "TLS from the first byte (usual at port 465)", "starttls": "STARTTLS (usual at port 587)",
              "none": "None (only a server on this machine)"}  # fmt: skip
_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over. ``sender`` is the address it comes from."""

    host: str
    port: int
    security: str  # tls, starttls, none
    user: str
    sender: str


class NotSent(Exception):
    """A letter was not taken; ``lasting``: trying again is of no use. The message holds no address."""

    def __init__(self, message: str, *, lasting: bool = False) -> None:
        super().__init__(message)
        self.lasting = lasting


def shown(desk: Desk) -> tuple[MailServer | None, bool]:
    """The settings, and whether a password is kept."""
    desk.allow("settings.view")
    store = Secrets(desk.app.store(desk.actor.workspace))
    return stored(desk.app, desk.actor.workspace), any(row.name == PASSWORD for row in store.listing())


def stored(app: Application, workspace: str) -> MailServer | None:
    """The settings; None before the owner has made any."""
    text = Secrets(app.store(workspace)).get(SETTINGS)
    return MailServer(**json.loads(text)) if text else None


def save(desk: Desk, server: MailServer, password: str | None = None) -> None:
    """Keep the settings; ``password`` None keeps the one there is, "" removes it. Raises BadRequest."""
    desk.allow("settings.edit")
    found = tuple(problems(server))
    if found:
        raise BadRequest(" ".join(f"{one.message} {one.hint}".strip() for one in found))
    secrets, now, by = Secrets(desk.app.store(desk.actor.workspace)), desk.app.clock(), desk.actor.member
    note = AuditNote(by, "settings.mail_server", "", {"security": server.security})
    secrets.set(SETTINGS, json.dumps(asdict(server)), by=by, now=now, notes=[note])
    if password:
        secrets.set(PASSWORD, password, by=by, now=now)
    elif password is not None:
        secrets.remove(PASSWORD, now=now)


def problems(server: MailServer) -> Iterator[Problem]:
    """Every fault in the settings."""
    if not server.host or "/" in server.host or " " in server.host:
        yield Problem("mail", "host", "The server needs a name.", "Such as mail.example.com.")
    if not 0 < server.port < 65536:
        yield Problem("mail", "port", "The port is a number from 1 to 65535.", "Usually 465 or 587.")
    if server.security not in SECURITIES:
        yield Problem("mail", "security", "Choose how the connection is kept secret.", "tls or starttls.")
    elif server.security == "none" and not is_loopback(server.host):
        yield Problem("plain_text", "security", "Mail would leave this machine in plain text.", "Choose TLS.")
    if "@" not in parseaddr(server.sender)[1] or any(sign in server.sender for sign in "\r\n"):
        yield Problem("mail", "sender", "The sender is no e-mail address.", "Such as bookings@example.com.")


def send(app: Application, workspace: str, letter: EmailMessage) -> None:
    """Hand one letter over. Raises NotSent."""
    server = stored(app, workspace)
    if server is None:
        raise NotSent("No mail server is set up. Settings, Mail.")
    if tuple(problems(server)):
        raise NotSent("The settings of the mail server cannot be used. Settings, Mail.")
    letter["From"] = server.sender
    password = Secrets(app.store(workspace)).get(PASSWORD) or ""
    try:
        with _connect(server) as link:
            if server.user:
                link.login(server.user, password)
            link.send_message(letter)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise NotSent("The mail server refused the address.", lasting=all(code >= 500 for code in codes)) from None
    except smtplib.SMTPAuthenticationError:
        raise NotSent("The mail server refused user and password.") from None
    except smtplib.SMTPResponseException as error:
        raise NotSent(f"The mail server refused the letter ({error.smtp_code}).") from None
    except ssl.SSLError:
        raise NotSent("The mail server has no certificate that can be verified.") from None
    except (smtplib.SMTPException, OSError):
        raise NotSent("The mail server does not answer.") from None


def _connect(server: MailServer) -> smtplib.SMTP:
    verified = ssl.create_default_context()
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=verified)
    link = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    if server.security == "starttls":
        try:
            link.starttls(context=verified)
        except BaseException:
            link.close()
            raise
    return link
