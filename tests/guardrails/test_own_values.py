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


PRICES = OutputContext(published=("Repair: Brake adjustment, Price (NOK): 350", "Area: Gjøvik, Delivery day: Thursday"))


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


CONTACT = OutputContext(published=("Contact: call 01632 960144 or write to members@gym.example, 12 Quay Street.",))


def test_contacts_the_owner_published_are_told() -> None:
    reply = "Call 01632 960144 or write to members@gym.example, 12 Quay Street."
    assert "".join(GUARDS.stream([reply], vault=MemoryVault(), context=CONTACT)) == reply


def test_contacts_from_elsewhere_stay_covered() -> None:
    for other in ("01632 960155", "mara@gym.example", "members@gym.example.org"):
        told = "".join(GUARDS.stream([f"Write or call: {other}."], vault=MemoryVault(), context=CONTACT))
        assert other not in told


def test_a_card_number_is_told_nowhere() -> None:
    published = OutputContext(published=("Pay to 4111 1111 1111 1111.",))
    told = "".join(GUARDS.stream(["Pay to 4111 1111 1111 1111."], vault=MemoryVault(), context=published))
    assert "4111 1111 1111 1111" not in told


def test_a_value_of_this_talk_stays_the_visitors_even_if_a_page_holds_it() -> None:
    vault = MemoryVault()
    vault.seal("PHONE_NUMBER", "01632 960144")
    assert "01632" not in "".join(GUARDS.stream(["Call 01632 960144."], vault=vault, context=CONTACT))
