"""The kinds of data the guardrails know: the one list that policies, pages and the command line read.

Names follow Presidio where it has one (``presidio`` names the other spelling where ours is wider). A new kind is one
line here; a test asks for a label, a group and an example of each. Groups: identifier, financial, health, credential,
contact, location, special.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from guardrails.types import Entity

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "contact": "names and ways to reach a person",
        "location": "where a person lives or is",
        "identifier": "numbers that stand for one person",
        "financial": "cards, accounts and wallets",
        "health": "health and care",
        "credential": "passwords, keys and other secrets",
        "special": "special categories such as belief, union or age over 89",
    }
)


def _entity(
    name: str, label: str, group: str, *examples: str, presidio: str | None = None, same: bool = True
) -> tuple[str, Entity]:
    return name, Entity(name, label, group, examples, presidio or (name if same else None))


ENTITIES: Mapping[str, Entity] = MappingProxyType(
    dict(
        (
            # who and how to reach them
            _entity("PERSON", "Name of a person", "contact", "my name is Mara Okoye"),
            _entity("EMAIL_ADDRESS", "E-mail address", "contact", "mara@mail.example"),
            _entity("PHONE_NUMBER", "Phone number", "contact", "+44 7700 900123"),
            _entity("USERNAME", "User name or handle", "contact", "my handle is mara_ok91", same=False),
            _entity(
                "URL_WITH_CREDENTIALS", "Link with a password in it", "credential", "https://me:pw@host", same=False
            ),
            # where they are
            _entity("ADDRESS", "Postal address", "location", "12 Mill Street, Leeds LS1 4AP", presidio="LOCATION"),
            _entity("GEO_COORDINATES", "Position on the map", "location", "52.52001, 13.40495", same=False),
            _entity(
                "LICENSE_PLATE", "Vehicle plate", "location", "plate B-MW 1234", presidio="UK_VEHICLE_REGISTRATION"
            ),
            _entity("VEHICLE_ID", "Vehicle identification number", "identifier", "1HGCM82633A004352", same=False),
            _entity("IP_ADDRESS", "Internet address of a device", "location", "84.231.65.51"),
            _entity("MAC_ADDRESS", "Hardware address of a device", "identifier", "a3:03:e4:a9:a2:1c"),
            _entity("BOOKING_CODE", "Code that opens a booking", "identifier", "7F3KQ-2XMZP", same=False),
            _entity("IMEI", "Serial number of a phone", "identifier", "IMEI 490154203237518", same=False),
            # money
            _entity("CREDIT_CARD", "Payment card number", "financial", "4111 1111 1111 1111"),
            _entity("CVV", "Code on a payment card", "financial", "cvv 123", same=False),
            _entity("CARD_EXPIRY", "Expiry of a payment card", "financial", "exp 09/29", same=False),
            _entity("IBAN_CODE", "Bank account (IBAN)", "financial", "DE89 3704 0044 0532 0130 00"),
            _entity(
                "BANK_ACCOUNT", "Bank account number", "financial", "account 5758 598756", presidio="US_BANK_NUMBER"
            ),
            _entity("ABA_ROUTING_NUMBER", "US bank routing number", "financial", "routing 021000021"),
            _entity("SWIFT_CODE", "Bank code (BIC)", "financial", "BIC DEUTDEFF500", same=False),
            _entity("CRYPTO", "Crypto wallet", "financial", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"),
            _entity("VAT_ID", "VAT number", "financial", "ATU13585627", presidio="IT_VAT_CODE"),
            # one person's numbers
            _entity("DATE_OF_BIRTH", "Date of birth", "identifier", "born 4 June 1990", presidio="DATE_TIME"),
            _entity("PASSPORT", "Passport number", "identifier", "passport N57667147", presidio="US_PASSPORT"),
            _entity(
                "DRIVER_LICENSE",
                "Driving licence number",
                "identifier",
                "licence T408-3378-1270",
                presidio="US_DRIVER_LICENSE",
            ),
            _entity("ID_CARD", "Identity card number", "identifier", "ID card L01X00T47", presidio="DE_ID_CARD"),
            _entity(
                "NATIONAL_ID",
                "National or tax number of another country",
                "identifier",
                "TC kimlik 10000000146",
                same=False,
            ),
            _entity("US_SSN", "US social security number", "identifier", "249-71-8211"),
            _entity("US_ITIN", "US taxpayer number", "identifier", "912-70-1234"),
            _entity("UK_NINO", "UK national insurance number", "identifier", "AB123456C"),
            _entity("CA_SIN", "Canadian social insurance number", "identifier", "SIN 046 454 286"),
            _entity("AU_TFN", "Australian tax file number", "identifier", "TFN 123 456 782"),
            _entity("IN_AADHAAR", "Indian Aadhaar number", "identifier", "Aadhaar 2341 2341 2346"),
            _entity("IN_PAN", "Indian tax number (PAN)", "identifier", "ABCPE1234F"),
            _entity("ES_NIF", "Spanish identity number (DNI, NIF)", "identifier", "12345678Z"),
            _entity("ES_NIE", "Spanish foreigner's number (NIE)", "identifier", "X1234567L"),
            _entity("IT_FISCAL_CODE", "Italian fiscal code", "identifier", "RSSMRA85T10A562S"),
            _entity("DE_TAX_ID", "German tax number", "identifier", "Steuer-ID 36 574 261 809"),
            _entity("FR_NIR", "French social security number", "identifier", "2 96 08 51 688 354 16", same=False),
            _entity("NL_BSN", "Dutch citizen number (BSN)", "identifier", "BSN 111222333", same=False),
            _entity("PL_PESEL", "Polish citizen number (PESEL)", "identifier", "44051401359"),
            _entity("BR_CPF", "Brazilian taxpayer number (CPF)", "identifier", "390.533.447-05", same=False),
            _entity("PT_NIF", "Portuguese tax number (NIF)", "identifier", "NIF 501 964 843", same=False),
            _entity(
                "CUSTOMER_ID",
                "Customer, member or policy number of a person",
                "identifier",
                "my customer number is 8834421",
                same=False,
            ),
            # health
            _entity("HEALTH", "Health condition or medicine of a person", "health", "I have epilepsy", same=False),
            _entity(
                "MEDICAL_DEVICE",
                "Serial number of a medical device",
                "health",
                "pacemaker serial PM-4402119",
                same=False,
            ),
            _entity("MEDICAL_RECORD", "Medical record number", "health", "MRN 7218780", same=False),
            _entity(
                "HEALTH_INSURANCE",
                "Health plan or insurance number",
                "health",
                "member ID W123456789",
                presidio="US_HEALTH_INSURANCE_MEMBER_ID",
            ),
            _entity("UK_NHS", "UK health service number", "health", "NHS 943 476 5919"),
            _entity("AU_MEDICARE", "Australian Medicare number", "health", "Medicare 2123 45670 1"),
            _entity("MEDICAL_LICENSE", "Licence of a doctor", "health", "DEA BB1388568"),
            # secrets
            _entity("PASSWORD", "Password", "credential", "my password is Tulip!31", same=False),
            _entity("PIN", "PIN or one-time code", "credential", "my pin is 4821", same=False),
            _entity("API_KEY", "Key or token of a service", "credential", "AKIAIOSFODNN7EXAMPLE", same=False),
            _entity("PRIVATE_KEY", "Private key", "credential", "-----BEGIN PRIVATE KEY-----", same=False),
            # special
            _entity("AGE", "Age over 89", "special", "I am 94 years old", same=False),
        )
    )
)

SECRETS = frozenset({"CREDIT_CARD", "CVV", "CARD_EXPIRY", "PIN"}) | {
    name for name, entity in ENTITIES.items() if entity.group == "credential"
}
"""Kinds no owner publishes: masked in every source, whatever was chosen for it."""
