"""Yes or no, as people say it: "can't say no" is a yes, "thought so, but no" a no, "half of it" neither.

A message is read clause by clause. A plain yes or no at the start of a clause is strong, everything else weak: what
comes after a strong one explains it ("No thanks. I do want a quote") unless a word of correction or contrast takes it
back with another strong one ("yes. no wait, no").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bots.words import plain, says_only, terms, words_like

_THUMBS = {"👍": True, "👌": True, "✅": True, "👎": False, "❌": False}
_NOES = frozenset({"no", "nein", "non", "nao", "nee", "nope"})
YES, NO, UNSURE = "yes", "no", "unsure"
MARKED, DENIED = 1, 2  # a correction before a clause, and one that holds a no
Span = tuple[int, int, str]


def affirms(text: str, languages: tuple[str, ...]) -> bool | None:
    """Yes, no, or neither."""
    drawn = {_THUMBS[sign] for sign in text if sign in _THUMBS}
    found = [(*_affirms(text, language), -place) for place, language in enumerate(languages)]
    said, _, _ = max(found, key=lambda one: (one[0] is not None, one[1], one[2]), default=(None, 0, 0))
    if said is not None:  # the language that explains most of it: "no estoy seguro" begins with no in many
        return None if said == UNSURE else said == YES
    return drawn.pop() if len(drawn) == 1 else None


def unmistakable_yes(text: str, languages: tuple[str, ...]) -> bool:
    """A yes and nothing else: no question, no condition, no other time."""
    if "?" in text:
        return False
    return text.strip() in {"👍", "👌", "✅"} or any(says_only("unmistakable_yes", text, one) for one in languages)


def _affirms(text: str, language: str) -> tuple[str | None, int]:
    """What a text says in a language, and how many letters of it say so."""
    decided: str | None = None
    strong, covered = False, 0
    for clause, marked in _clauses(text, language):
        said, firm, letters = _in_clause(clause, language)
        covered += letters
        if said is None:
            continue
        firm = firm or (marked == DENIED and said == NO)
        takes_back = bool(marked) and (firm or not strong)
        if decided is None or takes_back or (not strong and not marked):
            decided, strong = said, firm
    return decided, covered


def _clauses(text: str, language: str) -> Iterator[tuple[str, int]]:
    """Each clause as plain words, and whether a word of correction or contrast, or one with a no in it, stands before.

    A no in a last correction is a clause of its own: "si… bueno no" has nothing after it.
    """
    marked = 0
    for part in _split(language).split(text.lower()):
        if part is None:
            continue
        clause = plain(part)
        if _mark(language).fullmatch(part.strip()):
            marked = DENIED if marked == DENIED or _NOES & set(clause.split()) else MARKED
        elif clause:
            yield clause, marked
            marked = 0
    if marked == DENIED:
        yield NO, marked


@cache
def _split(language: str) -> re.Pattern[str]:
    return re.compile(rf"[.;!?…]+|(?<!\w)({_marks(language)})(?!\w)")


@cache
def _mark(language: str) -> re.Pattern[str]:
    return re.compile(_marks(language))


@cache
def _marks(language: str) -> str:
    contrast = (t for t in terms("contrast", language) if "say" not in t)  # "cant say no" is one clause
    corrections = (t for t in terms("correction", language) if t not in _NOES)
    return "|".join(f"(?:{term})" for term in (*contrast, *corrections)) or r"(?!)"


def _in_clause(clause: str, language: str) -> tuple[str | None, bool, int]:
    """What a clause says, whether it says it plainly at its start, and in how many letters."""
    spans = [
        (m.start(), m.end(), name)
        for name in (YES, NO, UNSURE)
        for m in words_like("|".join(terms(name, language)) or r"(?!)").finditer(clause)
    ]
    spans = [s for s in spans if not any(_covers(o, s) for o in spans)]
    spans = [s for s in spans if s[2] == UNSURE or not any(o[2] == UNSURE and _overlap(o, s) for o in spans)]
    spans = [(a, b, NO if name == YES and _negated(clause[:a], language) else name) for a, b, name in spans]
    if {name for _, _, name in spans} == {YES, NO}:
        spans = [s for s in spans if s[2] == NO or not _only_stresses(clause[s[0] : s[1]], language)]
    first, letters = min(spans, default=None), sum(b - a for a, b, _ in spans)
    if first is None:
        opened = words_like("|".join(terms("unmistakable_yes", language))).match(clause)
        return (YES, True, opened.end()) if opened else (None, False, 0)
    names = {name for _, _, name in spans}
    at_start = not clause[: first[0]].strip() or says_only("filler", clause[: first[0]], language)
    if len(names) > 1 and not at_start:
        return UNSURE, False, letters
    plainly = first[2] != UNSURE and _plain_answer(clause[first[0] : first[1]], first[2], language)
    return first[2], at_start and plainly, letters


def _plain_answer(words: str, name: str, language: str) -> bool:
    patterns = terms("no_first" if name == NO else "unmistakable_yes", language)
    return any(re.match(rf"(?:{p})(?!\w)", words) for p in patterns)


def _only_stresses(words: str, language: str) -> bool:
    return any(re.fullmatch(p, words) for p in terms("intensifier", language))


def _negated(before: str, language: str) -> bool:
    words = before.split()[-3:]
    return any(word in terms("not", language) for word in words) and not (
        words and words[0] in _NOES and len(words) == 1
    )


def _covers(big: Span, small: Span) -> bool:
    return big[0] <= small[0] and small[1] <= big[1] and big[1] - big[0] > small[1] - small[0]


def _overlap(one: Span, two: Span) -> bool:
    return one[0] < two[1] and two[0] < one[1]
