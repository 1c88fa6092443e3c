"""Going back to a question by its number: "change question 2", "my first answer should be different"."""

from __future__ import annotations

from bots.words import all_like, plain, says, table, terms, words_like
from bots.words.numbers import count

_ASKED = frozenset(
    "question answer frage antwort pregunta respuesta reponse domanda risposta pergunta resposta vraag antwoord".split()
)
_SMALL = frozenset(
    "my the to of number no i in go back please was is should be wrong want would like d "
    "zur zu der die das meine nummer bitte a la mi de al numero le ma au du il mio mia alla della minha da na o meu "
    "naar mijn van terug".split()
)


def jump(text: str, languages: tuple[str, ...]) -> int | None:
    """The number, from 1, of the question somebody wants back to; None when that is not all they say."""
    bare = plain(text)
    words = bare.split()
    if not _ASKED & set(words) or len(words) > 12:
        return None
    for language in languages:
        if says("back", text, language) is None and says("change", text, language) is None and "back" not in words:
            continue
        counted = count(text, language)
        if any(counted.after(n) in _ASKED and not counted.tokens[n.begin].isdigit() for n in counted.numbers):
            return None  # "eine Frage zurück" counts steps
        numbers = {int(n.value) for n in counted.numbers if n.value == int(n.value)}
        for number, patterns in table("ordinals", language).items():
            if any(words_like(p).search(bare) for p in patterns):
                numbers.add(int(number))
        rest = [w for w in words if not (w in _ASKED or w in _SMALL or w.isdigit() or _known(w, language))]
        if len(numbers) == 1 and not rest:
            return numbers.pop()
    return None


def _known(word: str, language: str) -> bool:
    ordinals = (p for patterns in table("ordinals", language).values() for p in patterns)
    numbers = (p for patterns in table("numbers", language).values() for p in patterns)
    every = (*terms("change", language), *terms("back", language), *terms("filler", language), *ordinals, *numbers)
    return any(all_like(p).fullmatch(word) for p in every)
