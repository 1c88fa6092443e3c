"""The words in brackets that stand for a value for good: "[phone number]"."""

from __future__ import annotations

from guardrails.catalogue import ENTITIES

_SHORT = {
    "CREDIT_CARD": "card",
    "CVV": "card code",
    "CARD_EXPIRY": "card expiry",
    "PERSON": "name",
    "EMAIL_ADDRESS": "e-mail",
    "PHONE_NUMBER": "phone number",
    "ADDRESS": "address",
    "PASSWORD": "password",
    "PIN": "pin",
    "API_KEY": "key",
    "PRIVATE_KEY": "private key",
    "HEALTH": "health detail",
    "IBAN_CODE": "bank account",
    "BANK_ACCOUNT": "bank account",
    "US_SSN": "social security number",
}


def label(entity: str) -> str:
    """Short plain words for a kind of data."""
    known = ENTITIES.get(entity)
    return _SHORT.get(entity) or (known.label.lower() if known else entity.replace("_", " ").lower())
