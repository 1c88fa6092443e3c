"""What a message is, before anything is searched: small talk, a wish for a person, something about one's own account …

Rules of plain words in the eight languages. They are narrow on purpose: what no rule claims is a question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bots.answering.place import PLACE_ASKED
from bots.answering.words import SMALL, tokens


@dataclass(frozen=True, slots=True)
class Intent:
    """A kind of message that is not simply a question: greeting, thanks, bye, fine, human, abilities, person, upset,
    unsafe, advice, account, task, elsewhere (a matter few businesses have anything to do with); or "question"."""

    name: str


def intent(text: str) -> Intent:
    """What kind of message this is."""
    plain = " ".join(text.replace("’", "'").split())
    core = _GREETING.sub("", plain, count=1).strip(" ,.!?¡¿؟،") if _GREETING.match(plain) else plain
    if not core:
        return Intent("greeting")
    for name, pattern in _WHOLE:
        if pattern.fullmatch(core.strip(" .!?¡¿؟،")):
            return Intent(name)
    for name, pattern in _ANYWHERE:
        if pattern.search(plain):
            return Intent(name)
    if _account(core):
        return Intent("account")
    return Intent("question")


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_GREETING = _whole(
    r"(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|greetings|hallo|guten (?:tag|morgen|abend)|"
    r"moin|servus|hola|buen[oa]s"
    r"(?: (?:d[ií]as|tardes|noches))?|bonjour|bonsoir|salut|ciao|buongiorno|buonasera|salve|ol[áa]|bom dia|"
    r"boa (?:tarde|noite)|hoi|"
    r"goedemorgen|goedemiddag|goedenavond|goedendag|مرحبا|مرحبًا|السلام عليكم|أهلا|أهلًا)(?: (?:there|all|"
    r"everyone|team|zusammen|a todos|à tous))?"
    r"(?=[\s,.!?؟،]|$)"
)
_WHOLE = (
    ("thanks", _whole(
        r"(?:(?:ok(?:ay)?|great|perfect|super|cool|nice|ah|alright|good)[ ,.!]+)*(?:(?:many |"
        r"a lot of )?thanks?(?: you)?(?: (?:so|very) much| a lot|"
        r" for (?:the|your) help)?|thx|ty|cheers|danke(?: sch[öo]n| sehr)?|vielen dank|(?:muchas )?gracias|"
        r"merci(?: beaucoup)?|(?:molte )?grazie|"
        r"(?:muito )?obrigad[oa]|dank (?:je|u)(?: wel)?|bedankt|شكرا|شكرًا|شكرا جزيلا)[ ,.!]*(?:that(?:'s|"
        r" is) (?:all|it|great|helpful)|"
        r"that helped?|bye)?")),
    ("thanks", _whole(
        r"(?:ok(?:ay)?|great|perfect|super|cool|nice|got it|understood|alright|that(?:'s| is) all|"
        r"no,? that(?:'s| is) (?:all|it)|alles klar|vale|"
        r"d'accord|va bene|tudo bem|prima)")),
    ("bye", _whole(
        r"(?:good ?bye|bye(?: bye)?|see you(?: later| soon)?|have a (?:nice|good|great) (?:day|evening|one)|"
        r"tsch[üu]ss|auf wiedersehen|adi[óo]s|"
        r"hasta luego|au revoir|arrivederci|tchau|at[ée] logo|tot ziens|doei|مع السلامة)")),
    ("fine", _whole(
        r"(?:how are you(?: doing)?(?: today)?|how(?:'s| is) it going|what(?:'s| is) up|wie geht(?:'s|"
        r" es)(?: dir| ihnen)?|(?:c[óo]mo est[áa]s?|"
        r"qu[ée] tal)|(?:comment )?(?:ça va|allez-vous)|come (?:stai|sta|va)|tudo bem|como vai(?: voc[êe])?|"
        r"hoe gaat het(?: met (?:je|u))?|كيف حالك)")),
    ("abilities", _whole(
        r"(?:what can (?:you|i) (?:do|ask)(?: (?:for me|you|here))?|how can you help(?: me)?|what do you (?:do|"
        r"know)|what are you(?: for)?|who are you|"
        r"help|was kannst du(?: tun)?|was k[öo]nnen sie(?: tun)?|wer bist du|hilfe|qu[ée] puedes hacer|"
        r"qui[ée]n eres|ayuda|que peux-tu faire|"
        r"que pouvez-vous faire|qui es-tu|aide|cosa (?:puoi|sai) fare|chi sei|aiuto|o que voc[êe] (?:pode|"
        r"sabe) fazer|quem [ée] voc[êe]|ajuda|"
        r"wat kun je(?: doen)?|wie ben je|help|ماذا يمكنك أن تفعل|من أنت|مساعدة)")),
)  # fmt: skip
_PERSON = (
    r"(?:a |an |the |some |your |real |live |actual )*(?:human|person|someone|somebody|agent|representative|"
    r"operator|advisor|colleague|employee|"
    r"staff(?: member)?|support (?:agent|person|team)|customer (?:service|support)|support)"
)
_ANYWHERE = (
    ("human", _whole(
        r"\b(?:are|r) (?:you|u) (?:(?:really|actually|just|even) )*(?:a |an )?(?:real )?(?:human|person|bot|"
        r"robot|machine|ai|program|computer|chatbot|"
        r"real)\b|am i (?:talking|speaking|chatting) (?:to|with) (?:a |an )?(?:real )?(?:human|person|bot|robot|"
        r"machine|ai)\b|is this (?:a |an )?(?:real "
        r"person|human|bot|robot|ai|chatbot)\b|(?:bist du|sind sie) (?:ein |eine )?(?:echter? )?(?:mensch|"
        r"person|bot|roboter|maschine|ki)\b|"
        r"(?:eres|es usted) (?:un |una )?(?:persona|humano|bot|robot|m[áa]quina|ia)\b|(?:es-tu|êtes-vous|tu es|"
        r"vous êtes) (?:un |une )?(?:humaine?|"
        r"personne|robot|bot|machine|ia)\b|(?:sei|è) (?:un |una |un')?(?:umano|persona|robot|bot|macchina|ia)\b|"
        r"(?:voc[êe] [ée]|[ée]s) (?:um |uma )?"
        r"(?:humano|pessoa|rob[ôo]|bot|m[áa]quina|ia)\b|(?:ben je|bent u) (?:een )?(?:echt )?(?:mens|persoon|"
        r"robot|bot|machine|ai)\b|هل أنت (?:إنسان|"
        r"بشر|روبوت|شخص)")),
    ("person", _whole(
        rf"\b(?:talk|speak|chat|connect(?: me)?|transfer(?: me)?|put me through|hand (?:me )?over|get me|"
        rf"pass me|escalate)(?: (?:to|with|on to))? {_PERSON}"
        rf"\b|\b(?:i (?:want|need|would like|'d like)|can i (?:get|have|talk to|speak (?:to|with))|"
        rf"give me) {_PERSON}(?:$|[.!?]| please| now| to (?:help|talk"
        r"))|^(?:human|agent|operator|representative|real person|live agent|person)(?: please)?[.!?]*$|"
        r"(?:mit )?(?:einem|einen) (?:menschen|mitarbeiter)"
        r" (?:sprechen|reden|verbinden)|mensch(?:en)? sprechen|hablar con (?:una persona|un humano|un agente|"
        r"alguien)|parler (?:à|avec) (?:une personne|"
        r"un humain|un conseiller|quelqu'un)|parlare con (?:una persona|un operatore|qualcuno)|"
        r"falar com (?:uma pessoa|um (?:humano|atendente)|algu[ée]m)|"
        r"(?:met|een) (?:een )?(?:medewerker|mens|iemand) (?:praten|spreken)|(?:التحدث|أتحدث) (?:إلى|مع) (?:شخص|"
        r"موظف)")),
    ("upset", _whole(
        r"\b(?:this is (?:ridiculous|useless|unacceptable|a joke|outrageous)|(?:you(?:'re| are)|so|totally|"
        r"absolutely) useless|worst (?:service|support|company)|"
        r"fed up|i(?:'m| am) (?:so |very |really )?(?:angry|furious|frustrated)|wtf|bullshit|stupid bot|"
        r"sick of (?:this|you)|das ist (?:l[äa]cherlich|"
        r"unversch[äa]mt|nutzlos)|esto es (?:rid[íi]culo|in[úu]til|inaceptable|una verg[üu]enza)|"
        r"c'est (?:ridicule|inadmissible|honteux|scandaleux|inacceptable|une honte)|"
        r"è (?:ridicolo|inaccettabile|vergognoso|una vergogna)|waardeloos|"
        r"(?:eine |so eine |was für eine )(?:absolute )?(?:frechheit|zumutung|unverschämtheit)|stinksauer|"
        r"(?:sehr|total|äußerst|wirklich|absolut) (?:unzufrieden|verärgert|wütend|enttäuscht)|mir reicht(?:'s| es)|"
        r"(?:muy|totalmente) (?:enfadad[oa]|descontent[oa]|decepcionad[oa]|insatisfech[oa])|"
        r"(?:très|vraiment) (?:déçue?|mécontente?|fâchée?|en colère)|"
        r"(?:molto|davvero) (?:arrabbiat[oa]|delus[oa]|insoddisfatt[oa])|"
        r"(?:muito|extremamente) (?:desiludid[oa]|insatisfeit[oa]|zangad[oa]|decepcionad[oa])|"
        r"(?:isto|isso) é (?:inaceitável|uma vergonha)|(?:erg|zeer|heel) (?:ontevreden|boos|teleurgesteld)|"
        r"schandalig)\b")),
    ("advice", _whole(
        r"\b(?:legal advice|sue (?:you|them|him|her|my)|medical advice|diagnos(?:e|is)|what (?:dose|dosage)|"
        r"(?:which|what) (?:medicine|medication|drug)s? "
        r"(?:should|can|do)|should i (?:invest|sue|take (?:the|this|my) (?:pill|medicine|medication))|"
        r"tax advice|investment advice|is it (?:legal|tax "
        r"deductible) (?:for me|in my))\b")),
    ("task", _whole(
        r"^(?:please |can you |could you |pls )*(?:write|compose|draft|tell|sing|translate|summari[sz]e|"
        r"calculate|convert|solve|code|program|draw|recommend|"
        r"suggest|play)(?: me)?(?: (?:a|an|some|the|this|my|\d+))* (?:\w+ ){0,2}?(?:haiku|poem|song|story|joke|"
        r"essay|limerick|rap|recipe|python|javascript|"
        r"homework|miles|kilomet\w+|hotel|restaurant|movie|film|book to read|equation)\b")),
    ("elsewhere", _whole(
        r"\b(?:weather|forecast|"
        r"horoscope|lottery numbers?|stock price|bitcoin "
        r"price|who won|recipe for|capital of|president of|prime minister|football|soccer (?:game|match))\b")),
)  # fmt: skip

_ACT = (
    r"(?:refund|cancel|delete|reset|remove|change|update|send|resend|check|look up|track|transfer|unlock|"
    r"upgrade|downgrade|add|activate|deactivate|"
    r"reactivate|charge|pay|book|move|rename|restore|close|merge|approve|verify|reschedule|fix|correct|issue|"
    r"credit|block|unblock|re-?send|find|forward)"
)
_DO_FOR_ME = re.compile(
    rf"^(?:please |pls |kindly |hey |so |and |now )*(?:(?:can|could|would|will) you (?:please |kindly |"
    rf"just )*)?{_ACT}\b.*\b(?:my|me|our|mine|"
    r"us)\b|^(?:please |pls )*(?:i (?:want|need|would like) you to|you (?:must|have to|need to)) .*\b(?:my|me|our)\b",
    re.IGNORECASE,
)
_OWN = (
    r"(?:my|our)(?: (?:\w+|\[\[[A-Z_:a-z0-9]+\]\])){0,2} (?:order|package|parcel|delivery|shipment|refund|"
    r"payment|invoice|bill|subscription|account|balance|"
    r"booking|appointment|return|repair|ticket|case|claim|plan|tier|card|team|site|usage|points|membership|"
    r"contract|request|application)"
)
# What stands between is bounded: "what … what … what" would otherwise be read to its end from each "what".
_OWN_FACTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Where is my order? Has my refund been sent? When will my parcel arrive? ("When is my card charged?" is a
        # question about the rule, and "why was my payment declined?" is one that help pages answer.)
        rf"\b(?:where(?:'s| is| are)|has|have|did|was|were|when (?:will|did|was)|what(?:'s| is|"
        rf" was) the (?:status|state) of|"
        rf"status of) {_OWN}\b(?!.{{0,40}}\b(?:if|when i)\b)",
        r"\bwhen (?:is|does) (?:my|our) (?:order|package|parcel|delivery|shipment)\b.{0,200}\b(?:arrive|arriving|"
        r"come|coming|due|ship)",
        r"\bwhy (?:was|is|did|were) (?:i|we|(?:my |the |this |that )?(?:invoice|order|payment|card|account|"
        r"bill))\b.{0,200}(?:charged twice|billed twice|\d|higher|lower)",
        # Which plan am I on? How many points do I have?
        r"\b(?:which|what) [\w ]{1,30} (?:am i|are we) (?:on|in|using|paying|subscribed)\b",
        r"\bhow (?:many|much)\b.{0,200}\b(?:do|did|have|does) (?:i|we|my [\w ]{1,20}) (?:have|get|got|had|spend|spent|"
        r"owe|used?|left|paid|pay)\b.{0,200}\b(?:left|yesterday|"
        r"today|last|this (?:week|month|year)|so far|right now|now|currently)\b",
        r"\bhow (?:many|much)\b.{0,200}\b(?:my|our)\b.{0,200}\b(?:yesterday|today|last (?:night|week|month|year)|"
        r"this (?:week|month|year)|so far|right now)\b",
        r"\b(?:who|when|what)\b.{0,200}\b(?:my|our)\b.{0,200}\b(?:yesterday|last (?:night|week|month|time)|"
        r"today|this morning)\b",
        r"\bwhat(?:'s| is) (?:my|our) (?:current |exact |own )*(?:balance|order number|tracking number|plan|"
        r"tier|password|customer number|account number|"
        r"usage|bill|points?)\b",
        r"\b(?:did|have) you (?:receive|received|get|got|ship|shipped|sent|send|process|processed) (?:my|our)\b",
        r"\b(?:wo ist|wann kommt|wo bleibt) (?:meine?|mein) \w+|\bd[óo]nde est[áa] mi \w+|\bo[ùu] est (?:ma|"
        r"mon) \w+|\bdov'è il mio \w+|\bonde est[áa] (?:o meu|a "
        r"minha) \w+|\bwaar (?:is|blijft) mijn \w+|أين طلبي",
    )
)
_GENERAL = re.compile(
    r"\b(?:how (?:do|can|to|would|should)|what happens|can i|could i|may i|is it possible|where (?:do|can) i)\b",
    re.IGNORECASE,
)


def _account(text: str) -> bool:
    if _DO_FOR_ME.search(text):
        return True
    return not _GENERAL.search(text) and any(pattern.search(text) for pattern in _OWN_FACTS)


def asks_to_act(text: str) -> bool:
    """Whether a message wants something of its own changed or done ("cancel my order"), not told."""
    return bool(_DO_FOR_ME.search(" ".join(text.replace("’", "'").split())))


def aside(text: str) -> str:
    """The words of a message that name a matter few businesses have to do with; "" when none do."""
    found = dict(_ANYWHERE)["elsewhere"].search(" ".join(text.split()))
    return found[0] if found else ""


def has_content(text: str) -> bool:
    """Whether a message has any word that means something, or asks where the business is: "where are you?"."""
    return any(t not in SMALL for t in tokens(text)) or bool(PLACE_ASKED.search(text))
