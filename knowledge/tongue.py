"""What language a text is in, where it must not be guessed wrong: by its script first, then by its small words.

``guardrails.language`` always names the nearest of seven languages, which is right for sentences of those. Of Arabic it
says English, and of a price list Italian or French.
"""

from __future__ import annotations

import unicodedata
from collections import Counter

from guardrails.language import LANGUAGES, detect
from knowledge.words import stop_words

_LOOKED_AT = 3000  # letters
_FEWEST = 20
_SCRIPTS = {
    "ARABIC": "ar", "CYRILLIC": "ru", "GREEK": "el", "HEBREW": "he", "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja",
    "HANGUL": "ko", "DEVANAGARI": "hi", "THAI": "th",
}  # fmt: skip


def by_script(text: str) -> str | None:
    """The language most written in a text's script; None for Latin letters and for too few of any."""
    scripts = Counter(unicodedata.name(c, "LATIN").partition(" ")[0] for c in text[:_LOOKED_AT] if c.isalpha())
    if scripts.total() < _FEWEST:
        return None
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > scripts.total() / 10:
        return "ja"
    return _SCRIPTS.get(scripts.most_common(1)[0][0])


def surely(text: str, told: str) -> str:
    """The language of a text when its script or its small words show it, otherwise English.

    ``told``: what its file says, which counts for languages that are not told apart here (Polish, Swedish).
    """
    found = by_script(text) or (told if told and told not in LANGUAGES else detect(text[:_LOOKED_AT]))
    if found not in LANGUAGES or found == "en":
        return found
    small = text[:_LOOKED_AT].lower().split()
    own, english = (sum(word in stop_words(language) for word in small) for language in (found, "en"))
    return found if own > english else "en"
