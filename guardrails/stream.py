"""A reply released only after it has been judged.

The reply is cut into sentences by its text alone, never by how it arrived, so what is released does not depend on the
chunks. A sentence passes, in this order: markup (``guardrails.markup``), the checks of ``guardrails/checks``, and the
policy at OUTPUT, each with the sentence before it in view. While a sentence is still plain words its beginning is
released early, so that the first words do not wait for the full stop: a word goes once ``_HELD`` more have ended, which
the first token of the next one tells. A token is three quarters of an English word, so that is 7.7 tokens, 383 ms at
20 a second (goal 400). As soon as it holds anything that could grow into a value (a digit, an @, a bracket, a link, a
long run of letters) or anything a check may leave out, it waits until the sentence ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from documents.discovery import discover
from guardrails.markup import tidy
from guardrails.own_values import OwnValues
from guardrails.policy import Policy
from guardrails.types import Applied, Check, ClearedText, Outcome, OutputContext, Stage, Vault, Verdict

_END = re.compile(r"(?:(?<![.!?…])[.!?…]+[\"'”’)\]]*(?=\s)|\n)\s*")
_ABBREVIATION = re.compile(r"(?:\b(?:[a-zA-Z]|e\.g|i\.e|z\.B|bzw|ca|approx|no|nr|Mr|Mrs|Ms|Dr|St|vs|etc))\.$")
_LONGEST = 1200  # characters; a sentence without an end is judged and released in pieces of this size
_HELD = 5  # words that must have ended behind a word before it is released early
_REMEMBERED = 400  # characters of what was said before, in view of the checks
_PLAIN_WORD = re.compile(r"^[^\W\d_]{1,14}(?:['’\-][^\W\d_]{1,14})?[,;:]?$")


class _Guards(Protocol):
    policy: Policy

    def clear(
        self, text: str, stage: Stage, *, vault: Vault | None = None, published: Sequence[str] = ()
    ) -> Verdict: ...


class ReplyStream:
    """Iterate for ClearedText pieces; ``verdict`` stands after the end."""

    def __init__(
        self, guardrails: _Guards, parts: Iterable[str], *, vault: Vault | None, context: OutputContext
    ) -> None:
        self._guardrails = guardrails
        self._parts = parts
        self._vault = None if vault is None else OwnValues(vault)  # others' values are not opened again
        words = (*context.words, *guardrails.policy.blocked_words)
        self._context = replace(context, words=words, before=context.before[-_REMEMBERED:])
        self._verdict: Verdict | None = None
        self._said: list[str] = []
        self._applied: list[Applied] = []
        self._reason = ""

    @property
    def verdict(self) -> Verdict:
        """The verdict on the whole reply; only after the end."""
        if self._verdict is None:
            raise RuntimeError("the reply has not ended")
        return self._verdict

    def __iter__(self) -> Iterator[ClearedText]:
        for piece in self._pieces():
            self._said.append(piece)
            yield ClearedText(piece)
        if self._verdict is None:
            outcome = Outcome.REDACT if self._reason else Outcome.ALLOW
            self._verdict = Verdict(outcome, ClearedText("".join(self._said)), self._reason, tuple(self._applied))

    def _pieces(self) -> Iterator[str]:
        waiting, early = "", _Early()
        for part in self._parts:
            waiting += part
            while (cut := _sentence_end(waiting)) is not None:
                sentence, waiting = waiting[:cut], waiting[cut:]
                yield from self._finish(sentence, early)
                if self._verdict is not None:
                    return
                early = _Early()
            if part.count(" ") <= _HELD:  # a part of many words brings its sentence's end with it, or soon
                yield from early.look(waiting, self)
        if waiting:
            yield from self._finish(waiting, early)

    def _finish(self, sentence: str, early: _Early) -> Iterator[str]:
        verdict = self.judge(sentence)
        if verdict.outcome is not Outcome.ALLOW:
            yield from early.look(sentence, self)  # the same beginning has gone out, however the sentence arrived
        before = f"{self._context.before} {sentence}"[-_REMEMBERED:]
        self._context = replace(self._context, before=before)
        if verdict.blocked:
            self._verdict = Verdict(Outcome.BLOCK, ClearedText(""), verdict.reason, (*self._applied, *verdict.applied))
            return
        self._applied.extend(verdict.applied)
        self._reason = self._reason or verdict.reason
        rest = early.rest(verdict.text)
        if rest:
            yield rest

    def judge(self, sentence: str) -> Verdict:
        """One sentence, or the beginning of one, tidied, checked and cleared."""
        tidied = tidy(sentence, self._context.hosts, self._context.sources)
        for check in _checks():
            reason = _ask(check, tidied, self._context)
            if reason is not None:
                if check.stops:
                    return Verdict(Outcome.BLOCK, ClearedText(""), f"check:{reason}")
                return Verdict(Outcome.REDACT, ClearedText(""), f"check:{reason}")
        verdict = self._guardrails.clear(tidied, Stage.OUTPUT, vault=self._vault, published=self._context.published)
        if tidied != sentence and verdict.outcome is Outcome.ALLOW:
            return replace(verdict, outcome=Outcome.REDACT, reason="markup")
        return verdict


class _Early:
    """What of a sentence has been released before its end: plain words only, some words behind."""

    def __init__(self) -> None:
        self._released = ""
        self._looked = 0
        self._open = False  # something that must wait for the end of the sentence

    def look(self, sentence: str, stream: ReplyStream) -> Iterator[str]:
        words = _whole_words(sentence)
        while not self._open and self._looked < len(words):
            self._looked += 1
            first, last = words[self._looked - 1]
            if not _PLAIN_WORD.match(sentence[first:last]):
                self._open = True
                return
            if self._looked <= _HELD:
                continue
            verdict = stream.judge(sentence[: words[self._looked - 1][1]])
            if verdict.outcome is not Outcome.ALLOW or verdict.applied:
                self._open = True
                return
            upto = words[self._looked - _HELD - 1][1]
            piece = sentence[len(self._released) : upto]
            self._released = sentence[:upto]
            yield piece

    def rest(self, cleared: str) -> str:
        """What is left to say of the judged sentence; when that was left out, an ellipsis."""
        if cleared.startswith(self._released):
            return cleared[len(self._released) :]
        return "… "


def _sentence_end(text: str) -> int | None:
    """Where the first sentence ends, once the next one has begun; by the text alone."""
    for match in _END.finditer(text):
        if match.end() == len(text):
            return None
        before, after = text[: match.start() + 1].rstrip(), text[match.end()]
        # A number split by a full stop or a line break, and an abbreviation, do not end a sentence.
        if after.isdigit() and before.rstrip(".…").endswith(tuple("0123456789")):
            continue
        if "\n" not in match[0] and _ABBREVIATION.search(before):
            continue
        return match.end()
    return _LONGEST if len(text) > 2 * _LONGEST else None


def _whole_words(text: str) -> list[tuple[int, int]]:
    """Spans of the words that have certainly ended: white space follows."""
    return [m.span() for m in re.finditer(r"\S+(?=\s)", text)]


def _ask(check: Check, text: str, context: OutputContext) -> str | None:
    try:
        return check.judge(text, context)
    except Exception:  # noqa: BLE001 - a check that raises is a block, whatever it raised
        return f"failed:{check.name}" if check.stops else "failed"


def _checks() -> Sequence[Check]:
    found: list[Check] = list(discover("guardrails.checks", "check").values())
    return sorted(found, key=lambda check: not check.stops)
