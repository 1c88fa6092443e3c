"""What is the business's own in a text: addresses of a role (support@), and the few numbers it asks people to call.

These belong to no person, so they stay. A number counts when the sentence says whose it is ("call us at"), or stands
alone after its label; a line that names somebody never counts, and a long list of numbers is a list of people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ROLES = re.compile(
    r"(?<![\w.+-])(?:info|hello|hi|hallo|contact|kontakt|support|help|service|services|sales|shop|store|orders?|returns?|"
    r"repairs?|billing|accounts?|accounting|invoices?|office|mail|team|press|media|jobs|careers|privacy|datenschutz|legal|"
    r"dpo|security|abuse|feedback|marketing|partners?|partnerships?|trade|wholesale|bookings?|reservations?|reception|admin|"
    r"noreply|no-reply|webmaster|postmaster|newsletter|customer[._-]?(?:service|care|support)|kundenservice|atencion|ayuda|"
    r"aide|assistenza|gifts?|events?|workshops?|courses?|community|enquiries|inquiries)@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_US = (
    r"(?:call|phone|ring|reach|text|contact|dial)(?: or \w+)? us\b|"
    r"\bour (?:phone|telephone|hotline|help ?line|office|shop)\b|"
    r"\b(?:hotline|help ?line|switchboard|front desk|reception|customer (?:service|care|support)|"
    r"rufen sie uns|unsere? (?:hotline|telefonnummer|nummer)|appelez[- ]nous|notre numéro|llámenos|nuestro teléfono|"
    r"chiamateci|ligue[- ]nos|bel ons)\b"
)
_LABEL = r"^\W*(?:tele(?:phone|fon|fono|foon)|teléfono|téléphone|phone(?: number)?|tel|hotline|fax|whatsapp)\b[.:]?"
_NUMBER = r"(\+?\(?\d[\d\s().\-/]{5,18}\d)"
_CALL_US = re.compile(rf"(?:(?:{_US})[^\d\n]{{0,40}}?|{_LABEL}\s*){_NUMBER}(?!\w)", re.IGNORECASE)
_SOMEBODY = re.compile(r"\b(?:name|customer|patient|guest|client|kunde|nom|nombre|born|dob)\s*:", re.IGNORECASE)
_FEW = 4
_MOST = 50


def own_contacts(texts: Sequence[str]) -> tuple[str, ...]:
    """The contacts of the business itself, each once."""
    roles = dict.fromkeys(found for text in texts for found in _ROLES.findall(text))
    rows = (row for text in texts for row in text.split("\n") if not _SOMEBODY.search(row))
    numbers = dict.fromkeys(found[1].strip() for row in rows for found in _CALL_US.finditer(row))
    return (*list(roles)[:_MOST], *(numbers if len(numbers) <= _FEW else ()))
