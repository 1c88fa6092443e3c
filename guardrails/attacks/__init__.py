"""Attacks: texts that try to turn a bot against its owner or its visitor. A small rule set, one score per text."""

from __future__ import annotations

import re

from guardrails.canonical import canonical
from guardrails.types import Attack, Origin

THRESHOLDS = {Origin.MESSAGE: 0.6, Origin.DOCUMENT: 0.7}
_GAP = r"\W+(?:\w+\W+){0,3}?"
_RULES = tuple(
    (name, score, re.compile(pattern))
    for name, score, pattern in (
        (
            "override",
            0.9,
            rf"\b(?:ignore|disregard|forget|bypass|override){_GAP}(?:instructions?|prompts?|rules|guidelines|above)\b",
        ),
        (
            "override",
            0.9,
            rf"\b(?:ignoriere?|vergiss|ignora|olvida|ignorez|oublie[zs]?|negeer){_GAP}"
            r"(?:anweisungen|regeln|instrucciones|reglas|instructions|règles|istruzioni|instruções|instructies)\b",
        ),
        (
            "prompt",
            0.85,
            rf"\b(?:reveal|print|repeat|show|tell|output){_GAP}(?:system|initial|hidden)\W+(?:prompt|instructions?)\b",
        ),
        ("jailbreak", 0.85, r"\b(?:you are now (?:dan|unrestricted)|do anything now|developer mode (?:on|enabled))\b"),
    )
)


def judge(text: str, origin: Origin) -> Attack:
    """The strongest rule that a text meets, plain or canonical."""
    plain = canonical(text[:20_000]).text.lower()
    hits = [(score, name) for name, score, pattern in _RULES if pattern.search(plain)]
    score, name = max(hits, default=(0.0, ""))
    return Attack(score, score >= THRESHOLDS[origin], f"rule:{name}" if name else "")
