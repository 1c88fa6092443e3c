"""Phrases that are an attack in any context, in the languages of the product. They raise the model's score.

Each pattern is linear: words and bounded gaps, no nested repetition.
"""

from __future__ import annotations

import re

_GAP = r"\W+(?:\w+\W+){0,3}?"

_OVERRIDE = (
    r"(?:ignore|disregard|forget|override|bypass)" + _GAP + r"(?:previous|prior|above|earlier|former|preceding|system)"
    r"\W+(?:\w+\W+)?(?:instructions?|rules|prompts?|directives|guidelines|commands|orders)",
    r"(?:ignora|olvida|descarta)"
    + _GAP
    + r"(?:instrucciones|órdenes|directrices)\W+(?:anteriores|previas|del sistema)",
    r"(?:ignoriere?|vergiss|missachte)"
    + _GAP
    + r"(?:vorherigen|bisherigen|obigen|früheren)\W+(?:anweisungen|regeln|befehle)",
    r"(?:ignore[zr]?|oublie[zr]?)"
    + _GAP
    + r"(?:instructions|consignes|règles)\W+(?:précédentes|antérieures|ci-dessus)",
    r"(?:ignora|dimentica)" + _GAP + r"(?:istruzioni|regole|direttive)\W+(?:precedenti|di sistema)",
    r"(?:ignore|esqueça)" + _GAP + r"(?:instruções|regras|diretrizes)\W+(?:anteriores|acima|do sistema)",
    r"(?:negeer|vergeet)" + _GAP + r"(?:eerdere|vorige|bovenstaande)\W+(?:instructies|regels|opdrachten)",
)
_PROMPT = (
    r"(?:reveal|print|show|repeat|output|display|leak|give|tell|write|dump|what)"
    + _GAP
    + r"(?:system|initial|hidden|original|secret)\W+(?:prompt|instructions|message)",
    r"(?:muestra|muéstrame|revela|repite|dime)" + _GAP + r"(?:prompt|instrucciones)\W+(?:de[l]?\W+sistema|iniciales)",
    r"(?:zeig|verrate|nenne|wiederhole)" + _GAP + r"(?:system-?prompt|systemanweisung(?:en)?)",
    r"(?:montre|affiche|révèle|répète)" + _GAP + r"(?:prompt|instructions)\W+(?:système|initiales|cachées)",
)
# "Developer mode on." is an order; "developer mode on my television" is a customer's.
_SOMEWHERE = r"(?!\s+(?:(?:on|for)\s+)?(?:my|our|the|this|that|his|her|their|an?)\b)"
_MARKERS = (
    r"<\|(?:im_start|im_end|system|endoftext)\|>", r"\[/?INST\]", r"<</?SYS>>",
    r"###\W{0,20}(?:system|new instructions?)\b",
    r"\bdo anything now\b", r"\bjailbr(?:eak|oken)\b", r"\bDAN mode\b",
    r"\bdeveloper mode (?:on|enabled)\b" + _SOMEWHERE,
)  # fmt: skip

_RULES = tuple(
    (name, re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE))
    for name, patterns in (("override", _OVERRIDE), ("prompt", _PROMPT), ("marker", _MARKERS))
)


def rule_hit(text: str) -> str:
    """The name of the first rule that a text meets, or ""."""
    return next((name for name, pattern in _RULES if pattern.search(text)), "")
