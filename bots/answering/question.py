"""What kind of answer a question wants: a number, a length of time, steps, a yes or no …"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bots.answering.words import SMALL, terms, tokens

_UNIT = (
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|sekunden?|minuten?|stunden?|"
    r"tagen?|tage?|wochen?|"
    r"monaten?|monate?|jahren?|jahre?|segundos?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|años?|anos?|jours?|"
    r"heures?|semaines?|"
    r"mois|ans?|giorni|giorno|ore|ora|settiman[ae]|mesi|mese|ann[io]|minuti|dagen|dag|uren|uur|weken|maanden|"
    r"maand|jaar)"
)
# Every repeat has an end: a row of digits or dots in a document must not be read again from each of its signs.
_COUNT = r"(?:\d[\d.,]{0,14}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a|an|few|several|half)"
SHAPES = {
    "duration": re.compile(rf"\b{_COUNT}[\s-]+(?:[a-z]+[\s-]+)?{_UNIT}\b|\b(?:forever|immediately|instantly|"
    "unlimited)\b", re.I),
    "money": re.compile(
        r"[$€£]\s?\d|\d[\d.,]{0,14}\s?(?:[$€£]|eur|usd|gbp|euros?|dollars?|pounds?|%|percent)|\bfree\b|"
        r"\bno (?:extra )?(?:charge|cost|fee)|"
        r"\bkostenlos|\bgratis\b|\bgratuit", re.I),
    "number": re.compile(
        r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|unlimited|no limit|single)\b", re.I),
    "age": re.compile(
        r"\b\d{1,2}(?: years| and (?:older|over)|\+)|\b(?:age[ds]?|adults?|over|under|from) \d{1,2}\b|"
        r"\b\d{1,2} (?:jahre|años|ans|anni|anos|jaar)\b|\b(?:any|all) ages?\b|\bof age\b", re.I),
    "frequency": re.compile(
        r"\b(?:once|twice|every|each|per|daily|weekly|monthly|hourly|yearly|annually|always|never|times)\b|"
        r"\d{1,6}\s{0,3}(?:x|times)", re.I),
    "time": re.compile(
        r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b\d{1,2}[:.]\d{2}\b|\b\d{1,2}\s?(?:am|pm|uhr|h)\b|"
        r"\b(?:january|february|"
        r"march|april|may|june|july|august|september|october|november|december)\b|\b(?:19|20)\d\d\b|\b(?:once|"
        r"after|before|until|"
        rf"within|immediately|end of|start of)\b|\b{_COUNT}[\s-]+{_UNIT}\b|"
        r"\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lunes|martes|lundi|mardi)s?\b", re.I),
    "place": re.compile(
        r"\b(?:settings?|menu|page|section|tab|button|click|select|under|corner|address|street|stored?|located?|"
        r"servers?|city|"
        r"dashboard|account|download|folder|office|shop|floor|eu|europe|germany|usa)\b|→|›|>", re.I),
    "reason": re.compile(r"\b(?:because|since|due to|so that|in order|reason|as a result|caused?|means?|"
    "therefore|if)\b", re.I),
    "steps": re.compile(
        r"\b(?:click|go to|select|choose|open|enter|press|add|copy|paste|log ?in|sign in|navigate|visit|contact|"
        r"create|send|write|"
        r"bring|fill|scroll|tap|install|enable|turn on|use|klicken|wählen|öffnen|gehen sie|haga clic|cliquez)\b", re.I),
    "keys": re.compile(
        r"\b(?:ctrl|control|shift|alt|option|cmd|command|esc|escape|enter|return|tab|space|delete|f\d{1,2})\b|"
        r"\bkeys?\b|[⌘⌥⇧]", re.I),
    "person": re.compile(
        r"\b(?:owners?|admins?|administrators?|staff|editors?|managers?|everyone|anyone|founders?|inc|gmbh|"
        r"ltd)\b|\bby [A-Z]", re.I),
    "yesno": re.compile(
        r"\b(?:not|no|cannot|can|yes|only|possible|allows?|allowed|supports?|supported|able|unable|never|always|"
        r"must|requires?|required|"
        r"included?|available|unfortunately|nicht|kein\w*|nur|pas|non|solo|niet|geen|não)\b|n't\b", re.I),
}  # fmt: skip

_WANTS = (
    ("duration", r"how long|how (?:many|much) (?:more )?(?:seconds|minutes|hours|days|weeks|months|years|time)|"
        r"how soon|how quickly|"
     r"how fast|until when|by when|"
        r"\b(?:processing|delivery|waiting|response|reply|lead|transit|turnaround|handling) times?\b|\bnotice period\b|"
        r"\bvalid(?:ity)?\b|how big is the delay|(?:session |time)?time ?out|wie lange|wie viele (?:tage|"
     r"wochen|stunden|minuten)|"
     r"cuánto (?:tiempo|tarda|dura)|combien de (?:temps|jours)|quanto tempo|hoe lang|what time window|delay|"
     r"deadline|within what"),
    ("keys", r"\bshort-?cuts?\b|\bhot-?keys?\b|\bkey ?bindings?\b|\b(?:which|what) keys?\b|"
        r"\bwhat(?:'s| is| are) the keys?\b|\bkey combinations?\b|tastenkombination|tastenkürzel|atajo de teclado|"
     r"raccourci clavier|scorciatoia|atalho d[eo] teclado|sneltoets"),
    ("age", r"how old (?:must|should|do|does|is the (?:min|young))|\b(?:minimum|min|what|which) ages?\b|\bage (?:limit|"
        r"requirement)|mindestalter|ab welchem alter|ab wie viel jahren|edad mínima|âge minim|età minima|idade mínima|"
     r"minimumleeftijd"),
    ("frequency", r"how often|how frequently|how regularly|wie oft|con qué frecuencia|cada cuánto|"
        r"à quelle fréquence|ogni quanto|hoe vaak"),
    ("number", r"how much (?:disk |free )?(?:space|room|memory|ram|storage|data|traffic|water|weight|luggage)\b"),
    ("money", r"how much|what(?:'s| is| does| are)?.{0,40}\b(?:cost|price|fee|charge|discount)s?\b|\bprice of|"
        r"\bcosts?\b|discount|was kostet|wie ?viel|"
     r"cuánto (?:cuesta|vale)|precio|combien (?:coûte|ça coûte)|quel est le prix|quanto (?:costa|custa)|hoeveel kost"),
    ("number", r"\b(?:which|what) version\b"),
    ("number", r"how many|max(?:imum)?\b|min(?:imum)?\b|limits?\b|threshold|number of|how (?:big|large|tall|"
        r"heavy|wide|old|far)|smallest|largest|"
     r"length of|size of|percentage|wie viele|cuántos|cuántas|combien de|quanti|quante|quantos|quantas|hoeveel|"
     r"default .{0,40}in minutes|at most"),
    ("time", r"^(?:and |so |but )?when\b|\bwhen (?:is|are|do|does|will|can|did)\b|what time|which day|what day|"
        r"opening hours|"
     r"(?:are|is) .{0,40}open\b|\bopen on\b|^wann|cuándo|à quelle heure|^quand|quando|wanneer|uhr\b"),
    ("place", r"\bwhere\b|^wo\b|dónde|^où|\boù\b|dove\b|onde\b|\bwaar\b|in which (?:country|city|folder|menu)"),
    # Which ways there are to pay is told by a sentence, never by steps.
    ("fact", r"(?:\bhow (?:can|do|may|could|should|would) (?:i|we|you|one|customers) pay|"
     r"\bwie (?:kann|können|darf) (?:ich|man|wir) (?:be)?zahlen|\bcómo (?:puedo|se puede|podemos) pagar|"
     r"\bcomment (?:puis-je|peut-on|pouvons-nous) payer|\bcome (?:posso|si può) pagare|\bcomo (?:posso|se pode) pagar|"
     r"\bhoe kan ik betalen)(?: (?:here|you|in (?:your|the) shop))?\W*$"),
    ("steps", r"how (?:do|can|would|should|could|to|does one)\b|how'?s? (?:best )?to|what (?:do|should|must|"
        r"can) (?:i|we) (?:have to )?do|what now|"
     r"set(?:ting)? up|steps to|instructions|wie (?:kann|mache|geht|bekomme|ändere|richte|funktioniert)|"
     r"cómo (?:puedo|se|hago)|comment (?:puis|faire|je)|"
     r"come (?:posso|faccio|si)|como (?:posso|faço|se)|hoe (?:kan|moet|doe)|^(?:i|we) (?:want|would like|"
     r"need) to|^(?:i|we)(?:'ve)? (?:forgot|lost)"),
    ("reason", r"^(?:and |but |so )?why\b|how come|what is the reason|warum|por qué|pourquoi|perché|por que|waarom"),
    ("person", r"\bwho\b|\bwhose\b|which person|^wer\b|quién|^qui\b|^chi\b|^quem|^wie is"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern, re.I)) for name, pattern in _WANTS)
_YES_NO = re.compile(
    r"^(?:and |but |so |or |also |hi,? |hello,? )*(?:do|does|did|is|are|was|were|can|could|may|will|would|"
    r"should|has|have|must|am|"
    r"isn't|aren't|don't|doesn't|can't|won't|kann|können|gibt es|haben|hat|ist|sind|muss|darf|wird|puedo|hay|es|"
    r"está|tiene|tienen|"
    r"est-ce|peut-on|puis-je|avez-vous|posso|avete|c'è|é|tem|kan|heeft|mag|zijn|هل)\b|\bor not\?",
    re.I,
)
_EXISTS = re.compile(
    r"^(?:hi,? |hello,? |and |so |but )*(?:(?:do|does) (?:you|it|the \w+)(?: guys)? (?:also |still |even )?(?:have|"
    r"sell|offer|do|provide|stock|carry|run|support|make)\b|(?:is|are) there\b|have you (?:got|any)\b|"
    r"can (?:i|we) (?:get|buy)\b|any )",
    re.I,
)
_SWAPS = re.compile(
    r"^(?:and |und |y |et |e |en )?(?:what about|how about|was ist mit|in|for|to|from|für|nach|para|pour|per|voor)\b|"
    r"^(?:and|und|y|et|e|en) (?!(?:\w+\W+){0,9}(?:what|which|how|where|when|who|why|is|are|do|does|can|am)\b)",
    re.I,
)
# "One" stands for a thing named before ("a general purpose one", "the one with 4 GB"), not for a number.
_ONE = re.compile(
    r"\bones?\b(?=\s*(?:[?.!,;]|$|(?:with|without|for|in|on|of|that|which|who|is|are|do|does|can|cost|costs|from)\b))",
    re.I,
)
# How somebody came by a thing says nothing of what is asked: "a mug I bought last week".
_HISTORY = re.compile(
    r"\b(?:which |that )?(?:i|we)(?:'ve| have)? (?:just |already )?(?:bought|ordered|purchased|got|received|picked up)"
    r"(?= (?:here|from you|last|yesterday|today|on|in|\w+ (?:days?|weeks?|months?) ago)|\W*$)"
    r"(?: (?:here|from you|last|yesterday|today|on|in|week|month|year|\w+day|\w+ (?:days?|weeks?|months?) ago)){0,4}",
    re.I,
)
# Near the business itself is where everything is that its own pages speak of: "parking near the shop".
_NEAR_US = re.compile(
    r"\b(?:near(?:by)?|close to|next to|around|outside) (?:you|here|there|(?:the|your) (?:shop|store|studio|salon|"
    r"place|office|clinic|practice|workshop|restaurant|caf[eé]|hotel|gym|school|building|premises))\b|\bnearby\b",
    re.I,
)
# "Can you tell me how long …" asks how long.
_EMBEDDED = re.compile(r"\b(?:tell me|know|say|explain|show me) (?:how|what|when|where|who|which|why)\b", re.I)
# "I was wondering if you ship …" asks whether.
_WHETHER = re.compile(
    r"\b(?:tell me|know|say|wonder(?:ing|ed)?|ask(?:ing)?|check(?:ing)?|confirm|see|sure|curious) (?:if|whether)\b",
    re.I,
)
_WHICH = re.compile(
    r"\b(?:which|what|whose) (?!is\b|are\b|do\b|does\b|if\b|happens\b|can\b|about\b)((?:\w+ ){0,1}?\w+)", re.I
)
_NAME = re.compile(
    r"(?<![.!?¿\s])\s+((?:[A-Z][\w.&-]*[A-Za-z]|[A-Z]{2,}[\d]*|[a-z]{1,3}[A-Z][a-z]\w*)(?:\s+[A-Z][\w.&-]+)*"
    r"(?:\s+\d{1,4}[A-Za-z]{0,2}(?![\w.,:%]))?)"
)
_NUMBER = re.compile(r"(?<![\w.])[$€£]?\d[\d.,:/-]*(?<![.,:/-])%?")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the answerer sees it. ``context`` is the earlier question a follow-up goes on from."""

    text: str
    context: str
    terms: tuple[str, ...]
    context_terms: tuple[str, ...]
    wants: str
    yes_no: bool
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    head: str = ""

    @property
    def exists(self) -> bool:
        """Whether it asks if there is such a thing at all: what stands nowhere is then the whole question."""
        return bool(_EXISTS.match(self.text.strip()))

    @property
    def shape(self) -> re.Pattern[str] | None:
        """What a sentence that answers tends to hold."""
        return SHAPES.get(self.wants)


def understand(text: str, context: str = "") -> Question:
    """The question in a message, with the earlier one it leans on."""
    last = _last_clause(text)
    yes_no = (bool(_YES_NO.search(last)) and not _EMBEDDED.search(last)) or bool(_WHETHER.search(text))
    wants = "yesno" if yes_no else _wants(text)
    # "What about Spain?", "and a large one?" ask the same of something else.
    if wants == "fact" and context and _SWAPS.match(text.strip()):
        wants = understand(context).wants
    own = tuple(dict.fromkeys(terms(_ONE.sub(" ", _NEAR_US.sub(" ", _HISTORY.sub(" ", text))))))
    return Question(
        text=text,
        context=context,
        terms=own,
        context_terms=tuple(t for t in dict.fromkeys(terms(context)) if t not in own),
        wants=wants,
        yes_no=yes_no,
        names=tuple(m[1] for m in _NAME.finditer(text) if not _ordinary(m[1])),
        numbers=tuple(numbers(text)),
        head=_head(text),
    )


def _last_clause(text: str) -> str:
    """The question after what leads to it: "I bought the wrong size, can I return it?" asks whether."""
    before, comma, after = text.strip().rpartition(", ")
    asks = comma and len(after.split()) > 2 and _YES_NO.search(after)
    return after if asks and not _YES_NO.search(before) and _wants(before) in {"fact", "steps"} else text.strip()


def _head(text: str) -> str:
    """The thing a "which form …?" asks for, as a term."""
    found = _WHICH.search(text)
    named = terms(found[1]) if found else []
    return named[0] if named else ""


def _wants(text: str) -> str:
    return next((name for name, pattern in _COMPILED if pattern.search(text)), "fact")


def numbers(text: str) -> list[str]:
    """The numbers of a text as written, without grouping."""
    return [n.strip("$€£%").replace(",", "") for n in _NUMBER.findall(text)]


# Days and months have capitals but name nothing: "on Wednesday" is answered by "Tuesday to Friday".
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday christmas easter january february march april may june
    july august september october november december""".split()
)


def _ordinary(name: str) -> bool:
    return all(t in SMALL or t in _CALENDAR for t in tokens(name))
