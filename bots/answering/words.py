"""Words as the answerer compares them: without small words, without endings, with everyday synonyms folded together."""

from __future__ import annotations

import re
import unicodedata

from bots.answering.language import SMALL_WORDS

_TOKEN = re.compile(r"[^\W_]+(?:['.][^\W_]+)*%?|[$€£]")
_MORE_SMALL = """
am been being was were has had having i'm i've i'd i'll it's its he she they them their there's here then than so
too very just also only some any each every other another such own same our us your yours mine his her hers about
into over after before again once please hi hello hey tell know want wants wanted need needs get gets got give let
say says does doesn't don't didn't isn't aren't can't cannot won't wouldn't couldn't should shall may might must
still now really exactly actually possible able way ways thing things something anything else yes no or but because
while by from as up down out off more most one what's where's who's how's when's that's these those which whom
whose why long much many often kind sort use used using make makes made work works happen happens guys u ur pls plz
thanks thank ok okay wir uns unser euch dem den des im zum zur oder aber auch noch schon bitte man wird werden
wurde sein nach bis aus dass ser está están este esta esto como más muy pero también ya o e ao aos às pelo pela
mais muito mas também já isso ce cette ces au aux sont être avez avoir fait faire plus aussi ou si ne sur chez nel
nella della dei delle degli più ma anche essere avere fare questo questa wij ons onze jullie hun maar ook nog al
worden wordt naar uit dat dit deze whats wheres whos hows whens im ive dont doesnt isnt arent cant wont wouldnt couldnt
shouldnt didnt theres thats youre theyre wanna gonna lemme hiya heya wondering wonder curious whether
""".split()
SMALL = frozenset(w for words in SMALL_WORDS.values() for w in words.split()) | frozenset(_MORE_SMALL)

NUMBER_WORDS = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "twice": "2", "once": "1", "hundred": "100",
}  # fmt: skip

# Words customers and help pages use for one another. A line is one meaning; general to shops, services and software.
_SYNONYMS = """
price cost fee charge rate pricing expensive pay fare tariff
refund reimburse reimbursement moneyback money
return returns sendback
cancel terminate unsubscribe
delete remove erase
change edit modify update switch
phone telephone call
email mail e-mail inbox mailbox
buy bought purchase order sell sold
ship shipping delivery deliver dispatch postage
open opening hours
maximum max most limit cap
minimum min least smallest
signup register registration
login signin log-in sign-in logged
password passcode
colleague coworker teammate member
invite invitation
repair fix mend service
broken damaged defective faulty
warranty guarantee
discount reduction rebate off
free complimentary gratis
stop end quit disable
start begin launch enable activate
send submit
receive arrive
company business firm
picture image photo
country abroad international overseas
bill invoice billing
card creditcard
allow permit accept support
forbid prohibit prevent
annual yearly year
month monthly
day daily
hour hourly
week weekly
site website domain
trial tryout
duration last
two-factor 2fa two-step
sso single-sign-on
show display view see
hide exclude
nonprofit charity ngo
university school education educational student
guest visitor
mandatory required compulsory force enforce
erase wipe
wait delay
store stored storage save
video clip recording
appointment booking reservation reserve book
child children kid kids
pet pets dog
parking park
location address located where
rent rental hire
class course lesson
accessible wheelchair lift elevator ramp
tyre tire
surgery operation
pause freeze suspend
close shut closed
bag luggage baggage suitcase
instalment installment
shortcut hotkey keybinding
undo undone reverse reversed revert irreversible permanent permanently
"""
# Words that say little by themselves: "do you offer …", "can I bring …", "what happens if …", "how many people fit in".
_LIGHT = """
offer provide bring take come go happen fit people person good find look put leave today currently moment regarding
concerning question
""".split()
_CANONICAL: dict[str, str] = {}


# Two words that mean one: letters that must be there (looking for those is quick), the words, and the one.
_PAIRS = (
    (("back",), re.compile(r"\b(?:send|sends|sent|sending|bring|give|take|mail|ship)\b(?: \w+){0,2} back\b"), "return"),
    (("up",), re.compile(r"\b(?:sign|signing|signed) up\b"), "register"),
    ((" in",), re.compile(r"\b(?:log|logging|logged|sign|signing|signed) in\b"), "login"),
    ((" out",), re.compile(r"\b(?:log|logging|logged|sign|signing|signed) out\b"), "logout"),
    (("money back",), re.compile(r"\bmoney back\b"), "refund"),
    ((" up",), re.compile(r"\b(?:back|backs|backed|backing) up\b"), "backup"),
    (
        ("turn", "switch"),
        re.compile(r"\b(?:turn|switch|turned|switched) (?:(?:it|this|that|them) )?(?:on|off)\b"),
        "toggle",
    ),
    (("get rid",), re.compile(r"\bget rid of\b"), "remove"),
    ((" up",), re.compile(r"\b(?:show|shows|showed|turn|turns|turned) up\b"), "arrive"),
    (("pick",), re.compile(r"\bpick(?:s|ed|ing)?(?: \w+){0,2}? up\b|\bpick-?up\b"), "collect"),
    (("check",), re.compile(r"\bcheck(?:s|ed|ing)?[ -]?in\b"), "checkin"),
    (("check", "leave"), re.compile(r"\bcheck(?:s|ed|ing)?[ -]out\b|\bleave (?:the|my|our) room\b"), "checkout"),
    (("flat t",), re.compile(r"\bflat t[iy]res?\b"), "puncture"),
    ((" off",), re.compile(r"(%|\bpercent) off\b"), r"\1 discount"),
    (("american",), re.compile(r"\bamerican express\b"), "amex"),
    (("year",), re.compile(r"\byears?[ -]olds?\b"), "aged"),
    (("wi-fi", "wlan"), re.compile(r"\bwi-fi\b|\bwlan\b"), "wifi"),
    (("-free",), re.compile(r"\bstep-free\b|\bbarrier-free\b"), "accessible"),
    (("mail",), re.compile(r"\be-?mail\b"), "email"),
    (
        ("read-only",),
        re.compile(r"\bread-only\b"),
        "read-only edit",
    ),  # what is read-only is what somebody asks whether they can edit
    (("back",), re.compile(r"\b(?:get|bring) (?:it|that|this|them|the original) back\b"), "undo"),
)


def tokens(text: str) -> list[str]:
    """Every word and number of a text, lower case, accents kept, apostrophes unified."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("’", "'").replace("‑", "-").replace("–", "-")
    for letters, pair, word in _PAIRS:
        if any(some in plain for some in letters):
            plain = pair.sub(word, plain)
    return [t.removesuffix("'s") for t in _TOKEN.findall(plain)]


def stem(word: str) -> str:
    """A word without its ending, and number words as digits: enough for comparing, not for reading."""
    if word in NUMBER_WORDS:
        return NUMBER_WORDS[word]
    if not word.isalpha() or len(word) < 4:
        return word
    for ending, least in (
        ("ies", 5),
        ("ing", 6),
        ("ied", 5),
        ("ed", 5),
        ("es", 5),
        ("ly", 6),
        ("s", 4),
        ("e", 5),
        ("n", 7),
    ):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            word = word[: -len(ending)] + ("y" if ending in {"ies", "ied"} else "")
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word


def term(word: str) -> str:
    """The word's meaning for comparing: its stem, or the stem of the first word of its line of synonyms."""
    root = stem(word)
    return _CANONICAL.get(root, root)


def terms(text: str) -> list[str]:
    """The words that carry meaning, as terms, in order."""
    return [term(t) for t in tokens(text) if t not in SMALL or t in NUMBER_WORDS]


def _fold() -> None:
    for line in _SYNONYMS.strip().splitlines():
        words = line.split()
        for word in words:
            for root in {stem(word), stem(word.replace("-", ""))}:
                _CANONICAL.setdefault(root, stem(words[0]))


_fold()
LIGHT = frozenset(term(word) for word in _LIGHT)
# What rules for goods and bookings are about, whatever the goods are: "can I bring back a mug?" needs no page on mugs.
RULED = frozenset(terms("return refund exchange cancel complain broken damaged"))
