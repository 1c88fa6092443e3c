"""A saved mail: its subject as the title, its words as the text; addresses of the people and attachments left out."""

from __future__ import annotations

import email
import email.policy

from documents.drafting import Draft
from documents.front_matter import Front
from documents.html import add_html
from documents.limits import Limits
from documents.plain import line
from documents.reader import Reader
from documents.txt import add_text
from documents.types import BlockKind, Document


def read(data: bytes, name: str, limits: Limits) -> Document:
    """The plain part of a mail, or its HTML part when that is all there is."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    subject = line(str(message.get("subject") or ""))
    draft = Draft(name, "eml", limits)
    draft.add(BlockKind.HEADING, subject, level=1)
    body = message.get_body(preferencelist=("plain", "html"))
    if body is not None:
        content = str(body.get_content())
        if body.get_content_type() == "text/html":
            add_html(draft, content)
        else:
            add_text(draft, content)
    return draft.document(Front(title=subject or None))


reader = Reader("eml", "Saved mail", (".eml",), read)
