"""Words beside a question: "hey there, quick one, …", "… thanks in advance!". They ask nothing, and counted as words
that no document holds."""

from __future__ import annotations

import re

_GREETING = (
    r"(?:hi|hiya|hello|hey|heya|good (?:morning|afternoon|evening|day)|dear (?:team|all|sir or madam|support)|"
    r"hallo|guten (?:tag|morgen|abend)|moin|servus|hola|buen(?:os|as) (?:d[ií]as|tardes|noches)|bonjour|bonsoir|salut|"
    r"ciao|buongiorno|buonasera|olá|oi|bom dia|boa (?:tarde|noite)|hoi|goede(?:morgen|middag|navond))"
    r"(?: (?:there|again|all|everyone|everybody|team|folks|guys|you|zusammen|a todos|à tous|a tutti))?"
)
_LEAD = (
    r"(?:(?:just )?(?:a |one |another )?(?:quick|short|small|little|simple|silly|stupid|dumb|kurze|petite)"
    r" (?:one|question|query|thing|frage|question)(?: (?:for|from|to) (?:you|me))?(?: (?:about|on) (?:this|it))?|"
    r"(?:one|another) (?:more )?question|"
    r"(?:i'?m )?(?:just )?(?:wondering|curious|asking)(?: here)?(?=\W)|"
    r"(?:i )?hope (?:you(?:'re| are)(?: all)?|all is|this finds you|everything is|everyone is) ?[a-z ]{0,24}?"
    r"(?:well|good|fine|ok|okay|great)|hope you can help(?: me)?|how are you(?: doing)?(?: today)?|"
    r"sorry (?:to (?:bother|disturb|ask|bug)(?: you)?|for (?:asking|the (?:bother|trouble|silly question)))"
    r"(?: again)?|excuse me|i have (?:a|one|another) (?:quick |small |short )?question(?: for you)?|"
    r"not sure (?:if )?(?:this is the right place|where to ask|you can help)(?: (?:to ask|for this))?(?: but)?|"
    r"ich h[äa]tte (?:da )?(?:mal )?(?:eine|noch eine) (?:kurze )?frage|entschuldigung|entschuldigen sie|"
    r"tengo una (?:pregunta|duda)|una pregunta|disculpe|perdona|j'ai une (?:petite )?question|une question|"
    r"excusez-moi|ho una domanda|una domanda|scusi|tenho uma (?:pergunta|dúvida)|uma pergunta|desculpe|"
    r"ik heb een vraag(?:je)?|vraagje)"
)
# What stands before the question is cut off with the sign that ends it; "hi" alone needs none.
_BEFORE = re.compile(
    rf"^\s*(?:(?:{_LEAD})\s*[,.!:;–—-]+\s*(?:(?:but|so)\s+)?|{_GREETING}(?:\s*[,.!:;–—-]+\s*|\s+(?=\S)))", re.IGNORECASE
)
_AFTER = re.compile(
    r"[\s,.!–—-]+(?:(?:many |so )?(?:thanks|thx|tx|ty|thank you)(?: (?:so|very) much| a lot| in advance|"
    r" for (?:your|the|any) help)?|cheers|please|pls|plz|lol|haha|kind regards|best(?: regards)?|"
    r"(?:vielen )?dank(?:e)?(?: im voraus| sch[öo]n)?|bitte|(?:muchas )?gracias(?: de antemano)?|por favor|"
    r"merci(?: d'avance| beaucoup)?|s'il vous plaît|grazie(?: mille)?|per favore|obrigad[oa]|alvast bedankt|bedankt|"
    r"[:;]-?[)D(])[\s.!)]*$",
    re.IGNORECASE,
)
_MOST = 4  # pieces before and after


def bare(text: str) -> str:
    """A message without the words beside its question; as it was when nothing else would be left."""
    kept = text.strip()
    for _ in range(_MOST):
        found = _BEFORE.match(kept)
        if found is None or not kept[found.end() :].strip():
            break
        kept = kept[found.end() :].lstrip()
    for _ in range(_MOST):
        found = _AFTER.search(kept[-_LONGEST:])
        if found is None:
            break
        cut = kept[: max(0, len(kept) - _LONGEST) + found.start() + _sign(found[0])].rstrip(" ,–—-")
        if not cut.strip():
            break
        kept = cut
    return kept


_LONGEST = 80  # letters at the end that are looked at


def _sign(tail: str) -> int:
    """How much of a tail ends the question itself: its full stop stays."""
    return len(tail) - len(tail.lstrip(".!"))
