"""Which language to answer in: the conversation's, until the visitor clearly writes another one.

A detector alone would switch on "Paket Status?"; so the small words of the other language must be there as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bots.answering import glossary
from bots.answering.glossary import WORD
from guardrails.language import detect
from knowledge.words import stem

SMALL_WORDS = {
    "en": "the a an is are do does did i you my your what when where how which who why can could would it to of "
    "for in on and "
    "not have has with me we this that there if at be will",
    "es": "el la los las un una es son qué que cuándo cuando dónde donde cómo como cuál quién por para con mi "
    "tu su me se no "
    "puedo hay tengo de en y si cuánto cuesta hola quiero eres soy esto gracias",
    "de": "der die das ein eine einen ist sind was wann wo wie welche wer warum kann können ich sie mein meine "
    "ihr mir zu von "
    "für mit nicht und auf im es gibt habe hat wenn bei wird kostet wieviel bist du dein deine dir dich hallo "
    "bitte danke dem den",
    "fr": "le la les un une est sont que quoi quand où comment quel quelle qui pourquoi puis je vous mon ma mes "
    "votre de du des "
    "pour avec pas et en il y a combien si sur dans est-ce bonjour tu es-tu êtes merci",
    "it": "il lo la i gli le un una è sono che cosa quando dove come quale chi perché posso io mio mia vostro "
    "di del per con "
    "non e in c'è ho si quanto costa su ciao vorrei sei tu grazie della nel",
    "pt": "o a os as um uma é são que quando onde como qual quem por posso eu meu minha você seu sua de do da "
    "para com não e em "
    "há tenho se quanto custa no na olá quero obrigado és isto às têm vaga gostaria queria",
    "nl": "de het een is zijn wat wanneer waar hoe welke wie waarom kan kunnen ik u mijn uw je van voor met "
    "niet en op in er "
    "heb heeft als bij wordt kost hoeveel hallo ben bent jij bedankt",
}
_WORDS = {language: frozenset(words.split()) for language, words in SMALL_WORDS.items()}
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LETTER = re.compile(r"[^\W\d_]")


def reply_language(text: str, current: str) -> str:
    """The language to answer this message in, given the one spoken so far."""
    letters = _LETTER.findall(text[:1000])
    if not letters:
        return current
    if len(_ARABIC.findall(text[:1000])) * 2 > len(letters):
        return "ar"
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text[:1000].lower())
    small = {language: sum(w in some for w in words) for language, some in _WORDS.items()}
    seen = {language: count + _told(words, language) for language, count in small.items()}
    best = max(seen, key=lambda language: (seen[language], language == current))
    if best == current or seen[best] < 2 or seen[best] <= seen.get(current, 0):
        return current
    if not small[best] and seen.get(current, 0):
        return current
    return best if detect(text) == best or seen[best] >= 2 + seen.get(current, 0) else current


def _told(words: Sequence[str], language: str) -> int:
    """How many words that mean something are of a language, by the glossary: "paket" alone may be said in any."""
    known, small = glossary.words(language), _WORDS[language]
    parts = (p for word in words if word not in small for p in WORD.findall(word))
    return sum(stem(part, language) in known for part in parts)


def passage_language(text: str, expected: str) -> str:
    """The language of a quotation; the expected one unless the text is clearly in another."""
    return reply_language(text, expected)
