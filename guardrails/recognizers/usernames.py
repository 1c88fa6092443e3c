"""User names: a handle behind a word that announces one, or written with @."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.asking import expected
from guardrails.dictionary import LANGUAGES, in_dictionary
from guardrails.name_lists import common, kind
from guardrails.reading import Reading
from guardrails.recognizers import Candidate
from guardrails.spelled import ENDINGS

_TOKEN = re.compile(r"(?<![\w@.])@?[a-z][\w.\-]{2,30}(?<![.\-])(?!@|\w)")
_AT = re.compile(r"(?<![\w@./])@[a-z_][\w.]{2,29}(?<!\.)(?![\w@]|\.\w)")
_REACH = 44


class Usernames:
    name = "usernames"
    description = "user names and handles"
    entities = ("USERNAME",)

    def find(self, reading: Reading) -> Iterator[Candidate]:
        for tag in reading.around.tags:
            if tag.name == "USERNAME":
                yield from self._behind(reading, tag.end)
        for match in _PROFILE.finditer(reading.folded):
            if match.group("name") not in _PAGES:
                yield Candidate(match.start(), match.end(), "USERNAME", 0.75)
        for match in _AT.finditer(reading.folded):
            yield Candidate(match.start(), match.end(), "USERNAME", 0.55)
        if "USERNAME" in expected(reading.asked) and len(reading.around.words) <= 6:
            for match in _TOKEN.finditer(reading.folded):
                if _made_up(match.group()) or len(reading.around.words) == 1:
                    yield Candidate(match.start(), match.end(), "USERNAME", 0.75)

    def _behind(self, reading: Reading, at: int) -> Iterator[Candidate]:
        for match in _TOKEN.finditer(reading.folded, at, at + _REACH):
            direct = (
                re.fullmatch(r"\s*(?:[:=]|is|ist|est|es|e|as)\s*[\"']?", reading.folded[at : match.start()]) is not None
            )
            if _made_up(match.group()) and reading.folded[match.end() : match.end() + 1] != "@":
                yield Candidate(match.start(), match.end(), "USERNAME", 0.8)
                return
            if _two_parts(reading, at, match):
                yield Candidate(match.start(), match.end(), "USERNAME", 0.7)
                return
            if _unheard(reading, at, match):
                yield Candidate(match.start(), match.end(), "USERNAME", 0.86)  # "usuario jlpardo"
                return
            if direct and ":" in reading.folded[at : match.start()]:
                yield Candidate(match.start(), match.end(), "USERNAME", 0.6)
                return


def _unheard(reading: Reading, at: int, match: re.Match[str]) -> bool:
    """Right behind the word that announces it, in small letters, and no word or name of any language."""
    word, written = match.group(), reading.text[match.start() : match.end()]
    between = reading.folded[at : match.start()].strip(" :=\"'")
    known = common(word) or kind(word) != "-" or any(in_dictionary(word, one) for one in LANGUAGES)
    return between in _IS and word.isalpha() and written.islower() and len(word) > _SHORT and not known


_SHORT = 3


def _two_parts(reading: Reading, at: int, match: re.Match[str]) -> bool:
    """ "utente gennaro.espo": two words with a dot right behind the word that announces it, and no site."""
    between = reading.folded[at : match.start()].strip(" :=\"'")
    first, dot, last = match.group().partition(".")
    return bool(dot) and between in _IS and first.isalpha() and last.isalpha() and last not in ENDINGS


_IS = frozenset({"", "is", "ist", "est", "es", "e", "as", "name", "era"})
# A profile's address: what stands behind the network's name is somebody's.
_PROFILE = re.compile(
    r"(?<![\w.])(?:https?://)?(?:www\.|m\.|[a-z]{2}\.)?(?:facebook|fb|instagram|twitter|x|tiktok|linkedin|github|gitlab|"
    r"pinterest|snapchat|threads|youtube|twitch|reddit|medium|vk|xing|patreon|soundcloud|flickr|mastodon|bsky|t|wa|onlyfans|"
    r"venmo|paypal|cash|ko-fi)\.(?:com|net|me|org|app|social|tv|to)/(?:in/|pub/|u/|user/|profile/|c/|add/|@|\$)?"
    r"(?P<name>[a-z0-9][\w.+-]{2,60})(?![\w/])"
)
_PAGES = frozenset(
    "help about login signup legal privacy terms policies support home search explore settings watch "
    "jobs company groups "
    "events pages share sharer sharer.php intent hashtag marketplace business developers docs blog "
    "contact pricing channel "
    "playlist shorts reel stories p status".split()
)


def _made_up(token: str) -> bool:
    return (
        token.startswith("@") or "_" in token or (any(c.isdigit() for c in token) and any(c.isalpha() for c in token))
    )


recognizer = Usernames()
