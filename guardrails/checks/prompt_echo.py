"""Stops a reply that repeats what the model was told: as written, decoded, or turned around."""

from __future__ import annotations

import re
from functools import lru_cache

from guardrails.attacks.views import views
from guardrails.types import OutputContext

_RUN = 7  # words in a row; shorter runs are everyday speech
_TAIL = 2 * _RUN  # words of before that may begin a run
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[.!?;\n]+")
# A sentence in another order: so many telling words at least, nearly all of them told.
_MEANT, _NEARLY, _TELLING, _STEM = 6, 0.8, 4, 5
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
    piece by piece; nearly all telling words of one of its sentences in another order; a sentence that says what the
    instructions are, which is how a translated prompt begins; and the names of two tools."""

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
        if any(secret & _runs(f"{tail} {text}") for text in told):
            return self.name
        return self.name if any(_shuffled(text, context.prompt, known) for text in told) else None


check = PromptEcho()


def _names(tool: str, sentence: str) -> bool:
    return "_" in tool and tool in sentence


def _shuffled(text: str, prompt: str, known: str) -> bool:
    """Whether nearly all that one sentence of the prompt says stands in a text in another order, and nowhere else."""
    words = _meant(text)
    if len(words) < _MEANT - 1:
        return False
    of = [part for part in _parts(prompt) if len(part) >= _MEANT and len(part & words) > _NEARLY * len(part)]
    return any(len(part & _meant(known)) <= _NEARLY * len(part) for part in of)


@lru_cache(maxsize=64)
def _parts(prompt: str) -> tuple[frozenset[str], ...]:
    return tuple(_meant(part) for part in _SENTENCE.split(prompt))


def _meant(text: str) -> frozenset[str]:
    """The words that carry the meaning, by their beginnings: "mention" and "mentioned" are one."""
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()) if len(word) >= _TELLING)


@lru_cache(maxsize=64)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return frozenset(tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))
