"""Yes or no, as people say it: "can't say no" is a yes, "thought so, but no" a no, "half of it" neither."""

from __future__ import annotations

import re

from bots.words import plain, says_only, terms, words_like

_THUMBS = {"👍": True, "👌": True, "✅": True, "👎": False, "❌": False}


def affirms(text: str, languages: tuple[str, ...]) -> bool | None:
    """Yes, no, or neither."""
    drawn = {_THUMBS[sign] for sign in text if sign in _THUMBS}
    for language in languages:
        found = _affirms(text, language)
        if found is not None:
            return found
    return drawn.pop() if len(drawn) == 1 else None


def unmistakable_yes(text: str, languages: tuple[str, ...]) -> bool:
    """A yes and nothing else: no question, no condition, no other time."""
    if "?" in text:
        return False
    return text.strip() in {"👍", "👌", "✅"} or any(says_only("unmistakable_yes", text, one) for one in languages)


def _affirms(text: str, language: str) -> bool | None:
    """The last clause that decides wins; a clause begins after a word of correction or contrast."""
    contrast = (t for t in terms("contrast", language) if "say" not in t)  # "cant say no" is one clause
    marks = "|".join((*contrast, *(t for t in terms("correction", language) if t not in _NOES)))
    clauses = [plain(c) for c in re.split(rf"[.;!?…]+|(?<!\w)(?:{marks})(?!\w)", text.lower())]
    for clause in reversed([c for c in clauses if c.strip()]):
        said = _in_clause(clause, language)
        if said == "unsure":
            return None
        if said is not None:
            return said == "yes"
    return None


_NOES = frozenset({"no", "nein", "non", "nao", "nee", "nope"})


def _in_clause(clause: str, language: str) -> str | None:
    spans = [
        (m.start(), m.end(), name)
        for name in ("yes", "no", "unsure")
        for m in words_like("|".join(terms(name, language))).finditer(clause)
    ]
    spans = [s for s in spans if not any(_covers(o, s) for o in spans)]
    spans = [(a, b, "no" if name == "yes" and _negated(clause[:a], language) else name) for a, b, name in spans]
    names = {name for _, _, name in spans}
    if len(names) == 1:
        return names.pop()
    first = min(spans, default=None)
    return first[2] if first and first[0] == 0 else "unsure" if spans else None


def _negated(before: str, language: str) -> bool:
    words = before.split()[-3:]
    return any(word in terms("not", language) for word in words) and not (
        words and words[0] in _NOES and len(words) == 1
    )


def _covers(big: tuple[int, int, str], small: tuple[int, int, str]) -> bool:
    return big[0] <= small[0] and small[1] <= big[1] and big[1] - big[0] > small[1] - small[0]
