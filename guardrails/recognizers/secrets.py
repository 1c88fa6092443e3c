"""Secrets: private keys, tokens and keys of services, passwords said in chat, links that carry a password."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from guardrails.asking import expected
from guardrails.context import Tag
from guardrails.name_lists import common
from guardrails.reading import Reading
from guardrails.recognizers import Candidate

_PRIVATE = re.compile(
    r"-{3,5} ?BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)? ?-{3,5}.{0,8000}?(?:-{3,5} ?END [A-Z0-9 ]{0,30}-{3,5}|\Z)",
    re.S,
)
_CREDENTIALS = re.compile(r"\b[a-z][a-z0-9+.]{1,12}://[^\s/:@]{1,80}:[^\s/@]{1,120}@[^\s]{3,200}", re.I)
# Prefixes the services document for their own keys, so that scanners can find them.
_PREFIXED = re.compile(
    r"(?<![\w-])(?:(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,20}|(?:sk|pk|rk|"
    r"whsec)[_-](?:live|test|proj|ant|or|svcacct)?[_-]?[A-Za-z0-9_\-]{10,200}"
    r"|gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_\w{20,255}|glpat-[\w-]{16,64}|"
    r"xox[abeprs]-[\w-]{10,200}|xapp-[\w-]{10,200}|AIza[\w-]{25,45}|ya29\.[\w-]{20,255}"
    r"|hf_[A-Za-z0-9]{20,60}|npm_[A-Za-z0-9]{20,60}|pypi-[\w-]{20,200}|"
    r"SG\.[\w-]{16,32}\.[\w-]{16,64}|shp(?:at|ss|ca|pa)_[a-fA-F0-9]{24,64}|"
    r"sq0[a-z]{3}-[\w-]{16,64}"
    r"|do[oprt]_v1_[a-f0-9]{40,80}|EAA[A-Za-z0-9]{30,255}|key-[0-9a-f]{32}|"
    r"SK[0-9a-f]{32}|AC[0-9a-f]{32}|\d{8,10}:AA[\w-]{30,40}|dapi[a-f0-9]{32}|"
    r"lin_api_\w{30,60}|[MNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{24,40}"
    r"|eyJ[\w-]{8,2000}\.[\w-]{8,4000}(?:\.[\w-]{0,2000})?)(?![\w])"
)
# "AccountKey=…", "?token=…": the name of a secret and a sign before its value.
_ASSIGNED = re.compile(
    r"(?<![a-z])(?:access|account|api|auth|client|refresh|secret|session|shared|private|reset|id)?[_-]?"
    r"(?:key|token|secret|sig|signature|pwd|passwd|password)[\"']{0,1}\s?[=:]\s?[\"']?(?P<value>[\w.+/~%-]{10,400}={0,2})",
    re.I,
)
_LONG = re.compile(r"(?<![\w/.@=-])[A-Za-z0-9_\-+/]{20,200}={0,2}(?![\w@])")
_LETTERS = re.compile(
    r"(?:key|token|secret|schlussel|clave|cle|chiave|chave|sleutel)(?: is| ist| es| est| e)? ?[:=]? ?[\"'`]?\Z"
)
_BEARER = re.compile(r"\b(?:bearer|basic)\s{1,2}([A-Za-z0-9._\-+/=]{12,2000})", re.I)
# Between the word for a password and the password: signs, "is", "to", "now", a noun or two; never a whole clause.
_SAYS = re.compile(
    r"(?:\s{0,2}(?:[:=(\"“]{1,2}|->|(?:is|was|to|ist|lautet|war|auf|es|era|est|etait|c'est|e'|e|foi|naar|now|jetzt|ahora|und|"
    r"for (?:this|the|my) \w{1,12})(?!\w))){0,5}\s{0,3}[\"'“«]?"
)
_VALUE = re.compile(r"[^\s\"“”«»]{4,80}")
_PROSE = frozenset(
    "wrong not missing incorrect expired reset required invalid changed correct forgotten lost weak strong shared the "
    "this that your reset? link page field prompt prompts again protected protection manager policy falsch vergessen "
    "nicht abgelaufen incorrecta olvidada oublie perdu sbagliata dimenticata errada esquecida vergeten verlopen when "
    "where what how please and but because since after before work works "
    "working with from have does kann werden".split()
)


class Secrets:
    name = "secrets"
    description = "keys, tokens, passwords said in chat, links that carry a password"
    entities = ("API_KEY", "PRIVATE_KEY", "PASSWORD", "URL_WITH_CREDENTIALS")

    def find(self, reading: Reading) -> Iterator[Candidate]:
        text = reading.text
        for match in _PRIVATE.finditer(text):
            yield Candidate(match.start(), match.end(), "PRIVATE_KEY", 1.0)
        if "://" in text:
            for match in _CREDENTIALS.finditer(text):
                yield Candidate(match.start(), match.end(), "URL_WITH_CREDENTIALS", 0.97)
        for match in _PREFIXED.finditer(text):
            if len(match.group()) >= 16:
                yield Candidate(match.start(), match.end(), "API_KEY", 0.97)
        for match in _BEARER.finditer(text):
            if any(c.isdigit() for c in match.group(1)):
                yield Candidate(match.start(1), match.end(1), "API_KEY", 0.9)
        for match in _ASSIGNED.finditer(text):
            value = match.group("value")
            if any(c.isdigit() for c in value) and any(c.isalpha() for c in value) and _entropy(value) >= _DRAWN:
                yield Candidate(*match.span("value"), "API_KEY", 0.82)
        yield from _random(reading)
        yield from _passwords(reading)


_DRAWN = 3.0


def _random(reading: Reading) -> Iterator[Candidate]:
    """Long tokens that look drawn at random: alone when mixed and long, shorter ones beside a word for a key."""
    for match in _LONG.finditer(reading.text):
        token = match.group()
        mixed = any(c.isdigit() for c in token) and any(c.isalpha() for c in token)
        if _entropy(token) < 3.0 or not (
            mixed or _LETTERS.search(reading.folded, max(0, match.start() - 24), match.start())
        ):
            continue
        near = {tag.name for _, tag in reading.around.before(match.start())} | {
            tag.name for _, tag in reading.around.after(match.end(), 2)
        }
        if not mixed:  # letters only: right behind "our key:"
            if common(token.lower()) == 0 and "API_KEY" in near and "-" not in token and "/" not in token:
                yield Candidate(match.start(), match.end(), "API_KEY", 0.6)
        elif "API_KEY" in near:
            yield Candidate(match.start(), match.end(), "API_KEY", 0.85)
        elif (
            len(token) >= 30
            and (_BEYOND_HEX.search(token.lower()) or token not in {token.lower(), token.upper()})
            and _entropy(token) > 4.0
            and "/" not in token
        ):
            yield Candidate(match.start(), match.end(), "API_KEY", 0.6 if "PRODUCT" not in near else 0.4)


_BEYOND_HEX = re.compile(r"\d[^-_]*[g-z][^-_]*\d")


def _entropy(token: str) -> float:
    size = len(token)
    return -sum(n / size * math.log2(n / size) for n in Counter(token).values())


def _passwords(reading: Reading) -> Iterator[Candidate]:
    for tag in reading.around.tags:
        if tag.name != "PASSWORD":
            continue
        says = _SAYS.match(reading.folded, tag.end, tag.end + 60)
        at = says.end() if says else tag.end
        found = list(_value(reading, at, told=bool(says and says.group().strip(" \"'“«"))))
        found = found or list(_nearby(reading, tag))
        ticket = says is not None and says.group().strip() == ":" and reading.folded[tag.start : tag.end] == "pass"
        yield from (c for c in found if not (ticket and _TICKET.fullmatch(reading.folded[c.start : c.end])))
    if "PASSWORD" in expected(reading.asked) and len(reading.around.words) <= 4:
        for match in _VALUE.finditer(reading.text):
            if _looks_chosen(match.group()):
                yield Candidate(match.start(), match.end(), "PASSWORD", 0.75)


# "Pass: 10-class card", "Pass: Monthly": a ticket of a price list. What somebody chose has more than one kind of sign.
_TICKET = re.compile(r"\d{1,3}[-–]?[a-z]+(?:-[a-z]+)*|[a-z]+(?:-[a-z]+)*")


def _nearby(reading: Reading, tag: Tag) -> Iterator[Candidate]:
    """A token further on, or in front of "as the password", that no prose holds: letters mixed with digits or signs."""
    begin, end = tag.end, min(len(reading.text), tag.end + _REACH)
    for near in reading.around.tags:
        if near.start > tag.end and near.name != "PASSWORD":
            end = min(end, near.start)
            break
    stop = _SENTENCE.search(reading.text, begin, end)
    after = _VALUE.finditer(reading.text, begin, stop.start() if stop else end)
    before = _BEFORE.search(reading.folded, max(0, tag.start - _REACH), tag.start)
    spans = [m.span() for m in after] + ([before.span("value")] if before else [])
    for first, last in spans:
        value = reading.text[first:last].rstrip(".,;)")
        if _mixed(value):
            yield Candidate(first, first + len(value), "PASSWORD", 0.72)
            return


_REACH = 64
_SENTENCE = re.compile(r"[.!?]\s+[A-ZÀ-Þ]|\n\s*\n")
_BEFORE = re.compile(
    r"(?<!\S)(?P<value>\S{5,60})[\"'”»]? (?:as|is|was|for|ist|war|als|es|era|como|est|comme|e|come|is|voor)"
    r"(?: (?:the|my|a|our|das|mein|la|mi|le|mon|mio|il|a|minha|het|mijn|\w{3,8})){1,2} \Z"
)


def _mixed(value: str) -> bool:
    """As ``_looks_chosen`` and more: a date, a code of capitals and digits, a link or an address is no password."""
    if ("@" in value[1:-1] and "." in value) or "://" in value or re.fullmatch(r"[\d.,:/-]+", value):
        return False
    letters, digits = any(c.isalpha() for c in value), any(c.isdigit() for c in value)
    signs = any(not c.isalnum() for c in value[1:])
    lower = any(c.islower() for c in value)
    return len(value) >= 6 and letters and (digits or signs) and lower and _looks_chosen(value)


def _value(reading: Reading, at: int, *, told: bool) -> Iterator[Candidate]:
    match = _VALUE.match(reading.text, at)
    if match is None:
        return
    value = match.group().rstrip(".,;")
    if value.endswith(")") and "(" not in value:
        value = value[:-1]
    word = value.lower().strip("?!.,'")
    if len(value) < 4 or word in _PROSE:
        return
    if (
        _looks_chosen(value)
        or _unspeakable(word)
        or (told and reading.folded[at - 3 : at].strip() != "e" and _stands_alone(reading, match.end()))
    ):
        yield Candidate(match.start(), match.start() + len(value), "PASSWORD", 0.88 if told else 0.7)


def _looks_chosen(value: str) -> bool:
    """Letters with digits or signs inside, as in no word of prose. A question mark at the end is punctuation."""
    core = value.rstrip("?!.,")
    signs = any(not c.isalnum() and c not in "-'’/" for c in core)
    return (
        (any(c.isalpha() for c in core) and any(c.isdigit() for c in core))
        or (signs and len(core) >= 6)
        or (core[1:] != core[1:].lower() and core != core.upper() and core.isalnum())
    )


def _unspeakable(word: str) -> bool:
    """Letters that no language puts together, right behind the word for a password."""
    return len(word) >= _SHORTEST_RANDOM and common(word) == 0 and _CLUSTER.search(word) is not None


_SHORTEST_RANDOM = 7
_CLUSTER = re.compile(r"(?!sch|ngst|chts|rzst)[bcdfghjklmnpqrstvwxz]{5}|[^\W\d_]*q(?!u)[a-z]")


def _stands_alone(reading: Reading, end: int) -> bool:
    """A plain word counts as a password only when nothing but the end or punctuation follows it."""
    return not reading.folded[end : end + 12].strip(" .,!?\n")


recognizer = Secrets()
