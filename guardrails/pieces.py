"""A number typed over several messages: what the visitor's last messages began, this one goes on with.

"my card is 4111 1111", then "1111 1111". The end of the earlier messages and the beginning of this one are read as one
text, and what is found across the seam counts for the part that stands here. Values covered for good in an earlier
message ("[card]") still tell that their rest is to come.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from guardrails.asking import expected, of_a_thing
from guardrails.canonical import fold
from guardrails.operators._label import label
from guardrails.types import Finding, Vault
from guardrails.vault import PLACEHOLDER

MOST_MESSAGES = 6
_MOST_LETTERS = 160
# What people put between two pieces: "and then 1111", "der Rest ist 1111", "… 1111".
_LEAD = re.compile(
    r"[\s.…,:;>+*_#–—-]*(?:(?:and|then|now|next|ok|okay|the|rest|last|is|are|it|its|it's|of|them|here|comes?|continu\w*|"
    r"second|third|fourth|final|part|half|piece|four|digits|numbers?|sorry|oops|goes|on|with|"
    r"und|dann|der|die|das|den|sind|letzten?|zweite[rn]?|dritte[rn]?|teil|ziffern|weiter|geht|mit|"
    r"y|luego|el|los|las|resto|son|es|ultimos?|segunda?|parte|cifras|sigue|"
    r"et|puis|ensuite|le|les|reste|sont|est|derniers|suite|chiffres|"
    r"e|poi|il|resto|sono|ultimi|cifre|depois|o|os|sao|ultimos|numeros|"
    r"en|daarna|de|laatste|cijfers|zijn)\b[\s.…,:;-]*){0,6}"
)
_PIECE = re.compile(r"(?:[a-z]{1,4}[ .\-]?)?\d(?:[ .\-/_*]{0,2}[\da-z](?![a-z]{2})){0,30}")
_TRAILING = re.compile(r"[\da-z](?:[ .\-/_*]{0,2}[\da-z]){0,33}[\s.…,;:\-–—]*\Z")
_ONLY_A_PIECE = re.compile(r"[\s\d.…,\-–—/_*()+#]+\Z")
_TIME_OR_PRICE = re.compile(
    r"\s?(?:[:h]\d\d|[.,]\d\d?(?!\d)|am\b|pm\b|uhr|%|€|\$|£|euros?\b|eur\b|usd\b|people|guests|pers)"
)
_COVERED = re.compile(rf"\[(?:{re.escape(label('CREDIT_CARD'))})(?: ••••\w{{4}})?\][\s.…,;:-]*\Z")
_FOUR = re.compile(r"\s*(?!(?:19|20)\d\d)\d{4}\s*\Z")
_NUMBERS = frozenset(
    "CREDIT_CARD IBAN_CODE BANK_ACCOUNT ABA_ROUTING_NUMBER PHONE_NUMBER US_SSN US_ITIN NATIONAL_ID PASSPORT ID_CARD "
    "DRIVER_LICENSE MEDICAL_RECORD HEALTH_INSURANCE DE_TAX_ID CUSTOMER_ID UK_NHS UK_NINO FR_NIR ES_NIF ES_NIE NL_BSN "
    "PL_PESEL BR_CPF PT_NIF CA_SIN AU_TFN AU_MEDICARE IN_AADHAAR IN_PAN IT_FISCAL_CODE IMEI VAT_ID".split()
)
_PIECES_OF_A_CARD, _FEWEST, _MOST = 4, 3, 12


def opened(messages: Sequence[str], vault: Vault | None) -> tuple[str, ...]:
    """Earlier messages, cleared, with the values of this conversation back in their places."""

    def value(match: re.Match[str]) -> str:
        return (vault.open(match.group()) if vault is not None else None) or match.group()

    return tuple(PLACEHOLDER.sub(value, message) for message in messages[-MOST_MESSAGES:])


def continued(
    text: str, earlier: Sequence[str], asked: str | None, find: Callable[[str], Sequence[Finding]]
) -> Iterator[Finding]:
    """What stands at the beginning of a text and goes on with the end of the messages before it."""
    if not earlier or of_a_thing(asked):
        return
    folded = fold(text)
    lead = _LEAD.match(folded)
    piece = _PIECE.match(folded, lead.end() if lead else 0)
    if piece is None or _TIME_OR_PRICE.match(folded, piece.end()):
        return
    if (entity := _goes_on(text, piece, earlier, asked)) is not None:
        yield Finding(piece.start(), piece.end(), entity, 0.8, "pieces")
        return
    tail = _tail(earlier)
    if not tail:
        return
    rest = text[piece.start() :]
    seam = len(tail) + 1
    if sum(c.isdigit() for c in piece.group()) < _FEWEST or _complete(tail, find):
        return
    for found in find(f"{tail} {rest}"):
        told = found.score > _GUESS or not _ONLY_A_PIECE.match(tail)
        if found.entity in _NUMBERS and told and found.start < seam - 1 and found.end > seam:
            start, shift = piece.start(), piece.start() - seam
            yield replace(found, start=start, end=min(found.end + shift, len(text)), recognizer="pieces")


def _complete(tail: str, find: Callable[[str], Sequence[Finding]]) -> bool:
    """Whether the earlier messages end in a number that may be whole: what follows is another answer then."""
    last = next((f for f in reversed(find(tail)) if f.end >= len(tail)), None)
    if last is None or last.entity in _LONG:
        return False
    digits = sum(c.isdigit() for c in tail[last.start : last.end])
    return last.entity != "PHONE_NUMBER" or digits > _HALF_A_PHONE


_GUESS = 0.6  # nothing but digits may be anything: "120", then "5000"
_LONG, _HALF_A_PHONE = frozenset({"CREDIT_CARD", "IBAN_CODE"}), 8


def _goes_on(text: str, piece: re.Match[str], earlier: Sequence[str], asked: str | None) -> str | None:
    """The kind of a piece that follows a covered card, or another piece of four digits."""
    digits = sum(c.isdigit() for c in piece.group())
    if not _FEWEST <= digits <= _MOST or (expected(asked) and "CREDIT_CARD" not in expected(asked)):
        return None
    alone = _ONLY_A_PIECE.match(text) is not None
    if _COVERED.search(earlier[-1]) and (alone or "••••" not in earlier[-1]):
        return "CREDIT_CARD"
    if alone and digits % _PIECES_OF_A_CARD == 0 and _FOUR.match(earlier[-1]) and _FOUR.match(text):
        first = next((m for m in reversed(_run_of_fours(earlier)) if m), "")
        return "CREDIT_CARD" if first.strip()[:1] in tuple("3456") else None
    return None


def _run_of_fours(earlier: Sequence[str]) -> list[str]:
    """The last messages that are four digits and nothing else, the latest first."""
    run: list[str] = []
    for message in reversed(earlier):
        if not _FOUR.match(message):
            break
        run.append(message)
    return run


def _tail(earlier: Sequence[str]) -> str:
    """The end of the earlier messages as far as it is one number in the making, with the words in front of it."""
    parts: list[str] = []
    for message in reversed(earlier):
        if not any(c.isdigit() for c in message[-_PIECES_OF_A_CARD:]) or not _TRAILING.search(fold(message[-60:])):
            break
        parts.append(message[-_MOST_LETTERS:].strip(" \n…,;:.-"))
        if not _ONLY_A_PIECE.match(message) and _without_lead(message):
            break
    return " ".join(reversed(parts))


def _without_lead(message: str) -> bool:
    """Whether other words than "and the rest is" stand in front of a message's number."""
    folded = fold(message)
    lead = _LEAD.match(folded)
    return _PIECE.match(folded, lead.end() if lead else 0) is None
