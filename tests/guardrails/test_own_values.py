"""A reply gives back the visitor's own values and never those of somebody else."""

from __future__ import annotations

from guardrails import Guardrails, MemoryVault, OutputContext, Policy

GUARDS = Guardrails(Policy.load("default"))


def read(reply: str, vault: MemoryVault) -> str:
    """What the visitor reads in the end: the judged reply with their own values."""
    return GUARDS.restore("".join(GUARDS.stream([reply], vault=vault, context=OutputContext())), vault)


def test_a_value_of_somebody_else_stays_covered_when_the_own_ones_are_opened() -> None:
    vault = MemoryVault()
    own = vault.seal("EMAIL_ADDRESS", "mara@mail.example")
    shown = read(f"We have {own} from you and jonas.okafor@mail.example from him.", vault)
    assert shown == "We have mara@mail.example from you and [e-mail] from him."


def test_an_own_value_in_another_spelling_is_the_persons_own() -> None:
    vault = MemoryVault()
    vault.seal("PHONE_NUMBER", "+44 7700 900123")
    assert read("We call you on +447700900123 today.", vault) == "We call you on +447700900123 today."


PRICES = OutputContext(sources=("Repair: Brake adjustment, Price (NOK): 350", "Area: Gjøvik, Delivery day: Thursday"))


def told(reply: str, guards: Guardrails = GUARDS) -> str:
    return "".join(guards.stream([reply], vault=MemoryVault(), context=PRICES))


def test_a_word_of_the_owners_own_table_is_nobodys_name() -> None:
    assert told("Repair: Brake adjustment, Price (NOK): 350") == "Repair: Brake adjustment, Price (NOK): 350"
    assert told("Area: Gjøvik, Delivery day: Thursday") == "Area: Gjøvik, Delivery day: Thursday"


def test_a_name_the_knowledge_does_not_hold_stays_covered_beside_it() -> None:
    assert told("Area: Hamar, Delivery day: Thursday") == "Area: [name], Delivery day: Thursday"


def test_a_rule_the_owner_wrote_for_names_in_replies_holds_for_the_knowledge_too() -> None:
    strict = Guardrails(Policy.load({"packs": ["default"], "entities": {"PERSON": {"output": "mask"}}}))
    assert told("Area: Gjøvik, Delivery day: Thursday", strict) == "Area: [name], Delivery day: Thursday"
