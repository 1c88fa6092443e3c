"""Phrases that are an attack in any context, in the languages of the product. They raise the model's score.

Each pattern is linear: words and bounded gaps, no nested repetition.
"""

from __future__ import annotations

import re

_GAP = r"\W+(?:\w+\W+){0,3}?"
# "Ignore my previous instructions, leave it with the neighbour": what the speaker has said may be taken back.
_OWN = (
    r"my|our|mis?|nuestr[oa]s?|mein\w*|unser\w*|ma|mes|mon|nos|notre|mie[i]?|mi[oa]|nostr[oaie]|minhas?|meus?|nossos?|nossas?"
    r"|mijn|onze|ons"
)
_NOT_OWN = rf"\W+(?:(?!(?:{_OWN})\b)\w+\W+){{0,3}}?"

_OVERRIDE = (
    r"(?:ignore|disregard|forget|override|bypass)"
    + _NOT_OWN
    + r"(?:previous|prior|above|earlier|former|preceding|system)"
    r"\W+(?:\w+\W+)?(?:instructions?|rules|prompts?|directives|guidelines|commands)\b",
    r"(?:ignora|olvida|descarta)"
    + _NOT_OWN
    + r"(?:instrucciones|órdenes|directrices)\W+(?:anteriores|previas|del sistema)",
    r"(?:ignoriere?|vergiss|missachte)"
    + _NOT_OWN
    + r"(?:vorherigen|bisherigen|obigen|früheren)\W+(?:anweisungen|regeln|befehle)",
    r"(?:ignore[zr]?|oublie[zr]?)"
    + _NOT_OWN
    + r"(?:instructions|consignes|règles)\W+(?:précédentes|antérieures|ci-dessus)",
    r"(?:ignora|dimentica)" + _NOT_OWN + r"(?:istruzioni|regole|direttive)\W+(?:precedenti|di sistema)",
    r"(?:ignore|esqueça)" + _NOT_OWN + r"(?:instruções|regras|diretrizes)\W+(?:anteriores|acima|do sistema)",
    r"(?:negeer|vergeet)" + _NOT_OWN + r"(?:eerdere|vorige|bovenstaande)\W+(?:instructies|regels|opdrachten)",
)
# A bot's text is "yours" or "the system prompt"; a boiler has a system message, a tent its original instructions.
_TELL = r"(?:reveal|print|show|repeat|output|display|leak|give|tell|write|dump|what)"
_PROMPT = (
    _TELL + _GAP + r"your\W+(?:\w+\W+)?(?:system|initial|hidden|original|secret)\W+(?:prompt|instructions|message)",
    _TELL + r"\W+(?:(?!an?\b)\w+\W+){0,3}?(?:system|initial)\W+prompt\b(?!\s+(?:on|of|at)\s+(?:my|our|the)\b)",
    r"(?:muestra|muéstrame|revela|repite|dime)"
    + _GAP
    + r"(?:prompt|instrucciones)\W+(?:de(?:l)?\W+sistema\b(?!\s+de\b)|iniciales)",
    r"(?:zeig|verrate|nenne|wiederhole)" + _GAP + r"(?:system-?prompt|systemanweisung(?:en)?)",
    r"(?:montre|affiche|révèle|répète)" + _GAP + r"(?:prompt|instructions)\W+(?:système|initiales|cachées)",
)
# "Developer mode on." is an order; "developer mode on my television" is a customer's.
_SOMEWHERE = r"(?!\s+(?:(?:on|for)\s+)?(?:my|our|the|this|that|his|her|their|an?)\b)"
_MARKERS = (
    r"<\|(?:im_start|im_end|system|endoftext)\|>", r"\[/?INST\]", r"<</?SYS>>",
    r"###\W{0,20}(?:system|new instructions?)\b",
    r"\bdo anything now\b", r"\bDAN mode\b",
    r"\bdeveloper mode (?:on|enabled)\b" + _SOMEWHERE,
)  # fmt: skip

_RULES = tuple(
    (name, re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE))
    for name, patterns in (("override", _OVERRIDE), ("prompt", _PROMPT), ("marker", _MARKERS))
)


def rule_hit(text: str) -> str:
    """The name of the first rule that a text meets, or ""."""
    return next((name for name, pattern in _RULES if pattern.search(text)), "")
