"""Stops a reply that repeats what the model was told: as written, decoded, or turned around."""

from __future__ import annotations

import re
from functools import lru_cache

from guardrails.attacks.views import views
from guardrails.types import OutputContext

_RUN = 7  # words in a row; shorter runs are everyday speech
_TAIL = 2 * _RUN  # words of before that may begin a run
_WORD = re.compile(r"\w+")
_HERE = re.compile(
    r"\bmy (?:system |initial |hidden |original )?(?:prompt|instructions?) (?:is|are|says?|reads?|begins?)\b"
    r"|\bmy (?:system |initial |hidden |secret )(?:prompt|instructions?|rules?)\b"
    r"|\bI (?:was|have been|am) (?:told|instructed) to\b"
    r"|\bmeine (?:system)?anweisung(?:en)? (?:lautet|lauten|ist|sind)\b|\bmein systemprompt\b"
    r"|\bman hat mir (?:gesagt|befohlen)\b"
    r"|\bmis instrucciones (?:son|dicen)\b|\bmi prompt\b|\bme (?:han dicho|ordenaron) que\b"
    r"|\bmes (?:instructions|consignes) (?:sont|disent)\b|\bmon prompt\b|\bon m'a (?:dit|demandé) de\b"
    r"|\ble mie istruzioni (?:sono|dicono)\b|\bil mio prompt\b|\bmi è stato detto di\b"
    r"|\b(?:as )?minhas instruções (?:são|dizem)\b|\bo meu prompt\b|\bdisseram-me para\b"
    r"|\bmijn (?:systeem)?instructies (?:zijn|luiden)\b|\bmijn (?:systeem)?prompt\b|\bmij is gezegd\b"
    # What a prompt says of the bot, told in another language than the prompt's: a reply to a customer calls them "you".
    r"|\b(?:du bist|sie sind) (?:der|die|das|ein|eine) (?:\w+ ){0,2}(?:assistent\w*|chatbot|bot|ki)\b"
    r"|\b(?:eres|usted es) (?:el|la|un|una) (?:\w+ ){0,2}(?:asistente|chatbot|bot|ia)\b"
    r"|\b(?:tu es|vous êtes) (?:l['’]|le |la |un |une )(?:\w+ ){0,2}(?:assistante?|chatbot|bot|ia)\b"
    r"|\b(?:sei|lei è) (?:l['’]|il |la |un |uno |una |un['’])(?:\w+ ){0,2}(?:assistente|chatbot|bot|ia)\b"
    r"|\b(?:és|você é|tu és) (?:o|a|um|uma) (?:\w+ ){0,2}(?:assistente|chatbot|bot|robô|ia)\b"
    r"|\b(?:je bent|u bent|jij bent) (?:de|een) (?:\w+ ){0,2}(?:assistent\w*|chatbot|bot|ai)\b"
    r"|\b(?:antworte|antworten sie) nur (?:aus|mit|anhand)\b"
    r"|\bresponde (?:solo|sólo|únicamente) (?:con|a partir|según)\b"
    r"|\b(?:réponds|répondez) (?:uniquement|seulement) (?:avec|à partir|d['’]après)\b"
    r"|\brispondi solo (?:con|in base|dai)\b"
    r"|\bresponda? (?:apenas|somente) (?:com|a partir)\b|\bantwoord alleen (?:uit|met|op basis)\b",
    re.IGNORECASE,
)


class PromptEcho:
    """Seven words in a row from the prompt that stand neither in a source nor in the talk, also when they are told
    piece by piece; a sentence that says what the instructions are, which is how a translated prompt begins; and the
    names of two tools."""

    name = "prompt_echo"
    description = "Stops a reply that repeats the bot's instructions, also encoded, reversed or piece by piece"
    stops = True

    def judge(self, sentence: str, context: OutputContext) -> str | None:
        """Say so when a run of the prompt is repeated, or instructions or tools are told."""
        if not context.prompt:
            return None
        if any(sentence.strip() in source for source in context.sources):
            return None
        if _HERE.search(sentence) or sum(_names(tool, sentence) for tool in context.tools) >= 2:
            return self.name
        known = "\n".join((*context.sources, context.said))
        secret = _runs(context.prompt) - _runs(known)
        tail = " ".join(_WORD.findall(context.before)[-_TAIL:])
        told = [view.text for view in views(sentence)]
        return self.name if any(secret & _runs(f"{tail} {text}") for text in told) else None


check = PromptEcho()


def _names(tool: str, sentence: str) -> bool:
    return "_" in tool and tool in sentence


@lru_cache(maxsize=64)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return frozenset(tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))
