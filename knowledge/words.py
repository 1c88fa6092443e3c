"""Words as keyword search sees them: folded, stemmed by language, joined words split and kept joined as well.

A text is stored with the stems of its own language. A question is often too short to tell its language, so it is
stemmed in every language the knowledge base holds; a term is then the set of its stems.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import Stemmer

_WORD = re.compile(r"[^\W_]+(?:['’\-./+][^\W_]+)*[+#]*", re.UNICODE)
_PARTS = re.compile(r"[^\W_]+", re.UNICODE)
_PLACEHOLDER = re.compile(r"\[\[[A-Z][A-Z_]{1,40}:[a-z2-9]{8}\]\]")
_ALGORITHMS = {
    "en": "english", "de": "german", "es": "spanish", "fr": "french", "it": "italian", "pt": "portuguese",
    "nl": "dutch", "ar": "arabic", "ru": "russian", "sv": "swedish", "da": "danish", "no": "norwegian", "fi": "finnish",
    "hu": "hungarian", "ro": "romanian", "tr": "turkish",
}  # fmt: skip

# What a question is made of and an answer is not. Negations and "without" stay: they carry meaning.
_STOP = {
    "en": "a about after again all also am an and any are as at be because been before being both but by can could did do "
    "does doing don else ever few for from further get gets getting give gives go going got had has have having he her here "
    "hers him his how i if in into is it its itself just know let ll like make many may me might mine more most much must my "
    "myself need of off on once one only or other our ours out over own please possible re s same say see shall she should "
    "so some such t tell than thank thanks that the their theirs them then there these they thing this those through to too "
    "under until up us use using ve very want was way we well were what when where which while who whom why will with would "
    "you your yours yourself hi hello hey anyone someone something anything",
    "de": "ab aber alle als also am an auch auf aus bei beim bin bis bist da dann das dass dein deine dem den der des dich die "
    "dies diese diesem diesen dieser dieses dir doch du durch ein eine einem einen einer eines er es euch euer eure für gibt hab "
    "habe haben habt hallo hat hatte ich ihm ihn ihr ihre im in ist ja jede jeder kann kannst können könnt könnte man mein meine "
    "meinem meinen meiner mich mir mit muss müssen nach noch nur ob oder sehr sein seine sich sie sind so soll sollte über um und "
    "uns unser unsere unter vom von vor wann war warum was welche welchem welchen welcher welches wenn wer werde werden wie wieviel "
    "wird wir wo wollen wurde würde zu zum zur bitte möchte",
    "es": "a al algo como con cómo cuál cuales cuándo cuando cuánto cuanto de del desde donde dónde el ella en es esa ese eso esta "
    "está este esto están fue ha hacer hay la las le les lo los me mi mis muy más nos o os para pero por porque puede puedo "
    "podemos que qué quiero quién se ser si son soy su sus te tengo tiene tienen tu tus un una uno unos y ya yo hola",
    "fr": "à a ai au aux avec avez avoir c ce ces cet cette comment combien d dans de des du elle en est et être eu il ils j je l "
    "la le les leur leurs lui m ma mais me mes moi mon n nos notre nous on ou où par pas peut peux pour pourquoi puis qu quand que "
    "quel quelle quels qui quoi s sa se ses si son sont sur t ta te tes toi ton tu un une veux vos votre vous y bonjour",
    "it": "a ad ai al alla alle anche che chi ci come con cosa cui da dal dalla dei del della delle di dove e è ed gli ha hai ho i "
    "il in io la le lei lo ma mi mia mio ne nei nel nella noi o per perché più possiamo posso può qual quale quali quando quanto "
    "quello questo se si sono su sua suo tra tu un una uno vi voi vorrei ciao",
    "pt": "a à ao aos as como com da das de do dos e é ela ele em eu foi há isso isto já lhe mais mas me meu minha muito na nas "
    "não no nos nós o os ou para pela pelo por porque posso pode qual quais quando quanto que quem quero se ser seu sua são também "
    "te tem tenho tu um uma você vocês olá onde",
    "nl": "aan al als bij dan dat de deze die dit door een en er ga had heb hebben heeft het hij hoe hoeveel ik in is ja je jij "
    "jullie jouw kan kunnen kunt maar me mijn mijn met mij moet na naar nog nu of om onder ons onze ook op over te tot u uit uw van "
    "veel voor waar waarom wanneer wat we wel welke wie wij wil worden wordt zal ze zich zij zijn zo zou hallo graag",
}
_STOPS = {language: frozenset(words.split()) for language, words in _STOP.items()}


def text_words(text: str, language: str | None) -> str:
    """The stems of a text, in order, as one string for the full-text index."""
    stem = _stemmer(language or "en")
    return " ".join(stem(word) for word in _split(text))


def question_terms(text: str, languages: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The terms of a question, each with its stems in these languages; stop words are left out unless all are."""
    spoken = tuple(dict.fromkeys(languages)) or ("en",)
    stops = frozenset().union(*(_STOPS.get(language, frozenset()) for language in spoken))
    words = list(dict.fromkeys(_split(_PLACEHOLDER.sub(" ", text))))
    kept = [word for word in words if word not in stops] or words
    terms = (tuple(sorted({_stemmer(language)(word) for language in spoken})) for word in kept)
    return tuple(dict.fromkeys(terms))[:40]


def _split(text: str) -> list[str]:
    """Folded words; a joined one ("e-mail", "2FA/TOTP") in its parts and, when short, joined as well."""
    found: list[str] = []
    for word in _WORD.findall(_fold(text)):
        parts = _PARTS.findall(word)
        if len(parts) > 1 and parts[-1] in ("s", "t", "re", "ll", "ve", "d", "m"):  # it's, don't, we're
            parts.pop()
        found += parts
        if len(parts) == 2 and "-" in word and len(parts[0]) <= 5:
            found.append("".join(parts))
    return found


def _fold(text: str) -> str:
    """Lower case; accents stay, because stemmers know them and the index folds them after."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).lower())


@functools.cache
def _stemmer(language: str) -> Any:
    """A word's stem; remembered, because a text repeats its words (and the C stemmer is not shared by threads)."""

    @functools.lru_cache(maxsize=50_000)
    def stem(word: str) -> str:
        if word.isdigit() or len(word) < 3:
            return word
        return str(Stemmer.Stemmer(_ALGORITHMS.get(language, "english"), 0).stemWord(word))

    return stem
