"""What is the business's own in a text: mailboxes of a role, the few numbers to call, the few places to come to.

These belong to no person, so they stay. A mailbox counts when its name is a usual role (support@) or a plain word of
the same page (members@ where "members" are spoken of). A number counts when the sentence says whose it is ("call us
at"), tells people to call it, or stands alone after its label. A postal address counts when its line speaks of nobody.
A line that names somebody never counts, and a long list of numbers or addresses is a list of people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from guardrails.name_lists import kind
from guardrails.types import Finding

_ROLES = re.compile(
    r"(?<![\w.+-])(?:info|hello|hi|hallo|contact|kontakt|support|help|service|services|sales|shop|store|orders?|returns?|"
    r"repairs?|billing|accounts?|accounting|invoices?|office|mail|team|press|media|jobs|careers|privacy|datenschutz|legal|"
    r"dpo|security|abuse|feedback|marketing|partners?|partnerships?|trade|wholesale|bookings?|reservations?|reception|admin|"
    r"noreply|no-reply|webmaster|postmaster|newsletter|customer[._-]?(?:service|care|support)|kundenservice|atencion|ayuda|"
    r"aide|assistenza|gifts?|events?|workshops?|courses?|community|enquiries|inquiries|groups?|gruppen|grupos?|groupes?|"
    r"gruppi|groepen|tickets?|catering|kitchen|restaurant|rentals?|spa|stay|frontdesk|parts|warranty|complaints|"
    r"reservierung(?:en)?|buchung(?:en)?|verkauf|vertrieb|bestellung(?:en)?|rechnung(?:en)?|buchhaltung|empfang|hilfe|"
    r"termine?|werkstatt|ventas|pedidos|reservas?|citas|facturas|contacto|commandes?|ventes|reservations?|factures|"
    r"accueil|rdv|prenotazioni|ordini|vendite|fatture|informazioni|vendas|encomendas|faturas|marcacoes|klantenservice|"
    r"bestelling(?:en)?|verkoop|boekingen|facturen|afspraken|reserveringen)@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_US = (
    r"(?:call|phone|ring|reach|text|contact|dial)(?: or \w+)? us\b|"
    r"\bour (?:phone|telephone|hotline|help ?line|office|shop)\b|"
    r"\b(?:hotline|help ?line|switchboard|front desk|reception|customer (?:service|care|support)|"
    r"rufen sie uns|unsere? (?:hotline|telefonnummer|nummer)|appelez[- ]nous|notre numéro|llámenos|nuestro teléfono|"
    r"chiamateci|ligue[- ]nos|bel ons)\b|"
    r"\b(?:by (?:tele)?phone|telefonisch|par téléphone|por tel[eé]fono|al tel[eé]fono|por telefone|al telefono)\b|"
    r"(?:^|[.!?:;,]\s+|\b(?:or|and|to|please|just|then|can|must|should)\s+)(?:call|ring|phone|dial)\b"
    r"(?! (?:me|him|her|them|my|back)\b)"
)
_LABEL = r"^\W*(?:tele(?:phone|fon|fono|foon)|teléfono|téléphone|phone(?: number)?|tel|hotline|fax|whatsapp)\b[.:]?"
_NUMBER = r"(\+?\(?\d[\d\s().\-/]{5,18}\d)"
_CALL_US = re.compile(rf"(?:(?:{_US})[^\d\n]{{0,40}}?|{_LABEL}\s*){_NUMBER}(?!\w)", re.IGNORECASE)
_SOMEBODY = re.compile(
    r"\b(?:name|customer|patient|guest|client|kunde|nom|nombre|born|dob)\s*:|"
    r"\b(?:my|his|her|mein|meine[nmrs]?|mon (?:num|adr)\w*|ma (?:maison|rue)|mi (?:casa|direcci\w+|n[uú]m\w+|tel\w+)|"
    r"il mio|la mia|meu|minha|mijn|lives?|lived|resident|wohnt|wohnhaft|habite|vive|abita|mora|woont|private|privately|"
    r"complain(?:ed|t)|reported|reports|caller|tenant)\b",
    re.IGNORECASE,
)
_MAYBE_ADDRESS = re.compile(  # possessive and at the start of a run: a word of a million letters is looked at once
    r"(?<![^\W\d_])[^\W\d_]{3,}+\W++(?:[^\W\d_]++\W++){0,3}\d|(?<!\d)\d++[a-z]?,? ++[^\W\d_]{3,}"
)
_MAILBOX = re.compile(r"(?<![\w.+-])([a-z]+(?:[._-][a-z]+)*)@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_PEOPLE = frozenset({"PERSON", "USERNAME", "DATE_OF_BIRTH"})
_NO_GIVEN_NAME = ("-", "f")  # codes of the lists of names: in none, or an everyday word that is a family name too
_FEW = 4
_MOST = 50


def own_contacts(texts: Sequence[str], find: Callable[[str], Sequence[Finding]]) -> tuple[str, ...]:
    """The contacts of the business itself, each once; ``find`` tells the personal data of a line."""
    roles = dict.fromkeys((*(found for text in texts for found in _ROLES.findall(text)), *_spoken_of(texts)))
    rows = [row for text in texts for row in text.split("\n") if not _SOMEBODY.search(row)]
    numbers: dict[str, None] = {}
    places: dict[str, None] = {}
    for row in rows:
        called = [found[1].strip() for found in _CALL_US.finditer(row)]
        if not called and not _MAYBE_ADDRESS.search(row):
            continue
        told = find(row)
        if not any(one.entity in _PEOPLE for one in told):
            numbers |= dict.fromkeys(called)
            places |= dict.fromkeys(row[one.start : one.end] for one in told if one.entity == "ADDRESS")
    return (*list(roles)[:_MOST], *_few(numbers), *_few(places))


def _spoken_of(texts: Sequence[str]) -> Iterator[str]:
    """Mailboxes named by everyday words that the texts use, in lower case, and that are nobody's given name."""
    boxes = {found[0]: found[1] for text in texts for found in _MAILBOX.finditer(text)}
    spoken = [_MAILBOX.sub(" ", text) for text in texts] if boxes else []
    words = {
        word for text in spoken for word in re.findall(r"[^\W\d_]{3,}", text)
    }  # members@ where a "membership" is spoken of
    for box, name in boxes.items():
        parts = re.split(r"[._-]", name.lower())
        if all(
            kind(part) in _NO_GIVEN_NAME and any(w.startswith(part.removesuffix("s")) for w in words) for part in parts
        ):
            yield box


def _few(values: dict[str, None]) -> Sequence[str]:
    return tuple(values) if len(values) <= _FEW else ()
