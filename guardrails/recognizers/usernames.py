"""User names: a handle behind a word that announces one, or written with @."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.asking import expected
from guardrails.reading import Reading
from guardrails.recognizers import Candidate

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
            if direct and ":" in reading.folded[at : match.start()]:
                yield Candidate(match.start(), match.end(), "USERNAME", 0.6)
                return


def _made_up(token: str) -> bool:
    return (
        token.startswith("@") or "_" in token or (any(c.isdigit() for c in token) and any(c.isalpha() for c in token))
    )


recognizer = Usernames()
