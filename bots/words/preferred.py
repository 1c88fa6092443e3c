"""Which of several named options is the answer: "delivery, price comes second", "quality over price", "normally by car
but this time by bike". In all languages together; who leaves them open is asked again.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from bots.words import plain
from bots.words.options import Mention

_THAN = re.compile(  # between two: the first is meant
    r"(?:comes |is |goes |kommt |va |vient |viene |vem |gaat )?(?:\w+ )?(?:over|rather than|more than|before|"
    r"instead of|ahead of|beats|trumps|not|then|followed by|and then|"
    r"statt|anstatt|vor|mehr als|lieber als|eher als|nicht|dann|und dann|antes que|mas que|en vez de|"
    r"en lugar de|por encima de|no|luego|y luego|"
    r"avant|plutot que|plus que|au lieu de|pas|puis|et puis|prima di|piu che|piuttosto che|invece di|non|poi|e poi|"
    r"antes de|mais do que|mais que|em vez de|acima de|nao|depois|e depois|boven|liever dan|meer dan|"
    r"in plaats van|niet|dan|en dan)"
    r"(?: (?:the|der|die|das|den|dem|el|la|los|las|le|les|il|lo|i|o|a|os|as|de|het|by|with|mit|en|in|com|con|met))?"
)
_SECOND = re.compile(  # right after one: it is not meant
    r"^(?:(?:comes|is|was|as|a|only|in|at|a close|close|kommt|ist|erst|an|auf|va|es|en|vient|est|arrive|viene|e|"
    r"al|vem|fica|em|komt|op|is pas|pas) ){0,3}"
    r"(?:second|2nd|third|3rd|last|later|afterwards|zweite[rsnm]?|zweitens|dritte[rsnm]?|danach|spater|"
    r"segund[oa]|despues|tercer[oa]?|"
    r"deuxieme|second|seconde|ensuite|apres|second[oa]|dopo|terz[oa]|depois|tweede|derde|daarna)(?!\w)"
)
_TOP = re.compile(  # right before one: it is meant
    r"(?<!\w)(?:mostly|mainly|primarily|above all|first and foremost|first of all|most of all|especially|chiefly|"
    r"vor allem|hauptsachlich|in erster linie|meistens|zuallererst|am meisten|sobre todo|principalmente|"
    r"ante todo|mas que nada|"
    r"surtout|avant tout|principalement|soprattutto|principalmente|anzitutto|sobretudo|acima de tudo|"
    r"principalmente|vooral|"
    r"voornamelijk|met name)(?: (?:the|der|die|das|den|el|la|los|las|le|les|il|lo|i|o|a|os|as|de|het|by|with|"
    r"mit|en|in|com|con|met))?$"
)
_HABIT = re.compile(
    r"(?<!\w)(?:normally|usually|used to|generally|always|once|before|in the past|at first|first i (?:thought|wanted)|"
    r"(?:was|were) (?:going|about) to (?:say|pick|take)|i thought|last time|sonst|normalerweise|meistens|fruher|zuerst|"
    r"eigentlich|wollte|normalmente|antes|siempre|iba a|de normal|dhabitude|normalement|avant|toujours|jallais|"
    r"di solito|prima|di norma|stavo per|sempre|costumo|geralmente|ia dizer|normaal|meestal|vroeger|altijd|"
    r"eerst|wilde)(?!\w)"
)
_NOW = re.compile(
    r"(?<!\w)(?:but|now|this time|today|these days|however|in the end|aber|jetzt|diesmal|dieses mal|heute|"
    r"am ende|pero|ahora|"
    r"esta vez|hoy|al final|mais|maintenant|cette fois|aujourdhui|finalement|ma|adesso|ora|questa volta|stavolta|oggi|"
    r"alla fine|mas|agora|desta vez|hoje|no fim|maar|nu|deze keer|dit keer|vandaag|uiteindelijk)(?!\w)"
)


def preferred(text: str, named: Sequence[Mention]) -> int | None:
    """The option meant of those named, in their order; None when the words between do not tell."""
    words = plain(text).split()
    if len({m.option for m in named}) < 2:
        return None
    for found in (_the_top(words, named), _before_than(words, named), _but_now(words, named)):
        if found is not None:
            return found
    rest = {m.option for m in named if not _SECOND.search(" ".join(words[m.end : m.end + 5]))}
    return rest.pop() if len(rest) == 1 else None


def _the_top(words: list[str], named: Sequence[Mention]) -> int | None:
    top = {m.option for m in named if _TOP.search(" ".join(words[max(0, m.begin - 5) : m.begin]))}
    return top.pop() if len(top) == 1 else None


def _before_than(words: list[str], named: Sequence[Mention]) -> int | None:
    """ "price over quality": every pair must be joined so."""
    pairs = list(itertools.pairwise(named))
    joined = all(_THAN.fullmatch(" ".join(words[a.end : b.begin])) for a, b in pairs)
    return named[0].option if joined else None


def _but_now(words: list[str], named: Sequence[Mention]) -> int | None:
    one, two = named[0], named[-1]
    habit = _HABIT.search(" ".join(words[: one.begin]))
    now = _NOW.search(" ".join([*words[one.end : two.begin], *words[two.end : two.end + 3]]))
    return two.option if habit and now and len(named) == 2 else None
