"""One pasted line read as a question: what stands in brackets, after the question mark, or in the words themselves.

Answers: "[A / B]", "(A, B or C)", "A / B / C" after the question mark. Scales: "(0-10)", "1 to 5", "on a scale from
1 to 7", "/10". Several: "*[…]", "choose all that apply". "(optional)", "(yes/no)" and "(date)" say what they say.
"""

from __future__ import annotations

import re
from typing import Any

from bots.words import plain

FEWEST, LONGEST = 2, 60  # answers after a question mark, and letters of one of them
_SEVERAL = re.compile(
    r"\s*[(\[]?\s*(?:please )?(?:(?:choose|select|tick|check|mark|pick) (?:all|any|as many)(?: that| which)?"
    r"(?: apply| you like| fit)?|all that apply|mehrfach(?:auswahl|nennung(?:en)?)(?: möglich)?)\s*[)\]]?[.:]?\s*|"
    r"\s*[(\[]\s*(?:multiple(?: choice| answers| select)?|several(?: answers)?(?: possible)?|multi(?:ple)?[- ]?choice|"
    r"mehrere(?: antworten)?(?: möglich)?|varias(?: respuestas)?(?: posibles)?|plusieurs(?: réponses)?(?: possibles)?|"
    r"più risposte|várias(?: respostas)?|meerdere(?: antwoorden)?(?: mogelijk)?)\s*[)\]][.:]?\s*",
    re.I,
)
_OPTIONAL = re.compile(
    r"\s*[(\[](?:optional|not required|freiwillig|opcional|facultatif|facoltativo|optioneel)[)\]]", re.I
)
_NEEDED = re.compile(
    r"\s*(?:[(\[](?:required|mandatory|pflicht(?:feld)?|obligatorio|obligatoire)[)\]]|(?<=[?.:])\s*\*(?!\s*[\[(]))",
    re.I,
)
_NAMED = re.compile(r"\s*[(\[]([^()\[\]]{2,40})[)\]]\s*([?.!:]?)\s*$")
_KINDS = {
    "yesno": "yes no|yes or no|y n|ja nein|ja oder nein|si no|oui non|sim nao|ja nee",
    "long_text": "text|open|open text|free text|open ended|own words|freitext|comment|comments|long answer|texto|texte",
    "short_text": "short text|short answer|one line|name",
    "date": "date|datum|fecha|data", "number": "number|zahl|numero|nombre|aantal|how many",
    "rating": "stars|star rating|rating|sterne|estrellas|etoiles|stelle|estrelas|sterren",
    "nps": "nps", "csat": "csat", "email": "email|e mail|mail", "phone": "phone|telephone|telefon|telefono",
}  # fmt: skip
_TO = r"\s*(?:-|–|—|to|bis|a|à|al|tot|\.\.\.?|…)\s*"
_ON = r"(?:(?:on|in|auf) (?:a|the|einer) )?(?:scale|skala)?\s*(?:from|of|von|de|da|van|between)?\s*"
_SCALE = re.compile(
    rf"\s*[,;:]?\s*[(\[]?\s*(?:(?:please )?rated? (?:it )?)?{_ON}(?<![\d.])(-?\d{{1,2}}){_TO}(\d{{1,3}})"
    r"(?:\s*(?:stars?|points?|sterne|punkte|scale|rating))?\s*[)\]]?\s*([?!.]?)\s*$",
    re.I,
)
_SCALE_FIRST = re.compile(
    rf"^(?:on|in|auf) (?:a|the|einer) (?:scale|skala) (?:from|of|von) (\d{{1,2}}){_TO}(\d{{1,3}})[,:]?\s*(.{{3,}})$",
    re.I,
)
_OUT_OF = re.compile(r"\s*[(\[]?\s*(?:/|out of)\s*(5|7|10)\s*[)\]]?\s*$", re.I)
_OPTIONS = re.compile(r"\s*(\*?)[\[{]([^\[\]{}]{1,2000})[\]}]\s*$")
_ROUND = re.compile(r"\s*\(([^()]{3,2000})\)\s*([?.!:]?)\s*$")
_AFTER = re.compile(r"^(.{3,500}?[?:])\s+(\S.{2,2000})$")
_DIVIDED = re.compile(r"\s*[/|;•]\s*|\s*,\s*(?:and |or |und |oder |y |o |et |ou |e |en |of )?|\s+(?:or|oder)\s+")
_YES_NO = re.compile(
    r"(?:do|does|did|is|are|was|were|will|would|have|has|can|could|should) |(?:haben|hat|sind|ist|war|waren|wurden|"
    r"werden|konnen) |(?:est ce|avez vous|etes vous) "
)
_MORE = re.compile(r" (?:or|and why|oder|und warum|ou|et pourquoi) ")  # nothing a yes or no answers
_YES, _NO = frozenset("yes ja si oui sim y".split()), frozenset("no nein non nao nee n".split())


def line(text: str) -> dict[str, Any]:
    """The question of a line; whatever is not recognized is asked in own words."""
    several, needed = _SEVERAL.search(text) is not None, _OPTIONAL.search(text) is None
    text = _NEEDED.sub("", _OPTIONAL.sub("", _SEVERAL.sub(" ", text)))
    text = re.sub(r"\s+([?!.:])", r"\1", text).strip()
    found = _named(text) or _scale(text) or _options(text, several) or _plain(text)
    return found if needed else found | {"required": False}


def _named(text: str) -> dict[str, Any] | None:
    """ "(yes/no)", "(text)", "(date)": the kind said in brackets."""
    said = _NAMED.search(text)
    words = plain(said[1]) if said else ""
    kind = next((kind for kind, names in _KINDS.items() if words in names.split("|")), None)
    return {"text": text[: said.start()].rstrip() + said[2], "kind": kind} if said and kind else None


def _scale(text: str) -> dict[str, Any] | None:
    first = _SCALE_FIRST.match(text)
    if first:
        said = first[3][:1].upper() + first[3][1:]
        text = f"{said} ({first[1]}-{first[2]})"
    out_of, found = _OUT_OF.search(text), _SCALE.search(text)
    if out_of and out_of.start():
        low, high, asked = 1 if out_of[1] != "10" else 0, int(out_of[1]), text[: out_of.start()]
    elif found and found.start() and int(found[1]) < int(found[2]) and _is_scale(found):
        low, high = int(found[1]), int(found[2])
        asked = text[: found.start()] + (
            found[3] if not text[: found.start()].rstrip().endswith(("?", ".", "!")) else ""
        )
    else:
        return None
    asked = asked.rstrip(" ,;:-–")
    if (low, high) == (0, 10):
        return {"text": asked, "kind": "nps"}
    if "star" in text[len(asked) :].lower() and (low, high) == (1, 5):
        return {"text": asked, "kind": "rating"}
    return {"text": asked, "kind": "scale", "scale": (low, high)}


def _is_scale(found: re.Match[str]) -> bool:
    """In brackets any range; without them one that begins like a scale, for "aged 3-10" is none."""
    return "(" in found[0] or "[" in found[0] or (int(found[1]) in (0, 1) and int(found[2]) in (3, 4, 5, 6, 7, 10))


def _options(text: str, several: bool) -> dict[str, Any] | None:
    square, round_, after = _OPTIONS.search(text), _ROUND.search(text), _AFTER.match(text)
    if square:
        asked, said, several, fewest = text[: square.start()], square[2], several or square[1] == "*", 1
    elif round_ and _divided(round_[1]):
        asked, said, fewest = text[: round_.start()] + round_[2], round_[1], FEWEST
    elif after and _divided(after[2]):
        asked, said, fewest = after[1], after[2], FEWEST
    else:
        return None
    answers = _divided(said, fewest)
    if not answers:
        return None
    told = {plain(a) for a in answers}
    if len(told) == 2 and told & _YES and told & _NO and not several:
        return {"text": asked.rstrip(), "kind": "yesno"}
    return {"text": asked.rstrip(), "kind": "multiple" if several else "single", "options": answers}


def _divided(said: str, fewest: int = FEWEST) -> tuple[str, ...]:
    """The answers of a list; none where they read like a sentence."""
    answers = tuple(dict.fromkeys(a for a in (part.strip(" .*-–") for part in _DIVIDED.split(said)) if a))
    told = len(answers) >= fewest and not any(len(a) > LONGEST or a.endswith("?") for a in answers)
    return answers if told or fewest == 1 else ()


def _plain(text: str) -> dict[str, Any]:
    bare = f"{plain(text)} "
    yes_no = _YES_NO.match(bare) and text.endswith("?") and not _MORE.search(bare)
    return {"text": text, "kind": "yesno" if yes_no else "long_text"}
