"""What looks like a name and is a word of the message's language, where nothing but the word speaks for a person.

A capital says something only amid a sentence, and not in German; a given name that is a word as well ("Joy", "Aurore",
"Milagros") is a word at the beginning of a sentence, unless it signs, introduces or is told to do what people do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from guardrails.dictionary import in_dictionary
from guardrails.name_lists import common, kind
from guardrails.reading import Reading
from guardrails.spelled import is_number
from guardrails.tagger import Token

_GIVEN = frozenset("GBgb")
_PARTICLES = frozenset(
    "de da do dos das del della di van von der den ter ten le la el al y e und o u en and or".split()
)
# One of a kind, or some of it: "una Margherita", "two Daisies", "kein Ernst".
_ONE_OF = frozenset(
    "a an any some no another each every un una uno unos unas une um uma uns umas algun alguna nessuna nessun aucun "
    "aucune nenhum nenhuma een geen ein eine einen einem einer kein keine keinen".split()
)
# What people do, right behind a name at the beginning of a sentence.
_DOES = frozenset(
    "here speaking says said told tells asked asks wants wanted called calls rang wrote needs from works lives sent "
    "comes came booked paid signed left arrives "
    "hier spricht sagt sagte will mochte braucht aus schreibt schrieb kommt kam ruft rief zahlt bezahlt "
    "aqui dice dijo quiere llamo llama necesita pide escribio viene vino llega pago "
    "ici dit veut voudrait demande ecrit appelle vient arrive paie "
    "qui vuole chiede scrive parla chiama viene arriva paga "
    "diz disse quer pede precisa escreveu falando liga ligou vem chega paga "
    "zegt zei wil vraagt belde belt schrijft komt kwam betaalt".split()
)
_OR = {"en": "or", "de": "oder", "es": "o", "fr": "ou", "it": "o", "pt": "ou", "nl": "of"}
# "En Reyes", "im Mai": when or where, hardly ever whom.
_WITHIN = frozenset("in en im em am nel nella during durante wahrend pendant tijdens".split())
_SHORTEST_PART = 4
_LONGEST = 40
_EVERYDAY = 3
_RUN = re.compile(r"(.)\1\1")  # "grrr"


def only_words(reading: Reading, found: Sequence[Token], folded: Sequence[str], first: int, last: int) -> bool:
    """Whether what stands from ``first`` to ``last`` is words of the language and nothing says that they are names."""
    first, last = _written_big(reading, found, folded, first, last)
    inside = [i for i in range(first, last + 1) if found[i].word and folded[i] not in _PARTICLES]
    if not inside or not all(_is_word(reading, found[i], folded[i]) for i in inside):
        return False
    before = folded[first - 1] if first else ""
    one_of = before in _ONE_OF or before.isdigit() or (len(before) > 1 and is_number(before))
    if one_of or _among_things(reading, found, folded, first, last):
        return True
    starts = _begins(found, first) or (found[first].text.islower() and found[first - 1].text == ",")
    says_nothing = found[first].text.islower() or reading.language == "de" or starts or reading.text.isupper()
    if not any(kind(folded[i]) in _GIVEN and not _accented(reading, found[i]) for i in inside):
        return says_nothing
    if len(inside) > 1 and not any(folded[i] == _OR.get(reading.language) for i in range(first, last)):
        return found[first].text.islower() and any(kind(folded[i]) == "-" for i in inside)
    tells = _acts(found, folded, last) or _signs(found, first, last)
    return before in _WITHIN or (starts and not tells)


def _written_big(
    reading: Reading, found: Sequence[Token], folded: Sequence[str], first: int, last: int
) -> tuple[int, int]:
    """Without words in small letters at the ends of what is written big: "Dolores de cabeza", "Sonntag dann"."""

    def small(i: int) -> bool:
        return not found[i].word or (found[i].text.islower() and _is_word(reading, found[i], folded[i]))

    if not any(found[i].text[0].isupper() for i in range(first, last + 1)):
        return first, last
    while last > first and small(last):
        last -= 1
    while first < last and small(first):
        first += 1
    return first, last


def _begins(found: Sequence[Token], at: int) -> bool:
    return at == 0 or found[at - 1].text in ".!?…¿¡\n"


def _among_things(reading: Reading, found: Sequence[Token], folded: Sequence[str], first: int, last: int) -> bool:
    """Whether a word that is no name is offered beside it: "Rosen, Lilien, Heide", "roos of tulp"."""

    def thing(sign: int, at: int) -> bool:
        if not 0 <= at < len(found) or not found[at].word or kind(folded[at]) in _GIVEN:
            return False
        noun = reading.language == "de" and found[sign].text == "," and found[at].text[0].isupper()
        beyond = at + (at - sign)
        in_a_list = first == last or (0 <= beyond < len(found) and found[beyond].text == ",")
        offered = folded[sign] == _OR.get(reading.language) or (noun and in_a_list and not _begins(found, at))
        return offered and _is_word(reading, found[at], folded[at])

    return thing(first - 1, first - 2) or thing(last + 1, last + 2)


def _acts(found: Sequence[Token], folded: Sequence[str], last: int) -> bool:
    """Whether what follows is done by a person: "Joy here", "Milagros dijo", "Grace and Tom"."""
    if last + 1 >= len(found):
        return False
    if found[last + 1].text == "," and last + 2 < len(found) and found[last + 2].text.isdigit():
        return True  # "lily, 4 years old"
    if folded[last + 1] in {"and", "und", "y", "e", "et", "en", "&"} and last + 2 < len(found):
        return found[last + 2].text[0].isupper()
    return folded[last + 1] in _DOES


def _signs(found: Sequence[Token], first: int, last: int) -> bool:
    """Whether the word stands alone at the end of a message or on a line of its own below something."""
    ends = last + 1 == len(found) or found[last + 1].text == "\n"
    return ends and first > 0


def _is_word(  # noqa: PLR0911 - one line per way of being one
    reading: Reading, token: Token, word: str
) -> bool:
    language = reading.language
    if len(word) > _LONGEST:
        return False
    plain = in_dictionary(word, language) or _RUN.search(word) or _accented(reading, token)
    if plain or _names_a_kind(reading, token):
        return True
    if "'" in word and not word.endswith("'s"):
        *elided, last = word.split("'")  # "mezz'ora", "zo'n"
        return all(len(piece) <= _SHORTEST_PART for piece in elided) and (
            len(last) == 1 or in_dictionary(last, language)
        )
    if (
        kind(word) == "F" and token.text.islower()
    ):  # "kiero saver": a family name as well, but meant as an everyday word
        return any(common(other) == _EVERYDAY and in_dictionary(other, language) for other in _meant(word))
    if kind(word) != "-":
        return False
    if word.endswith("s") and language != "de" and in_dictionary(word[:-1], language):
        return True
    if language in {"de", "nl"} and _compound(word, language):
        return True
    return token.text.islower() and any(in_dictionary(other, language) for other in _meant(word))


def _names_a_kind(reading: Reading, token: Token) -> bool:
    """Whether the lexicon knows the word as what numbers are called ("nif")."""
    return kind(token.text) == "-" and reading.around.around(token.start, token.end) is not None


def _accented(reading: Reading, token: Token) -> bool:
    """Whether the accents make it a word: the lists know none, and "niña" is no "Nina", "Rüben" no "Ruben"."""
    return not token.text.isascii() and in_dictionary(token.text.lower(), reading.language)


def _compound(word: str, language: str) -> bool:
    """Whether a word is two words of the dictionary, with an s between or without; "Schmidtbauer" ends as names do."""
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        if kind(word[at:]) == "-" and in_dictionary(word[at:], language):
            head = word[:at]
            linked = head.endswith("s") and len(head) > _SHORTEST_PART and in_dictionary(head[:-1], language)
            if linked or in_dictionary(head, language):
                return True
    return False


# Letters that sound alike and are typed for each other; "wachtwoort", "kiero", "saver", "orario".
_ALIKE = (
    ("k", "qu"), ("k", "c"), ("qu", "c"), ("v", "b"), ("b", "v"), ("z", "s"), ("s", "c"), ("s", "z"), ("c", "s"),
    ("i", "y"), ("y", "i"), ("f", "ph"), ("w", "v"), ("x", "ch"), ("j", "g"), ("g", "j"), ("ei", "ij"), ("ij", "ei"),
    ("ou", "au"), ("au", "ou"), ("ie", "ei"), ("ei", "ie"),
)  # fmt: skip


def _meant(word: str) -> Iterator[str]:
    """What a word in small letters may have been meant to be: spelled as it sounds, a letter doubled or dropped."""
    if len(word) <= _SHORTEST_PART:
        return
    for wrong, right in _ALIKE:
        if wrong in word:
            yield word.replace(wrong, right, 1)
    if word[-1] in "td":
        yield word[:-1] + ("d" if word[-1] == "t" else "t")
    yield f"h{word}"
    yield from (word + letter for letter in "enrst")
    yield from (word[:at] + word[at - 2 :] for at in range(2, len(word)))  # "rember"
    for at in range(1, len(word)):
        if word[at] == word[at - 1]:
            yield word[:at] + word[at + 1 :]
        else:
            yield word[:at] + word[at - 1] + word[at:]
            yield word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
