"""A number on a scale, or the words, stars or faces for it. Each kind of scale is a module of its own over this."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bots.fields import Asked, Moment, Reading, got
from bots.schema.branching import SCALES
from bots.types import Choice
from bots.words import plain, says, says_only, table, words_like
from bots.words.levels import STRONG, alike, chosen, graded, level, taken_back
from bots.words.likeliest import likeliest
from bots.words.meant import meant
from bots.words.numbers import most_counted
from bots.words.voices import own_voice

_STARS = re.compile("[⭐★🌟]")
_DRAWN_STARS = re.compile(r"\*{1,10}")
_FACES = {"😡": 1, "🤬": 1, "😠": 1, "😭": 1, "☹": 2, "🙁": 2, "😞": 2, "😕": 2, "😐": 3, "😑": 3, "🙂": 4, "😊": 4,
          "😀": 5, "😃": 5, "😄": 5, "😁": 5, "😍": 5, "🤩": 5, "🥰": 5}  # fmt: skip
MOST_BUTTONS = 11
UNSAID = -1  # the place of a word that is taken back: "pas terrible" is not the worst


_DRAWN_FACES = "😞🙁😐🙂😀"
SIZES = (4, 6)  # how far apart the ends of a scale are whose words are known: five or seven steps


class Scale:
    """One kind of scale: its name in bot files is its kind."""

    entity = None
    words = False

    def __init__(self, name: str, description: str) -> None:
        self.name = name
        self.description = description
        self.kinds = (name,)

    def choices(self, asked: Asked, _language: str, /) -> tuple[Choice, ...]:
        low, high = ends(asked)
        if high - low + 1 > MOST_BUTTONS:
            return ()
        return tuple(Choice(str(n), _label(asked, n, low, high)) for n in range(low, high + 1))

    def parse(self, text: str, asked: Asked, moment: Moment, /) -> Reading:
        low, high = ends(asked)
        signed = text.strip()[:1] in ("-", "−")
        pressed = [n for n in range(low, high + 1) if plain(_label(asked, n, low, high)) == plain(text) and not signed]
        if pressed:
            return got(pressed[0])
        drawn = _drawn(text, low, high, asked.look)
        drawn = _next_to_an_end(plain(text), low, high) if drawn is None else drawn
        if drawn is not None:
            return got(drawn)
        text = own_voice(text)
        silent = True
        languages = likeliest(text, moment.languages)
        for language in languages:
            found = meant(text, language, high=high)
            silent = silent and not found.said_any
            if found.value is not None:
                if any(says_only("unsure", text, one) for one in moment.languages):
                    break  # "não sei" is no Italian six
                better = most_counted(text, language, languages)
                found = found if better == language else meant(text, better, high=high)
                return Reading(hint="hint_scale") if found.value is None else _within(found.value, low, high)
            word = _by_word(text, asked, language, low, high)
            if word is not None:
                return got(word)
        return Reading(hint="hint_scale")


def ends(asked: Asked) -> tuple[int, int]:
    """The lowest and the highest number of a scale."""
    low, high = SCALES.get(asked.kind, (1, 5))
    return (low if asked.low is None else asked.low, high if asked.high is None else asked.high)


def _label(asked: Asked, n: int, low: int, high: int) -> str:
    words = asked.labels
    if asked.look == "stars":
        return f"{n} {'★' * n}"
    if asked.look == "faces" and high > low:
        return f"{n} {_DRAWN_FACES[round(4 * (n - low) / (high - low))]}"
    if len(words) == high - low + 1:
        return f"{n} {words[n - low]}"
    if len(words) == 2 and n in (low, high):
        return f"{n} {words[0] if n == low else words[1]}"
    return str(n)


def _within(value: float, low: int, high: int) -> Reading:
    if value == int(value) and low <= value <= high:
        return got(int(value))
    return Reading(hint="hint_scale")


def _drawn(text: str, low: int, high: int, look: str) -> int | None:
    stars = len(_STARS.findall(text)) or (len(text.strip()) if _DRAWN_STARS.fullmatch(text.strip()) else 0)
    if stars and not re.search(r"\d", text):
        return stars if low <= stars <= high else None
    faces = {_FACES[sign] for sign in text if sign in _FACES}
    if len(faces) == 1 and ((low, high) == (1, 5) or look == "faces") and not re.search(r"\w", text):
        return _placed(faces.pop(), 5, low, high)
    return None


def _by_word(text: str, asked: Asked, language: str, low: int, high: int) -> int | None:
    own = _own_labels(text, asked, low, high)
    more = _more_than(plain(text), asked, language, low, high) if own is not None else None
    own = own if more is None else more
    by_level = own if own is not None else _by_level(text, asked, low, high)
    if by_level is not None:
        return by_level
    found = list(_table_matches(plain(text), asked, language, low, high))
    found = [f for f in found if not any(_covers(g, f) for g in found)]
    values = {value for _, _, value in found}
    if values:
        return values.pop() if len(values) == 1 and UNSAID not in values else None
    if says("top", text, language):
        return high
    return low if says("bottom", text, language) else None


_TOP_END = (
    r"top|highest|best|maximum|max|hochste[nrs]?|beste[nrs]?|"
    r"mas alt[oa]|mejor|plus haute?|meilleure?|piu alt[oa]|mais alt[oa]|hoogste"
)
_BOTTOM_END = (
    r"bottom|lowest|worst|minimum|min|niedrigste[nrs]?|schlechteste[nrs]?|"
    r"mas baj[oa]|peor|plus basse?|pire|piu bass[oa]|mais baix[oa]|laagste"
)
_SECOND = r"second|2nd|next|one|zweite?|segund[oa]|deuxieme|second[oa]|tweede"
_BESIDE = re.compile(
    rf"(?<!\w)(?:(?:{_SECOND}) ?(?:to|from|below|under|above|unter|uber|op een na)? ?(?:the )?(?:very )?)"
    rf"(?:(?P<top>{_TOP_END})|(?P<bottom>{_BOTTOM_END}))(?!\w)"
)


def _next_to_an_end(bare: str, low: int, high: int) -> int | None:
    """ "second lowest", "one below the top"."""
    found = _BESIDE.search(bare)
    if found is None:
        return None
    return high - 1 if found["top"] else low + 1


def _more_than(bare: str, asked: Asked, language: str, low: int, high: int) -> int | None:
    """ "agree a bit" holds the label "agree" and means another step."""
    labels = [plain(label) for label in asked.labels]
    held = max((len(label) for label in labels if label and label in bare), default=0)
    longer = {v for a, b, v in _table_matches(bare, asked, language, low, high) if b - a > held and v != UNSAID}
    return longer.pop() if len(longer) == 1 else None


def _by_level(text: str, asked: Asked, low: int, high: int) -> int | None:
    """A graded word, where the labels are graded: every step, or only the ends ("very hard" … "very easy")."""
    scale = graded(asked.labels)
    if scale is None:
        return _by_plain_level(text, asked, low, high)
    place = next((n for f in alike(scale[0]) if (n := chosen(text, f, scale[1])) is not None), None)
    if place is None:
        return None
    return low + place if len(asked.labels) == high - low + 1 else (low, high)[place] if len(scale[1]) == 2 else None


def _by_plain_level(text: str, asked: Asked, low: int, high: int) -> int | None:
    """Strong words on five steps without words of their own."""
    if high - low != SIZES[0] or not _fits("satisfaction", asked, low, high):
        return None
    said = next((n for f in alike("satisfaction") if (n := level(text, f)) is not None), None)
    return None if said is None or abs(said) < STRONG else low if said < 0 else high


def _own_labels(text: str, asked: Asked, low: int, high: int) -> int | None:
    if len(asked.labels) != high - low + 1:
        return None
    bare = plain(text)
    spans = [
        (m.start(), m.end(), low + i)
        for i, label in enumerate(asked.labels)
        for m in re.finditer(rf"(?<!\w){re.escape(plain(label))}(?!\w)", bare)
        if plain(label)
    ]
    spans = [s for s in spans if not any(_covers(other, s) for other in spans)]
    exact = [value for start, end, value in spans if end - start == len(bare)]
    values = set(exact) or {value for start, _, value in spans if not _qualified(bare[:start])}
    return values.pop() if len(values) == 1 else None


def _qualified(before: str) -> bool:
    """Whether a word before a label changes it ("fully disagree", "not satisfied")."""
    words = before.split()
    return bool(words) and words[-1] not in {
        "i",
        "im",
        "am",
        "was",
        "is",
        "id",
        "say",
        "we",
        "were",
        "so",
        "just",
        "its",
    }


def _table_matches(bare: str, asked: Asked, language: str, low: int, high: int) -> Iterator[tuple[int, int, int]]:
    for name, size in (("agreement", 7), ("satisfaction", 5)):
        if not _fits(name, asked, low, high):
            continue
        for value, patterns in table(name, language).items():
            place = _placed(int(value), size, low, high)
            for pattern in patterns:
                for found in words_like(pattern.strip()).finditer(bare):
                    yield found.start(), found.end(), UNSAID if taken_back(bare[: found.start()]) else place


def _fits(name: str, asked: Asked, low: int, high: int) -> bool:
    if high - low not in SIZES or low not in (0, 1):
        return False
    talk = plain(" ".join((*asked.labels, asked.text)))
    agreeing = asked.kind == "ces" or "agree" in talk or "zustimm" in talk or "acuerdo" in talk or "accord" in talk
    return agreeing if name == "agreement" else not agreeing and high - low == 4


def _placed(value: int, size: int, low: int, high: int) -> int:
    return low + round((value - 1) * (high - low) / (size - 1))


def _covers(big: tuple[int, int, int], small: tuple[int, int, int]) -> bool:
    return big[0] <= small[0] and small[1] <= big[1] and big[1] - big[0] > small[1] - small[0]
